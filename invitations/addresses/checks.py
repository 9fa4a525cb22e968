"""What must be true of a change of address, asked under the ACO's lock (rules A3, A11)."""

from collections.abc import Collection

from accounts.models import Person
from contacts.models import Contact
from contacts.one_person import person_at
from invitations.addresses.queries import changes_of
from invitations.addresses.rules import Stage, refusal_of_both, refusal_to_carry_over
from invitations.errors import InvitationError
from invitations.linking import refusal_to_link
from invitations.models import Invitation


def check_change(old: Contact, new_email: str, codes: Collection[str]) -> None:
    """Raise InvitationError unless the contact `old` may change to `new_email` with `codes`."""
    if new_email == old.person.email:
        raise InvitationError("This is the address that the contact has now.", "email")
    if refusal := refusal_to_carry_over(old.person.full_name, held_at(old), codes):
        raise InvitationError(refusal, "types")
    for change in changes_of(old):
        if change.stage is Stage.UNFINISHED:
            raise InvitationError(
                f"The change from {change.old.person.email} to {change.invitation.email} is not "
                "finished. End the old address's contact types first."
            )
    _check_link(old, new_email, "email")
    person = person_at(old.aco_id, old.person.email, new_email)
    if refusal := refusal_of_both(person.codes):
        raise InvitationError(refusal, "types")


def check_activation(acting_person: Person, invitation: Invitation) -> None:
    """Raise InvitationError unless the person may activate this new address."""
    old = invitation.replaces
    assert old is not None
    if old.person_id == acting_person.pk:
        raise InvitationError(
            f"This invitation replaces {acting_person.email}, the address you are signed in with. "
            "Sign out, open it again, and create an account for the new address or sign in with "
            "the account that you have under it."
        )
    if refusal := refusal_to_carry_over(old.person.full_name, held_at(old), invitation.types):
        raise InvitationError(
            f"{refusal} Ask {invitation.given_by.full_name} to send you a new invitation."
        )
    _check_link(old, acting_person.email)
    person = person_at(old.aco_id, old.person.email, acting_person.email)
    if refusal := refusal_of_both({*person.codes, *invitation.types}):
        raise InvitationError(f"{refusal} Ask {invitation.given_by.full_name} to change that.")


def _check_link(old: Contact, new_email: str, field: str | None = None) -> None:
    """Raise InvitationError where one of the two addresses gave the other one powers (A5)."""
    new = Person.objects.filter(email=new_email).select_related("merged_into").first()
    if new and (refusal := refusal_to_link(old.aco_id, old.person, new.merged_into or new)):
        raise InvitationError(refusal, field)


def held_at(contact: Contact) -> set[str]:
    """The codes that a contact holds now."""
    return set(contact.held_types.active().values_list("type", flat=True))
