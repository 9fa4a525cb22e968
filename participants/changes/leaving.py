"""What stops and what may go on once a participant has left; pure Python (rules C6, C7, C9)."""

from dataclasses import dataclass
from datetime import date

from participants.effects.rules import is_counted

SIGNS = (
    "The participant takes down the signs that tell beneficiaries of the ACO, and tells nobody any "
    "more that it takes part."
)
NO_MORE_DATA = (
    "The ACO asks for no more data of beneficiaries without a service from a current participant "
    "in the past 12 months or in the current performance year. The Beneficiary Data Sharing "
    "Request file says N for them, and has to be revised."
)
MORE_DATA = "Data of the other beneficiaries may still be asked for."
CERTIFIED = (
    "For {year} the list certified at its start still counts: for assignment, reconciliation, "
    "reports and the quality sample."
)


@dataclass(frozen=True, slots=True)
class Leaving:
    """In sentences: what stops on the day on which a participant leaves, what may go on."""

    stops: tuple[str, ...]
    goes_on: tuple[str, ...]


def what_leaving_brings(joined_on: date, left_on: date) -> Leaving:
    """What an ACO is told of a participant that leaves; nothing if it never joined."""
    if left_on <= joined_on:
        return Leaving((), ())
    counts = is_counted(left_on.year, joined_on, left_on)
    certified = (CERTIFIED.format(year=left_on.year),) if counts else ()
    return Leaving((SIGNS, NO_MORE_DATA), (MORE_DATA, *certified))
