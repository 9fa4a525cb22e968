"""What waits for a confirmation, in words and as something to do (rule A5)."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone

from accounts.models import Person
from acoms.programme.clock import in_words
from contacts.attention import Item, Task
from contacts.models import HeldType
from contacts.rules import CMS_STAFF, confirms_first
from contacts.types import SIGNERS
from invitations.confirming.checks import waits_for
from invitations.models import Invitation
from invitations.rules import State

CONFIRM = Task("confirm", "Confirm who takes over", "invitation", in_words=True)


def what_happens(invitation: Invitation) -> str:
    """What becomes of an invitation that was written just now, for whoever wrote it."""
    if not invitation.is_unconfirmed:
        return (
            f"The invitation to {invitation.email} is on its way. Its link and security code work "
            f"until {in_words(invitation.expires_at)}."
        )
    who = waits_for(invitation)
    told = " We have told them." if who == CMS_STAFF else ""
    return (
        f"The invitation to {invitation.email} is not sent yet: {confirms_first(who)}.{told} "
        "Its 15 days begin then. Without a confirmation it ends by itself "
        f"{in_words(invitation.expires_at)}."
    )


def what_confirming_did(invitation: Invitation) -> str:
    """What has become of an invitation that was confirmed, for whoever confirmed it."""
    if invitation.state is State.PENDING:
        return f"The invitation to {invitation.email} is on its way."
    return f"The invitation to {invitation.email} is {invitation.state.value.lower()} by now."


def was_sent_already(invitation: Invitation) -> str:
    """What is said instead of sending again what has just been sent."""
    again = "again " if invitation.generation > 1 else ""
    return (
        f"The invitation to {invitation.email} was sent {again}on {in_words(invitation.sent_at)}. "
        f"That link and security code work until {in_words(invitation.expires_at)}."
    )


def to_confirm(person_id: int) -> Iterator[Item]:
    """The invitations that a signer is to confirm, for the Dashboard; one query."""
    signs = HeldType.objects.active().filter(contact__person=person_id, type__in=SIGNERS)
    waiting = (
        Invitation.objects.waiting(timezone.now())
        .filter(aco__in=signs.values("aco"))
        .exclude(invited_by=person_id)
        .exclude(email__in=Person.objects.filter(pk=person_id).values("email"))
    )
    for invitation in waiting.select_related("aco").order_by("expires_at"):
        yield Item(
            task=CONFIRM,
            aco=invitation.aco,
            text=f"Confirm who becomes {invitation.types_listed} of {invitation.aco}.",
            url=reverse("confirm_invitation", args=[invitation.aco.aco_id, invitation.pk]),
            due=timezone.localdate(invitation.expires_at),
        )
