"""Telling followers of files that readers see since the last time (rule G5)."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from acoms.once.lease import lock_free
from documents.files.models import FileVersion
from documents.files.rules import delivery_is_over
from documents.library import notices
from documents.library.models import LibraryFile


@transaction.atomic
def tell_new_files(now: datetime | None = None) -> int:
    """Tell of what is shown since the last time in one message, once no other has come for a while;
    of how many files. Bears any repetition."""
    moment = now or timezone.now()
    new = FileVersion.objects.shown().filter(
        told_at=None, file__in=LibraryFile.objects.current().values("file")
    )
    versions = lock_free(new.order_by("pk"))
    if not versions or not delivery_is_over([one.shown_at for one in versions], moment):
        return 0
    FileVersion.objects.filter(pk__in=[one.pk for one in versions]).update(told_at=moment)
    rows = LibraryFile.objects.select_related("file").order_by("file__name")
    told = list(rows.filter(file__in={one.file_id for one in versions}))
    notices.tell_files(told)
    return len(told)
