"""Until when lists are certified, and feedback cycles, on CMS staff's first page (C2, C5, J1)."""

from collections.abc import Iterator
from functools import partial

from django.utils import timezone

from acoms.site.program_day import Counted, Due, register_due
from participants.certification.queries import acos_with_standing, not_certified, year_to_certify
from participants.changes.queues import waiting_in_cycle
from participants.years.models import FeedbackCycle


def certification() -> Iterator[Due]:
    """Until when lists are certified; one query. Once it is over, while an ACO is late."""
    if year := year_to_certify():
        late = Counted(
            title="ACOs that have not certified their list",
            model="participants_certification.AcoCertification",
            rows=partial(not_certified, acos_with_standing(year)),
            narrowed={"year": year.year, "certified": "no"},
        )
        last = f"Last day to certify participant lists for {year.year}"
        yield Due(year.certify_by, last, (late,))


def cycles() -> Iterator[Due]:
    """When each feedback cycle closes and when CMS answers, from today on; one query."""
    today = timezone.localdate()
    for cycle in FeedbackCycle.objects.filter(feedback_on__gte=today):
        which = f"{cycle.get_number_display()} feedback cycle for {cycle.performance_year_id}"
        if cycle.closes_on >= today:
            yield Due(cycle.closes_on, f"{which}: last day to submit changes")
        if cycle.opens_on <= today:
            waiting = (waiting_in_cycle(cycle.pk),)
            yield Due(cycle.feedback_on, f"{which}: last day for CMS's feedback", waiting)


def register_queues() -> None:
    register_due(certification)
    register_due(cycles)
