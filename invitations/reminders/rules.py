"""Which reminder of an invitation is due when; pure Python, no database (rule A7)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from invitations.rules import VALID_FOR

# Whole days after sending; sending again counts anew. A constraint names them: run makemigrations
# after a change.
REMINDER_DAYS = (7, 12, 14)


@dataclass(frozen=True, slots=True)
class Window:
    """When an invitation was sent for which the reminder of `day` is due: later than `after`, and
    at `until` at the latest."""

    day: int
    after: datetime
    until: datetime


def windows(now: datetime) -> list[Window]:
    """The reminders that are due at `now`, by when their invitations were sent.

    An invitation lies in one window at most: after an outage only the latest reminder is due.
    """
    ends = [*(timedelta(days=day) for day in REMINDER_DAYS), VALID_FOR]
    return [Window(begin.days, after=now - end, until=now - begin) for begin, end in pairwise(ends)]


def reminder_day(sent_at: datetime, now: datetime) -> int | None:
    """The day whose reminder is due at `now`, or None: too early, or the invitation has ended."""
    due = [window.day for window in windows(now) if window.after < sent_at <= window.until]
    return due[0] if due else None
