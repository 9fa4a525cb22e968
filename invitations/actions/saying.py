"""What the invited person says without an account: a new link, please; and, not meant for me (J6).

Whoever has the link may say either. Nothing of the invitation changes, and nothing is shown of it.
"""

from enum import Enum

import pghistory
from django.db import transaction
from django.utils import timezone

from acoms.access import Refused
from acoms.once.models import Claim
from invitations import notices
from invitations.locking import lock_invitation
from invitations.models import Invitation
from invitations.rules import State, answerable


class Said(Enum):
    """What can be said of an invitation from its link, and while it is in which state."""

    NEW_LINK = "a new link"
    NOT_MEANT = "not meant for me"

    def fits(self, state: State) -> bool:
        if self is Said.NEW_LINK:
            return state in (State.EXPIRED, State.LOCKED)
        return answerable(state)


@transaction.atomic
def say(*, invitation: Invitation, generation: int, said: Said) -> bool:
    """Tell whoever stands for the invitation; of each sending once, however often it is said.

    Of what does not fit its state any more, or comes once the ACO's agreement is over, nobody is
    told: the link's page says what became of it. Returns whether it fits.
    """
    with pghistory.context(action=f"invitee says: {said.value}"):
        try:
            invitation = lock_invitation(invitation)
        except Refused:  # which names the ACO: whoever has a link may be anybody
            return False
        if invitation.generation != generation or not said.fits(invitation.state):
            return False
        step, now = f"{said.name} {generation}", timezone.now()
        _, is_new = Claim.objects.get_or_create(
            reminder="invitee says", about=invitation.pk, step=step, defaults={"claimed_at": now}
        )
        if is_new:
            notices.tell_what_invitee_says(invitation, said is Said.NEW_LINK)
        return True
