"""An event opens for an ACO by itself, the moment that the ACO has all who sign (F1)."""

from datetime import date

import pghistory
from django.db import transaction
from django.utils import timezone

from contacts.actions import lock_aco
from signing import notices
from signing.models import AcoEvent
from signing.queries import ready_to_open


def open_ready(day: date | None = None, most: int = 10_000) -> int:
    """Open each ACO's event that can be opened by now; how many. Bears any repetition (E6).

    Each is a transaction of its own, under the ACO's lock, so that nobody ends a type meanwhile.
    """
    today = day or timezone.localdate()
    ids = list(ready_to_open(today).values_list("pk", flat=True)[:most])
    return sum(_open(pk, today) for pk in ids)


@transaction.atomic
def _open(pk: int, day: date) -> int:
    with pghistory.context(action="open signing event"):
        lock_aco(AcoEvent.objects.select_related("aco").get(pk=pk).aco)
        own = ready_to_open(day).filter(pk=pk).first()
        if own is None:
            return 0
        own.opened_at = timezone.now()
        own.save(update_fields=["opened_at"])
        notices.tell_opened(own)
    return 1
