"""Where what was read and what was signed are kept, for ever (rule F5)."""

from collections.abc import Collection
from uuid import UUID

from acoms.storage.store import FileStore
from signing.models import Signature


def _kept(names: Collection[UUID]) -> set[UUID]:
    signed = Signature.objects.filter(signed_as__in=names).values_list("signed_as", flat=True)
    read = Signature.objects.filter(read_as__in=names).values_list("read_as", flat=True)
    return {*signed, *read}


SIGNED = FileStore("signed-documents", _kept)
