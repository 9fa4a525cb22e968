"""The list of an ACO's change requests, on screen and as a file."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from acoms.programme.clock import day_in_words
from acoms.programme.identifiers import masked_tin
from acoms.tables.exports import csv_response
from acoms.tables.lists import Column, ListState
from contacts.access import AcoRequest
from contacts.permissions import Permission
from participants.changes.cycles import all_cycles, cycle_of_day
from participants.changes.models import ChangeRequest
from participants.changes.queries import STATE_RANK, cycle_in_words, requests_of, to_submit
from participants.changes.rules import ChangeKind, ChangeState
from participants.changes.words import notice_in_words

COLUMNS: tuple[Column[Any], ...] = (
    Column("state", "State", ("rank", "-created_at")),
    Column("about", "Change", ("about",)),
    Column("tin", "TIN"),
    Column("day", "Happened on", ("happened_on",)),
    Column("notice", "Notice to CMS"),
    Column("submitted", "Submitted", ("first_submitted_at",)),
    Column("effective", "Counts from", ("effective_on",)),
)
BADGES = {
    ChangeState.SUBMITTED: "badge--info",
    ChangeState.SCREENED: "badge--info",
    ChangeState.RETURNED: "badge--warn",
    ChangeState.APPROVED: "badge--good",
    ChangeState.DENIED: "badge--bad",
}


@dataclass(frozen=True, slots=True)
class Row:
    """A change request as the pages show it."""

    change: ChangeRequest

    @property
    def state(self) -> str:
        return self.change.state_in_words

    @property
    def badge(self) -> str:
        return BADGES.get(self.change.state, "")

    @property
    def tin(self) -> str:
        """Of the TIN that joins, or of the participant that it is about: its last digits."""
        participant = self.change.participant
        return masked_tin(self.change.tin or (participant.tin if participant else ""))

    @property
    def notice(self) -> str:
        return notice_in_words(self.change.notice, sent=self.sent)

    @property
    def notice_badge(self) -> str:
        if not self.notice:
            return ""
        notice = self.change.notice
        late, urgent = notice.is_late, notice.is_urgent and not self.sent
        return "badge--bad" if late else "badge--warn" if urgent else ""

    @property
    def sent(self) -> bool:
        return self.change.first_submitted_at is not None

    @property
    def submitted(self) -> str:
        moment = self.change.first_submitted_at
        return day_in_words(moment) if moment else ""


@require_safe
def change_requests(request: AcoRequest, aco_id: str) -> HttpResponse:
    """The subtab: every request, the days that count, and the way to the next step."""
    access = request.aco_access
    state = ListState(request, COLUMNS)
    found = _asked_for(request, state)
    today = timezone.localdate()
    edits = bool(access.decide(Permission.CHANGE_REQUESTS_EDIT))
    signs = bool(access.decide(Permission.SIGN_ACO_DOCUMENTS))
    context = {
        "state": state,
        "kinds": list(ChangeKind),
        "states": list(ChangeState),
        "kind": state.chosen("kind", list(ChangeKind)),
        "chosen_state": state.chosen("state", list(ChangeState)),
        "rows": [Row(change) for change in found[state.rows]],
        "paging": state.paging(found.count()),
        "cycle": cycle_in_words(cycle_of_day(all_cycles(), today), today),
        "edits": edits,
        "signs": signs,
        "waiting": to_submit(access.aco).count() if edits else 0,
        "filtered": bool(request.GET),
    }
    return render(request, "participants/changes/list.html", context)


@require_safe
def change_requests_csv(request: AcoRequest, aco_id: str) -> HttpResponseBase:
    """The requests that the page shows with the same search and filters, all of them."""
    header = (
        "State",
        "Change",
        "Participant",
        "TIN",
        "Happened on",
        "Notice to CMS",
        "Notice due",
        "Submitted",
        "Counts from",
    )
    rows = (
        (
            row.state,
            row.change.kind_row.label,
            row.change.subject,
            row.tin,
            row.change.happened_on,
            row.notice,
            row.change.notice.due_on,
            row.change.submitted_at,
            row.change.effective_on,
        )
        for row in map(Row, _asked_for(request, ListState(request, COLUMNS)).iterator(2_000))
    )
    return csv_response(f"{aco_id}-change-requests.csv", header, rows)


def _asked_for(request: AcoRequest, state: ListState) -> QuerySet[ChangeRequest]:
    found = requests_of(
        request.aco_access.aco,
        search=state.search,
        kind=state.chosen("kind", list(ChangeKind)),
        state=state.chosen("state", list(ChangeState)),
    )
    return found.annotate(rank=STATE_RANK).order_by(*state.order, "pk")
