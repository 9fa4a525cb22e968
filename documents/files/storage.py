"""Where files of ACOs are kept, encrypted, for as long as their rows say (rule G4)."""

from collections.abc import Collection
from uuid import UUID

from acoms.storage.store import FileStore
from documents.files.models import FileVersion, WaitingFile


def _kept(names: Collection[UUID]) -> set[UUID]:
    versions = FileVersion.objects.filter(deleted_at=None, stored_as__in=names)
    waiting = WaitingFile.objects.filter(stored_as__in=names)
    return {
        *versions.values_list("stored_as", flat=True),
        *waiting.values_list("stored_as", flat=True),
    }


FILES = FileStore("files", _kept)
