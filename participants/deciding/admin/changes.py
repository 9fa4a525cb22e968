"""The queue of change requests, which CMS staff work through (rules C3, C5)."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db.models import (
    Count,
    DateTimeField,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
)
from django.db.models.functions import Coalesce, TruncDate
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from accounts.models import Person
from accounts.requests import staff
from acoms.once.shown import fingerprint
from acoms.programme.clock import day_in_words, in_words
from acoms.site.admin_pages import RecordAdmin
from acoms.site.forms import TextField
from acoms.text.numbers import key_of
from participants.changes.cycles import all_cycles, correcting_in_words
from participants.changes.days import effective_day
from participants.changes.departures import leaving_of
from participants.changes.errors import ChangeError
from participants.changes.models import STATES, WITH_CMS, ChangeRequest
from participants.changes.queries import STATE_RANK
from participants.changes.rules import NOTICE_WITHIN, ChangeState
from participants.changes.words import consequence, notice_in_words
from participants.deciding.actions import (
    LONGEST_REASON,
    approve_change,
    deny_change,
    return_change,
    send_letters,
)
from participants.deciding.models import FeedbackLetter
from participants.deciding.queries import (
    all_shown_to_answer,
    letters_to_send,
    next_in_queue,
    shown_of_letters,
)
from participants.deciding.views import pdf_response
from participants.screening.compared import compared_in_words, run_of
from participants.screening.queries import findings_of, in_the_way
from participants.years.models import FeedbackCycle

_MOST_PROVIDERS = 200


class StateFilter(admin.SimpleListFilter):
    """The list is the queue: what waits for CMS, unless another state or all are asked for."""

    title = "state"
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        states = (s for s in ChangeState if s is not ChangeState.DRAFT)  # the ACO's own
        return [*((s.value, s.label) for s in states), ("all", "All")]

    def choices(self, changelist: Any) -> Iterator[Any]:
        first, *others = super().choices(changelist)
        yield {**first, "display": "Waits for CMS"}
        yield from others

    def queryset(
        self, request: HttpRequest, queryset: QuerySet[ChangeRequest]
    ) -> QuerySet[ChangeRequest]:
        match self.value():
            case None:
                return queryset.filter(WITH_CMS)
            case value:
                known = {state.value: state for state in ChangeState}.get(value)
                return queryset.filter(STATES[known]) if known else queryset


class LateFilter(admin.SimpleListFilter):
    """Notices that CMS had after 30 days (rule C4)."""

    title = "notice"
    parameter_name = "notice"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("late", "Late"), ("in_time", "In time")]

    def queryset(
        self, request: HttpRequest, queryset: QuerySet[ChangeRequest]
    ) -> QuerySet[ChangeRequest]:
        if self.value() not in ("late", "in_time"):
            return queryset
        told = queryset.annotate(told_on=TruncDate("first_submitted_at"), due=_DUE)
        late = Q(told_on__gt=F("due"))
        return told.filter(late if self.value() == "late" else ~late)


_DUE = ExpressionWrapper(F("happened_on") + NOTICE_WITHIN, output_field=DateTimeField())


class AnswerForm(forms.Form):
    reason = TextField(
        label="Why",
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="The ACO reads it, by e-mail and beside the request.",
        error_messages={"required": "Enter a reason. The ACO will read it."},
    )


class ApproveForm(forms.Form):
    """Nothing is asked: it is only confirmed."""


@admin.register(ChangeRequest)
class ChangeRequestAdmin(RecordAdmin[ChangeRequest]):
    """Change requests of all ACOs. After each answer the next one in the queue is shown."""

    change_form_template = "admin/participants_changes/changerequest/change_form.html"
    list_display = ("what", "of_aco", "state", "in_the_way", "submitted", "notice_days", "cycle")
    export_columns = (
        "of_aco",
        "kind",
        "what",
        "tin_ending",
        "state",
        "in_the_way",
        "happened_on",
        "first_submitted_at",
        "submitted_at",
        "notice_days",
        "cycle",
        "decided_at",
        "decided_by",
        "decision_reason",
        "return_reason",
        "effective_on",
    )
    list_filter = (StateFilter, LateFilter, "kind", "cycle", "submitted_at")
    list_select_related = ("aco", "participant", "cycle__performance_year", "decided_by")
    search_fields = (
        "aco__aco_id__istartswith",
        "legal_business_name__istartswith",
        "participant__legal_business_name__istartswith",
    )
    search_help_text = "ACO ID or legal business name, from its beginning"
    ordering = ("submitted_at", "pk")
    actions = ("approve", "deny", "return_with_issues")
    readonly_fields = (
        "state",
        "of_aco",
        "tin_ending",
        "notice_days",
        "sent",
        "would_count",
        "screening",
        "providers_named",
        "documents",
        "returned",
        "decided",
    )

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """What is there; what has not happened yet is not shown empty."""
        change: ChangeRequest = obj
        perhaps = {
            "tin_ending": self.tin_ending(change),
            "cycle": change.cycle,
            "note": change.note,
            "attestation": change.attestation,
            "returned": change.returned_at,
            "decided": change.decided_at,
        }
        names = (
            "state",
            "returned",
            "decided",
            "of_aco",
            "tin_ending",
            "happened_on",
            "notice_days",
            "sent",
            "cycle",
            "would_count",
            "screening",
            "providers_named",
            "documents",
            "note",
            "attestation",
        )
        return [name for name in names if perhaps.get(name, True)]

    def get_queryset(self, request: HttpRequest) -> QuerySet[ChangeRequest]:
        """Drafts are the ACO's own until they are submitted."""
        about = in_the_way().filter(change=OuterRef("pk")).order_by().values("change")
        number = Subquery(about.annotate(number=Count("pk")).values("number"))
        found = super().get_queryset(request)
        return found.exclude(submitted_at=None).annotate(obstacles=Coalesce(number, 0))

    def has_decide_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(self.permission("decide"))

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kw: Any) -> Any:
        change: ChangeRequest = kw["obj"]
        waits = change.state in (ChangeState.SUBMITTED, ChangeState.SCREENED)
        context["may_decide"] = waits and self.has_decide_permission(request)
        context["screened"] = change.state is ChangeState.SCREENED
        context["obstacles"] = change.obstacles  # type: ignore[attr-defined]  # of get_queryset
        context["next_one"] = next_in_queue(change)
        return super().render_change_form(request, context, *args, **kw)

    @admin.display(description="change request")
    def what(self, change: ChangeRequest) -> str:
        return str(change)

    @admin.display(description="state", ordering=STATE_RANK)
    def state(self, change: ChangeRequest) -> str:
        return change.state_in_words

    @admin.display(description="ACO", ordering="aco__aco_id")
    def of_aco(self, change: ChangeRequest) -> str:
        return str(change.aco)

    @admin.display(description="open findings", ordering="obstacles")
    def in_the_way(self, change: Any) -> str:
        """How many stand in the way of an approval."""
        return str(change.obstacles) if change.obstacles or change.screened_at else "Not screened"

    @admin.display(description="submitted")
    def sent(self, change: ChangeRequest) -> str:
        return _by(change.submitted_at, change.submitted_by)

    @admin.display(description="returned")
    def returned(self, change: ChangeRequest) -> str:
        return f"{_by(change.returned_at, None)}: {change.return_reason}"

    @admin.display(description="decided")
    def decided(self, change: ChangeRequest) -> str:
        said = _by(change.decided_at, change.decided_by)
        counts = f" It counts from {change.effective_on:%B %-d, %Y}." if change.effective_on else ""
        return f"{said}. {change.decision_reason}{counts}"

    @admin.display(description="TIN")
    def tin_ending(self, change: ChangeRequest) -> str:
        return change.masked_tin

    @admin.display(description="submitted", ordering="submitted_at")
    def submitted(self, change: ChangeRequest) -> str:
        return day_in_words(change.submitted_at) if change.submitted_at else ""

    @admin.display(description="30-day notice")
    def notice_days(self, change: ChangeRequest) -> str:
        return notice_in_words(change.notice, sent=change.first_submitted_at is not None)

    @admin.display(description="from when it would count")
    def would_count(self, change: ChangeRequest) -> str:
        if change.state is ChangeState.RETURNED:
            return correcting_in_words(change, all_cycles())
        counts = leaving_of(change).counts
        return consequence(change.kind_row, effective_day(change), change.notice, counts)

    @admin.display(description="screening")
    def screening(self, change: ChangeRequest) -> SafeString | str:
        findings = findings_of([change.pk], for_cms=True).get(change.pk, [])
        compared = compared_in_words(run_of(change))
        if not findings:
            none = f"Nothing was found. {compared}".strip()
            return none if change.screened_at else "Not screened yet."
        rows = (
            (
                reverse("admin:participants_screening_finding_change", args=[f.pk]),
                f.label,
                f.sentence,
                f.stands,
            )
            for f in findings
        )
        return format_html(
            '<ul class="plain">{}</ul>{}',
            format_html_join("", '<li><a href="{}">{}</a>: {} <strong>{}</strong></li>', rows),
            compared,
        )

    @admin.display(description="providers/suppliers")
    def providers_named(self, change: ChangeRequest) -> str:
        named = [str(one) for one in change.providers.all()[: _MOST_PROVIDERS + 1]]
        more = " and more" if len(named) > _MOST_PROVIDERS else ""
        return ", ".join(named[:_MOST_PROVIDERS]) + more or "None"

    @admin.display(description="documents")
    def documents(self, change: ChangeRequest) -> SafeString | str:
        kept = change.attachments.filter(removed_at=None)
        rows = [
            (
                reverse("admin:participants_changes_attachment_download", args=[one.pk]),
                one.name,
                one.get_kind_display(),
            )
            for one in kept
        ]
        if not rows:
            return "None"
        listed = format_html_join("", '<li><a href="{}">{}</a> ({})</li>', rows)
        return format_html('<ul class="plain">{}</ul>', listed)

    @admin.action(description="Approve", permissions=["decide"])
    def approve(self, request: HttpRequest, chosen: QuerySet[ChangeRequest]) -> HttpResponse | None:
        """Screened requests without open findings; of the others it says why not."""
        return self._answer(request, chosen, "approve", approve_change, ApproveForm)

    @admin.action(description="Deny", permissions=["decide"])
    def deny(self, request: HttpRequest, chosen: QuerySet[ChangeRequest]) -> HttpResponse | None:
        return self._answer(request, chosen, "deny", deny_change, AnswerForm)

    @admin.action(description="Return with issues", permissions=["decide"])
    def return_with_issues(
        self, request: HttpRequest, chosen: QuerySet[ChangeRequest]
    ) -> HttpResponse | None:
        return self._answer(request, chosen, "return_with_issues", return_change, AnswerForm)

    def _answer(
        self,
        request: HttpRequest,
        chosen: QuerySet[ChangeRequest],
        action: str,
        answer: Callable[..., ChangeRequest],
        form_class: type[forms.Form],
    ) -> HttpResponse | None:
        """Asks once more, then answers each that can be and says why the others cannot."""
        assert isinstance(request.user, Person)
        form = form_class(request.POST if "apply" in request.POST else None)
        if form.is_bound:  # also whom somebody else answered meanwhile: it is said of them
            posted = request.POST.getlist(ACTION_CHECKBOX_NAME)
            asked = [key for one in posted if (key := key_of(one)) is not None]
            chosen = self.get_queryset(request).filter(pk__in=asked)
        changes = list(chosen.select_related("aco", "participant", "cycle"))
        if form.is_valid():
            for change in changes:
                try:
                    answer(
                        acting_person=request.user,
                        change=change,
                        shown=request.POST.get(f"shown-{change.pk}"),
                        **form.cleaned_data,
                    )
                except ChangeError as error:
                    self.message_user(request, f"{change}: {error}", messages.ERROR)
                else:
                    self.message_user(request, f"{_DONE[action]}: {change} of {change.aco}.")
            return self._onward(request, changes)
        if action == "return_with_issues":
            form.fields["reason"].help_text = _if_returned(form.fields["reason"], changes)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _TITLES[action].format("" if len(changes) == 1 else "s"),
            "action": action,
            "one_by_one": request.POST.get("one_by_one", ""),
            "changes": [(each, fingerprint(parts)) for each, parts in all_shown_to_answer(changes)],
            "form": form,
            "action_checkbox_name": ACTION_CHECKBOX_NAME,
        }
        return render(request, "admin/participants_changes/changerequest/answer.html", context)

    def _onward(self, request: HttpRequest, changes: list[ChangeRequest]) -> HttpResponse | None:
        """From the page of one request to the next that waits; from the list back to it."""
        if not request.POST.get("one_by_one") or len(changes) != 1:
            return None
        following = next_in_queue(changes[0])
        if following is None:
            self.message_user(request, "Nothing else waits: the queue is done.")
            return redirect("admin:participants_changes_changerequest_changelist")
        return redirect("admin:participants_changes_changerequest_change", following.pk)


