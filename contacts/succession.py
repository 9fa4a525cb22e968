"""What becomes of the invitations of somebody who can give their types no longer (rule A5).

Whoever ends an administrator says who takes them over, or that they are withdrawn; where a
successor ends them (A4), the successor takes them over. Invitations lie in a room above, which
registers here.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from accounts.models import Person
from acoms.text.folding import folded
from contacts.errors import ContactError
from contacts.models import Contact
from contacts.queries import administrators_by_aco, administrators_of
from contacts.rules import listed, refusal_to_grant


@dataclass(frozen=True, slots=True)
class Offer:
    """An open invitation: to whom, and as what."""

    email: str
    codes: Collection[str]

    def __str__(self) -> str:
        return f"{self.email} as {listed(self.codes)}"


@dataclass(frozen=True, slots=True)
class Left:
    """The `offers` that somebody leaves behind, and the `heirs` who could take them over."""

    offers: list[Offer]
    heirs: list[Person]

    @property
    def parts(self) -> dict[str, object]:
        """What a page shows of it (`acoms.once.shown`)."""
        offers = sorted(str(offer) for offer in self.offers)
        return {"open invitations": (offers, [person.pk for person in self.heirs])}


# Takes contacts; gives what is open of what each one's person gave in its ACO, by the contact's id.
# One query.
OffersOf = Callable[[Collection[Contact]], Mapping[int, list[Offer]]]
# Takes who acts, a contact whose types have ended, and who takes over, or None.
Settle = Callable[[Person, Contact, Person | None], None]

_rooms: list[tuple[OffersOf, Settle]] = []


def register_left(offers_of: OffersOf, settle: Settle) -> None:
    _rooms.append((offers_of, settle))


def left_behind(contact: Contact, remaining: Collection[str]) -> Left:
    """What a contact who would hold `remaining` can stand for no longer."""
    return left_behind_by({contact: remaining})[contact.pk]


def left_behind_by(remaining: Mapping[Contact, Collection[str]]) -> dict[int, Left]:
    """The same for contacts of many ACOs, by the contact's id; two queries at most."""
    offers: dict[int, list[Offer]] = {contact.pk: [] for contact in remaining}
    for offers_of, _ in _rooms:
        found = offers_of(remaining.keys())
        for contact, held in remaining.items():
            offers[contact.pk] += [
                one for one in found.get(contact.pk, ()) if refusal_to_grant(held, one.codes)
            ]
    leaving = [contact for contact in remaining if offers[contact.pk]]
    able = administrators_by_aco([contact.aco for contact in leaving]) if leaving else {}
    return {
        contact.pk: Left(offers[contact.pk], _heirs(contact, able.get(contact.aco_id, ())))
        for contact in remaining
    }


def heirs_of(contact: Contact) -> list[Person]:
    """The administrators who could take over what a contact leaves, by name; one query."""
    return _heirs(contact, administrators_of(contact.aco))


def _heirs(contact: Contact, administrators: Iterable[Person]) -> list[Person]:
    others = [person for person in administrators if person.pk != contact.person_id]
    return sorted(others, key=lambda person: (folded(person.full_name), person.pk))


def settle(acting_person: Person, contact: Contact, heir: Person | None) -> None:
    """Have `heir` take over what the contact can stand for no longer, as far as they may give it;
    the rest, or without an heir all of it, is withdrawn.

    In the transaction of the end, once it is written. Raises ContactError for an heir who is no
    administrator.
    """
    if heir is not None and heir not in heirs_of(contact):
        raise ContactError(
            f"{heir.full_name} does not administer this ACO, and cannot take invitations over."
        )
    for _, settle_there in _rooms:
        settle_there(acting_person, contact, heir)
