"""The API: ACOs and their contacts (rule H3)."""

from datetime import date, datetime
from typing import Any, Literal

from ninja import Query, Schema
from pydantic import Field

from acoms.api.doors import Doors
from acoms.api.moments import Moment, between
from acoms.api.paging import LIMIT, AskedPage, Page, one_page, page_of
from acoms.api.policies import ApiRequest, CallerPolicy
from acoms.database.prepared import Prepared
from contacts.calling import AcoApiRequest, AcoCallers
from contacts.models import Aco
from contacts.permissions import Permission
from contacts.queries import active_contacts, with_changed_at
from contacts.rules import missing_required
from contacts.types import CONTACT_TYPES, in_order

RESOURCE = "contacts"
doors = Doors("ACOs and contacts")


class TypeOut(Schema):
    """A contact type."""

    code: str
    name: str


class AcoOut(Schema):
    """An ACO that the credentials are for."""

    aco_id: str
    name: str
    service_area: list[str] = Field(description="Two-letter states and territories.")
    agreement_period: int | None
    initial_start_date: date | None = Field(description="The day the first agreement began.")
    agreement_start_date: date | None = Field(description="The day the current agreement began.")
    track: str
    basic_level: str
    high_revenue: bool | None
    website: str


class AcoDetails(AcoOut):
    missing_types: list[TypeOut] = Field(
        description="The required contact types that nobody holds."
    )


class Acos(Page[AcoOut]):
    """ACOs, by when ACO-MS came to know them."""


class ContactOut(Schema):
    """Somebody who holds a contact type in the ACO now."""

    id: int
    first_name: str
    last_name: str
    email: str
    phone: str
    title: str
    types: list[TypeOut]
    not_confirmed: list[str] = Field(
        description="Codes of the types of which something was stated that the contact has not "
        "confirmed yet."
    )
    since: datetime = Field(description="When the oldest of the types began.")
    updated_at: datetime


class Contacts(Page[ContactOut]):
    """Contacts, the longest known first."""


class AskedContacts(AskedPage):
    type: Literal[tuple(CONTACT_TYPES)] | None = Field(  # type: ignore[valid-type]
        None, description="The code of a contact type that they hold."
    )
    updated_after: Moment | None = Field(
        None, description="Those that changed on this day (Eastern Time) or later."
    )


@doors.get("/acos", CallerPolicy())
def list_acos(request: ApiRequest, asked: Query[AskedPage]) -> Acos:
    """The ACOs that the credentials are for."""
    found = Aco.objects.filter(aco_id__in=request.caller.aco_ids)
    rows, next_, count = one_page(request, found, asked, key="pk")
    items = [AcoOut(**_facts(aco)) for aco in rows]
    return Acos(items=items, next=next_, count=count)


@doors.get("/acos/{aco_id}", AcoCallers())
def get_aco(request: AcoApiRequest, aco_id: str) -> AcoDetails:
    """One ACO."""
    access = request.aco_access
    missing = types_out([row.code for row in missing_required(access.filled)])
    return AcoDetails(**_facts(access.aco), missing_types=missing)


def _facts(aco: Aco) -> dict[str, Any]:
    return {name: getattr(aco, name) for name in AcoOut.model_fields}


def types_out(codes: list[str]) -> list[TypeOut]:
    return [TypeOut(code=row.code, name=row.label) for row in in_order(codes)]


_KEY = "contact_id"
_FIRST_ROWS = Prepared(  # of the list as it is asked for most: the first page of all contacts
    lambda aco: with_changed_at(active_contacts(aco, details=True)).order_by(_KEY)[: LIMIT + 1],
    aco=int,
)


@doors.get("/acos/{aco_id}/contacts", AcoCallers(RESOURCE, Permission.CONTACTS_READ))
def list_contacts(request: AcoApiRequest, aco_id: str, asked: Query[AskedContacts]) -> Contacts:
    """The contacts of an ACO, with the types that they hold.

    Whoever holds no type any more is not listed."""
    aco = request.aco_access.aco
    if request.GET:
        since, _ = between(asked.updated_after, None)
        found = with_changed_at(active_contacts(aco, code=asked.type or "", details=True), since)
        rows, next_, count = one_page(request, found, asked, key=_KEY)
    else:
        first = _FIRST_ROWS.rows(aco=aco.pk)
        rows, next_, count = page_of(
            request, first, asked, key=_KEY, count=lambda: int(first[0]["total"])
        )
    items = [
        ContactOut(
            id=row["contact_id"],
            first_name=row["first_name"],
            last_name=row["last_name"],
            email=row["email"],
            phone=row["phone"],
            title=row["title"],
            types=types_out(row["codes"]),
            not_confirmed=sorted(row["unconfirmed"] or ()),
            since=row["since"],
            updated_at=row["changed_at"],
        )
        for row in rows
    ]
    return Contacts(items=items, next=next_, count=count)
