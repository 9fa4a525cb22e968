"""Starting a change of address, finishing it, and taking it back where it was none."""

from collections.abc import Collection

import pghistory
from django.db import transaction

from accounts.duties import require as require_duty
from accounts.models import Person
from accounts.staff import Duty
from acoms.once.done import bears_repeating
from acoms.once.shown import refusal_of_change
from contacts.access import held_now, require
from contacts.actions import end_types, lock_aco
from contacts.actions.uniting import part
from contacts.models import Contact
from contacts.permissions import Permission
from contacts.queries import has_ended
from contacts.rules import refusal_to_grant
from contacts.succession import heirs_of
from invitations.actions import Invitee, create_invitation
from invitations.address_change.notices import tell_parted
from invitations.address_change.parting import plan_parting
from invitations.addresses.notices import tell_old_address
from invitations.addresses.queries import AddressChange, change_from, changes_of
from invitations.addresses.rules import reason_for_end
from invitations.errors import InvitationError
from invitations.locking import lock_invitation
from invitations.models import Invitation

REASON_NEEDED = "Enter a reason. Both sides and the ACO's administrators will read it."
NOTHING_WAITS = "No change of this contact's address waits to be finished."


@bears_repeating
@transaction.atomic
def invite_new_address(
    *, acting_person: Person, contact: Contact, invitee: Invitee, codes: Collection[str]
) -> Invitation:
    """Invite a contact's new e-mail address as some of the types that the contact holds (A11).

    The old address is told. The same form again is what was sent for it. Raises Refused if the
    acting person edits no contacts there, and InvitationError where a type may not be granted (A6),
    does not carry over or would make one person primary and secondary (A3), or another change of
    this contact's address is under way.
    """
    with pghistory.context(action="invite new address", acting_person=acting_person.pk):
        lock_aco(contact.aco)
        held = held_now(acting_person.pk, contact.aco_id)
        if not held:
            raise InvitationError("You are not a contact of this ACO.")
        require(held, Permission.CONTACTS_EDIT)
        if refusal := refusal_to_grant(held, codes):
            raise InvitationError(refusal, "types")
        invitation = create_invitation(acting_person, contact.aco, invitee, codes, replaces=contact)
        tell_old_address(invitation, acting_person)
    return invitation


@transaction.atomic
def finish_address_change(
    *, acting_person: Person, contact: Contact, codes: Collection[str], shown: str | None = None
) -> None:
    """End `codes` at the old address, now that the new one is active (rules A11, A17, A19).

    `shown` is the fingerprint of what the page showed (`shown_to_finish`). Who has ended them
    already has done so. Raises Refused and ContactError as `end_types` does, and InvitationError if
    no change of this contact's address waits for its end.
    """
    with pghistory.context(action="finish address change", acting_person=acting_person.pk):
        lock_aco(contact.aco)
        change = change_from(contact)
        if _has_finished(acting_person, contact, codes):
            return
        if change is None or not change.is_unfinished:
            raise InvitationError(NOTHING_WAITS)
        if changed := refusal_of_change(shown, shown_to_finish(change)):
            raise InvitationError(changed)
        end_types(
            acting_person=acting_person,
            contact=contact,
            codes=codes,
            reason=reason_for_end(change.invitation.email),
            heir=_heir(contact, change),
        )


def _has_finished(person: Person, contact: Contact, codes: Collection[str]) -> bool:
    """Whether `person` has ended `codes` for a change of this contact's address, not otherwise."""
    return any(
        has_ended(person, contact, codes, reason_for_end(change.invitation.email))
        for change in changes_of(contact)
        if change.old == contact
    )


def shown_to_finish(change: AddressChange) -> dict[str, object]:
    """What the last page of a change shows (`acoms.once.shown`)."""
    left = sorted(row.code for row in change.left)
    return {
        "contact types": left,
        "the new address": (change.invitation.email, change.new_contact_id),
    }


def _heir(contact: Contact, change: AddressChange) -> Person | None:
    """The new address, which is the same person's, where it administers the ACO (A5)."""
    new = change.invitation.answered_by
    person = new.merged_into or new if new else None
    return person if person in heirs_of(contact) else None


@transaction.atomic
def part_records(*, acting_person: Person, invitation: Invitation, reason: str, shown: str) -> None:
    """CMS staff find that a change of address was none: its old and its new address are two people
    in the ACO from now on, each with what hangs on it. Both, and the administrators, are told.

    The invitation replaces nobody any more; the history keeps whom it did. No type begins or ends
    by this. `shown` is the fingerprint of what the person was shown of it (`Parting.parts`). Raises
    Refused for what the acting person's role does not include, and InvitationError: without a
    reason, or where the records cannot be parted.
    """
    require_duty(acting_person, Duty.MERGE)
    if not (reason := reason.strip()[:500]):
        raise InvitationError(REASON_NEEDED, "reason")
    with pghistory.context(action="part records", acting_person=acting_person.pk, reason=reason):
        invitation = lock_invitation(invitation)
        parting = plan_parting(invitation, acting_person)
        if parting.refusal:
            raise InvitationError(parting.refusal)
        if changed := refusal_of_change(shown, parting.parts):
            raise InvitationError(changed)
        part(parting.new.contacts)
        for change in parting.undone:
            change.replaces = None
            change.save(update_fields=["replaces"])
        tell_parted(invitation.aco, parting, acting_person, reason)
