"""The certification as a PDF to sign: what is certified, by the hash of the whole list (C2, F4).

TINs stand in it as they do on pages; the certified list has them in full, and is a file of its own.
"""

from collections.abc import Iterator

from django.conf import settings

from contacts.types import label_of
from participants.certification.models import CertifiedList
from participants.lists.snapshot import ListedParticipant, Snapshot
from signing.actions import Signing, lines_of, sealed
from signing.kinds import KINDS, KindCode
from signing.paper.making import Paper
from signing.paper.text import Part, Sort
from signing.rules import slot_in_words

KIND = KINDS[KindCode.PARTICIPANT_LIST.value]


def signed_pdf(certified: CertifiedList, snapshot: Snapshot) -> bytes:
    """The certification, signed as the record says. Raises SigningError where that cannot be."""
    paper = _paper_of(certified, snapshot)
    signing = Signing(
        name=certified.name,
        user_id=certified.certified_by.user_id,
        role=label_of(certified.contact_type),
        statement=certified.statement,
        at=certified.certified_at,
    )
    lines = lines_of(signing, paper, ("SHA-256 of the certified list", certified.sha256))
    content = paper.to_sign(lines, [slot_in_words(KIND, 1, 1)])
    return sealed(content, signing, slot=1, last=True)


def _paper_of(certified: CertifiedList, snapshot: Snapshot) -> Paper:
    return Paper(
        title=KIND.title,
        aco=str(certified.aco),
        about=f"Performance year {certified.performance_year_id}",
        parts=tuple(_parts(certified, snapshot)),
        made_at=certified.certified_at,
        foot=f"Questions: {settings.HELPDESK_EMAIL}, {settings.HELPDESK_PHONE}",
    )


def _parts(certified: CertifiedList, snapshot: Snapshot) -> Iterator[Part]:
    yield Part(Sort.PARAGRAPH, certified.statement)
    yield Part(
        Sort.PARAGRAPH,
        "The certified list names each participant with its TIN and each of its "
        "providers/suppliers. It is a file of its own, kept in ACO-MS; its SHA-256 on the "
        "signature page shows that it is the list of this certification.",
    )
    yield Part(Sort.HEADING, f"Participants on {snapshot.on:%B %-d, %Y}")
    for one in snapshot.participants:
        yield Part(Sort.POINT, _in_a_line(one))


def _in_a_line(one: ListedParticipant) -> str:
    number = len(one.providers)
    providers = "provider/supplier" if number == 1 else "providers/suppliers"
    tin = one.masked_tin or "not given"
    return f"{one.legal_business_name}, TIN {tin}: {number:,} {providers}"
