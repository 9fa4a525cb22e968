"""Confirming what somebody else gave, or refusing it: by a signer, or by CMS staff (rule A5)."""

import pghistory
from django.db import transaction
from django.utils import timezone

from accounts import duties
from accounts.models import Person
from accounts.staff import Duty
from acoms.access import Decision, Refused
from acoms.once.done import reason_kept
from acoms.once.shown import refusal_of_change
from invitations.confirming.actions.asking import keep_confirmation, send
from invitations.confirming.checks import (
    gave,
    gets,
    require_confirmer,
    shown_to_confirm,
    to_be_confirmed,
)
from invitations.confirming.notices import tell_giver
from invitations.errors import InvitationError
from invitations.locking import lock_invitation
from invitations.models import Invitation
from invitations.rules import State

REASON_NEEDED = "Enter a reason. We keep it with the invitation."
# What was confirmed and has not come to nothing since.
CONFIRMED = (State.PENDING, State.LOCKED, State.ACCEPTED, State.ACTIVATED)


@transaction.atomic
def confirm_invitation(
    *, acting_person: Person, invitation: Invitation, shown: str | None = None
) -> Invitation:
    """A signer confirms: the invitation is sent, and its 15 days begin.

    `shown` is the fingerprint of what the person was shown (`shown_to_confirm`); where it is
    otherwise by now, InvitationError is raised, as where nothing waits any more. What the person
    has confirmed already is not sent anew, and no error while it may still give types or has given
    them. Raises Refused.
    """
    with pghistory.context(action="confirm invitation", acting_person=acting_person.pk):
        invitation, done = _waiting(invitation, acting_person, "", confirmed=True)
        if done:
            return invitation
        require_confirmer(acting_person, invitation)
        return _confirm(acting_person, invitation, shown, "")


@transaction.atomic
def confirm_by_staff(
    *,
    acting_person: Person,
    invitation: Invitation,
    reason: str,
    shown: str | None = None,
) -> Invitation:
    """CMS staff confirm in the ACO's place, with a reason. Arguments and errors as above."""
    with pghistory.context(
        action="override: confirm invitation", acting_person=acting_person.pk, reason=reason.strip()
    ):
        invitation, done = _waiting(invitation, acting_person, reason, confirmed=True)
        if done:
            return invitation
        _require_staff(acting_person, invitation, reason)
        return _confirm(acting_person, invitation, shown, reason)


@transaction.atomic
def refuse_invitation(
    *, acting_person: Person, invitation: Invitation, reason: str = ""
) -> Invitation:
    """A signer says no: it is never sent, and who gave it is told. Raises as above.

    What they have refused already with this very reason is no error.
    """
    with pghistory.context(action="refuse invitation", acting_person=acting_person.pk):
        invitation, done = _waiting(invitation, acting_person, reason, confirmed=False)
        if done:
            return invitation
        require_confirmer(acting_person, invitation)
        return _refuse(acting_person, invitation, reason)


@transaction.atomic
def refuse_by_staff(*, acting_person: Person, invitation: Invitation, reason: str) -> Invitation:
    """CMS staff say no in the ACO's place, with a reason. Raises as above."""
    with pghistory.context(
        action="override: refuse invitation", acting_person=acting_person.pk, reason=reason.strip()
    ):
        invitation, done = _waiting(invitation, acting_person, reason, confirmed=False)
        if done:
            return invitation
        _require_staff(acting_person, invitation, reason)
        return _refuse(acting_person, invitation, reason)


def _waiting(
    invitation: Invitation, person: Person, reason: str, *, confirmed: bool
) -> tuple[Invitation, bool]:
    """The invitation as it is now, locked, and whether this answer of the person's stands already,
    with this reason.

    Raises InvitationError where it waits no more.
    """
    found = lock_invitation(invitation)
    if found.state is State.WAITING:
        return found, False
    if confirmed:
        own = found.confirmed_by_id == person.pk and found.state in CONFIRMED
        said = found.confirmation_reason
    else:
        own = found.withdrawn_by_id == person.pk and found.state is State.REFUSED
        said = found.withdrawal_reason
    if own and said == reason.strip()[:500]:
        return found, True
    state = found.state.value.lower()
    raise InvitationError(
        f"This invitation waits for no confirmation any more: it is {state}."
        + (f" {reason_kept(said)}" if own else "")
    )


def _require_staff(person: Person, invitation: Invitation, reason: str) -> None:
    duties.require(person, Duty.CONFIRM_SIGNERS)
    if gave(person, invitation) or gets(person, invitation):
        raise Refused(Decision(False, "Nobody confirms what they gave, or are to get."))
    if not reason.strip():
        raise InvitationError(REASON_NEEDED, "reason")


def _confirm(person: Person, invitation: Invitation, shown: str | None, reason: str) -> Invitation:
    need = to_be_confirmed(invitation)
    if changed := refusal_of_change(shown, shown_to_confirm(invitation)):
        raise InvitationError(changed)
    now = timezone.now()
    keep_confirmation(invitation, person, need, now, reason)
    send(invitation, now)
    tell_giver(
        invitation,
        f"{person.full_name} confirmed the invitation. It is on its way.",
        what="confirmed",
        reason=reason,
        but=person.pk,
    )
    return invitation


def _refuse(person: Person, invitation: Invitation, reason: str) -> Invitation:
    invitation.withdrawn_at, invitation.withdrawn_by = timezone.now(), person
    invitation.refused = True
    invitation.withdrawal_reason = reason.strip()[:500]
    invitation.save(update_fields=["withdrawn_at", "withdrawn_by", "refused", "withdrawal_reason"])
    tell_giver(
        invitation,
        f"{person.full_name} did not confirm the invitation. It was not sent.",
        what="refused",
        reason=reason,
        but=person.pk,
    )
    return invitation
