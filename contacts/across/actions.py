"""Ending one person's access in several ACOs, all at once or nowhere (rule J5)."""

from collections.abc import Collection, Mapping

from django.db import transaction

from accounts.models import Person
from acoms.once.done import AlreadyDone, bears_repeating
from acoms.once.shown import refusal_of_change
from contacts.access import edited_by
from contacts.across.ends import End, ends_in, shown_of_ends
from contacts.actions import end_types, lock_acos
from contacts.errors import ContactError
from contacts.models import Contact
from contacts.queries import has_ended, held_last


@bears_repeating
@transaction.atomic
def end_across(
    *,
    acting_person: Person,
    contacts: Collection[Contact],
    reason: str,
    heirs: Mapping[int, Person | None],
    shown: str,
) -> list[Contact]:
    """End all that the contacts hold, each in its ACO as `end_types` does; those that ended.

    `shown` is the fingerprint of what the acting person was shown (`shown_of_ends`); `heirs` take
    over what is left behind, by the contact's id. What the page has said is refused stays as it is.
    What they have ended themselves already for the same reason is done. Raises ContactError where
    anything is other than it was shown.
    """
    lock_acos({contact.aco_id for contact in contacts})
    ends = ends_in(contacts, edited_by(acting_person.pk))
    going = [end for end in ends if end.goes]
    if not going and (done := _ended_by(acting_person, ends, reason)):
        raise AlreadyDone(done)
    if changed := refusal_of_change(shown, shown_of_ends(ends)):
        raise ContactError(changed)
    if not going:
        raise ContactError("Nothing can be ended in these ACOs. The reasons are below.")
    for end in going:
        try:
            end_types(
                acting_person=acting_person,
                contact=end.contact,
                codes=[row.code for row in end.types],
                reason=reason,
                heir=heirs.get(end.contact.pk),
            )
        except ContactError as error:
            raise ContactError(f"{end.aco}: {error}") from error
    return [end.contact for end in going]


def _ended_by(person: Person, ends: Collection[End], reason: str) -> list[Contact]:
    """The contacts who hold nothing now because `person` ended them, for this very reason."""
    return [
        end.contact
        for end in ends
        if not end.types and has_ended(person, end.contact, held_last(end.contact), reason)
    ]
