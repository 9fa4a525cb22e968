"""Taking over or withdrawing what somebody leaves behind; for `contacts.succession`."""

from collections.abc import Collection

from django.db.models import Q

from accounts.models import Person
from contacts.access import held_now
from contacts.models import Contact
from contacts.rules import POWERS, refusal_to_grant
from contacts.succession import Offer
from invitations.actions import end_unanswered
from invitations.confirming.checks import gets
from invitations.models import Invitation, InvitationQuerySet
from invitations.succession.notices import tell_heir

REASON = "{} no longer administers this ACO."


def given_by(people: Collection[int], acos: Collection[int]) -> InvitationQuerySet:
    """The open invitations in these ACOs for which these people stand, whoever sent them first."""
    theirs = Q(taken_over_by=None, invited_by__in=people)
    return (
        Invitation.objects.unanswered()
        .filter(theirs | Q(taken_over_by__in=people), aco__in=acos)
        .order_by("pk")
    )


def offers_of(contacts: Collection[Contact]) -> dict[int, list[Offer]]:
    """See `contacts.succession`."""
    found: dict[int, list[Offer]] = {contact.pk: [] for contact in contacts}
    of = {(contact.aco_id, contact.person_id): contact.pk for contact in contacts}
    for one in given_by({person for _, person in of}, {aco for aco, _ in of}):
        contact = of.get((one.aco_id, one.taken_over_by_id or one.invited_by_id))
        if contact is not None and one.is_open:
            found[contact].append(Offer(one.email, one.types))
    return found


def settle(acting_person: Person, contact: Contact, heir: Person | None) -> None:
    """See `contacts.succession.settle`. The ACO is locked."""
    held = held_now(contact.person_id, contact.aco_id)
    given = given_by([contact.person_id], [contact.aco_id])
    locked = given.select_for_update(of=("self",)).select_related("aco", "invited_by")
    orphans = [one for one in locked if one.is_open and refusal_to_grant(held, one.types)]
    if not orphans:
        return
    taken = [one for one in orphans if heir is not None and _may_take_over(heir, one)]
    for invitation in orphans:
        if invitation in taken:
            invitation.taken_over_by = heir
            invitation.save(update_fields=["taken_over_by"])
        else:
            end_unanswered(acting_person, invitation, REASON.format(contact.person.full_name))
    if heir is not None:
        tell_heir(heir, contact, taken, [one for one in orphans if one not in taken])


def _may_take_over(heir: Person, invitation: Invitation) -> bool:
    """Whether the heir may give its types, and would not give themselves powers with it."""
    if refusal_to_grant(held_now(heir.pk, invitation.aco_id), invitation.types):
        return False
    return POWERS.isdisjoint(invitation.types) or not gets(heir, invitation)
