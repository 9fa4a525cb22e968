"""Nobody gives themselves powers, under whichever address or account (rule A5).

Asked under the ACO's lock: when an invitation is written, of the address; when it is activated, of
the account, which may be another one than the invited address's. A change of one's own address
gives what the old record holds, and is no self-giving (A11).
"""

from collections.abc import Collection

from accounts.models import Person
from contacts.models import Aco, Contact
from contacts.one_person import (
    accounts_counted_as_one,
    accounts_of_one_person,
    person_at,
)
from contacts.rules import POWERS, refusal_to_give_oneself
from invitations.errors import InvitationError
from invitations.models import Invitation


def own_addresses(person: Person, aco: Aco) -> set[str]:
    """The addresses of all accounts that are this person in the ACO."""
    return set(person_at(aco.pk, person.email).addresses)


def is_own_address(person: Person, aco: Aco, email: str, but: int | None = None) -> bool:
    """Whether an address is the person's, or an account has it that is said to be theirs; `but` is
    the id of an invitation whose word does not count."""
    if email in own_addresses(person, aco):
        return True
    counted = accounts_counted_as_one(aco.pk, person.pk, but=but)
    return Person.objects.filter(pk__in=counted, email=email).exists()


def check_not_oneself(
    person: Person, aco: Aco, email: str, codes: Collection[str], replaces: Contact | None
) -> None:
    """Raise InvitationError where `person` would give themselves powers with an invitation."""
    refusal = refusal_to_give_oneself(codes)
    if not refusal or _is_own(replaces, person):
        return
    if is_own_address(person, aco, email):
        raise InvitationError(refusal, "types")


def check_given_by_another(person: Person, invitation: Invitation) -> None:
    """Raise InvitationError where whoever gave the invitation would give themselves powers."""
    if POWERS.isdisjoint(invitation.types):
        return
    for giver in {invitation.invited_by, invitation.given_by}:
        own = _is_own(invitation.replaces, giver)
        if not own and person.pk in accounts_counted_as_one(invitation.aco_id, giver.pk):
            raise InvitationError(refusal_to_give_oneself(invitation.types))


def _is_own(contact: Contact | None, person: Person) -> bool:
    """Whether a contact whose address changes is the person's own record."""
    if contact is None:
        return False
    return contact.person_id in accounts_of_one_person(contact.aco_id, person.pk)
