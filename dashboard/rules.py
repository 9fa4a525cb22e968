"""How urgent something to do is: pure Python."""

from datetime import date, timedelta
from enum import StrEnum

THIS_WEEK = timedelta(days=7)
FIRST_YEAR = timedelta(days=365)


class Urgency(StrEnum):
    """The value stands in addresses; members are in the order of the page."""

    OVERDUE = "overdue"
    THIS_WEEK = "week"
    LATER = "later"
    NO_DAY = "open"

    @property
    def label(self) -> str:
        return _LABELS[self]

    @property
    def mark(self) -> str:
        """Its shape, for who sees no color."""
        return _MARKS[self]


_LABELS = dict(zip(Urgency, ("Overdue", "Due this week", "Later", "No due date"), strict=True))
_MARKS = dict(zip(Urgency, "▲◆●○", strict=True))


def urgency(due: date | None, today: date) -> Urgency:
    """How urgent what is due on a day is. The day itself is in time; a week is the next 7 days."""
    if due is None:
        return Urgency.NO_DAY
    if due < today:
        return Urgency.OVERDUE
    return Urgency.THIS_WEEK if due <= today + THIS_WEEK else Urgency.LATER


def due_in_words(due: date | None, today: date) -> str:
    """`Dec 4, in 5 days`, `Nov 26, 4 days late`; with its year, where that is another one."""
    if due is None:
        return ""
    year = f", {due.year}" if due.year != today.year else ""
    return f"{due:%b} {due.day}{year}, {_distance(due, today)}"


def is_new(began: date, today: date) -> bool:
    """Whether an ACO that begins or began on a day is being set up: in its first year."""
    return today < began + FIRST_YEAR


def _distance(due: date, today: date) -> str:
    days = (due - today).days
    if days in (0, 1):
        return "tomorrow" if days else "today"
    if days > 0:
        return f"in {days} days"
    return f"{-days} day{'' if days == -1 else 's'} late"
