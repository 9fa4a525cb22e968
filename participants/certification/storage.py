"""Where the signed PDFs of certifications are kept, for ever (rules C2, F5)."""

from collections.abc import Collection, Iterable
from uuid import UUID

from acoms.storage.store import FileStore
from participants.certification.models import CertifiedList
from signing.renewals import SignedFile


def _kept(names: Collection[UUID]) -> set[UUID]:
    kept = CertifiedList.objects.filter(signed_as__in=names)
    return set(kept.values_list("signed_as", flat=True))


SIGNED = FileStore("certifications", _kept)


def file_of(certified: CertifiedList) -> SignedFile:
    """The signed PDF of a certification."""
    return SignedFile(SIGNED, certified.signed_as, str(certified))


def signed_files() -> Iterable[SignedFile]:
    """All of them, for the renewal of their time stamps."""
    lists = CertifiedList.objects.defer("content").select_related("aco").order_by("pk")
    return map(file_of, lists.iterator(chunk_size=500))