def _if_returned(reason: forms.Field, changes: list[ChangeRequest]) -> SafeString:
    """Who reads the reason, and by when each request has to come back: it may cost a year."""
    cycles = all_cycles()
    said = dict.fromkeys(correcting_in_words(change, cycles) for change in changes)
    lines = [(line,) for line in (*said, _MORE_TIME) if line]
    return format_html("{}{}", reason.help_text, format_html_join("", "<br>{}", lines))


def _by(moment: datetime | None, person: Person | None) -> str:
    if moment is None:
        return ""
    return f"{in_words(moment)}, {person.full_name}" if person else in_words(moment)


_MORE_TIME = "To give the ACO longer, set a later day of feedback for the cycle first."
_TITLES = {
    "approve": "Approve change request{}",
    "deny": "Deny change request{}",
    "return_with_issues": "Return change request{} with issues",
}
_DONE = {"approve": "Approved", "deny": "Denied", "return_with_issues": "Returned"}


@admin.register(FeedbackLetter)
class FeedbackLetterAdmin(RecordAdmin[FeedbackLetter]):
    """The letters of each cycle: sent from here, and given as PDF."""

    change_list_template = "admin/participants_deciding/feedbackletter/change_list.html"
    list_display = ("aco", "cycle", "sent_at", "requests", "download")
    export_columns = ("aco", "cycle", "sent_at", "requests")
    list_filter = ("cycle",)
    list_select_related = ("aco", "cycle__performance_year")
    search_fields = ("aco__aco_id__istartswith", "aco__name__named")
    search_help_text = "ACO ID or part of the name"
    fields = readonly_fields = ("aco", "cycle", "sent_at", "sent_by", "requests", "download")

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        own = [
            path("send/", view(self.send_view), name="participants_deciding_feedbackletter_send"),
            path(
                "<int:letter_id>/pdf/",
                view(self.pdf_view),
                name="participants_deciding_feedbackletter_pdf",
            ),
        ]
        return [*own, *super().get_urls()]

    def has_send_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(self.permission("send"))

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        cycles: list[tuple[FeedbackCycle, int]] = []
        may_send = self.has_send_permission(request)
        if may_send:
            numbers = ((cycle, len(letters_to_send(cycle))) for cycle in self._closed()[:6])
            cycles = [(cycle, number) for cycle, number in numbers if number]
        context = {"cycles": cycles, "may_send": may_send, **(extra_context or {})}
        return super().changelist_view(request, context)

    def _closed(self) -> QuerySet[FeedbackCycle]:
        found = FeedbackCycle.objects.filter(closes_on__lt=timezone.localdate())
        return found.order_by("-closes_on")

    def send_view(self, request: HttpRequest) -> HttpResponse:
        """Who would get the letters of a cycle that has closed; confirmed, they are sent. Those
        already sent stay as they are."""
        self.must(request, "send")
        asked = key_of(request.GET.get("cycle") or request.POST.get("cycle") or "")
        if asked is None:
            return redirect("admin:participants_deciding_feedbackletter_changelist")
        cycle = get_object_or_404(self._closed(), pk=asked)
        if request.method == "POST":
            try:
                shown = request.POST.get("shown")
                number = send_letters(acting_person=staff(request), cycle=cycle, shown=shown)
            except ChangeError as error:
                self.message_user(request, str(error), messages.ERROR)
            else:
                sent = {0: "All letters are", 1: "1 letter was"}
                said = sent.get(number, f"{number} letters were")
                self.message_user(request, f"{said} sent: {cycle}.")
                return redirect("admin:participants_deciding_feedbackletter_changelist")
        letters = letters_to_send(cycle)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": f"Letters of the {str(cycle)[:1].lower()}{str(cycle)[1:]}",
            "cycle": cycle,
            "letters": letters,
            "shows": fingerprint(shown_of_letters(letters)),
            "waiting": sum(letter.waiting for letter in letters),
        }
        return render(request, "admin/participants_deciding/feedbackletter/send.html", context)

    def pdf_view(self, request: HttpRequest, letter_id: int) -> HttpResponseBase:
        self.must(request, "view")
        letters = FeedbackLetter.objects.select_related("aco", "cycle")
        return pdf_response(get_object_or_404(letters, pk=letter_id))

    @admin.display(description="requests")
    def requests(self, letter: FeedbackLetter) -> int:
        return len(letter.lines)

    @admin.display(description="letter")
    def download(self, letter: FeedbackLetter) -> SafeString:
        url = reverse("admin:participants_deciding_feedbackletter_pdf", args=[letter.pk])
        return format_html('<a href="{}">PDF</a>', url)
