"""Is every signed document still what was signed? By its hash, and by its signatures (rule F4)."""

from collections.abc import Iterator

from acoms.storage.stream import DamagedFile
from signing.models import Signature
from signing.paper.fields import field_name
from signing.paper.making import sha256
from signing.seal.door import what_is_wrong
from signing.storage import SIGNED


def wrong_with(signature: Signature) -> str:
    """What of a signature's files is not as it was signed, or ""."""
    for stored_as, kept, which in (
        (signature.read_as, signature.read_sha256, "The file that was read"),
        (signature.signed_as, signature.sha256, "The signed file"),
    ):
        try:
            with SIGNED.open(stored_as) as file:
                content = file.read()
        except FileNotFoundError:
            return f"{which} is gone."
        except DamagedFile:
            return f"{which} is damaged."
        if sha256(content) != kept:
            return f"{which} does not have the hash that was kept."
    fields = [field_name(slot) for slot in range(1, signature.slot + 1)]
    is_last = signature.slot == signature.version.document.needed
    return what_is_wrong(content, fields, complete=is_last)


def altered_documents() -> Iterator[tuple[Signature, str]]:
    """The signatures whose files are not what was signed, the earliest first, with why."""
    made = Signature.objects.select_related("version__document", "aco_event__aco", "person")
    for signature in made.order_by("signed_at", "pk").iterator(chunk_size=50):
        if wrong := wrong_with(signature):
            yield signature, wrong
