"""What departures bring, by what the lists say (rules C6, C7, C9)."""

from collections.abc import Sequence

from participants.changes.days import effective_day
from participants.changes.leaving import Leaving
from participants.changes.models import ChangeRequest
from participants.effects.leaving import what_leaving_brings
from participants.effects.queries import adjustments_of, standings_of
from participants.years.queries import years_of


def leavings_of(departures: Sequence[ChangeRequest]) -> dict[int, Leaving]:
    """What each of some departures of one ACO brings, by the request; three queries.

    The day is the one from which it counts, or would. What never joined brings nothing.
    """
    leaving = [
        (change, change.participant) for change in departures if change.participant is not None
    ]
    years = years_of(leaving[0][0].aco)
    standings = standings_of([participant for _, participant in leaving])
    adjusted = adjustments_of(standings)
    found = {}
    for change, participant in leaving:
        day = change.effective_on or effective_day(change)
        numbers = years.year_of(day).calendar_years
        reasons = (adjusted.get((participant.pk, number), "") for number in numbers)
        found[change.pk] = what_leaving_brings(
            day, years, standings[participant.pk], adjustment=next(filter(None, reasons), "")
        )
    return found
