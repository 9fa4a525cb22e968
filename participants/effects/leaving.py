"""What stops and what may go on once a participant has left; pure Python (rules C6, C7, C9)."""

from datetime import date

from participants.changes.leaving import Leaving
from participants.effects.rules import Standing, how_long_it_counts
from participants.years.agreement import Agreement

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


def what_leaving_brings(
    left_on: date, agreement: Agreement, standing: Standing, *, adjustment: str = ""
) -> Leaving:
    """What an ACO is told of a participant that leaves; nothing if it never joined.

    How long it counts is in the words of the page of effects (rule C9).
    """
    if left_on <= standing.joined_on:
        return Leaving()
    stays = how_long_it_counts(left_on, agreement, standing, adjustment=adjustment)
    return Leaving((SIGNS, NO_MORE_DATA), (MORE_DATA,), stays.sentence)
