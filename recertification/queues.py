"""How far ACOs are with the yearly review, on the first page of CMS staff (rules A16, J1)."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from django.db.models import BooleanField, Case, Q, QuerySet, Value, When
from django.utils import timezone

from acoms.programme.clock import end_of
from acoms.site.program_day import Counted, Due, register_due
from recertification.models import AcoReview
from recertification.queries import with_progress
from recertification.rules import Season
from recertification.seasons import current_season

DONE = Q(review_completed_at__isnull=False)
STATES = {
    "late": ("Late", Q(late=True)),
    "none": ("Not started", Q(review_id=None, asked=True, over=False)),
    "open": ("Under way", ~DONE & Q(review_id__isnull=False, over=False)),
    "done": ("Done", DONE),
    "not_asked": ("Not asked", Q(asked=False, over=False)),
    "over": ("Not done: the agreement ends first", ~DONE & Q(over=True)),
}


def reviews_of(season: Season) -> QuerySet[Any]:
    """Every ACO with its review of a year: whether it is `asked` for one, whether its agreement
    ends before that is due or is `over` (rule J4), and `late`."""
    today = timezone.localdate()
    asked = Q(created_at__lt=end_of(season.due_on)) | Q(review_id__isnull=False)
    over = Q(ends_on__lt=max(today, season.due_on))
    found: QuerySet[Any] = with_progress(AcoReview.objects.all(), season.year).annotate(
        year=Value(season.year),
        asked=_whether(asked),
        over=_whether(over),
        late=_whether(asked & ~DONE & ~over, Value(season.is_late(today))),
    )
    return found


def _whether(condition: Q, then: Value | None = None) -> Case:
    """SQL for yes or no."""
    no = Value(False)
    return Case(When(condition, then=then or Value(True)), default=no, output_field=BooleanField())


def in_state(season: Season, state: str) -> QuerySet[Any]:
    return reviews_of(season).filter(STATES[state][1])


def yearly_review() -> Iterator[Due]:
    """The review that is on; no query."""
    season = current_season()
    counted = [
        Counted(
            title=title,
            model="recertification.AcoReview",
            rows=partial(in_state, season, state),
            narrowed={"year": season.year, "state": state},
        )
        for state, title in (
            ("none", "ACOs: not started"),
            ("open", "ACOs: under way"),
        )
    ]
    yield Due(season.due_on, f"Yearly review of contacts {season.year} is due", tuple(counted))


def register_queues() -> None:
    register_due(yearly_review)
