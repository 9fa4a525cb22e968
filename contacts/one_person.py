"""Contacts of an ACO that are the same person under two accounts, as after a new e-mail address.

Rule A3 speaks of people: what one of the two records holds counts for the other. Which contacts
are one person is known to rooms above, which register here in their `AppConfig.ready()` (A11).
"""

from collections.abc import Callable, Iterable

from contacts.models import Contact, HeldType

# Takes a contact; gives the ids of the people who are the same person in that ACO. One query.
SamePerson = Callable[[Contact], Iterable[int]]

_finders: list[SamePerson] = []


def register_same_person(finder: SamePerson) -> None:
    _finders.append(finder)


def held_on_other_records(contact: Contact) -> set[str]:
    """The codes that the person holds in the ACO under another account."""
    people = {person_id for find in _finders for person_id in find(contact)} - {contact.person_id}
    if not people:
        return set()
    held = HeldType.objects.active().filter(aco=contact.aco_id, contact__person__in=people)
    return set(held.values_list("type", flat=True))


def accounts_of_one_person(aco_id: int, person_id: int) -> set[int]:
    """The ids of all accounts that are the same person in an ACO, this one included (rule A5)."""
    contact = Contact.objects.filter(aco=aco_id, person=person_id).first()
    if contact is None:
        return {person_id}
    return {person_id, *(found for find in _finders for found in find(contact))}
