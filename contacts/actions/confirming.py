"""What people say to statements that somebody made for them, and the line for the public (A18)."""

import pghistory
from django.db import transaction
from django.utils import timezone

from accounts.models import Person
from accounts.queries import lock_unmerged
from acoms.once.done import AlreadyDone, bears_repeating
from acoms.once.shown import refusal_of_change
from contacts import notices
from contacts.access import held_now, require
from contacts.actions.acos import lock_aco
from contacts.actions.ending import end_held
from contacts.errors import ContactError
from contacts.facts import Facts, read_public_line, refusal_of_public_line
from contacts.happening import tell_programs
from contacts.models import Contact, ContactAttestation, HeldType
from contacts.permissions import Permission, decide
from contacts.queries import administrators_of
from contacts.rules import refusal_to_end
from contacts.types import label_of

_LINE = ("public_phone", "public_email")
NOT_ASKED = "Nobody waits for your answer to this any more."


@bears_repeating
@transaction.atomic
def confirm_statements(*, acting_person: Person, held: HeldType) -> None:
    """The person confirms what somebody stated of them for a type that they hold.

    Raises ContactError where it is not theirs to confirm, or not any more.
    """
    with pghistory.context(action="confirm statements", acting_person=acting_person.pk):
        waiting = _lock_waiting(acting_person, held, confirmed_at__isnull=False)
        ContactAttestation.objects.filter(pk__in=[one.pk for one in waiting]).update(
            confirmed_at=timezone.now()
        )


@bears_repeating
@transaction.atomic
def refuse_statements(*, acting_person: Person, held: HeldType) -> None:
    """The person says that it is not so: the type ends at once, and who stated it is told.

    Who stated it and administers the ACO no more is no business of theirs: then the administrators
    are told instead. Raises ContactError where it is not theirs to answer, or where the ACO would
    be left without an administrator or a Security Official (A17).
    """
    reason = f"{acting_person.full_name} says that what was stated of them is not so."
    with pghistory.context(action="refuse statements", acting_person=acting_person.pk):
        waiting = _lock_waiting(acting_person, held, refused_at__isnull=False)
        others = HeldType.objects.active().filter(aco=held.aco_id).exclude(pk=held.pk)
        remaining = list(others.values_list("type", flat=True))
        if refusal := refusal_to_end({held.type}, remaining):
            raise ContactError(refusal)
        ContactAttestation.objects.filter(pk__in=[one.pk for one in waiting]).update(
            refused_at=timezone.now()
        )
        stated_by = {one.attested_by_id for one in waiting}
        administrators = [p for p in administrators_of(held.aco) if p.pk != acting_person.pk]
        told = [person for person in administrators if person.pk in stated_by] or administrators
        end_held(acting_person, [held], reason)
        notices.tell_refused(held, told)


def _lock_waiting(person: Person, held: HeldType, **answered: bool) -> list[ContactAttestation]:
    """What waits for the person's answer for a type that they hold, under the ACO's lock.

    Raises AlreadyDone where they have `answered` so, and ContactError where nothing waits else.
    """
    lock_aco(held.aco)
    lock_unmerged(person)
    waiting = list(
        ContactAttestation.objects.unconfirmed().filter(
            held_type=held.pk, contact__person=person.pk
        )
    )
    if not waiting:
        stated = ContactAttestation.objects.filter(held_type=held.pk, contact__person=person.pk)
        if stated.filter(**answered).exists():
            raise AlreadyDone
        raise ContactError(NOT_ASKED)
    return waiting


@transaction.atomic
def correct_public_line(
    *, acting_person: Person, contact: Contact, facts: Facts, shown: str | None = None
) -> None:
    """Correct the phone and the e-mail by which the public reaches a Public Contact.

    An administrator does it, or the Public Contact. `shown` is the fingerprint of both as they were
    looked at (`shown_of_public_line`). Raises Refused for anybody else, and ContactError where the
    contact is none now, where both are missing or cannot be read, or where they are others by now.
    """
    with pghistory.context(action="correct line for the public", acting_person=acting_person.pk):
        lock_aco(contact.aco)
        held = contact.held_types.active().serving_the_public().first()
        if held is None:
            raise ContactError(f"{contact.person.full_name} is no Public Contact now.")
        holds = held_now(acting_person.pk, contact.aco_id)
        own = contact.person_id == acting_person.pk and decide(holds, Permission.PUBLIC_LINE_EDIT)
        if not own:
            require(holds, Permission.CONTACTS_EDIT)
        if refusal := refusal_of_public_line(facts):
            raise ContactError(f"{label_of(held.type)}: {refusal}")
        before = (held.public_phone, held.public_email)
        held.public_phone, held.public_email = read_public_line(facts)
        if (held.public_phone, held.public_email) == before:
            return
        if changed := refusal_of_change(shown, dict(zip(_LINE, before, strict=True))):
            raise ContactError(changed)
        held.save(update_fields=["public_phone", "public_email"])
        tell_programs([contact.aco_id])
        if contact.person_id != acting_person.pk:
            notices.tell_public_line(held, acting_person)


def shown_of_public_line(held: HeldType) -> dict[str, object]:
    """How the public reaches the holder, as its form is filled (`acoms.once.shown`)."""
    return {name: getattr(held, name) for name in _LINE}
