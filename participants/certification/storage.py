"""Where the signed PDFs of certifications are kept, for ever (rules C2, F5)."""

from collections.abc import Collection
from uuid import UUID

from acoms.storage.store import FileStore
from participants.certification.models import CertifiedList


def _kept(names: Collection[UUID]) -> set[UUID]:
    kept = CertifiedList.objects.filter(signed_as__in=names)
    return set(kept.values_list("signed_as", flat=True))


SIGNED = FileStore("certifications", _kept)
