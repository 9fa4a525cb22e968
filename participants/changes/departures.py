"""What departures bring, for pages and mails alike, by what the lists say (rules C6, C7, C9)."""

from collections.abc import Iterable

from participants.changes.days import effective_day
from participants.changes.leaving import Leaving, what_leaving_brings
from participants.changes.models import ChangeRequest
from participants.changes.rules import ChangeKind
from participants.effects.queries import adjustments_of, standings_of
from participants.years.queries import years_of


def leavings_of(changes: Iterable[ChangeRequest]) -> dict[int, Leaving]:
    """What each departure among some requests of one ACO brings, by the request; three queries.

    The day is the one from which it counts, or would. What never joined brings nothing.
    """
    leaving = [
        (change, change.participant)
        for change in changes
        if change.kind_row is ChangeKind.REMOVE_PARTICIPANT and change.participant is not None
    ]
    if not leaving:
        return {}
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


def leaving_of(change: ChangeRequest) -> Leaving:
    """What one request brings if it is a departure; nothing for any other."""
    return leavings_of([change]).get(change.pk, Leaving())
