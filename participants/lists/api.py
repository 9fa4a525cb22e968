"""The API: an ACO's participants with their providers/suppliers, on any day (rules C1, E5, H3)."""

from collections import defaultdict
from datetime import date, datetime
from typing import Literal

from django.utils import timezone
from ninja import Query, Schema
from pydantic import Field

from acoms.api.doors import Doors
from acoms.api.moments import Day, Moment, between
from acoms.api.paging import AskedPage, Page, one_page
from contacts.calling import AcoApiRequest, AcoCallers
from contacts.permissions import Permission
from participants.lists.actions.tins import show_tins
from participants.lists.difference import ChangedParticipant, Fact, difference
from participants.lists.facts import provider_facts
from participants.lists.models import Participant, ProviderSupplier
from participants.lists.queries import with_changed_at
from participants.lists.snapshot import ListedParticipant, ListedProvider, take

RESOURCE = "participants"
doors = Doors("Participants")
callers = AcoCallers(RESOURCE, Permission.PARTICIPANTS_READ)
TINS = (
    "full gives the nine digits of each TIN, which is on record as on the pages. Without it they "
    "are masked."
)
Tins = Literal["full"] | None


class ProviderOut(Schema):
    """A provider/supplier that bills under a participant's TIN."""

    npi: str
    name: str
    ccn: str
    ptan: str
    specialty: str
    effective_from: date
    effective_until: date | None = Field(description="The first day on which it is not any more.")


class ParticipantOut(Schema):
    """A participant of the list of the day."""

    id: int
    legal_business_name: str
    doing_business_as: str
    masked_tin: str = Field(description="The last four digits; empty where no TIN is known.")
    tin: str | None = Field(description="Nine digits, if tins=full asks for them.")
    sole_proprietor: bool
    primary_care: bool = Field(description="Bills primary care services.")
    merged_or_acquired: bool
    effective_from: date
    effective_until: date | None = Field(description="The first day on which it is not any more.")
    providers: list[ProviderOut]
    updated_at: datetime


class Participants(Page[ParticipantOut]):
    """The participants of a day, the longest known first."""

    on: date


class AskedParticipants(AskedPage):
    on: Day | None = Field(None, description="The day of the list; without it today.")
    tins: Tins = Field(None, description=TINS)
    updated_after: Moment | None = Field(
        None,
        description="Those of whom, or of whose providers/suppliers, something changed on this day "
        "(Eastern Time) or later.",
    )


@doors.get("/acos/{aco_id}/participants", callers)
def list_participants(
    request: AcoApiRequest, aco_id: str, asked: Query[AskedParticipants]
) -> Participants:
    """The participants on an ACO's list of a day, with their providers/suppliers.

    The day may be past or future."""
    on, aco = asked.on or timezone.localdate(), request.aco_access.aco
    since, _ = between(asked.updated_after, None)
    found = with_changed_at(Participant.objects.filter(aco=aco).on(on), since)
    rows, next_, count = one_page(request, found, asked, key="pk")
    in_full = asked.tins == "full"
    if in_full:
        show_tins(
            acting_person=request.delegate_id,
            aco=aco,
            number=sum(bool(one.tin) for one in rows),
            of=f"the list as of {on}",
            credentials=request.caller.name,
        )
    providers = defaultdict(list)
    for one in ProviderSupplier.objects.filter(participant__in=rows).on(on).order_by("npi"):
        providers[one.participant_id].append(_provider(one))
    items = [
        ParticipantOut(
            id=row.pk,
            legal_business_name=row.legal_business_name,
            doing_business_as=row.doing_business_as,
            masked_tin=row.masked_tin,
            tin=row.tin or None if in_full else None,
            sole_proprietor=row.sole_proprietor,
            primary_care=row.primary_care,
            merged_or_acquired=row.merged_or_acquired,
            effective_from=row.effective_from,
            effective_until=row.effective_until,
            providers=providers[row.pk],
            updated_at=row.changed_at,
        )
        for row in rows
    ]
    return Participants(items=items, next=next_, count=count, on=on)


def _provider(one: ProviderSupplier) -> ProviderOut:
    days = {"effective_from": one.effective_from, "effective_until": one.effective_until}
    return ProviderOut.model_validate(provider_facts(one) | days)


class ListedProviderOut(Schema):
    """A provider/supplier as a list of a day names it."""

    npi: str
    name: str
    ccn: str
    ptan: str
    specialty: str
    since: date


class ListedOut(Schema):
    """A participant as a list of a day names it."""

    legal_business_name: str
    doing_business_as: str
    masked_tin: str
    sole_proprietor: bool
    primary_care: bool
    merged_or_acquired: bool
    since: date
    providers: list[ListedProviderOut]


class FactOut(Schema):
    """Something that changed, in words; a TIN is masked."""

    name: str
    before: str
    after: str


class ChangedProviderOut(Schema):
    npi: str
    facts: list[FactOut]


class ChangedOut(Schema):
    """A participant of both lists, of whom or under whom something changed."""

    legal_business_name: str
    masked_tin: str
    facts: list[FactOut]
    providers_joined: list[ListedProviderOut]
    providers_left: list[ListedProviderOut]
    providers_changed: list[ChangedProviderOut]


class Differences(Schema):
    """What happened from one day's list to another's."""

    before: date
    after: date
    joined: list[ListedOut]
    left: list[ListedOut]
    changed: list[ChangedOut]


class AskedDifferences(Schema):
    before: Day | None = Field(
        None, alias="from", description="A day; without it the first of this year."
    )
    after: Day | None = Field(None, alias="to", description="A day; without it today.")


@doors.get("/acos/{aco_id}/participants/differences", callers)
def list_differences(
    request: AcoApiRequest, aco_id: str, asked: Query[AskedDifferences]
) -> Differences:
    """What differs between an ACO's lists of two days."""
    aco, today = request.aco_access.aco, timezone.localdate()
    before, after = asked.before or today.replace(month=1, day=1), asked.after or today
    found = difference(take(aco, before), take(aco, after))
    return Differences(
        before=before,
        after=after,
        joined=[listed_out(one) for one in found.joined],
        left=[listed_out(one) for one in found.left],
        changed=[_changed(one) for one in found.changed],
    )


def listed_out(one: ListedParticipant) -> ListedOut:
    return ListedOut(
        legal_business_name=one.legal_business_name,
        doing_business_as=one.doing_business_as,
        masked_tin=one.masked_tin,
        sole_proprietor=one.sole_proprietor,
        primary_care=one.primary_care,
        merged_or_acquired=one.merged_or_acquired,
        since=one.since,
        providers=[_listed_provider(provider) for provider in one.providers],
    )


def _listed_provider(one: ListedProvider) -> ListedProviderOut:
    return ListedProviderOut.model_validate(provider_facts(one) | {"since": one.since})


def _changed(one: ChangedParticipant) -> ChangedOut:
    return ChangedOut(
        legal_business_name=one.after.legal_business_name,
        masked_tin=one.after.masked_tin,
        facts=[_fact(fact) for fact in one.facts],
        providers_joined=[_listed_provider(provider) for provider in one.joined],
        providers_left=[_listed_provider(provider) for provider in one.left],
        providers_changed=[
            ChangedProviderOut(npi=each.after.npi, facts=[_fact(fact) for fact in each.facts])
            for each in one.changed
        ],
    )


def _fact(fact: Fact) -> FactOut:
    before, after = (fact.in_words(value) for value in (fact.before, fact.after))
    return FactOut(name=fact.name, before=before, after=after)
