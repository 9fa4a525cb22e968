"""Findings of screening across all ACOs, which CMS staff waive or resolve with a reason (C5)."""

from collections.abc import Callable, Iterable
from typing import Any, cast

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from accounts.models import Person
from acoms.once.shown import fingerprint
from acoms.programme.clock import day_in_words
from acoms.site.admin_pages import RecordAdmin
from acoms.site.forms import DayField, TextField
from participants.screening.actions.findings import (
    LONGEST_REASON,
    end_waiver,
    resolve_finding,
    waive_finding,
)
from participants.screening.errors import ScreeningError
from participants.screening.models.findings import Finding, FindingQuerySet
from participants.screening.queries import finding_shown
from participants.screening.rules import FindingState

_MOST_ACOS = 15  # in the filter


class StateFilter(admin.SimpleListFilter):
    title = "state"
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        states = [(state.value, state.label) for state in FindingState]
        return [*states, ("past", "Its request is decided or withdrawn")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Finding]) -> QuerySet[Finding]:
        rows = cast("FindingQuerySet", queryset)  # as the model's manager makes them
        today = timezone.localdate()
        match self.value():
            case FindingState.OPEN:
                return rows.open_on(today)
            case FindingState.WAIVED:
                still = Q(waived_until=None) | Q(waived_until__gt=today)
                return rows.standing().filter(still, waived_at__isnull=False)
            case FindingState.RESOLVED:
                return queryset.filter(resolved_at__isnull=False)
            case "past":
                ended = Q(change__decided_at__isnull=False) | Q(change__withdrawn_at__isnull=False)
                return rows.standing().filter(ended)
        return queryset


class AboutFilter(admin.SimpleListFilter):
    title = "about"
    parameter_name = "about"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("change", "A change request"), ("list", "A participant on the list")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Finding]) -> QuerySet[Finding]:
        if self.value() in ("change", "list"):
            return queryset.filter(change__isnull=self.value() == "list")
        return queryset


class AcoFilter(admin.SimpleListFilter):
    """The ACOs with the most open findings; any other is found by its ID."""

    title = "ACO"
    parameter_name = "aco"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        found = (
            Finding.objects.open_on(timezone.localdate())
            .annotate(number=_ACO_ID)
            .values("number")
            .annotate(findings=Count("pk"))
            .order_by("-findings", "number")[:_MOST_ACOS]
        )
        return [(row["number"], f"{row['number']} ({row['findings']} open)") for row in found]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Finding]) -> QuerySet[Finding]:
        if self.value():
            return queryset.filter(
                Q(change__aco__aco_id=self.value()) | Q(participant__aco__aco_id=self.value())
            )
        return queryset


_ACO_ID = Coalesce(F("change__aco__aco_id"), F("participant__aco__aco_id"))


class SettleForm(forms.Form):
    """Why CMS settles findings."""

    reason = TextField(
        label="Why",
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="The ACO reads it with the finding, and it is kept with your name.",
        error_messages={"required": "Enter a reason."},
    )


class WaiveForm(SettleForm):
    until = DayField(
        label="Open again on",
        required=False,
        help_text="Month, day, year: 04/28/2027. Leave it empty for a waiver without an end.",
        widget=forms.DateInput(),
    )


