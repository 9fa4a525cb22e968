"""What effects shows on a participant's page."""

from datetime import date

from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils import timezone

from acoms.site.sections import Section, admin_tool
from participants.effects.models.adjustments import Adjustment
from participants.lists.models import Participant


def what_it_affects(request: HttpRequest, participant: Participant) -> Section:
    """The way to what its joining or leaving affects; no query."""
    asked = _of_next_change(participant)
    return Section("participants/effects/_of_participant.html", {"asked": asked})


def adjustments(request: HttpRequest, participant: Participant) -> Section | None:
    """CMS's adjustments, also those that were withdrawn; one query."""
    recorded = Adjustment.objects.filter(participant=participant)
    found = [
        (one, _asked(participant, *_adjusted(participant, one.performance_year)))
        for one in recorded.order_by("-performance_year", "-recorded_at")
    ]
    return (
        Section("participants/effects/_adjustments.html", {"adjustments": found}) if found else None
    )


def to_record(request: HttpRequest, participant: Participant) -> Section | None:
    """For CMS staff, the way to record an adjustment; no query of its own."""
    if not request.user.has_perm("participants_effects.add_adjustment"):
        return None
    url = reverse("admin:participants_effects_adjustment_add")
    return admin_tool("Record an adjustment", f"{url}?participant={participant.pk}")


def _of_next_change(found: Participant) -> QueryDict:
    """What to ask of the effects page: its leaving, or where it is still to join, that."""
    today, joins = timezone.localdate(), found.effective_from
    if found.effective_until is None and joins >= today:
        change, day = "joins", joins
    else:
        change, day = "leaves", found.effective_until or today
    return _asked(found, change, day)


def _adjusted(found: Participant, year: int) -> tuple[str, date]:
    """Which change an adjustment of a year follows: its leaving in that year, or its joining."""
    left = found.effective_until
    return ("leaves", left) if left and left.year == year else ("joins", found.effective_from)


def _asked(found: Participant, change: str, day: date) -> QueryDict:
    asked = QueryDict(mutable=True)
    asked.update({"change": change, "day": f"{day}", "participant": f"{found.pk}"})
    return asked
