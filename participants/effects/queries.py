"""What the rules of effects need to know of an ACO and of its participants."""

from collections.abc import Iterable

from django.db.models import Q
from django.utils import timezone

from contacts.models import Aco
from participants.changes.cycles import all_cycles, cycle_if_submitted
from participants.changes.days import effective_day
from participants.effects.rules import Agreement, Standing
from participants.lists.snapshot import Snapshot, read
from participants.models import (
    Adjustment,
    CertifiedList,
    ChangeRequest,
    InterimElection,
    Participant,
)
from participants.rules import ChangeKind

JOINING = (ChangeKind.ADD_PARTICIPANT, ChangeKind.MERGED_TIN)


def agreement_of(aco: Aco) -> Agreement | None:
    """The ACO's agreement; None while its beginning is not known. One query."""
    began = aco.agreement_start_date or aco.initial_start_date
    if began is None:
        return None
    return Agreement(
        began_on=began,
        entered_on=aco.initial_start_date or began,
        interim_elected=InterimElection.objects.filter(aco=aco).exists(),
    )


def requests_to_join(aco: Aco) -> list[ChangeRequest]:
    """The undecided requests of an ACO to add a TIN, by name, each in the cycle that it is in or
    would come into; two queries."""
    undecided = ChangeRequest.objects.undecided().filter(aco=aco, kind__in=JOINING)
    found = list(undecided.select_related("cycle", "participant").order_by("legal_business_name"))
    cycles = all_cycles() if found else []
    for change in found:
        if change.state.is_with_the_aco:
            change.cycle = cycle_if_submitted(change, cycles)
    return found


def standing_of_participant(participant: Participant) -> Standing:
    """What the lists say of a participant; two queries."""
    joined = Q(kind__in=JOINING, approved=True, tin_hash=participant.tin_hash)
    approval = (
        ChangeRequest.objects.filter(joined, aco=participant.aco_id)
        .filter(effective_on=participant.effective_from)
        .order_by("-decided_at")
        .first()
    )
    approved_at = approval.decided_at if approval is not None else None
    return Standing(
        name=str(participant),
        joined_on=participant.effective_from,
        left_on=participant.effective_until,
        # Whoever came without a request was on the list of the application.
        approved_on=timezone.localdate(approved_at) if approved_at else participant.effective_from,
        merged=participant.merged_or_acquired,
        certified=_certified(
            participant.aco_id,
            participant.tin,
            participant.legal_business_name,
            participant.same_name,
        ),
    )


def standing_of_request(change: ChangeRequest) -> Standing:
    """What an undecided request says of the TIN that it is about; one query."""
    return Standing(
        name=change.legal_business_name,
        joined_on=effective_day(change),
        requested=True,
        merged=change.kind_row is ChangeKind.MERGED_TIN,
        certified=_certified(change.aco_id, change.tin, change.legal_business_name, 0),
    )


def _certified(aco: int, tin: str, name: str, same_name: int) -> dict[int, bool]:
    """For each year with a certified list, whether it has a participant; by TIN where both know
    it, and else by name."""
    found: Iterable[CertifiedList] = CertifiedList.objects.current().filter(aco=aco)
    return {one.performance_year_id: _has(read(one.content), tin, name, same_name) for one in found}


def _has(snapshot: Snapshot, tin: str, name: str, same_name: int) -> bool:
    return any(
        one.tin == tin
        if one.tin and tin
        else (one.legal_business_name, one.same_name) == (name, same_name)
        for one in snapshot.participants
    )


def adjustment_of(participant: Participant, performance_year: int) -> str:
    """CMS's reason to follow the participant's change during that year, or "" (425.214(a))."""
    found = Adjustment.objects.filter(participant=participant, performance_year=performance_year)
    return str(found.values_list("reason", flat=True).first() or "")
