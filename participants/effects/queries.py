"""What the rules of effects need to know of an ACO and of its participants."""

from collections.abc import Collection

from django.utils import timezone

from acoms.text.folding import Folded
from contacts.models import Aco
from participants.certification.models import CertifiedList
from participants.changes.cycles import all_cycles, cycle_if_submitted
from participants.changes.days import effective_day
from participants.changes.models import ChangeRequest
from participants.changes.rules import ChangeKind
from participants.effects.models.adjustments import Adjustment, InterimElection
from participants.effects.rules import Standing
from participants.lists.models import Participant
from participants.lists.snapshot import Snapshot, read
from participants.years.agreement import Agreement, Year
from participants.years.queries import agreement_known

JOINING = (ChangeKind.ADD_PARTICIPANT, ChangeKind.MERGED_TIN)


def agreement_of(aco: Aco) -> Agreement | None:
    """The ACO's agreement with its election of an interim reconciliation; one query."""
    return agreement_known(aco, interim_elected=InterimElection.objects.filter(aco=aco).exists())


def requests_to_join(aco: Aco) -> list[ChangeRequest]:
    """The undecided requests of an ACO to add a TIN, by name, each in the cycle that it is in or
    would come into; two queries."""
    undecided = ChangeRequest.objects.undecided().filter(aco=aco, kind__in=JOINING)
    found = list(
        undecided.select_related("cycle", "participant").order_by(Folded("legal_business_name"))
    )
    cycles = all_cycles() if found else []
    for change in found:
        if change.state.is_with_the_aco:
            change.cycle = cycle_if_submitted(change, cycles)
    return found


def standing_of_participant(participant: Participant) -> Standing:
    """What the lists say of a participant; two queries."""
    return standings_of([participant])[participant.pk]


def standings_of(participants: Collection[Participant]) -> dict[int, Standing]:
    """What the lists say of participants of one ACO; two queries."""
    if not participants:
        return {}
    (aco,) = {one.aco_id for one in participants}
    lists = _lists_certified(aco)
    approvals = ChangeRequest.objects.filter(aco=aco, kind__in=JOINING, approved=True)
    decided = {
        (tin_hash, day): decided_at
        for tin_hash, day, decided_at in approvals.filter(
            tin_hash__in=[one.tin_hash for one in participants if one.tin_hash is not None]
        )
        .order_by("decided_at")
        .values_list("tin_hash", "effective_on", "decided_at")
    }

    def standing(one: Participant) -> Standing:
        approved_at = decided.get((one.tin_hash, one.effective_from))
        return Standing(
            name=str(one),
            joined_on=one.effective_from,
            left_on=one.effective_until,
            # Whoever came without a request was on the list of the application.
            approved_on=timezone.localdate(approved_at) if approved_at else one.effective_from,
            merged=one.merged_or_acquired,
            certified=_certified(lists, one.tin, one.legal_business_name, one.same_name),
        )

    return {one.pk: standing(one) for one in participants}


def standing_of_request(change: ChangeRequest) -> Standing:
    """What an undecided request says of the TIN that it is about; one query."""
    return Standing(
        name=change.legal_business_name,
        joined_on=effective_day(change),
        requested=True,
        merged=change.kind_row is ChangeKind.MERGED_TIN,
        certified=_certified(
            _lists_certified(change.aco_id), change.tin, change.legal_business_name, 0
        ),
    )


def _lists_certified(aco: int) -> dict[int, Snapshot]:
    """The list that counts of each year; one query."""
    found = CertifiedList.objects.current().filter(aco=aco)
    return {one.performance_year_id: read(one.content) for one in found}


def _certified(lists: dict[int, Snapshot], tin: str, name: str, same_name: int) -> dict[int, bool]:
    """For each year with a certified list, whether it has a participant; by TIN where both know
    it, and else by name."""
    return {year: _has(snapshot, tin, name, same_name) for year, snapshot in lists.items()}


def _has(snapshot: Snapshot, tin: str, name: str, same_name: int) -> bool:
    return any(
        one.tin == tin
        if one.tin and tin
        else (one.legal_business_name, one.same_name) == (name, same_name)
        for one in snapshot.participants
    )


def adjustment_of(participant: Participant, year: Year) -> str:
    """CMS's reason to follow the participant's change during that year, or "" (425.214(a))."""
    adjusted = adjustments_of([participant.pk])
    reasons = (adjusted.get((participant.pk, number), "") for number in year.calendar_years)
    return next(filter(None, reasons), "")


def adjustments_of(participants: Collection[int]) -> dict[tuple[int, int], str]:
    """CMS's reasons to follow changes at once, by participant and performance year; one query."""
    found = Adjustment.objects.standing().filter(participant__in=participants)
    return {
        (participant, year): reason
        for participant, year, reason in found.values_list(
            "participant", "performance_year", "reason"
        )
    }
