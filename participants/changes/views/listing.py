"""The list of an ACO's change requests, on screen and as a file."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from acoms.tables.cells import badge
from acoms.tables.exports import list_response
from acoms.tables.lists import Column, ListState
from contacts.access import AcoRequest
from contacts.permissions import Permission
from participants.changes.cycles import all_cycles, cycle_of_day
from participants.changes.models import ChangeRequest
from participants.changes.queries import STATE_RANK, cycle_in_words, requests_of, with_the_aco
from participants.changes.rules import ChangeKind, ChangeState
from participants.changes.words import notice_in_words

BADGES = {
    ChangeState.SUBMITTED: "info",
    ChangeState.SCREENED: "info",
    ChangeState.RETURNED: "warn",
    ChangeState.APPROVED: "good",
    ChangeState.DENIED: "bad",
}


@dataclass(frozen=True, slots=True)
class Row:
    """A change request as the pages show it."""

    change: ChangeRequest

    @property
    def state(self) -> str:
        return self.change.state_in_words

    @property
    def state_badge(self) -> str:
        return badge(self.state, BADGES.get(self.change.state, ""))

    @property
    def notice(self) -> str:
        return notice_in_words(self.change.notice, sent=self.sent)

    @property
    def notice_badge(self) -> str:
        """The notice in words; late and urgent ones stand out."""
        notice = self.change.notice
        late, urgent = notice.is_late, notice.is_urgent and not self.sent
        if not self.notice or not (late or urgent):
            return self.notice
        return badge(self.notice, "bad" if late else "warn")

    @property
    def sent(self) -> bool:
        return self.change.first_submitted_at is not None


COLUMNS: tuple[Column[Row], ...] = (
    Column(
        "state",
        "State",
        ("rank", "-created_at"),
        cell=lambda row: row.state_badge,
        file={"State": lambda row: row.state},
    ),
    Column(
        "about",
        "Change",
        ("about",),
        cell="participants/changes/cells/about.html",
        file={
            "Change": lambda row: row.change.kind_row.label,
            "Participant": lambda row: row.change.subject,
        },
        names_row=True,
    ),
    Column("tin", "TIN", cell=lambda row: row.change.masked_tin),
    Column("day", "Happened on", ("happened_on",), cell=lambda row: row.change.happened_on),
    Column(
        "notice",
        "Notice to CMS",
        cell=lambda row: row.notice_badge,
        file={
            "Notice to CMS": lambda row: row.notice,
            "Notice due": lambda row: row.change.notice.due_on,
        },
    ),
    Column(
        "submitted",
        "Submitted",
        ("first_submitted_at",),
        cell=lambda row: row.change.first_submitted_at,
        file={"Submitted": lambda row: row.change.submitted_at},
    ),
    Column("effective", "Counts from", ("effective_on",), cell=lambda row: row.change.effective_on),
)


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
        "waiting": with_the_aco([access.aco])[access.aco.pk] if edits else None,
        "filtered": bool(request.GET),
    }
    return render(request, "participants/changes/list.html", context)


@require_safe
def change_requests_csv(request: AcoRequest, aco_id: str) -> HttpResponseBase:
    """The requests that the page shows with the same search and filters, all of them."""
    found = _asked_for(request, ListState(request, COLUMNS))
    rows = map(Row, found.iterator(2_000))
    return list_response(f"{aco_id}-change-requests.csv", COLUMNS, rows)


def _asked_for(request: AcoRequest, state: ListState) -> QuerySet[ChangeRequest]:
    found = requests_of(
        request.aco_access.aco,
        search=state.search,
        kind=state.chosen("kind", list(ChangeKind)),
        state=state.chosen("state", list(ChangeState)),
    )
    return found.annotate(rank=STATE_RANK).order_by(*state.order, "pk")
