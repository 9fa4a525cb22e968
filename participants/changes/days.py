"""The day from which a change request counts."""

from datetime import date

from participants.models import ChangeRequest
from participants.rules import change_effective_on


def effective_day(change: ChangeRequest) -> date:
    """From when a change counts if it is accepted (rules C3, C4); reads its cycle, participant."""
    year = change.cycle.performance_year_id if change.cycle else None
    joined_on = change.participant.effective_from if change.participant else None
    return change_effective_on(change.kind_row, change.notice, year, joined_on=joined_on)
