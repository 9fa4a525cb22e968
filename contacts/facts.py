"""The facts that some contact types ask for when they are given (rule A18); pure Python."""

from collections.abc import Collection
from dataclasses import dataclass

from contacts.types import Attestation, in_order


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What was said when types were given.

    `attested` are codes of `Attestation`; `public_phone` and `public_email` are how the public
    reaches a Public Contact.
    """

    attested: frozenset[str] = frozenset()
    public_phone: str = ""
    public_email: str = ""


NO_FACTS = Facts()


def attestations_for(codes: Collection[str]) -> list[Attestation]:
    """What must be attested before somebody holds all of `codes`, in the table's order."""
    return [one for row in in_order(set(codes)) for one in row.attestations]


def asks_for_public_line(codes: Collection[str]) -> bool:
    """Whether one of `codes` needs a phone number or an e-mail address for the public."""
    return any(row.serves_the_public for row in in_order(set(codes)))


def asks_for_facts(codes: Collection[str]) -> bool:
    return bool(attestations_for(codes)) or asks_for_public_line(codes)


def refusal_without(codes: Collection[str], facts: Facts) -> str:
    """Why `codes` cannot be given with these facts; empty if they can (rule A18)."""
    for row in in_order(set(codes)):
        if any(one.code not in facts.attested for one in row.attestations):
            return f"{row.label} needs every statement about it to be confirmed."
        if row.serves_the_public and not (facts.public_phone or facts.public_email):
            return f"{row.label} needs a phone number or an e-mail address for the public."
    return ""
