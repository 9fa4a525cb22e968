"""The feedback cycle that a request is in, also when CMS returned it (rules C3, C5)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from acoms.programme.dates import in_words
from participants.changes.models import ChangeRequest
from participants.changes.rules import ChangeKind, change_effective_on, last_day_to_correct
from participants.years.models import FeedbackCycle
from participants.years.rules import next_performance_year_start

Cycles = Sequence[FeedbackCycle]


def all_cycles() -> list[FeedbackCycle]:
    """Every cycle, by its days; one query. There are two in a year."""
    return list(FeedbackCycle.objects.order_by("closes_on"))


def cycle_of_day(cycles: Cycles, day: date) -> FeedbackCycle | None:
    """The cycle that a request of this day belongs to, or None.

    Between two cycles it is the next one: CMS looks at the request when that one opens.
    """
    return next((cycle for cycle in cycles if cycle.closes_on >= day), None)


@dataclass(frozen=True, slots=True)
class Correcting:
    """Until when a request that CMS has had stays in its cycle; `after` that day it is in this."""

    cycle: FeedbackCycle
    by: date
    after: FeedbackCycle | None


def correcting(change: ChangeRequest, cycles: Cycles) -> Correcting | None:
    """How long the cycle of its first submission holds; None before that, and for a notice."""
    first = change.first_submitted_at
    if first is None or change.kind_row.is_notice:
        return None
    cycle = change.cycle or cycle_of_day(cycles, timezone.localdate(first))
    if cycle is None:
        return None
    later = cycle_of_day(cycles, cycle.feedback_on + timedelta(days=1))
    by = last_day_to_correct(cycle.feedback_on, cycle.performance_year_id, is_last=later is None)
    today = timezone.localdate()
    return Correcting(cycle, by, cycle_of_day(cycles, max(today, by + timedelta(days=1))))


def cycle_if_submitted(change: ChangeRequest, cycles: Cycles) -> FeedbackCycle | None:
    """The cycle that a request is in if it is submitted today; None for a notice.

    One that CMS returned stays in that of its first submission until its last day for corrections.
    """
    if change.kind_row.is_notice:
        return None
    today, kept = timezone.localdate(), correcting(change, cycles)
    return kept.cycle if kept and today <= kept.by else cycle_of_day(cycles, today)


def correcting_in_words(change: ChangeRequest, cycles: Cycles) -> str:
    """By when a returned request is submitted again, and what comes of it later; "" for others.

    It is said before it happens: to whoever returns the request, and to whoever corrects it.
    """
    kept = correcting(change, cycles)
    if kept is None:
        return ""
    name, next_name = _name(kept.cycle), _name(kept.after)
    by, year = in_words(kept.by), kept.cycle.performance_year_id
    if change.kind_row not in (ChangeKind.ADD_PARTICIPANT, ChangeKind.MERGED_TIN):
        if timezone.localdate() > kept.by:
            return f"Corrections for {name} were due by {by}. Now it comes into {next_name}."
        return (
            f"Submitted again by {by}, it stays in {name}. After that day it comes into "
            f"{next_name}."
        )
    joins = _joins(change, year)
    next_year = next_performance_year_start(max(timezone.localdate(), kept.by + timedelta(days=1)))
    later = _joins(change, kept.after.performance_year_id if kept.after else next_year.year)
    if timezone.localdate() > kept.by:
        return (
            f"Corrections for {name} were due by {by}. Now it comes into {next_name}, and joins "
            f"on {later} if CMS approves{'' if joins == later else f', not on {joins}'}."
        )
    still = "still joins" if joins == later else "joins only"
    return (
        f"Submitted again by {by}, it stays in {name}, and joins on {joins} if CMS approves. "
        f"After that day it comes into {next_name}, and {still} on {later}."
    )


def _joins(change: ChangeRequest, year: int) -> str:
    return in_words(change_effective_on(change.kind_row, change.notice, year))


def _name(cycle: FeedbackCycle | None) -> str:
    return f"the {str(cycle).lower()}" if cycle else "the next cycle that CMS sets"
