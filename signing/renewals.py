"""Signed files as they are now: as they were signed, or with their last time stamp renewed (F4)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from uuid import UUID

from django.core.files.base import File

from acoms.storage.store import FileStore
from signing.models import Renewal, Signature
from signing.storage import RENEWED, SIGNED


@dataclass(frozen=True, slots=True)
class SignedFile:
    """A signed PDF: where it is kept, and what it is called where something is said of it."""

    store: FileStore
    stored_as: UUID
    name: str

    def opened(self) -> File[bytes]:
        """It, or its last renewal. Raises FileNotFoundError and DamagedFile."""
        renewal = Renewal.objects.latest_of(self.stored_as)
        return RENEWED.open(renewal.stored_as) if renewal else self.store.open(self.stored_as)


def file_of(signature: Signature) -> SignedFile:
    """The file as it is with this signature."""
    name = f"{signature} for {signature.aco_event.aco}"
    return SignedFile(SIGNED, signature.signed_as, name)


def _of_signatures() -> Iterable[SignedFile]:
    made = Signature.objects.select_related("version__document", "aco_event__aco", "person")
    return map(file_of, made.order_by("pk").iterator(chunk_size=500))


KEPT: list[Callable[[], Iterable[SignedFile]]] = [_of_signatures]


def register_signed_files(files: Callable[[], Iterable[SignedFile]]) -> None:
    """Signed files of a room above, whose time stamps are renewed with ours."""
    KEPT.append(files)
