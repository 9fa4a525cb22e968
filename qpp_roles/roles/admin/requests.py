"""Requests for a role across all organizations; QPP staff answer those that are stuck (D5, D9)."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path
from django.utils import timezone

from accounts.requests import staff
from acoms.once.shown import fingerprint
from acoms.programme.clock import in_words
from acoms.site.admin_pages import RecordAdmin
from acoms.tables.estimated_paging import EstimatedPaginator
from qpp_roles.organizations.admin.by_tin import FindsByTin
from qpp_roles.organizations.errors import QppError
from qpp_roles.roles.actions.staffing import answer_stuck_request, shown_to_answer
from qpp_roles.roles.admin.forms import AnswerForm
from qpp_roles.roles.admin.roles import SEARCH_HELP, found_anywhere, urls_of
from qpp_roles.roles.manage_access.queries import STATE_RANK, STATES
from qpp_roles.roles.models import RoleRequest
from qpp_roles.roles.officials import officials_of
from qpp_roles.roles.rules import WAITING_LONG, RequestState, refusal_to_step_in


class StateFilter(admin.SimpleListFilter):
    """The first two are QPP staff's to answer."""

    title = "state"
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [
            ("nobody", "Pending, no Security Official"),
            ("long", f"Pending for {WAITING_LONG.days} days or longer"),
            *((state.value, state.label) for state in RequestState),
        ]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        match self.value():
            case "nobody":
                return queryset.nobody_answers()
            case "long":
                return queryset.waiting_long()
            case state if state in STATES:
                return queryset.filter(**STATES[state])
        return queryset


@admin.register(RoleRequest)
class RoleRequestAdmin(FindsByTin[RoleRequest], RecordAdmin[RoleRequest]):
    change_form_template = "admin/qpp_roles_roles/rolerequest/change_form.html"
    at = "organization__"
    list_display = ("person", "role", "place", "requested_at", "state", "decided_by", "decided_at")
    export_columns = (
        "last_name",
        "first_name",
        "email",
        "role",
        "place",
        "requested_at",
        "state",
        "decided_by",
        "decided_at",
        "reason",
    )
    list_filter = (StateFilter, "role", "requested_at")
    show_facets = admin.ShowFacets.NEVER
    paginator = EstimatedPaginator
    list_select_related = ("organization", "aco", "person", "decided_by")
    search_fields = ("person__last_name",)
    search_help_text = f"{SEARCH_HELP}, or an ACO ID"
    ordering = ("-pk",)
    sortable_by = ("state",)
    fields = readonly_fields = (
        "person",
        "role",
        "place",
        "requested_at",
        "state",
        "decided_by",
        "decided_at",
        "reason",
        "withdrawn_at",
        "reminders_sent",
    )

    def has_manage_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(self.permission("manage"))

    def search(self, rows: QuerySet[RoleRequest], typed: str) -> QuerySet[RoleRequest]:
        return found_anywhere(rows, typed)

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.answer_view)
        own = path("<int:pk>/answer/", view, name="qpp_roles_roles_rolerequest_answer")
        return [own, *super().get_urls()]

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kw: Any) -> Any:
        asked = kw.get("obj")
        pending = asked is not None and asked.state is RequestState.PENDING
        context["may_answer"] = pending and self.has_manage_permission(request)
        return super().render_change_form(request, context, *args, **kw)

    def answer_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Answer a request that nobody there can answer, or has for a long time, with a reason."""
        self.must(request, "manage")
        found = get_object_or_404(
            RoleRequest.objects.select_related("organization", "aco", "person"), pk=pk
        )
        form = AnswerForm(request.POST or None)
        if form.is_valid() and self._answered(request, found, form):
            return redirect("admin:qpp_roles_roles_rolerequest_change", pk)
        officials = officials_of(found.place)
        why_not = refusal_to_step_in(
            has_security_official=bool(officials),
            requested_at=found.requested_at,
            now=timezone.now(),
        )
        if why_not:
            from_then = in_words(found.requested_at + WAITING_LONG)
            why_not += f" This request can be answered here from {from_then} on."
        names = ", ".join(one.full_name for one in officials) or "nobody"
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": "Answer in the organization's place",
            "record": found,
            **urls_of(self.opts, found),
            "why_not": why_not,
            "shows": fingerprint(shown_to_answer(found)),
            "follows": [
                f"Security Official there: {names}.",
                f"{found.person.full_name} is told of the answer, with the reason.",
            ],
            "form": form,
        }
        return render(request, "admin/qpp_roles_roles/act.html", context)

    def _answered(self, request: HttpRequest, found: RoleRequest, form: AnswerForm) -> bool:
        try:
            answer_stuck_request(
                acting_person=staff(request),
                role_request=found,
                approve=form.cleaned_data["answer"] == "approve",
                reason=form.cleaned_data["reason"],
                shown=request.POST.get("shown"),
            )
        except QppError as error:
            error.show_in(form)
            return False
        messages.success(request, f"Done. {found.person.full_name} is told, with the reason.")
        return True

    @admin.display(description="organization or ACO")
    def place(self, asked: RoleRequest) -> str:
        return str(asked.place)

    @admin.display(description="state", ordering=STATE_RANK)
    def state(self, asked: RoleRequest) -> str:
        return asked.state.label

    @admin.display
    def last_name(self, asked: RoleRequest) -> str:
        return asked.person.last_name

    @admin.display
    def first_name(self, asked: RoleRequest) -> str:
        return asked.person.first_name

    @admin.display(description="e-mail")
    def email(self, asked: RoleRequest) -> str:
        return asked.person.email
