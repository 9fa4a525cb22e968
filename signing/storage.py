"""Where what was read and what was signed are kept, for ever (rule F5), and signed files of anybody
with their time stamps renewed."""

from collections.abc import Collection
from uuid import UUID

from acoms.storage.store import FileStore
from signing.models import Renewal, Signature


def _kept(names: Collection[UUID]) -> set[UUID]:
    signed = Signature.objects.filter(signed_as__in=names).values_list("signed_as", flat=True)
    read = Signature.objects.filter(read_as__in=names).values_list("read_as", flat=True)
    return {*signed, *read}


def _renewed(names: Collection[UUID]) -> set[UUID]:
    renewals = Renewal.objects.filter(stored_as__in=names)
    return set(renewals.values_list("stored_as", flat=True))


SIGNED = FileStore("signed-documents", _kept)
RENEWED = FileStore("renewed-time-stamps", _renewed)
