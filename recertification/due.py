"""Reviews that are not done, as something that needs an administrator's attention."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.urls import reverse

from contacts.attention import Item, Task
from contacts.models import Aco
from recertification.queries import progress_in, with_progress
from recertification.seasons import asks, current_season

REVIEW = Task(
    "yearly-review", "Confirm contacts (yearly review)", "contact to confirm", "contacts to confirm"
)


def reviews_to_do(acos: Sequence[Any]) -> Iterator[Item]:
    """One item for each ACO whose review is not completed; one query, none if none is asked."""
    season = current_season()
    asked = [aco.pk for aco in acos if asks(season, aco)]
    if not asked:
        return
    open_ = with_progress(Aco.objects.filter(pk__in=asked), season.year)
    for aco in open_.filter(review_completed_at=None):
        yield Item(
            task=REVIEW,
            aco=aco,
            count=progress_in(aco).todo,
            text=f"Yearly review of the contacts of {aco}: {progress_in(aco)} done.",
            url=reverse("yearly_review", args=[aco.aco_id]),
            due=season.due_on,
        )
