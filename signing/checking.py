"""Is every signed document still what was signed? By its hash, and by its signatures (rule F4)."""

from collections.abc import Iterator, Sequence
from uuid import UUID

from acoms.storage.store import FileStore
from acoms.storage.stream import DamagedFile
from signing.models import Renewal, Signature
from signing.paper.fields import field_name
from signing.paper.making import sha256
from signing.seal.door import what_is_wrong
from signing.storage import RENEWED, SIGNED

NO_ROOTS = "There is no certificate to check with: set SIGNING_CERTIFICATE and SIGNING_ROOTS."


def wrong_with(signature: Signature) -> str:
    """What of a signature's files is not as it was signed, or ""."""
    fields = [field_name(slot) for slot in range(1, signature.slot + 1)]
    is_last = signature.slot == signature.version.document.needed
    if not is_last and _is_signed_again(signature):
        fields = []  # the file of the second has it, with the time stamp that outlives certificates
    read, signed = "The file that was read", "The signed file"
    return wrong_with_file(
        SIGNED, signature.read_as, signature.read_sha256, read
    ) or wrong_with_file(
        SIGNED, signature.signed_as, signature.sha256, signed, fields, complete=is_last
    )


def _is_signed_again(first: Signature) -> bool:
    both = Signature.objects.filter(aco_event=first.aco_event_id, version=first.version_id)
    return both.filter(slot__gt=first.slot).exists()


def wrong_with_file(
    store: FileStore,
    stored_as: UUID,
    kept: str,
    which: str,
    fields: Sequence[str] = (),
    *,
    complete: bool = True,
) -> str:
    """What of a file is not as it was when its hash was `kept`, or "": it, and what was signed in
    its `fields` (`seal.door`). `which` file it is, as a sentence begins with it.

    Raises NoCertificate, where there is nothing to trust.
    """
    try:
        content = _content_of(store, stored_as, kept)
        if fields and (renewal := Renewal.objects.latest_of(stored_as)) is not None:
            which = f"{which}, with its time stamp renewed,"
            renewed = _content_of(RENEWED, renewal.stored_as, renewal.sha256)
            if not renewed.startswith(content):
                return f"{which} does not begin with what was signed."
            content = renewed
    except _NotAsKept as error:
        return f"{which} {error}"
    wrong = what_is_wrong(content, list(fields), complete=complete) if fields else ""
    return f"{which}: {wrong}" if wrong else ""


class _NotAsKept(Exception):
    """A file is gone or another; the text ends a sentence about it."""


def _content_of(store: FileStore, stored_as: UUID, kept: str) -> bytes:
    try:
        with store.open(stored_as) as file:
            content: bytes = file.read()
    except FileNotFoundError:
        raise _NotAsKept("is gone.") from None
    except DamagedFile:
        raise _NotAsKept("is damaged.") from None
    if sha256(content) != kept:
        raise _NotAsKept("does not have the hash that was kept.")
    return content


def altered_documents() -> Iterator[tuple[Signature, str]]:
    """The signatures whose files are not what was signed, the earliest first, with why."""
    made = Signature.objects.select_related("version__document", "aco_event__aco", "person")
    for signature in made.order_by("signed_at", "pk").iterator(chunk_size=50):
        if wrong := wrong_with(signature):
            yield signature, wrong
