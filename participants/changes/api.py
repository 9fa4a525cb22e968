"""The API: change requests (rules C3 to C5, H3)."""

from datetime import date, datetime

from ninja import Query, Schema
from pydantic import Field

from acoms.api.doors import Doors
from acoms.api.moments import Moment, between
from acoms.api.paging import AskedPage, Page, one_page
from contacts.calling import AcoApiRequest, AcoCallers
from contacts.permissions import Permission
from participants.changes.queries import requests_of, with_changed_at
from participants.changes.rules import ChangeKind, ChangeState
from participants.lists.api import RESOURCE

doors = Doors("Change requests")


class ChangeRequestOut(Schema):
    """A change that the ACO asked CMS for, or told CMS of."""

    id: int
    kind: ChangeKind
    state: ChangeState
    state_in_words: str
    participant: str = Field(description="The legal business name that it is about.")
    masked_tin: str
    happened_on: date
    notice_due_on: date = Field(description="The last day on which CMS is told in time.")
    first_submitted_at: datetime | None
    submitted_at: datetime | None
    decided_at: datetime | None
    decision_reason: str
    effective_on: date | None = Field(description="The day from which it counts.")
    updated_at: datetime


class ChangeRequests(Page[ChangeRequestOut]):
    """Change requests, the first that was drafted first."""


class AskedChangeRequests(AskedPage):
    kind: ChangeKind | None = None
    state: ChangeState | None = None
    updated_after: Moment | None = Field(
        None, description="Those that changed on this day (Eastern Time) or later."
    )


@doors.get("/acos/{aco_id}/change-requests", AcoCallers(RESOURCE, Permission.CHANGE_REQUESTS_READ))
def list_change_requests(
    request: AcoApiRequest, aco_id: str, asked: Query[AskedChangeRequests]
) -> ChangeRequests:
    """The change requests of an ACO and how each stands, drafts included."""
    aco = request.aco_access.aco
    found = requests_of(aco, kind=asked.kind or "", state=asked.state or "")
    since, _ = between(asked.updated_after, None)
    rows, next_, count = one_page(request, with_changed_at(found, since), asked, key="pk")
    items = [
        ChangeRequestOut(
            id=one.pk,
            kind=one.kind_row,
            state=one.state,
            state_in_words=one.state_in_words,
            participant=one.subject,
            masked_tin=one.masked_tin,
            happened_on=one.happened_on,
            notice_due_on=one.notice.due_on,
            first_submitted_at=one.first_submitted_at,
            submitted_at=one.submitted_at,
            decided_at=one.decided_at,
            decision_reason=one.decision_reason,
            effective_on=one.effective_on,
            updated_at=one.changed_at,
        )
        for one in rows
    ]
    return ChangeRequests(items=items, next=next_, count=count)
