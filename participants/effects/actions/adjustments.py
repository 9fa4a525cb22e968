"""What CMS staff record about how single ACOs' lists count (rule C9)."""

import pghistory
from django.db import transaction
from django.utils import timezone

from accounts.duties import require
from accounts.models import Person
from accounts.staff import Duty
from acoms.programme.clock import in_words
from contacts.actions import lock_aco_even_ended
from participants.changes.errors import ChangeError
from participants.effects import notices
from participants.effects.adjusting import refusal_to_record
from participants.effects.models.adjustments import Adjustment, InterimElection
from participants.effects.queries import standing_of_participant
from participants.years.agreement import refusal_of_interim
from participants.years.queries import years_of


@transaction.atomic
def record_adjustment(*, acting_person: Person, adjustment: Adjustment) -> Adjustment:
    """CMS staff record that a performance year follows a participant's change at once (425.214(a)).

    Raises Refused, and ChangeError without a reason, or for a year in which nothing changed
    or would change.
    """
    require(acting_person, Duty.RECORD_ADJUSTMENTS)
    lock_aco_even_ended(adjustment.participant.aco)
    participant, year = adjustment.participant, adjustment.performance_year
    if not adjustment.reason.strip():
        raise ChangeError("Describe the unusual circumstances.", field="reason")
    standing = standing_of_participant(participant)
    if refusal := refusal_to_record(year, standing, years_of(participant.aco)):
        raise ChangeError(refusal, field="performance_year")
    recorded = Adjustment.objects.standing().filter(participant=participant, performance_year=year)
    if recorded.exists():
        raise ChangeError(f"An adjustment of {year} stands already.", field="performance_year")
    with pghistory.context(action="record adjustment", acting_person=acting_person.pk):
        adjustment.recorded_by = acting_person
        adjustment.save(force_insert=True)
        notices.write_of_adjustment(acting_person, adjustment)
    return adjustment


@transaction.atomic
def withdraw_adjustment(
    *, acting_person: Person, adjustment: Adjustment, reason: str
) -> Adjustment:
    """CMS staff take an adjustment back, with a reason: the year's certified list counts again.

    The record stays. Raises Refused, and ChangeError without a reason or for one withdrawn already.
    """
    require(acting_person, Duty.RECORD_ADJUSTMENTS)
    if not reason.strip():
        raise ChangeError("Enter a reason. The ACO will read it.", field="reason")
    with pghistory.context(
        action="withdraw adjustment", acting_person=acting_person.pk, reason=reason.strip()
    ):
        lock_aco_even_ended(adjustment.participant.aco)
        now = Adjustment.objects.select_related("participant__aco", "withdrawn_by").get(
            pk=adjustment.pk
        )
        if now.withdrawn_by == acting_person:
            return now
        if now.withdrawn_at is not None and now.withdrawn_by is not None:
            who, when = now.withdrawn_by.full_name, in_words(now.withdrawn_at)
            raise ChangeError(f"{who} withdrew this adjustment already, on {when}.")
        now.withdrawn_at, now.withdrawn_by = timezone.now(), acting_person
        now.withdrawal_reason = reason.strip()
        now.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawal_reason"])
        notices.write_of_withdrawal(acting_person, now)
    return now


@transaction.atomic
def record_interim_election(*, acting_person: Person, election: InterimElection) -> InterimElection:
    """CMS staff record that an ACO elected an interim reconciliation.

    Raises Refused, and ChangeError for an ACO that did not begin in 2012.
    """
    require(acting_person, Duty.RECORD_ADJUSTMENTS)
    if refusal := refusal_of_interim(election.aco.initial_start_date):
        raise ChangeError(refusal, field="aco")
    with pghistory.context(action="record interim reconciliation", acting_person=acting_person.pk):
        election.recorded_by = acting_person
        election.save(force_insert=True)
    return election
