"""Performance years and their feedback cycles, which CMS staff set (rules C2, C5)."""

import pghistory
from django.db import transaction

from accounts.duties import require
from accounts.models import Person
from accounts.staff import Duty
from participants.years.calendar import CycleDays, refusals_of_cycle, refusals_of_year
from participants.years.errors import YearError
from participants.years.models import FeedbackCycle, PerformanceYear


def days_of(cycle: FeedbackCycle) -> CycleDays:
    return CycleDays(
        cycle.performance_year_id,
        cycle.number,
        cycle.opens_on,
        cycle.closes_on,
        cycle.feedback_on,
    )


def other_cycles(cycle: FeedbackCycle) -> list[CycleDays]:
    """All cycles but this one; one query. There are two in a year."""
    return [days_of(each) for each in FeedbackCycle.objects.exclude(pk=cycle.pk)]


@transaction.atomic
def set_performance_year(*, acting_person: Person, year: PerformanceYear) -> PerformanceYear:
    """CMS staff set a performance year, or the days on which its lists are certified.

    Raises Refused, and YearError for days that make no sense.
    """
    require(acting_person, Duty.SET_YEARS)
    with pghistory.context(action="set performance year", acting_person=acting_person.pk):
        _refuse(refusals_of_year(year.year, year.certify_from, year.certify_by))
        year.save()
    return year


@transaction.atomic
def set_feedback_cycle(*, acting_person: Person, cycle: FeedbackCycle) -> FeedbackCycle:
    """CMS staff set a feedback cycle's days. Requests that are in it stay in it.

    Raises Refused, and YearError for days that make no sense beside the other cycles.
    """
    require(acting_person, Duty.SET_YEARS)
    with pghistory.context(action="set feedback cycle", acting_person=acting_person.pk):
        # One after the other: each is compared with all.
        list(PerformanceYear.objects.select_for_update().order_by("year"))
        _refuse(refusals_of_cycle(days_of(cycle), other_cycles(cycle)))
        cycle.save()
    return cycle


def _refuse(refusals: dict[str, str]) -> None:
    for field, text in refusals.items():
        raise YearError(text, field)
