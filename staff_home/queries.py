"""What the program's day says (rule J1), in as many queries whatever the rows."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Min
from django.utils import timezone

from acoms.site.program_day import Counted, Due
from staff_home.rules import distance, waited

AHEAD = timedelta(days=183)  # how far ahead the page tells of days

# Whether somebody has one of Django's permissions.
May = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Number:
    """How many rows the list behind it has, and since when the oldest of them waits."""

    counted: Counted
    number: int
    oldest: datetime | None

    @property
    def wait(self) -> str:
        """`6 days`; "" where nothing waits."""
        return waited(self.oldest, timezone.now()) if self.oldest else ""


@dataclass(frozen=True, slots=True)
class DueDay:
    """A day of the program, with its numbers."""

    due: Due
    numbers: Sequence[Number]

    @property
    def distance(self) -> str:
        """`in 15 days`."""
        return distance(self.due.on, timezone.localdate())


def number_of(counted: Counted) -> Number:
    """One query; none for a number that its room has counted."""
    if isinstance(counted.rows, int):
        return Number(counted, counted.rows, None)
    oldest = {"oldest": Min(counted.since)} if counted.since else {}
    found = counted.rows().order_by().aggregate(number=Count("pk"), **oldest)
    return Number(counted, found["number"], found.get("oldest"))


def numbers_for(may: May, counted: Iterable[Counted]) -> list[Number]:
    """Of those lists that somebody may see; a query for each."""
    return [number_of(each) for each in counted if may(each.permission)]


def days_for(may: May, days: Iterable[Due]) -> list[DueDay]:
    """Those that are near, and those that are over while something is left; a query for each
    number that is not counted yet."""
    today = timezone.localdate()
    near = [day for day in days if day.on <= today + AHEAD]
    found = [DueDay(day, numbers_for(may, day.counted)) for day in near]
    return [one for one in found if one.due.on >= today or any(n.number for n in one.numbers)]
