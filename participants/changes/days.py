"""The day from which a change request counts."""

from datetime import date

from django.utils import timezone

from participants.changes.models import ChangeRequest
from participants.changes.rules import change_effective_on
from participants.years.rules import performance_year_of


def effective_day(change: ChangeRequest) -> date:
    """From when a change counts if it is accepted (rules C3, C4); reads its cycle, participant.

    Without a cycle it is for the year after its latest submission.
    """
    sent = None if change.state.is_with_the_aco else change.submitted_at
    year = performance_year_of(timezone.localdate(sent)) + 1
    if change.cycle is not None:
        year = change.cycle.performance_year_id
    joined_on = change.participant.effective_from if change.participant else None
    return change_effective_on(change.kind_row, change.notice, year, joined_on=joined_on)
