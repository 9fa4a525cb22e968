"""The API: the lists that an ACO certified (rules C2, E5, H3)."""

from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Query, Schema
from pydantic import Field

from accounts.models import Person
from acoms.api.doors import Doors
from acoms.api.moments import Moment, between
from acoms.api.paging import AskedPage, Page, one_page
from contacts.calling import AcoApiRequest, AcoCallers
from contacts.permissions import Permission
from participants.certification.actions import give_out_certified
from participants.certification.checking import what_is_wrong
from participants.certification.models import CertifiedList
from participants.certification.queries import certified_lists
from participants.certification.views import certified_response
from participants.lists.api import RESOURCE, ListedOut, listed_out
from participants.lists.snapshot import read

doors = Doors("Certified lists")
callers = AcoCallers(RESOURCE, Permission.PARTICIPANTS_READ)


class CertifiedListOut(Schema):
    """A list that was certified, and stays as it is."""

    id: int
    performance_year: int
    certified_at: datetime
    certified_by: str
    participants: int
    providers: int
    sha256: str = Field(description="Of the certified text, which content gives byte for byte.")
    counts: bool = Field(description="Whether no later list has taken its place.")


class CertifiedListDetails(CertifiedListOut):
    statement: str
    altered: str = Field(description="Why it is not what was certified; empty if it is.")
    list: list[ListedOut]


class CertifiedLists(Page[CertifiedListOut]):
    """Certified lists, the first first."""


class AskedCertifiedLists(AskedPage):
    updated_after: Moment | None = Field(
        None, description="Those that were certified on this day (Eastern Time) or later."
    )


@doors.get("/acos/{aco_id}/certified-lists", callers)
def list_certified_lists(
    request: AcoApiRequest, aco_id: str, asked: Query[AskedCertifiedLists]
) -> CertifiedLists:
    """The lists that an ACO certified, also those that were replaced."""
    since, _ = between(asked.updated_after, None)
    found = certified_lists(request.aco_access.aco)
    if since is not None:
        found = found.filter(certified_at__gte=since)
    rows, next_, count = one_page(request, found, asked, key="pk")
    items = [CertifiedListOut.model_validate(_facts(one)) for one in rows]
    return CertifiedLists(items=items, next=next_, count=count)


@doors.get("/acos/{aco_id}/certified-lists/{int:certified_id}", callers)
def get_certified_list(
    request: AcoApiRequest, aco_id: str, certified_id: int
) -> CertifiedListDetails:
    """One certified list with its participants, their TINs masked."""
    certified = _of_aco(request, certified_id)
    listed = [listed_out(one) for one in read(certified.content).participants]
    more = {
        "statement": certified.statement,
        "altered": what_is_wrong(certified),
        "list": listed,
    }
    return CertifiedListDetails.model_validate(_facts(certified) | more)


@doors.get_bytes("/acos/{aco_id}/certified-lists/{int:certified_id}/content", callers)
def get_certified_list_content(
    request: AcoApiRequest, aco_id: str, certified_id: int
) -> HttpResponse:
    """The certified text itself, byte for byte. It has the TINs in full, which is on record."""
    certified = _of_aco(request, certified_id)
    person = Person.objects.get(pk=request.delegate_id)
    text = give_out_certified(
        acting_person=person, certified=certified, credentials=request.caller.name
    )
    return certified_response(certified, text)


def _of_aco(request: AcoApiRequest, certified_id: int) -> CertifiedList:
    of_aco = certified_lists(request.aco_access.aco).defer(None).select_related("aco")
    return get_object_or_404(of_aco.select_related("certified_by", "replaces"), pk=certified_id)


def _facts(one: CertifiedList) -> dict[str, object]:
    return {
        "id": one.pk,
        "performance_year": one.performance_year_id,
        "certified_at": one.certified_at,
        "certified_by": one.certified_by.full_name,
        "participants": one.participants,
        "providers": one.providers,
        "sha256": one.sha256,
        "counts": not one.is_replaced,  # type: ignore[attr-defined]
    }
