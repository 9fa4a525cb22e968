"""The facts that some contact types ask for when they are given (rule A18); pure Python."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import NamedTuple

from acoms.text.email_addresses import UnreadableAddress, read_email
from acoms.text.phones import UnreadablePhone, read_phone
from acoms.text.saying import say, say_later
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


class PublicLine(NamedTuple):
    """How the public reaches somebody, each in its one spelling; one of them may be empty."""

    public_phone: str
    public_email: str


def read_public_line(facts: Facts) -> PublicLine:
    """What was said, read. Raises UnreadablePhone or UnreadableAddress."""
    phone, email = facts.public_phone.strip(), facts.public_email.strip()
    return PublicLine(read_phone(phone) if phone else "", read_email(email) if email else "")


ALL_LEFT_OUT = say_later(
    "You leave out every contact type. To take none of them, choose Decline Request."
)
NEEDS_A_LINE = say_later("Enter a phone number or an e-mail address for the public.")


def refusal_of_public_line(facts: Facts) -> str:
    """Why the public could not reach somebody with these facts; empty if it can."""
    try:
        line = read_public_line(facts)
    except (UnreadablePhone, UnreadableAddress) as error:
        return str(error)
    return "" if any(line) else say(NEEDS_A_LINE)


def refusal_without(codes: Collection[str], facts: Facts) -> str:
    """Why `codes` cannot be given with these facts; empty if they can (rule A18).

    All that is missing, in one go.
    """
    found = []
    for row in in_order(set(codes)):
        if any(one.code not in facts.attested for one in row.attestations):
            found.append(f"{row.label} needs every statement about it to be confirmed.")
        if row.serves_the_public and (refusal := refusal_of_public_line(facts)):
            found.append(f"{row.label}: {refusal}")
    return " ".join(found)
