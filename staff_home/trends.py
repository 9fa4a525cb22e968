"""Sign-ups, invitations and signatures week by week, as pictures with their tables (rule J1)."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, QuerySet
from django.db.models.functions import TruncDate

from accounts.models import Person
from acoms.charts.drawing import Lines, lines_of
from acoms.charts.figures import Figures
from acoms.programme.clock import end_of
from invitations.models import Invitation
from signing.models import Signature

WEEKS = 12
_WEEK = timedelta(weeks=1)


@dataclass(frozen=True, slots=True)
class Trend:
    """A picture with its table."""

    title: str
    figures: Figures

    @property
    def picture(self) -> Lines:
        return lines_of(self.figures)


def trends(today: date) -> list[Trend]:
    """The last WEEKS weeks until a day in Eastern Time; four queries."""
    people, invited = Person.objects.all(), Invitation.objects.all()
    return [
        Trend(
            "Invitations and new accounts",
            _by_week(
                today,
                {
                    "Invitations sent": (invited, "created_at"),
                    "Invitations activated": (invited, "activated_at"),
                    "New accounts": (people, "created_at"),
                },
            ),
        ),
        Trend(
            "Signatures in Signing Events",
            _by_week(today, {"Signatures": (Signature.objects.all(), "signed_at")}),
        ),
    ]


def _by_week(today: date, counted: dict[str, tuple[QuerySet[Any], str]]) -> Figures:
    columns = [_counts(today, rows, when) for rows, when in counted.values()]
    ends = [today - back * _WEEK for back in range(WEEKS - 1, -1, -1)]
    rows = [
        (f"{end:%b %-d}", numbers)
        for end, numbers in zip(ends, zip(*columns, strict=True), strict=True)
    ]
    return Figures("Week ending", tuple(counted), rows)


def _counts(today: date, rows: QuerySet[Any], when: str) -> list[int]:
    """How many rows each week has, the oldest week first; one query."""
    first = end_of(today - WEEKS * _WEEK)
    days = rows.filter(**{f"{when}__gte": first}).order_by().annotate(day=TruncDate(when))
    found: Counter[int] = Counter()
    for day, number in days.values_list("day").annotate(number=Count("pk")):
        found[(today - day) // _WEEK] += number
    return [found[back] for back in range(WEEKS - 1, -1, -1)]
