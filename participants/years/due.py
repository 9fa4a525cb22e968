"""The days of the program that CMS has set, for everyone's calendar (rules C2, C5)."""

from collections.abc import Iterator

from django.utils import timezone

from contacts.attention import Day
from participants.years.models import FeedbackCycle


def days_of_cycles() -> Iterator[Day]:
    """When each feedback cycle closes, and when CMS answers, from today on; one query."""
    today = timezone.localdate()
    for cycle in FeedbackCycle.objects.filter(feedback_on__gte=today).order_by("closes_on"):
        name = f"cycle-{cycle.performance_year_id}-{cycle.number}"
        which = f"{cycle.get_number_display()} feedback cycle for {cycle.performance_year_id}"
        if cycle.closes_on >= today:
            yield Day(f"{name}-closes", cycle.closes_on, f"{which}: last day to submit changes")
        yield Day(f"{name}-feedback", cycle.feedback_on, f"{which}: CMS gives feedback")
