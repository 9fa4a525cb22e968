"""What CMS staff record about how single ACOs' lists count (rule C9)."""

import pghistory
from django.db import transaction

from accounts.duties import require
from accounts.models import Person
from accounts.staff import Duty
from participants.effects.queries import years_of
from participants.effects.years import refusal_of_interim, refusal_to_adjust
from participants.errors import ChangeError
from participants.models import Adjustment, InterimElection


@transaction.atomic
def record_adjustment(*, acting_person: Person, adjustment: Adjustment) -> Adjustment:
    """CMS staff record that a performance year follows a participant's change at once (425.214(a)).

    Raises Refused, and ChangeError without a reason, or for a year in which nothing changed.
    """
    require(acting_person, Duty.RECORD_ADJUSTMENTS)
    participant, year = adjustment.participant, adjustment.performance_year
    if not adjustment.reason.strip():
        raise ChangeError("Say which circumstances are unusual.", field="reason")
    days = participant.effective_from, participant.effective_until
    if refusal := refusal_to_adjust(year, *days, years_of(participant.aco)):
        raise ChangeError(refusal, field="performance_year")
    with pghistory.context(action="record adjustment", acting_person=acting_person.pk):
        adjustment.recorded_by = acting_person
        adjustment.save(force_insert=True)
    return adjustment


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
