"""What holds of participant lists: pure Python (rules C1, C3, E5)."""

from datetime import date, timedelta

# How many TINs one person is shown in full: enough to work by, too few to carry a list away.
MOST_TINS = 40
TINS_WITHIN = timedelta(hours=1)


def may_leave_on(left_on: date, joined_on: date, today: date) -> bool:
    """Whether a participant or provider/supplier that joined on a day can leave on another (C3).

    Whoever has joined by now was there on that day, so it leaves on a later one: the list never
    loses a day that was true. Whoever is still to join may leave on any day, and never joins.
    """
    return left_on > joined_on or joined_on > today
