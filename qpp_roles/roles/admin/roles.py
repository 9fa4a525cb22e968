"""QPP roles across all organizations, and what QPP staff do with them (rule D9)."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.db.models import Model, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse

from accounts.admin.forms import ReasonForm
from accounts.models import Person
from accounts.requests import staff
from acoms.once.shown import fingerprint
from acoms.programme.clock import day_in_words
from acoms.site.admin_pages import RecordAdmin
from acoms.tables.estimated_paging import EstimatedPaginator
from qpp_roles.organizations.admin.by_tin import FindsByTin
from qpp_roles.organizations.errors import QppError
from qpp_roles.organizations.kinds import STORED, Role
from qpp_roles.organizations.models import Organization
from qpp_roles.organizations.search import begins, has_inside, plain
from qpp_roles.roles.actions.staffing import (
    change_role,
    end_role,
    give_role,
    left_waiting,
    shown_to_end,
)
from qpp_roles.roles.admin.forms import GiveRoleForm
from qpp_roles.roles.models import HeldRole

SEARCH_HELP = "Last name or e-mail from its beginning, an organization's name, a complete ID or TIN"


def found_anywhere(rows: QuerySet[Any], typed: str) -> QuerySet[Any]:
    """Rows about a person at an organization or in an ACO, by what staff type of any of them."""
    typed = " ".join(typed.replace("\x00", "").split())
    if not typed:
        return rows
    in_aco = Q(aco__aco_id=typed.upper())
    return rows.filter(of_person(typed) | found_in_place(typed) | in_aco)


def found_in_place(typed: str) -> Q:
    """Roles and requests in organizations that are named so, or with this ID."""
    named = begins(typed) | (has_inside(typed) or Q())
    places = Organization.objects.filter(named | Q(identifier=typed.upper()), kind__in=STORED)
    return Q(organization__in=places.values("pk"))


def of_person(typed: str) -> Q:
    people = Person.objects.filter(Q(last_name__istartswith=typed) | Q(email__istartswith=typed))
    return Q(person__in=people.values("pk"))


class HeldNowFilter(admin.SimpleListFilter):
    title = "held"
    parameter_name = "held"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("now", "Now"), ("before", "Before, ended")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[HeldRole]) -> QuerySet[HeldRole]:
        match self.value():
            case "now":
                return queryset.filter(ended_at=None)
            case "before":
                return queryset.filter(ended_at__isnull=False)
        return queryset


@admin.register(HeldRole)
class HeldRoleAdmin(FindsByTin[HeldRole], RecordAdmin[HeldRole]):
    """The newest first: an order that costs nothing however many there are."""

    change_form_template = "admin/qpp_roles_roles/heldrole/change_form.html"
    at = "organization__"
    list_display = ("person", "role", "organization", "kind", "since_day", "ended_day")
    export_columns = (
        "last_name",
        "first_name",
        "email",
        "role",
        "organization_name",
        "kind",
        "identifier",
        "source",
        "since",
        "given_by",
        "ended_at",
        "ended_by",
        "end_reason",
    )
    list_filter = (HeldNowFilter, "role", "source", "organization__kind", "since")
    show_facets = admin.ShowFacets.NEVER
    paginator = EstimatedPaginator
    list_select_related = ("organization", "person", "given_by", "ended_by")
    search_fields = ("person__last_name",)
    search_help_text = SEARCH_HELP
    ordering = ("-pk",)
    sortable_by = ()
    fields = readonly_fields = (
        "person",
        "role",
        "organization",
        "kind",
        "source",
        "since",
        "given_by",
        "ended_at",
        "ended_by",
        "end_reason",
    )

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm(self.permission("add"))

    def has_manage_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(self.permission("manage"))

    def search(self, rows: QuerySet[HeldRole], typed: str) -> QuerySet[HeldRole]:
        typed = plain(typed)
        return rows.filter(of_person(typed) | found_in_place(typed)) if typed else rows

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/end/", view(self.end_view), name="qpp_roles_roles_heldrole_end"),
            path(
                "<int:pk>/change-role/", view(self.role_view), name="qpp_roles_roles_heldrole_role"
            ),
            *super().get_urls(),
        ]

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kw: Any) -> Any:
        held = kw.get("obj")
        if held is not None and held.ended_at is None and self.has_manage_permission(request):
            context["other_role"] = _other(held).label
        return super().render_change_form(request, context, *args, **kw)

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Give someone a role; a request of theirs that waits is answered by it."""
        self.must(request, "add")
        form = GiveRoleForm(request.POST or None)
        if form.is_valid():
            given = form.cleaned_data

            def give() -> HeldRole:
                return give_role(
                    acting_person=staff(request),
                    organization=given["organization"],
                    person=given["person"],
                    role=given["role"],
                    reason=given["reason"],
                )

            if new := self._done(request, form, give):
                return redirect("admin:qpp_roles_roles_heldrole_change", new.pk)
        about = (
            "QPP staff step in where an organization cannot. The person and the organization's "
            "Security Officials are told, with the reason."
        )
        return self._ask(request, form, "Give a QPP role", [about])

    def end_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """What the end of a role leaves behind, why, and ending it."""
        self.must(request, "manage")
        held = self._active(request, pk)
        form = ReasonForm(request.POST or None)
        follows = [
            f"{held.person.full_name} loses all access to {held.organization} at once.",
            *_if_last(held),
        ]
        if form.is_valid():

            def end() -> HeldRole:
                return end_role(
                    acting_person=staff(request),
                    held=held,
                    shown=request.POST.get("shown"),
                    **form.cleaned_data,
                )

            if self._done(request, form, end):
                return redirect("admin:qpp_roles_roles_heldrole_change", pk)
        return self._ask(request, form, "End this role", follows, held)

    def role_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """A Staff User becomes Security Official, or the other way round."""
        self.must(request, "manage")
        held = self._active(request, pk)
        role = _other(held)
        form = ReasonForm(request.POST or None)
        follows = [
            f"{held.person.full_name} is {role.label} of {held.organization} from now on. The "
            f"record of having been {Role(held.role).label} stays.",
            *_if_last(held),
        ]
        if form.is_valid():

            def change() -> HeldRole:
                return change_role(
                    acting_person=staff(request),
                    held=held,
                    role=role,
                    shown=request.POST.get("shown"),
                    **form.cleaned_data,
                )

            if new := self._done(request, form, change):
                return redirect("admin:qpp_roles_roles_heldrole_change", new.pk)
        return self._ask(request, form, f"Make {role.label}", follows, held)

    def _active(self, request: HttpRequest, pk: int) -> HeldRole:
        """A role that is held; for a form, also one that its sender has ended."""
        held = HeldRole.objects.select_related("organization", "person").filter(pk=pk)
        own = Q(ended_by=request.user.pk) if request.method == "POST" else Q()
        found = held.filter(Q(ended_at=None) | own).first() if own else held.active().first()
        if found is None:
            raise Http404
        return found

    def _done(
        self, request: HttpRequest, form: Any, act: Callable[[], HeldRole]
    ) -> HeldRole | None:
        """Do it, and say so; or say in the form why it is not done."""
        try:
            held = act()
        except QppError as error:
            error.show_in(form)
            return None
        messages.success(request, f"Done. {held.person.full_name} is told, with the reason.")
        return held

    def _ask(
        self,
        request: HttpRequest,
        form: Any,
        title: str,
        follows: list[str],
        held: HeldRole | None = None,
    ) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": title,
            "record": held,
            **urls_of(self.opts, held),
            "follows": follows,
            "shows": fingerprint(shown_to_end(held)) if held else "",
            "form": form,
        }
        return render(request, "admin/qpp_roles_roles/act.html", context)

    @admin.display(description="since")
    def since_day(self, held: HeldRole) -> str:
        return day_in_words(held.since)

    @admin.display(description="ended")
    def ended_day(self, held: HeldRole) -> str:
        return day_in_words(held.ended_at) if held.ended_at else ""

    @admin.display(description="kind")
    def kind(self, held: HeldRole) -> str:
        return held.organization.kind_row.label

    @admin.display(description="organization")
    def organization_name(self, held: HeldRole) -> str:
        return held.organization.name

    @admin.display(description="ID")
    def identifier(self, held: HeldRole) -> str:
        return held.organization.identifier

    @admin.display
    def last_name(self, held: HeldRole) -> str:
        return held.person.last_name

    @admin.display
    def first_name(self, held: HeldRole) -> str:
        return held.person.first_name

    @admin.display(description="e-mail")
    def email(self, held: HeldRole) -> str:
        return held.person.email


def urls_of(opts: Any, record: Model | None) -> dict[str, str]:
    """Where the list is, and where a page about one record leads back to."""
    page = f"admin:{opts.app_label}_{opts.model_name}"
    listed = reverse(f"{page}_changelist")
    back = reverse(f"{page}_change", args=[record.pk]) if record else listed
    return {"list_url": listed, "back_url": back}


def _other(held: HeldRole) -> Role:
    official = held.role == Role.SECURITY_OFFICIAL
    return Role.STAFF_USER if official else Role.SECURITY_OFFICIAL


def _if_last(held: HeldRole) -> list[str]:
    """What follows where a Security Official is the last one."""
    waiting = left_waiting(held)
    if waiting is None:
        return []
    return [
        f"{held.organization.name} is left without a Security Official. Whoever connects next as "
        "Security Official is validated as the first one, and everyone with a role is told.",
        f"Requests that wait there for an answer: {waiting}. Nobody there can answer them then; "
        "QPP staff can.",
    ]
