"""An event opens for an ACO by itself, the moment that the ACO has all who sign (F1)."""

from collections.abc import Sequence
from datetime import date

import pghistory
from django.db import transaction
from django.utils import timezone

from contacts.actions import lock_acos
from signing import notices
from signing.models import AcoEvent
from signing.queries import ready_to_open

BATCH = 100


def open_ready(day: date | None = None) -> int:
    """Open each ACO's event that can be opened by now; how many. Bears any repetition (E6).

    A batch is a transaction, under the locks of its ACOs, so that nobody ends a type meanwhile.
    """
    today = day or timezone.localdate()
    ids = list(ready_to_open(today).values_list("pk", "aco_id"))
    batches = (ids[start : start + BATCH] for start in range(0, len(ids), BATCH))
    return sum(_open(batch, today) for batch in batches)


@transaction.atomic
def _open(batch: Sequence[tuple[int, int]], day: date) -> int:
    with pghistory.context(action="open signing event"):
        lock_acos([aco for _, aco in batch])
        own = list(ready_to_open(day).filter(pk__in=[pk for pk, _ in batch]))
        still = AcoEvent.objects.filter(pk__in=[one.pk for one in own])
        still.update(opened_at=timezone.now())
        notices.tell_opened(own)
    return len(own)
