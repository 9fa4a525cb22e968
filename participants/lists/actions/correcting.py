"""Corrections of participant lists by CMS staff, one by one (rule C1)."""

from typing import Any, TypeVar

import pghistory
from django.db import transaction
from django.db.models import F, Max, Q, QuerySet, Value
from django.db.models.functions import Greatest

from accounts.duties import require
from accounts.models import Person
from accounts.staff import Duty
from acoms.programme.tins import with_tin
from contacts.actions import lock_aco_even_ended
from participants.lists.errors import ListError
from participants.lists.happening import tell_programs
from participants.lists.models import Effective, Participant, ProviderSupplier

_Effective = TypeVar("_Effective", bound=Effective)


@transaction.atomic
def save_participant(
    *, acting_person: Person, participant: Participant, tin: str = "", reason: str
) -> Participant:
    """Put a participant on its ACO's list, or correct one; an empty `tin` leaves what is there.

    Whoever leaves takes the providers/suppliers along. Raises Refused for what the acting person's
    role does not include, and ListError where the list would have somebody twice on one day.
    """
    require(acting_person, Duty.IMPORT_PARTICIPANTS)
    lock_aco_even_ended(participant.aco)
    if tin:
        participant.set_tin(tin)
    if participant.pk is None:
        participant.same_name = _next_number(participant)
    if refusal := refusal_to_list(participant, tin):
        raise ListError(refusal, field="new_tin")
    with _recorded("correct participant", acting_person, reason):
        participant.save()
        if participant.effective_until is not None:
            later = Q(effective_until=None) | Q(effective_until__gt=participant.effective_until)
            participant.providers.filter(later).update(
                effective_until=Greatest(Value(participant.effective_until), "effective_from")
            )
    tell_programs([participant.aco_id])
    return participant


def refusal_to_list(participant: Participant, tin: str = "") -> str:
    """Why a participant cannot have these days, "" if it can. `tin` is a new one."""
    if not participant.tin and not tin:
        same = Q(tin_hash=None, legal_business_name=participant.legal_business_name)
        same &= Q(same_name=participant.same_name)
    else:
        same = with_tin(tin or participant.tin)
    others = Participant.objects.filter(same, aco=participant.aco_id).exclude(pk=participant.pk)
    if other := _in_the_days_of(participant, others).first():
        return f"{other} is on the list with this TIN on some of these days already."
    return ""


@transaction.atomic
def save_provider(
    *, acting_person: Person, provider: ProviderSupplier, reason: str
) -> ProviderSupplier:
    """Put a provider/supplier under its participant, or correct one.

    Raises Refused for what the acting person's role does not include, and ListError where the days
    contradict others.
    """
    require(acting_person, Duty.IMPORT_PARTICIPANTS)
    lock_aco_even_ended(provider.participant.aco)
    if refusal := refusal_of_provider(provider):
        raise ListError(refusal, field="effective_from")
    with _recorded("correct provider/supplier", acting_person, reason):
        provider.save()
    tell_programs([provider.participant.aco_id])
    return provider


def refusal_of_provider(provider: ProviderSupplier) -> str:
    """Why a provider/supplier cannot have these days, "" if it can."""
    participant, until = provider.participant, provider.effective_until
    last = participant.effective_until
    outlives = last is not None and (until is None or until > last)
    if provider.effective_from < participant.effective_from or outlives:
        return "These days are not all within those of the participant."
    same = ProviderSupplier.objects.filter(participant=participant, npi=provider.npi)
    if _in_the_days_of(provider, same.exclude(pk=provider.pk)).exists():
        return "This NPI is under the participant on some of these days already."
    return ""


def _in_the_days_of(row: Effective, others: QuerySet[_Effective]) -> QuerySet[_Effective]:
    """Those of `others` that share a day with a row. Who was to join and never did shares none."""
    if row.effective_until == row.effective_from:
        return others.none()
    if row.effective_until is not None:
        others = others.filter(effective_from__lt=row.effective_until)
    shared = Q(effective_until=None) | Q(effective_until__gt=row.effective_from)
    return others.filter(shared).exclude(effective_until=F("effective_from"))


def _next_number(participant: Participant) -> int:
    """Participants of one name are numbered, whether or not their TINs are known."""
    same = Participant.objects.filter(
        aco=participant.aco, legal_business_name__iexact=participant.legal_business_name
    )
    return (same.aggregate(last=Max("same_name"))["last"] or 0) + 1


def _recorded(action: str, acting_person: Person, reason: str) -> Any:
    return pghistory.context(action=action, acting_person=acting_person.pk, reason=reason)
