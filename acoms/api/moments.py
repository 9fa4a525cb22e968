"""Days and moments in filters: a day of Eastern Time, or a moment in ISO 8601; pure Python but for
the time zone."""

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated, Any, TypeVar

from django.utils import timezone
from pydantic import BeforeValidator, WithJsonSchema

FIRST_YEAR, LAST_YEAR = 2012, 2100  # of the program
_LENGTH_OF_A_DAY = len("2026-02-12")
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_MOMENT = re.compile(
    r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d(:\d\d(\.\d{1,6})?)?([Zz]|[+-]\d\d:\d\d)?", re.ASCII
)
Read = TypeVar("Read", bound=date)


def read_moment(text: Any) -> date | datetime:
    """`2026-02-12`, or `2026-02-12T12:34:44Z`; without an offset it is Eastern Time. ValueError.

    In UTC, because PostgreSQL reads no offset of 16 hours."""
    if isinstance(text, (date, datetime)):
        return text
    if isinstance(text, str) and len(text) == _LENGTH_OF_A_DAY:
        return read_day(text)
    found = _read(text, datetime, "a moment such as 2026-02-12T12:34:44Z, or a day: 2026-02-12")
    aware = timezone.make_aware(found) if timezone.is_naive(found) else found
    return aware.astimezone(UTC)


def read_day(text: Any) -> date:
    """`2026-02-12`. ValueError for all else."""
    if isinstance(text, date):
        return text
    return _read(text, date, "a day such as 2026-02-12")


def _read(text: Any, kind: type[Read], such_as: str) -> Read:
    """What is not read is not repeated: it may be anything."""
    try:
        found = kind.fromisoformat(text) if _may_be_read(text, kind) else None
    except ValueError:
        found = None
    if found is None:
        raise ValueError(f"write {such_as}") from None
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise ValueError(f"the year is from {FIRST_YEAR} to {LAST_YEAR}")
    return found


def _may_be_read(text: Any, kind: type[date]) -> bool:
    """Python reads more than RFC 3339 has: weeks, and days without dashes."""
    form = _MOMENT if kind is datetime else _DAY
    return isinstance(text, str) and form.fullmatch(text) is not None


def beginning(of: date | datetime) -> datetime:
    """The first moment of a day in Eastern Time; a moment is itself."""
    if isinstance(of, datetime):
        return of
    return timezone.make_aware(datetime.combine(of, time.min))


def between(
    after: date | datetime | None, before: date | datetime | None
) -> tuple[datetime | None, datetime | None]:
    """From which moment on, and before which: what both name is within."""
    first = None if after is None else beginning(after)
    return first, None if before is None else end(before)


def end(of: date | datetime) -> datetime:
    """The first moment that is no part of it any more: what is before it, is in time."""
    if isinstance(of, datetime):
        return of + timedelta(microseconds=1)
    return beginning(of + timedelta(days=1))


Day = Annotated[
    date, BeforeValidator(read_day), WithJsonSchema({"type": "string", "format": "date"})
]
Moment = Annotated[
    date | datetime,
    BeforeValidator(read_moment),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string", "format": "date"},
                {"type": "string", "format": "date-time"},
            ],
        }
    ),
]
