"""Contact types for many people in many ACOs at once, as an import brings them (rule B4)."""

from collections.abc import Collection
from dataclasses import dataclass

import pghistory
from django.db import transaction

from accounts.models import Person
from contacts.access import refusal_of_ended
from contacts.errors import ContactError
from contacts.facts import asks_for_facts
from contacts.happening import tell_programs
from contacts.models import Aco, Contact, HeldType
from contacts.rules import POWERS
from contacts.types import CONTACT_TYPES, FAMILIES

BATCH = 2_000
_PAIRED = {code for members in FAMILIES.values() for code in members}


@dataclass(frozen=True, slots=True)
class Gift:
    """A type for one person in one ACO, by the ids of their rows."""

    aco_id: int
    person_id: int
    code: str


def lock_acos(ids: Collection[int]) -> list[Aco]:
    """`lock_aco` for many, in the order of their ids; the ACOs as they are now."""
    found = Aco.objects.filter(pk__in=ids).order_by("pk").select_for_update(no_key=True)
    return list(found)


@transaction.atomic
def give_types_to_many(*, acting_person: Person, gifts: Collection[Gift]) -> int:
    """Give each, unless it is held already; returns how many were given.

    `give_types` for types that many may hold, that stand in no family, bring no powers and ask
    for no facts, so that rules A3 to A6 and A18 have nothing to say: ValueError for others. In a
    constant number of queries. Raises ContactError for an account that was merged away. Whoever
    calls this has seen to it that the types are rightly given.
    """
    codes = {gift.code for gift in gifts}
    alone = _PAIRED | POWERS | {row.code for row in CONTACT_TYPES.values() if row.single}
    if codes & alone or asks_for_facts(codes):
        raise ValueError(f"one of {sorted(codes)} needs a look at one person at a time")
    people = {gift.person_id for gift in gifts}
    with pghistory.context(action="give contact types", acting_person=acting_person.pk):
        if ended := [aco for aco in lock_acos({gift.aco_id for gift in gifts}) if aco.has_ended]:
            raise ContactError(refusal_of_ended(ended[0]).reason)
        if _unmerged(people) != people:
            raise ContactError("One of the accounts was merged into another one.")
        contacts = _contacts({(gift.aco_id, gift.person_id) for gift in gifts})
        held = set(
            HeldType.objects.active()
            .filter(contact__in=contacts.values(), type__in=codes)
            .values_list("contact_id", "type")
        )
        wanted = {(contacts[gift.aco_id, gift.person_id], gift.aco_id, gift.code) for gift in gifts}
        given = HeldType.objects.bulk_create(
            [
                HeldType(contact_id=contact, aco_id=aco, type=code, given_by=acting_person)
                for contact, aco, code in sorted(wanted)
                if (contact, code) not in held
            ],
            batch_size=BATCH,
        )
        tell_programs(held_type.aco_id for held_type in given)
    return len(given)


def _unmerged(people: Collection[int]) -> set[int]:
    """`lock_unmerged` for many: those accounts that were not merged away, locked."""
    found = Person.objects.filter(pk__in=people, merged_into=None).order_by("pk")
    return set(found.select_for_update(no_key=True).values_list("pk", flat=True))


def _contacts(pairs: Collection[tuple[int, int]]) -> dict[tuple[int, int], int]:
    """The ids of the contacts of (ACO, person), made where there are none."""
    Contact.objects.bulk_create(
        [Contact(aco_id=aco, person_id=person) for aco, person in sorted(pairs)],
        ignore_conflicts=True,
        batch_size=BATCH,
    )
    found = Contact.objects.filter(
        aco__in={aco for aco, _ in pairs}, person__in={person for _, person in pairs}
    )
    ids = {(aco, person): pk for aco, person, pk in found.values_list("aco_id", "person_id", "pk")}
    return {pair: ids[pair] for pair in pairs}
