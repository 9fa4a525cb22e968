"""What ending somebody's access does in each of several ACOs: read for all at once (rule J5)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from acoms.once.shown import Parts
from acoms.text.folding import Folded
from contacts.access import AcoAccess
from contacts.models import Aco, Contact
from contacts.overriding import Effect, effects_of_ending
from contacts.succession import Left, left_behind_by
from contacts.types import ALL_CODES, ContactType


@dataclass(frozen=True, slots=True)
class End:
    """Ending all that a contact holds: what that does in the ACO, and what it leaves behind."""

    contact: Contact
    effect: Effect
    left: Left

    @property
    def aco(self) -> Aco:
        return self.contact.aco

    @property
    def types(self) -> list[ContactType]:
        return self.effect.ending

    @property
    def goes(self) -> bool:
        """Whether it is done. Where nothing is held, or the ACO would be left without whom it needs
        (A17), it is left out."""
        return bool(self.types) and not self.effect.refusal

    @property
    def parts(self) -> Parts:
        return {
            "what ends": [row.code for row in self.types],
            "what is left with nobody": [row.code for row in self.effect.left_empty],
            "why not": self.effect.refusal,
            **self.left.parts,
        }


def ends_of(person_id: int, acos: Iterable[AcoAccess]) -> list[End]:
    """What ending a person does in each of these ACOs that has a record of them, by its name; four
    queries at most."""
    found = Contact.objects.filter(person=person_id, aco__in=[one.aco.pk for one in acos])
    return _ends(found.select_related("person", "aco").order_by(Folded("aco__name"), "aco_id"))


def ends_in(contacts: Iterable[Contact], acos: Iterable[AcoAccess]) -> list[End]:
    """The same as things are now, for those of the contacts that are in these ACOs."""
    keys = {one.aco.pk for one in acos}
    return _ends(contact for contact in contacts if contact.aco_id in keys)


def _ends(contacts: Iterable[Contact]) -> list[End]:
    found = list(contacts)
    effects = effects_of_ending(dict.fromkeys(found, ALL_CODES))
    left = left_behind_by(dict.fromkeys(found, ()))
    return [End(contact, effects[contact.pk], left[contact.pk]) for contact in found]


def shown_of_ends(ends: Sequence[End]) -> Parts:
    """What the page shows of each ACO (`acoms.once.shown`)."""
    return {end.aco.aco_id: end.parts for end in ends}
