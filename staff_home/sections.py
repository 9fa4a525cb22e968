"""The program's day: what CMS staff see first, above the lists of the admin (rule J1)."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from acoms.site.program_day import Part, counted_in, due
from acoms.site.sections import Section
from staff_home.queries import days_for, numbers_for
from staff_home.trends import trends


def home_of_staff(request: HttpRequest) -> str | None:
    """Where CMS staff begin; None for everyone else."""
    return reverse("admin:index") if request.user.is_staff else None


def program_day(request: HttpRequest, _: Any) -> Section:
    """A constant number of queries."""
    may, today = request.user.has_perm, timezone.localdate()
    context = {
        "today": today,
        "parts": [(part, numbers_for(may, counted_in(part))) for part in Part],
        "days": days_for(may, due()),
        "trends": trends(today),
    }
    return Section("staff_home/day.html", context)
