"""The facts that are kept when types are given: statements, and how the public gets in touch.

Rule A18. What somebody states of themselves counts as confirmed; what is stated for another person
waits for that person (`contacts.actions.confirming`), and the type counts meanwhile.
"""

from collections.abc import Collection

from django.utils import timezone

from accounts.models import Person
from contacts import notices
from contacts.facts import Facts, attestations_for, read_public_line
from contacts.happening import tell_programs
from contacts.models import Contact, ContactAttestation, HeldType
from contacts.one_person import accounts_of_one_person
from contacts.types import in_order


def hold(
    contact: Contact, codes: Collection[str], given_by: Person | None, facts: Facts
) -> list[HeldType]:
    """Types that `contact` holds from now on, with what the public is told of them."""
    held = [
        HeldType(
            contact=contact,
            aco_id=contact.aco_id,
            type=row.code,
            given_by=given_by,
            **(read_public_line(facts)._asdict() if row.serves_the_public else {}),
        )
        for row in in_order(set(codes))
    ]
    tell_programs([contact.aco_id])
    return HeldType.objects.bulk_create(held)


def keep_statements(acting_person: Person, contact: Contact, held: Collection[HeldType]) -> None:
    """Keep what was stated of `contact` for the types `held`, in the words of today; whoever did
    not state it of themselves is asked to confirm it."""
    if not any(attestations_for([one.type]) for one in held):
        return
    now = timezone.now()
    own = contact.person_id in accounts_of_one_person(contact.aco_id, acting_person.pk)
    kept = ContactAttestation.objects.bulk_create(
        ContactAttestation(
            contact=contact,
            held_type=one,
            type=one.type,
            attestation=each.code,
            statement=each.statement,
            attested_by=acting_person,
            attested_at=now,
            confirmed_at=now if own else None,
        )
        for one in held
        for each in attestations_for([one.type])
    )
    if not own:
        codes = list(dict.fromkeys(one.type for one in kept))
        notices.tell_stated(contact, codes, [one.statement for one in kept], acting_person)
