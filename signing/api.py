"""The API: how an ACO's Signing Events stand (rules F1 to F7, H3)."""

from datetime import date, datetime

from ninja import Query, Schema
from pydantic import Field

from acoms.api.doors import Doors
from acoms.api.moments import Moment, between
from acoms.api.paging import AskedPage, Page, part_of
from contacts.calling import AcoApiRequest, AcoCallers
from contacts.permissions import Permission
from contacts.types import label_of
from signing.models import Signature
from signing.queries import DocumentStanding, Standing, events_of, standings
from signing.rules import State

RESOURCE = "contacts"  # who signs for the ACO is a contact
doors = Doors("Signing")


class SignatureOut(Schema):
    """A signature on the current version of a document."""

    name: str
    contact_type: str
    signed_at: datetime
    sha256: str = Field(description="Of the file as it is with this signature.")


class DocumentOut(Schema):
    """A document of the event, and how it stands."""

    title: str
    kind: str
    who_signs: str
    version: int | None = Field(description="Null for what is signed on a page of its own.")
    signatures_needed: int
    is_signed: bool
    signatures: list[SignatureOut]
    done_at: datetime | None = Field(description="When what is signed elsewhere was signed.")
    done_by: str | None


class EventOut(Schema):
    """A Signing Event of the ACO."""

    id: int
    title: str
    performance_year: int
    opens_on: date
    due_on: date
    state: State
    documents: list[DocumentOut]
    updated_at: datetime


class Events(Page[EventOut]):
    """Signing Events, the first that CMS made first."""


class AskedEvents(AskedPage):
    updated_after: Moment | None = Field(
        None, description="Those of which something changed on this day (Eastern Time) or later."
    )


@doors.get("/acos/{aco_id}/signing", AcoCallers(RESOURCE, Permission.SIGNING_READ))
def list_signing_events(request: AcoApiRequest, aco_id: str, asked: Query[AskedEvents]) -> Events:
    """The Signing Events of an ACO: what is to be signed, what is, and by whom."""
    since, _ = between(asked.updated_after, None)
    events = [_event(one) for one in standings(list(events_of(request.aco_access.aco)))]
    found = [one for one in events if since is None or one.updated_at >= since]
    items, next_, count = part_of(request, found, asked, key=lambda one: one.id)
    return Events(items=items, next=next_, count=count)


def _event(standing: Standing) -> EventOut:
    event = standing.aco_event.event
    return EventOut(
        id=standing.aco_event.pk,
        title=event.title,
        performance_year=event.performance_year,
        opens_on=event.opens_on,
        due_on=event.due_on,
        state=standing.state,
        documents=[_document(one) for one in standing.documents],
        updated_at=_last_change(standing),
    )


def _last_change(standing: Standing) -> datetime:
    own, event = standing.aco_event, standing.aco_event.event
    moments = [own.added_at, own.opened_at, event.released_at, event.closed_at]
    for one in standing.documents:
        moments += [signature.signed_at for signature in one.signatures]
        moments += [one.version.written_at] if one.version else []
        moments += [one.done.at] if one.done else []
    return max(moment for moment in moments if moment is not None)


def _document(one: DocumentStanding) -> DocumentOut:
    return DocumentOut(
        title=one.document.title,
        kind=one.document.kind,
        who_signs=one.kind.who_signs,
        version=one.version.number if one.version else None,
        signatures_needed=one.document.needed,
        is_signed=one.is_signed,
        signatures=[_signature(signature) for signature in one.signatures],
        done_at=one.done.at if one.done else None,
        done_by=one.done.by if one.done else None,
    )


def _signature(one: Signature) -> SignatureOut:
    return SignatureOut(
        name=one.person.full_name,
        contact_type=label_of(one.contact_type),
        signed_at=one.signed_at,
        sha256=one.sha256,
    )
