"""Failed validations of first Security Officials, the locks that they bring, and lifting one (D6).

Who, where and when: what was typed is kept nowhere.
"""

from typing import Any

from django.contrib import admin, messages
from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path
from django.utils import timezone

from accounts.admin.forms import ReasonForm
from accounts.requests import staff
from acoms.programme.clock import in_words
from acoms.site.admin_pages import RecordAdmin
from acoms.tables.estimated_paging import EstimatedPaginator
from qpp_roles.connect.actions.lifting import lift_lock
from qpp_roles.connect.locks import Lock, lock_of
from qpp_roles.connect.models import ValidationTry
from qpp_roles.connect.validation import COUNTED_FOR, TRIES_AT_PLACE, TRIES_OF_PERSON
from qpp_roles.organizations.admin.by_tin import FindsByTin
from qpp_roles.organizations.errors import QppError
from qpp_roles.roles.admin.roles import SEARCH_HELP, found_anywhere, urls_of


def _counted_there(**more: Any) -> Any:
    """How many tries count now where a row's try was made."""
    there = Q(organization=OuterRef("organization")) | Q(aco=OuterRef("aco"))
    counted = ValidationTry.objects.counted(timezone.now()).filter(there, **more).order_by()
    number = counted.annotate(one=F("pk") * 0).values("one").annotate(number=Count("pk"))
    return Coalesce(Subquery(number.values("number")), 0)


def with_locks(tries: QuerySet[ValidationTry]) -> QuerySet[ValidationTry]:
    """Each with `own` and `everybodys`, the tries that count with it."""
    return tries.annotate(
        own=_counted_there(person=OuterRef("person")), everybodys=_counted_there()
    )


def _locked() -> Q:
    """Of `with_locks`: those that are a part of a lock now."""
    counts = Q(tried_at__gt=timezone.now() - COUNTED_FOR, lifted_at=None)
    return counts & (Q(own__gte=TRIES_OF_PERSON) | Q(everybodys__gte=TRIES_AT_PLACE))


class LockFilter(admin.SimpleListFilter):
    title = "lock"
    parameter_name = "lock"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("locked", "Locked now"), ("lifted", "Lifted by CMS staff")]

    def queryset(
        self, request: HttpRequest, queryset: QuerySet[ValidationTry]
    ) -> QuerySet[ValidationTry]:
        match self.value():
            case "locked":
                return queryset.filter(_locked())
            case "lifted":
                return queryset.filter(lifted_at__isnull=False)
        return queryset


@admin.register(ValidationTry)
class ValidationTryAdmin(FindsByTin[ValidationTry], RecordAdmin[ValidationTry]):
    change_form_template = "admin/qpp_roles_connect/validationtry/change_form.html"
    at = "organization__"
    list_display = ("person", "place", "tried_at", "state")
    export_columns = (*list_display, "lifted_at", "lifted_by", "lift_reason")
    list_filter = (LockFilter, "tried_at")
    show_facets = admin.ShowFacets.NEVER
    paginator = EstimatedPaginator
    list_select_related = ("organization", "aco", "person", "lifted_by")
    search_fields = ("person__last_name",)
    search_help_text = f"{SEARCH_HELP}, or an ACO ID"
    ordering = ("-pk",)
    sortable_by = ()
    fields = readonly_fields = (
        "person",
        "place",
        "tried_at",
        "state",
        "lifted_at",
        "lifted_by",
        "lift_reason",
    )

    def has_lift_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(self.permission("lift"))

    def get_queryset(self, request: HttpRequest) -> QuerySet[ValidationTry]:
        return with_locks(super().get_queryset(request))

    def search(self, rows: QuerySet[ValidationTry], typed: str) -> QuerySet[ValidationTry]:
        return found_anywhere(rows, typed)

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.lift_view)
        return [
            path("<int:pk>/lift/", view, name="qpp_roles_connect_validationtry_lift"),
            *super().get_urls(),
        ]

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kw: Any) -> Any:
        tried = kw.get("obj")
        locked = tried is not None and lock_of(tried, timezone.now()) is not None
        context["may_lift"] = locked and self.has_lift_permission(request)
        return super().render_change_form(request, context, *args, **kw)

    def lift_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Whose lock it is, why it is to end early, and ending it."""
        self.must(request, "lift")
        found = get_object_or_404(
            ValidationTry.objects.select_related("organization", "aco", "person"), pk=pk
        )
        form = ReasonForm(request.POST or None)
        if form.is_valid() and self._lifted(request, found, form):
            return redirect("admin:qpp_roles_connect_validationtry_change", pk)
        lock = lock_of(found, timezone.now())
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": "Lift this lock",
            "record": found,
            **urls_of(self.opts, found),
            "why_not": "" if lock else "Nothing is locked here: they can try again right away.",
            "follows": _follows(found, lock) if lock else [],
            "form": form,
        }
        return render(request, "admin/qpp_roles_roles/act.html", context)

    def _lifted(self, request: HttpRequest, found: ValidationTry, form: ReasonForm) -> bool:
        try:
            lift_lock(acting_person=staff(request), tried=found, **form.cleaned_data)
        except QppError as error:
            error.show_in(form)
            return False
        messages.success(request, f"Done. The next try at {found.place} is taken at once.")
        return True

    @admin.display(description="organization or ACO")
    def place(self, tried: ValidationTry) -> str:
        return str(tried.place)

    @admin.display(description="state")
    def state(self, tried: Any) -> str:
        if tried.lifted_at is not None:
            return "Lifted by CMS staff"
        if tried.tried_at <= timezone.now() - COUNTED_FOR:
            return "Over"
        if tried.everybodys >= TRIES_AT_PLACE:
            return "Locked: everybody there"
        return "Locked: this person" if tried.own >= TRIES_OF_PERSON else "Counts"


def _follows(tried: ValidationTry, lock: Lock) -> list[str]:
    until = in_words(lock.until)
    now = (
        f"Nobody can be validated at {tried.place} until {until}: {TRIES_AT_PLACE} tries of all "
        "people together have failed in 24 hours."
        if lock.of_everybody
        else f"{tried.person.full_name} cannot be validated at {tried.place} until {until}: "
        f"{TRIES_OF_PERSON} tries have failed in 24 hours."
    )
    return [
        now,
        "Lifting it lets them try again right away, as often as before. The lock keeps guessers "
        "out: make sure by phone who it is, and that they belong to the organization.",
        "The tries stay on record, with your name and the reason.",
    ]
