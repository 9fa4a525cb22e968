"""How an invitation ends without an answer (rules A5, A7)."""

from datetime import datetime

import pghistory
from django.db import transaction
from django.utils import timezone

from accounts.models import Person
from acoms.once.done import reason_kept
from acoms.once.lease import lock_free
from acoms.once.shown import refusal_of_change
from contacts.access import held_now, require
from contacts.permissions import Permission
from invitations import notices
from invitations.acceptance.notices import tell_of_end, tell_of_refusal
from invitations.confirming.notices import tell_giver
from invitations.errors import InvitationError
from invitations.locking import lock_invitation
from invitations.models import UNANSWERED, Invitation, InvitationQuerySet
from invitations.rules import (
    State,
)

SWEEP_BATCH = 5_000


@transaction.atomic
def withdraw(
    *, acting_person: Person, invitation: Invitation, shown: str | None = None
) -> Invitation:
    """End an open invitation; its link and code stop working (rule A5).

    Any administrator of the ACO may, as they may end whoever holds its types. `shown` is the
    fingerprint of the invitation as it was shown. Raises Refused or InvitationError.
    """
    with pghistory.context(action="withdraw invitation", acting_person=acting_person.pk):
        invitation = lock_invitation(invitation)
        require_editor(acting_person, invitation.aco_id)
        return end_unanswered(acting_person, invitation, shown=shown)


def require_editor(person: Person, aco_id: int) -> frozenset[str]:
    held = held_now(person.pk, aco_id)
    if not held:
        raise InvitationError("You are not a contact of this ACO.")
    require(held, Permission.CONTACTS_EDIT)
    return held


def end_unanswered(
    person: Person, invitation: Invitation, reason: str = "", shown: str | None = None
) -> Invitation:
    """Withdraw a locked invitation, once. Raises InvitationError if it has ended otherwise, also
    by the same person for another reason."""
    kept = reason.strip()[:500]
    if invitation.state is State.WITHDRAWN and invitation.withdrawn_by_id == person.pk:
        if invitation.withdrawal_reason == kept:
            return invitation
        said = reason_kept(invitation.withdrawal_reason)
        raise InvitationError(f"You withdrew this invitation already. {said}")
    if changed := refusal_of_change(shown, invitation.parts):
        raise InvitationError(changed)
    if not invitation.is_open:
        raise InvitationError("This invitation has ended already.")
    accepted = invitation.state is State.ACCEPTED
    invitation.withdrawn_at = timezone.now()
    invitation.withdrawn_by = person
    invitation.withdrawal_reason = kept
    invitation.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawal_reason"])
    if accepted:
        what = "withdrew the invitation that was accepted"
        tell_of_refusal(invitation, person, what, invitation.withdrawal_reason)
    return invitation


def record_expired(now: datetime | None = None) -> int:
    """Record invitations that ended unanswered, and tell their inviters (rule A7).

    In batches, each its own transaction and skipping what another sweep holds. Returns how many.
    The invitations were dead already when their time came.
    """
    moment = now or timezone.now()
    total = 0
    while True:
        with transaction.atomic(), pghistory.context(action="record expired invitations"):
            stale = lock_free(Invitation.objects.stale(moment), SWEEP_BATCH)
            batch = Invitation.objects.filter(pk__in=[each.pk for each in stale])
            record_expiry(batch, moment)
        total += len(stale)
        if len(stale) < SWEEP_BATCH:
            return total


def record_expiry(stale: InvitationQuerySet, now: datetime) -> None:
    expired = list(stale.with_people())
    if expired:
        Invitation.objects.filter(UNANSWERED, pk__in=[i.pk for i in expired]).update(
            expiry_recorded_at=now
        )
    for invitation in expired:
        if invitation.is_unconfirmed:
            tell_giver(
                invitation,
                "Nobody confirmed it in 15 days. It was not sent, and has ended.",
                what="not confirmed",
            )
        elif invitation.accepted_at:
            tell_of_end(invitation)
        else:
            notices.tell_inviter(invitation, notices.EXPIRED)
