"""Where the documents of change requests are kept."""

from collections.abc import Collection
from uuid import UUID

from acoms.storage.store import FileStore
from participants.changes.models import Attachment


def _kept(names: Collection[UUID]) -> set[UUID]:
    return set(Attachment.objects.filter(stored_as__in=names).values_list("stored_as", flat=True))


DOCUMENTS = FileStore("change-documents", _kept)
