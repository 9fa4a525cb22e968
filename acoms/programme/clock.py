"""Moments in the words of the pages: everything is stored in UTC and said in Eastern Time."""

from datetime import date, datetime, time, timedelta
from functools import lru_cache

from django.utils import timezone
from django.utils.formats import date_format

JUST_NOW = timedelta(minutes=5)


def in_words(moment: datetime) -> str:
    """`December 6, 2026, 11:59 p.m. Eastern Time`."""
    return f"{date_format(timezone.localtime(moment), 'F j, Y, P')} Eastern Time"


def end_of(day: date) -> datetime:
    """The moment at which a day is over in Eastern Time: the first that is no part of it."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))


def ago(moment: datetime) -> str:
    """`a moment ago`, or `on December 6, 2026, …`: when somebody else was first."""
    if timezone.now() - moment < JUST_NOW:
        return "a moment ago"
    return f"on {in_words(moment)}"


def day_in_words(moment: datetime) -> str:
    """`Dec 6, 2026`, for tables: the day in Eastern Time."""
    return _day_in_words(timezone.localdate(moment))


@lru_cache(maxsize=1024)
def _day_in_words(day: date) -> str:
    return date_format(day, "M j, Y")
