"""When the yearly review of an ACO's contacts opens, is due and is late; pure Python.

CMS asks ACOs to keep their contacts current (rules A16, A19) and names no day for going through
all of them: these days are ours, and settings move them. All dates are Eastern dates.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

MonthDay = tuple[int, int]

TWO_WEEKS = timedelta(days=14)
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Season:
    """The review of one year: from `opens_on`, due on `due_on`, both included."""

    year: int
    opens_on: date
    due_on: date

    def asks(self, known_since: date) -> bool:
        """Whether an ACO known since then is to do it; one that came after the due date is not."""
        return known_since <= self.due_on

    def is_late(self, today: date) -> bool:
        return today > self.due_on

    def due_in_words(self, today: date) -> str:
        """`January 31, 2027 (15 days)`."""
        return f"{day(self.due_on)} ({_distance((self.due_on - today).days)})"


def season_of(year: int, opens: MonthDay, due: MonthDay) -> Season:
    """The review that is due in `year`. It opens the year before if `opens` is later in a year."""
    due_on = date(year, *due)
    opens_on = date(year, *opens)
    return Season(year, opens_on if opens_on <= due_on else date(year - 1, *opens), due_on)


def season_on(today: date, opens: MonthDay, due: MonthDay) -> Season:
    """The review that opened last. It stays to be done, late in the end, until the next opens."""
    seasons = (season_of(today.year + ahead, opens, due) for ahead in (1, 0, -1))
    return next(season for season in seasons if season.opens_on <= today)


class Step(StrEnum):
    """A reminder to an ACO's administrators; each is sent once for a review."""

    TWO_WEEKS = "two weeks"
    LAST_DAY = "last day"
    LATE = "late"


def reminder_on(today: date, season: Season) -> Step | None:
    """The reminder whose time has come: 14 days and 1 day before the due date, and after it."""
    if season.is_late(today):
        return Step.LATE
    if today >= season.due_on - ONE_DAY:
        return Step.LAST_DAY
    return Step.TWO_WEEKS if today >= season.due_on - TWO_WEEKS else None


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a review has come, in contacts."""

    done: int
    todo: int

    @property
    def total(self) -> int:
        return self.done + self.todo

    def __str__(self) -> str:
        return f"{self.done} of {self.total}"


def day(moment: date) -> str:
    """`January 31, 2027`."""
    return f"{moment:%B} {moment.day}, {moment.year}"


def _distance(days: int) -> str:
    if days == 0:
        return "today"
    plural = "" if abs(days) == 1 else "s"
    return f"{days} day{plural}" if days > 0 else f"{-days} day{plural} late"
