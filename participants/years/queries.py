"""What the agreement of an ACO says of its performance years."""

from contacts.models import Aco
from participants.years.agreement import CALENDAR_YEARS, Agreement


def agreement_known(aco: Aco, *, interim_elected: bool = False) -> Agreement | None:
    """The ACO's agreement; None while its beginning is not known. No query."""
    began = aco.agreement_start_date or aco.initial_start_date
    if began is None:
        return None
    return Agreement(began, aco.initial_start_date or began, interim_elected)


def years_of(aco: Aco) -> Agreement:
    """What says an ACO's performance years: the calendar's while its agreement is not known."""
    return agreement_known(aco) or CALENDAR_YEARS
