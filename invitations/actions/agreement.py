"""Open invitations when the agreement of their ACO ends (rule J4)."""

from django.utils import timezone

from accounts.models import Person
from contacts.ending.registry import Ends
from contacts.models import Aco
from invitations import notices
from invitations.actions.ending import end_unanswered
from invitations.models import Invitation, InvitationQuerySet
from invitations.rules import State


def _open(aco: Aco) -> InvitationQuerySet:
    return Invitation.objects.still_open(timezone.now()).filter(aco=aco).order_by("pk")


def open_in(aco: Aco) -> Ends:
    """For the preview: what is open there."""
    found = [one for one in _open(aco) if one.is_open]
    return Ends("Open invitations", [f"{one.email}: {one.types_listed}" for one in found])


def end_open(acting_person: Person, aco: Aco, reason: str) -> None:
    """Withdraw them, under the ACO's lock; whoever was invited, and whoever stands for it, is
    told. Of what was never sent only the latter knows. One that is locked has no link any more."""
    locked = _open(aco).select_for_update(of=("self",)).select_related("aco")
    for invitation in [one for one in locked if one.is_open]:
        sent, accepted = invitation.generation > 0, invitation.state is State.ACCEPTED
        end_unanswered(acting_person, invitation, reason)
        if accepted:  # both sides are told by that, with the reason
            continue
        notices.tell_inviter(invitation, notices.ENDED_WITH_ACO)
        if sent:
            notices.tell_invited_of_end(invitation)
