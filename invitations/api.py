"""The API: invitations (rules A7, A12, H3)."""

from datetime import datetime
from typing import Literal

from django.utils import timezone
from ninja import Query, Schema
from pydantic import Field

from acoms.api.doors import Doors
from acoms.api.moments import Moment, between
from acoms.api.paging import AskedPage, Page, one_page
from contacts.api import RESOURCE, TypeOut, types_out
from contacts.calling import AcoApiRequest, AcoCallers
from contacts.permissions import Permission
from invitations.models import STATES, Invitation, in_state
from invitations.queries import with_changed_at

doors = Doors("Invitations")


class InvitationOut(Schema):
    """An invitation to become a contact of the ACO."""

    id: int
    first_name: str
    last_name: str
    email: str
    types: list[TypeOut]
    state: str = Field(description="As the pages say it, such as Pending or Activated.")
    sent_by: str
    sent_at: datetime
    expires_at: datetime
    activated_at: datetime | None
    declined_at: datetime | None
    withdrawn_at: datetime | None
    updated_at: datetime


class Invitations(Page[InvitationOut]):
    """Invitations, the first that was ever sent first."""


class AskedInvitations(AskedPage):
    state: Literal[tuple(STATES)] | None = None  # type: ignore[valid-type]
    updated_after: Moment | None = Field(
        None, description="Those that changed on this day (Eastern Time) or later."
    )


@doors.get("/acos/{aco_id}/invitations", AcoCallers(RESOURCE, Permission.CONTACTS_READ))
def list_invitations(
    request: AcoApiRequest, aco_id: str, asked: Query[AskedInvitations]
) -> Invitations:
    """All invitations of an ACO, open and ended."""
    now = timezone.now()
    found = Invitation.objects.filter(aco=request.aco_access.aco).with_people()
    found = found.filter(in_state(asked.state or "", now))
    since, _ = between(asked.updated_after, None)
    rows, next_, count = one_page(request, with_changed_at(found, since), asked, key="pk")
    items = [
        InvitationOut(
            id=one.pk,
            first_name=one.first_name,
            last_name=one.last_name,
            email=one.email,
            types=types_out(one.types),
            state=one.state_at(now).value,
            sent_by=one.senders,
            sent_at=one.sent_at,
            expires_at=one.expires_at,
            activated_at=one.activated_at,
            declined_at=one.declined_at,
            withdrawn_at=one.withdrawn_at,
            updated_at=one.changed_at,
        )
        for one in rows
    ]
    return Invitations(items=items, next=next_, count=count)
