"""How long something has waited, and how far a day is, in words: pure Python."""

from datetime import date, datetime, timedelta

_HOUR = timedelta(hours=1)
_DAY = timedelta(days=1)


def waited(since: datetime, now: datetime) -> str:
    """`6 days`, `1 hour`, `less than an hour`: rounded down."""
    wait = now - since
    if wait >= _DAY:
        return _counted(wait // _DAY, "day")
    if wait >= _HOUR:
        return _counted(wait // _HOUR, "hour")
    return "less than an hour"


def distance(day: date, today: date) -> str:
    """`today`, `in 1 day`, `15 days late`."""
    days = (day - today).days
    if days == 0:
        return "today"
    return f"in {_counted(days, 'day')}" if days > 0 else f"{_counted(-days, 'day')} late"


def _counted(number: int, unit: str) -> str:
    return f"{number:,} {unit}{'' if number == 1 else 's'}"
