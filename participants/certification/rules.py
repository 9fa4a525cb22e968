"""When a list is certified and what is said by it: pure Python (rule C2)."""

from datetime import date, timedelta
from enum import StrEnum


class State(StrEnum):
    """How an ACO stands to the certification of a performance year."""

    NOT_OPEN = "Not open yet"
    OPEN = "To certify"
    LATE = "Late"
    CERTIFIED = "Certified"


def certified_in_time_until(certify_by: date, first_day: date) -> date:
    """The last day on which a list is certified in time: CMS's for the year, and for an ACO whose
    agreement begins later in that year, its first day."""
    if first_day == date(first_day.year, 1, 1):
        return certify_by
    return max(certify_by, first_day)


def last_day_to_reopen(certify_by: date, first_day: date) -> date:
    """Until when a certified list can be re-opened and certified again: as long as lists of the
    year are certified in time, and not before it begins for the ACO."""
    return max(certify_by, first_day)


class Step(StrEnum):
    """A reminder; the value is what the database keeps."""

    OPENED = "opened"
    TWO_WEEKS = "two_weeks"
    THREE_DAYS = "three_days"
    LATE = "late"


def state_on(day: date, certify_from: date, certify_by: date, *, certified: bool) -> State:
    """`certify_by` itself is in time. Late lists are still certified."""
    if certified:
        return State.CERTIFIED
    if day < certify_from:
        return State.NOT_OPEN
    return State.OPEN if day <= certify_by else State.LATE


def reminder_on(day: date, certify_from: date, certify_by: date) -> Step | None:
    """The latest reminder that is due by a day to an ACO that has not certified."""
    if day < certify_from:
        return None
    if day > certify_by:
        return Step.LATE
    if day >= certify_by - timedelta(days=3):
        return Step.THREE_DAYS
    if day >= certify_by - timedelta(days=14):
        return Step.TWO_WEEKS
    return Step.OPENED


def statement(aco: str, performance_year: int, participants: int, providers: int) -> str:
    """What a signer certifies, word for word as the record keeps it."""
    return (
        f"I am authorized to sign for {aco}. I certify that its list of {participants:,} "
        f"participants and {providers:,} providers/suppliers for performance year "
        f"{performance_year} is complete and accurate."
    )
