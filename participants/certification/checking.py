"""Is a certified list what was certified? By its hash, and by what it says of itself (rule C2)."""

from participants.certification.models import CertifiedList
from participants.certification.storage import SIGNED
from participants.lists.snapshot import (
    Certification,
    certification_in,
    read,
    says_its_certification,
    sha256,
)
from signing.checking import wrong_with_file
from signing.paper.fields import field_name


def certification_of(certified: CertifiedList) -> Certification:
    """What the record beside the list says of its certification."""
    return Certification(
        performance_year=certified.performance_year_id,
        by=certified.certified_by.full_name,
        user_id=certified.certified_by.user_id,
        at=certified.certified_at,
        statement=certified.statement,
        replaces=certified.replaces.sha256 if certified.replaces else "",
    )


def what_is_wrong(certified: CertifiedList) -> str:
    """What of a list or of its record is not as it was certified, or ""."""
    if sha256(certified.content) != certified.sha256:
        return "Its text does not have the hash with which it was certified."
    if not says_its_certification(certified.content):
        return ""  # form 1: the hash covers the list alone
    snapshot = read(certified.content)
    counts = len(snapshot.participants), snapshot.provider_count
    said, kept = certification_in(certified.content), certification_of(certified)
    if said is None:
        return "It does not say who certified it."
    # Someone who marries has another name since; the user ID stays.
    parts = {
        "who certified it": said.user_id == kept.user_id,
        "when": said.at == kept.at,
        "in which words": said.statement == kept.statement,
        "for which year": said.performance_year == kept.performance_year,
        "which list it replaces": said.replaces == kept.replaces,
        "for which ACO": snapshot.aco_id == certified.aco.aco_id,
        "how many it lists": counts == (certified.participants, certified.providers),
    }
    wrong = [part for part, same in parts.items() if not same]
    return f"The record beside it says otherwise {', '.join(wrong)}." if wrong else ""


def what_is_wrong_with_pdf(certified: CertifiedList) -> str:
    """What of the signed PDF is not as it was signed, or "": its hash, and its signature (F4).

    Raises NoCertificate, where there is nothing to trust.
    """
    signed, kept = certified.signed_as, certified.signed_sha256
    return wrong_with_file(SIGNED, signed, kept, "Its signed PDF", [field_name(1)])
