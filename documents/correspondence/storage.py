"""Where what goes with messages is kept."""

from collections.abc import Collection
from uuid import UUID

from acoms.storage.store import FileStore
from documents.correspondence.models import Attachment


def _kept(names: Collection[UUID]) -> set[UUID]:
    return set(Attachment.objects.filter(stored_as__in=names).values_list("stored_as", flat=True))


ATTACHMENTS = FileStore("message-attachments", _kept)
