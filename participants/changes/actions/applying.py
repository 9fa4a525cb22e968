"""Writing an accepted change to the ACO's lists: the one place where a change request does so."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Greatest
from django.utils import timezone

from participants.changes.days import effective_day
from participants.changes.errors import ChangeError
from participants.changes.models import ChangeRequest
from participants.changes.rules import ChangeKind
from participants.changes.words import refusal_to_leave
from participants.lists.facts import provider_facts
from participants.lists.happening import tell_programs
from participants.lists.models import Participant, ProviderSupplier


def apply_change(change: ChangeRequest) -> date:
    """Write an accepted change to its ACO's list; returns the day from which it counts (C3, C4).

    The caller holds the ACO's lock, has the transaction, and records the decision with that day.
    Raises ChangeError where the list as it is by now cannot take the change; then nothing of it
    may be kept.
    """
    day = effective_day(change)
    match change.kind_row:
        case ChangeKind.ADD_PARTICIPANT | ChangeKind.MERGED_TIN:
            _join(change, day)
        case ChangeKind.REMOVE_PARTICIPANT:
            leaver = _listed(change, day)
            _refuse_to_leave(leaver, change)
            _leave(leaver, day)
        case ChangeKind.ADD_PROVIDERS:
            _add_providers(change, _listed(change, day), day)
        case ChangeKind.REMOVE_PROVIDERS:
            npis = list(change.providers.values_list("npi", flat=True))
            leaving = _listed(change, day).providers.filter(_still_there(day), npi__in=npis)
            for each in leaving.order_by("effective_from", "npi"):
                _refuse_to_leave(each, change)
            _end(leaving, day)
    tell_programs([change.aco_id])
    return day


def _still_there(day: date) -> Q:
    return Q(effective_until=None) | Q(effective_until__gt=day)


def _join(change: ChangeRequest, day: date) -> None:
    same = Participant.objects.filter(_still_there(day), aco=change.aco, tin_hash=change.tin_hash)
    if listed := same.first():
        raise ChangeError(f"This TIN is on the ACO's list already, as {listed}.")
    joined = Participant.objects.create(
        aco=change.aco,
        tin=change.tin,
        tin_hash=change.tin_hash,
        legal_business_name=change.legal_business_name,
        doing_business_as=change.doing_business_as,
        sole_proprietor=change.sole_proprietor,
        primary_care=change.primary_care,
        merged_or_acquired=change.kind_row is ChangeKind.MERGED_TIN,
        effective_from=day,
    )
    _write_providers(joined, change.providers.all(), day)


def _listed(change: ChangeRequest, day: date) -> Participant:
    """The participant that the change is about, which must not have left before that day."""
    participant = change.participant
    assert participant is not None
    participant.refresh_from_db()
    if participant.effective_until is not None and participant.effective_until <= day:
        until = f"{participant.effective_until:%B} {participant.effective_until.day}"
        raise ChangeError(
            f"{participant} is not on the ACO's list any more from "
            f"{until}, {participant.effective_until.year} on."
        )
    return participant


def _refuse_to_leave(row: Participant | ProviderSupplier, change: ChangeRequest) -> None:
    """Raise ChangeError if it would leave before it joined: no day that was true is lost."""
    if refusal := refusal_to_leave(
        str(row), row.effective_from, change.happened_on, timezone.localdate()
    ):
        raise ChangeError(refusal, field="happened_on")


def _leave(participant: Participant, day: date) -> None:
    """End a participant and its providers. Whoever had not begun yet never begins."""
    _end(participant.providers.all(), day)
    participant.effective_until = max(day, participant.effective_from)
    participant.save(update_fields=["effective_until"])


def _end(providers: QuerySet[ProviderSupplier], day: date) -> None:
    providers.filter(_still_there(day)).update(
        effective_until=Greatest(Value(day), "effective_from")
    )


def _add_providers(change: ChangeRequest, participant: Participant, day: date) -> None:
    """Those who came onto the list some other way meanwhile stay as they are."""
    there = set(participant.providers.filter(_still_there(day)).values_list("npi", flat=True))
    new = [each for each in change.providers.all() if each.npi not in there]
    _write_providers(participant, new, day)


def _write_providers(participant: Participant, providers: Iterable[Any], day: date) -> None:
    ProviderSupplier.objects.bulk_create(
        ProviderSupplier(
            participant=participant,
            **provider_facts(each),
            effective_from=day,
            effective_until=participant.effective_until,
        )
        for each in providers
    )
