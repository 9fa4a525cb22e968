"""Deleting the bytes of files whose last day is past; their rows stay (rule G4)."""

from datetime import date
from functools import partial

import pghistory
from django.db import transaction
from django.utils import timezone

from documents.files.models import FileVersion
from documents.files.storage import FILES

BATCH = 500


def delete_old(today: date | None = None) -> int:
    """Delete the bytes of versions that are shown no more for good; how many. Bears repetition."""
    day, total = today or timezone.localdate(), 0
    while deleted := _delete_batch(day):
        total += deleted
    return total


@transaction.atomic
def _delete_batch(today: date) -> int:
    over = FileVersion.objects.filter(deleted_at=None, file__last_day__lt=today)
    versions = list(over.select_for_update(of=("self",)).order_by("pk")[:BATCH])
    with pghistory.context(action="delete old files"):
        FileVersion.objects.filter(pk__in=[one.pk for one in versions]).update(
            deleted_at=timezone.now()
        )
    for version in versions:
        transaction.on_commit(partial(FILES.delete, version.stored_as), robust=True)
    return len(versions)
