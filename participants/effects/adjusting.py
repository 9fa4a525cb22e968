"""Whether an adjustment for unusual circumstances would change anything: dates and lists alone.

Rules C9 and C12; 42 CFR 425.214(a).
"""

from collections.abc import Iterator

from participants.effects.rules import Standing, effects_of_joining, effects_of_leaving
from participants.years.agreement import Agreement, refusal_to_adjust

_ANY_REASON = "Unusual."


def refusal_to_record(performance_year: int, standing: Standing, agreement: Agreement) -> str:
    """Why CMS records no adjustment of a year for a participant, as a sentence; "" if it may.

    It is refused where the participant neither joined nor left in that year, and where the year's
    list follows that day without it: who joins on its first day is on the list already, and who
    leaves on it is not any more.
    """
    days = standing.joined_on, standing.left_on
    if refusal := refusal_to_adjust(performance_year, *days, agreement):
        return refusal
    if any(_changes_something(performance_year, standing, agreement)):
        return ""
    return (
        f"Nothing would change: the list that counts for {performance_year} follows the day on "
        "which this participant joined or left already. There is nothing to adjust."
    )


def _changes_something(number: int, standing: Standing, agreement: Agreement) -> Iterator[bool]:
    """Of the participant's joining and leaving, where it was in that year: whether any effect is
    another one with an adjustment."""
    for day, effects in (
        (standing.joined_on, effects_of_joining),
        (standing.left_on, effects_of_leaving),
    ):
        if day is not None and agreement.year_of(day).number == number:
            as_it_is = effects(day, agreement, standing)
            yield effects(day, agreement, standing, adjustment=_ANY_REASON) != as_it_is
