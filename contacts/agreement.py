"""When an ACO's agreement ends, and what may still be done then: pure Python (rule J4)."""

from datetime import date, timedelta
from enum import StrEnum

from contacts.rights import CHANGES, Permission

REMINDED = (30, 14, 7, 1)  # days before the last day
ENDS_SOON = 60  # so many days ahead CMS staff are told, and what it lacks comes last


class EndKind(StrEnum):
    """How an agreement ends; the value is what the database keeps."""

    ENDED = "ended"
    TERMINATED = "terminated"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    EndKind.ENDED: "It ends and is not renewed",
    EndKind.TERMINATED: "It is terminated",
}


def has_ended(ends_on: date | None, today: date) -> bool:
    """Whether an agreement whose last day is `ends_on` is over."""
    return ends_on is not None and ends_on < today


def last_day_to_read(ends_on: date, days: int) -> date:
    """The last day on which the ACO's pages and files are read: so many `days` after the end."""
    return ends_on + timedelta(days=days)


def can_be_read(ends_on: date | None, today: date, days: int) -> bool:
    """Whether what an ended ACO leaves is still read by those who could at the end."""
    return ends_on is not None and today <= last_day_to_read(ends_on, days)


def survives(permission: Permission) -> bool:
    """Whether a right stays for a while once the agreement is over: reading does, changing not."""
    return permission not in CHANGES


def reminder_on(today: date, ends_on: date, recorded_on: date) -> str:
    """The latest step whose time has come before the last day, as `14 days before`; "" for none,
    and for one whose day the recording itself was not before."""
    left, known = (ends_on - today).days, (ends_on - recorded_on).days
    due = [days for days in REMINDED if 0 < left <= days]
    return f"{min(due)} days before" if due and min(due) < known else ""


def refusal_of_day(ends_on: date, today: date) -> str:
    """Why an agreement cannot be recorded with this last day; empty if it can."""
    if ends_on < today - timedelta(days=1):
        return "Enter yesterday or a later day, and name the other in the reason."
    return ""


def said_of_end(aco: str, kind: str, day: str) -> str:
    """`The agreement of … ends on December 31, 2026.`"""
    verb = "is terminated" if kind == EndKind.TERMINATED else "ends"
    return f"The agreement of {aco} {verb} on {day}."