@admin.register(Finding)
class FindingAdmin(RecordAdmin[Finding]):
    """What screening found, with the sentence that explains it; settled by the list's actions."""

    change_form_template = "admin/participants_screening/finding/change_form.html"
    list_display = ("found_on", "reason", "aco", "about", "npi", "state")
    export_columns = (
        "found_at",
        "reason",
        "aco",
        "about",
        "npi",
        "explained",
        "state",
        "stands",
        "waived_at",
        "waived_by",
        "waiver_reason",
        "waived_until",
        "resolved_at",
        "resolved_by",
        "resolution",
    )
    list_filter = (StateFilter, "reason", AboutFilter, AcoFilter, "found_at")
    search_fields = (
        "change__aco__aco_id__istartswith",
        "participant__aco__aco_id__istartswith",
        "npi__exact",
        "change__legal_business_name__istartswith",
        "participant__legal_business_name__istartswith",
    )
    search_help_text = "ACO ID or legal business name, from its beginning, or a whole NPI"
    list_select_related = (
        "change__aco",
        "change__participant",
        "participant__aco",
        "waived_by",
        "resolved_by",
    )
    actions = ("waive", "resolve", "take_waiver_back")
    readonly_fields = ("explained", "of_aco", "subject", "tin_ending", "stands")

    def get_fields(self, request: HttpRequest, obj: Finding | None = None) -> Any:
        waived = [("waived_at", "waived_by", "waived_until")] if obj and obj.waived_at else []
        resolved = [("resolved_at", "resolved_by")] if obj and obj.resolved_at else []
        about = ("of_aco", "subject", "tin_ending", "npi")
        return ["explained", "stands", "reason", about, "found_at", *waived, *resolved]

    @admin.display(description="found", ordering="found_at")
    def found_on(self, finding: Finding) -> str:
        return day_in_words(finding.found_at)

    @admin.display(description="ACO")
    def aco(self, finding: Finding) -> str:
        subject = finding.change or finding.participant
        return subject.aco.aco_id if subject else ""

    @admin.display(description="about")
    def about(self, finding: Finding) -> str:
        return str(finding.change or finding.participant)

    @admin.display(description="ACO")
    def of_aco(self, finding: Finding) -> str:
        subject = finding.change or finding.participant
        assert subject is not None
        page = reverse("admin:contacts_aco_change", args=[subject.aco_id])
        return format_html('<a href="{}">{}</a>', page, subject.aco)

    @admin.display(description="about")
    def subject(self, finding: Finding) -> str:
        return format_html('<a href="{}">{}</a>', _page_of(finding), self.about(finding))

    @admin.display(description="TIN")
    def tin_ending(self, finding: Finding) -> str:
        subject = finding.change or finding.participant
        return subject.masked_tin if subject else ""

    @admin.display(description="state")
    def state(self, finding: Finding) -> str:
        if finding.reason_row.is_note and finding.resolved_at is None:
            return "To be known"
        return finding.state_on(timezone.localdate()).label

    @admin.display(description="what was found")
    def explained(self, finding: Finding) -> str:
        return finding_shown(finding, for_cms=True).sentence

    @admin.display(description="where it stands")
    def stands(self, finding: Finding) -> str:
        return finding_shown(finding, for_cms=True).stands

    def has_settle_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(self.permission("settle"))

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kw: Any) -> Any:
        finding: Finding = kw["obj"]
        state = finding.state_on(timezone.localdate())
        context["may_settle"] = self.has_settle_permission(request)
        context["offered"] = {
            FindingState.OPEN: [("waive", "Waive"), ("resolve", "Record as resolved")],
            FindingState.WAIVED: [
                ("take_waiver_back", "Take the waiver back"),
                ("resolve", "Record as resolved"),
            ],
        }.get(state, [])
        return super().render_change_form(request, context, *args, **kw)

    @admin.action(description="Waive", permissions=["settle"])
    def waive(self, request: HttpRequest, found: QuerySet[Finding]) -> HttpResponse | None:
        """Lets pass what is so."""
        return self._settle(request, found, "waive", waive_finding, WaiveForm)

    @admin.action(description="Record as resolved", permissions=["settle"])
    def resolve(self, request: HttpRequest, found: QuerySet[Finding]) -> HttpResponse | None:
        """Says that it is not so, as CMS has seen."""
        return self._settle(request, found, "resolve", resolve_finding, SettleForm)

    @admin.action(description="Take the waiver back", permissions=["settle"])
    def take_waiver_back(
        self, request: HttpRequest, found: QuerySet[Finding]
    ) -> HttpResponse | None:
        return self._settle(request, found, "take_waiver_back", end_waiver, SettleForm)

    def _settle(
        self,
        request: HttpRequest,
        found: QuerySet[Finding],
        action: str,
        settle: Callable[..., None],
        form_class: type[SettleForm],
    ) -> HttpResponse | None:
        """Asks why, then settles each that can be and says why the others cannot."""
        assert isinstance(request.user, Person)
        form = form_class(request.POST if "apply" in request.POST else None)
        if form.is_valid():
            settled = 0
            for finding in found:
                try:
                    settle(
                        acting_person=request.user,
                        finding=finding,
                        shown=request.POST.get(f"shown-{finding.pk}"),
                        **form.cleaned_data,
                    )
                except ScreeningError as error:
                    if error.field:
                        error.show_in(form)
                        break
                    self.message_user(request, f"{finding}: {error}", messages.ERROR)
                else:
                    settled += 1
            if not form.errors:
                if settled:
                    done = "1 finding is" if settled == 1 else f"{settled} findings are"
                    self.message_user(request, f"{done} {_DONE[action]}.")
                return _back(found)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _TITLES[action],
            "action": action,
            "what_it_does": _DOES[action],
            "findings": [
                (one, finding_shown(one, for_cms=True), fingerprint(one.parts)) for one in found
            ],
            "form": form,
            "action_checkbox_name": ACTION_CHECKBOX_NAME,
        }
        return render(request, "admin/participants_screening/finding/settle.html", context)


def _page_of(finding: Finding) -> str:
    """The page of the request or of the participant that a finding is about."""
    if finding.change_id:
        return reverse("admin:participants_changes_changerequest_change", args=[finding.change_id])
    return reverse("admin:participants_lists_participant_change", args=[finding.participant_id])


def _back(settled: Iterable[Finding]) -> HttpResponse | None:
    """Where findings of one request were settled, back to it; else to the list."""
    changes = {finding.change_id for finding in settled}
    one = len(changes) == 1 and None not in changes
    return redirect(_page_of(next(iter(settled)))) if one else None


_TITLES = {
    "waive": "Waive findings",
    "resolve": "Record findings as resolved",
    "take_waiver_back": "Take waivers back",
}
_DONE = {"waive": "waived", "resolve": "resolved", "take_waiver_back": "open again"}
_DOES = {
    "waive": "A waiver lets pass what is so. It is for what is known now: when screening finds "
    "something else about the same, the waiver ends and the finding is open again.",
    "resolve": "This says that it is not so, as CMS has seen. If screening still finds it next "
    "time, that is a new finding.",
    "take_waiver_back": "The findings are open again, and stand in the way of an approval.",
}
