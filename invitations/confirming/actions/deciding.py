"""Confirming what somebody else gave, or refusing it: by a signer, or by CMS staff (rule A5)."""

from collections.abc import Collection

import pghistory
from django.db import transaction
from django.utils import timezone

from accounts import duties
from accounts.models import Person
from accounts.staff import Duty
from acoms.access import Decision, Refused
from invitations.confirming.actions.asking import keep_confirmation, send
from invitations.confirming.checks import gave, gets, require_confirmer, to_be_confirmed
from invitations.confirming.notices import tell_giver
from invitations.errors import InvitationError
from invitations.locking import lock_invitation
from invitations.models import Invitation
from invitations.rules import State

REASON_NEEDED = "Say why, in a few words. The reason is kept with the invitation."


@transaction.atomic
def confirm_invitation(
    *, acting_person: Person, invitation: Invitation, shown: Collection[int] | None = None
) -> Invitation:
    """A signer confirms: the invitation is sent, and its 15 days begin.

    `shown` are the ids of the holdings that the person was shown would end; where others would by
    now, InvitationError is raised, as where nothing waits any more. Raises Refused.
    """
    with pghistory.context(action="confirm invitation", acting_person=acting_person.pk):
        invitation = _waiting(invitation)
        require_confirmer(acting_person, invitation)
        return _confirm(acting_person, invitation, shown, "")


@transaction.atomic
def confirm_by_staff(
    *,
    acting_person: Person,
    invitation: Invitation,
    reason: str,
    shown: Collection[int] | None = None,
) -> Invitation:
    """CMS staff confirm in the ACO's place, with a reason. Arguments and errors as above."""
    with pghistory.context(
        action="override: confirm invitation", acting_person=acting_person.pk, reason=reason.strip()
    ):
        invitation = _waiting(invitation)
        _require_staff(acting_person, invitation, reason)
        return _confirm(acting_person, invitation, shown, reason)


@transaction.atomic
def refuse_invitation(
    *, acting_person: Person, invitation: Invitation, reason: str = ""
) -> Invitation:
    """A signer says no: it is never sent, and who gave it is told. Raises as above."""
    with pghistory.context(action="refuse invitation", acting_person=acting_person.pk):
        invitation = _waiting(invitation)
        require_confirmer(acting_person, invitation)
        return _refuse(acting_person, invitation, reason)


@transaction.atomic
def refuse_by_staff(*, acting_person: Person, invitation: Invitation, reason: str) -> Invitation:
    """CMS staff say no in the ACO's place, with a reason. Raises as above."""
    with pghistory.context(
        action="override: refuse invitation", acting_person=acting_person.pk, reason=reason.strip()
    ):
        invitation = _waiting(invitation)
        _require_staff(acting_person, invitation, reason)
        return _refuse(acting_person, invitation, reason)


def _waiting(invitation: Invitation) -> Invitation:
    found = lock_invitation(invitation)
    if found.state is not State.WAITING:
        state = found.state.value.lower()
        raise InvitationError(f"This invitation waits for no confirmation any more: it is {state}.")
    return found


def _require_staff(person: Person, invitation: Invitation, reason: str) -> None:
    duties.require(person, Duty.CONFIRM_SIGNERS)
    if gave(person, invitation) or gets(person, invitation):
        raise Refused(Decision(False, "Nobody confirms what they gave, or are to get."))
    if not reason.strip():
        raise InvitationError(REASON_NEEDED, "reason")


def _confirm(
    person: Person, invitation: Invitation, shown: Collection[int] | None, reason: str
) -> Invitation:
    need = to_be_confirmed(invitation)
    if shown is not None and set(shown) != set(need.replaced_ids):
        raise InvitationError(
            "Somebody else would be replaced by now than this page said, and nothing was "
            "confirmed. Look at it again."
        )
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
