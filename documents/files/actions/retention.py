"""Deleting the bytes of files whose last day is past; their rows stay (rule G4)."""

from datetime import date

import pghistory
from django.db import transaction
from django.utils import timezone

from documents.files.actions.publishing import take_away
from documents.files.models import FileVersion

BATCH = 500


def delete_old(today: date | None = None) -> int:
    """Delete the bytes of versions that are shown no more for good; how many. Bears repetition."""
    day, total = today or timezone.localdate(), 0
    while deleted := _delete_batch(day):
        total += deleted
    return total


@transaction.atomic
def _delete_batch(today: date) -> int:
    with pghistory.context(action="delete old files"):
        return take_away(FileVersion.objects.filter(file__last_day__lt=today), BATCH)
