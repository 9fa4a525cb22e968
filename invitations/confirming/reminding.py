"""CMS staff hear of what no signer of the ACO can confirm, from the start or any more (rule A5)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils import timezone

from acoms.once.reminders import Due, Reminder, remind
from invitations.confirming.checks import confirmers_of
from invitations.confirming.notices import ask_staff
from invitations.locking import lock_invitation
from invitations.models import Invitation
from invitations.rules import State


def ask_staff_where_nobody_confirms(invitations: Iterable[Invitation] | None = None) -> int:
    """Ask CMS staff to confirm what waits and no signer can confirm by now, once for each time that
    it was asked; of how many of `invitations`, or of all that wait."""
    if invitations is None:
        invitations = Invitation.objects.waiting(timezone.now()).select_related("aco", "invited_by")
    return remind(_Unconfirmable(tuple(invitations)))


@dataclass(frozen=True, slots=True)
class _Unconfirmable(Reminder[Due[Invitation], Invitation]):
    """Each invitation that waits where no signer is left but who gave it or is to get it."""

    name = "confirmation"
    invitations: tuple[Invitation, ...]

    def places(self) -> list[Due[Invitation]]:
        waiting = [Due(one, _asked(one)) for one in self.invitations]
        return [one for one in self.not_yet(waiting) if not confirmers_of(one.thing)]

    def due(self, place: Due[Invitation]) -> list[Due[Invitation]]:
        invitation = lock_invitation(place.thing)
        still = invitation.state is State.WAITING and _asked(invitation) == place.step
        return [Due(invitation, place.step)] if still and not confirmers_of(invitation) else []

    def send(self, place: Due[Invitation], due: Sequence[Due[Invitation]]) -> None:
        for one in due:
            ask_staff(one.thing)


def _asked(invitation: Invitation) -> str:
    """The step: asked again, it is another."""
    assert invitation.confirmation_asked_at is not None
    return invitation.confirmation_asked_at.isoformat()
