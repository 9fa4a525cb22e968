"""Contacts of an ACO who turn out to be one person, or not to be (rules A3, A11)."""

import uuid
from collections.abc import Collection

from contacts.models import Contact


def unite(contact: Contact, other: Contact) -> None:
    """From now on the two contacts of an ACO, and all that are linked with either, are one person.

    Under the ACO's lock. The database refuses it where one holds the primary and one the secondary
    of a family.
    """
    if contact.one_person == other.one_person:
        return
    joined = Contact.objects.filter(aco=contact.aco_id, one_person=other.one_person)
    joined.update(one_person=contact.one_person)
    other.one_person = contact.one_person


def part(contacts: Collection[Contact]) -> None:
    """From now on these contacts of an ACO, one person's, are not who they were linked with.

    Under the ACO's lock. The database refuses to part accounts that were merged.
    """
    new = uuid.uuid4()
    Contact.objects.filter(pk__in=[contact.pk for contact in contacts]).update(one_person=new)
