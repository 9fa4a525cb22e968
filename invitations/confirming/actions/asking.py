"""Sending an invitation, or first asking for the confirmation that it needs (rule A5).

Inside actions that hold the ACO's lock.
"""

from datetime import datetime

from accounts.models import Person
from contacts.confirmation import Need
from contacts.rules import confirms_first
from invitations import notices
from invitations.confirming.checks import confirms_by_sending, unconfirmed_to_send, waits_for
from invitations.confirming.notices import ask_signers, tell_giver
from invitations.confirming.reminding import ask_staff_where_nobody_confirms
from invitations.models import Invitation
from invitations.rules import expires

WRITTEN = (
    "confirmation_asked_at",
    "confirmed_at",
    "confirmed_by",
    "confirmation_reason",
    "confirmed_over",
    "generation",
    "sent_at",
    "expires_at",
    "expiry_recorded_at",
    "wrong_codes",
    "accepted_at",
    "accepted_facts",
    "answered_by",
)


def send_or_ask(invitation: Invitation, now: datetime, sender: Person) -> None:
    """Mail link and code, or ask whoever must confirm first; 15 days begin either way (A5, A7).

    Where the sender is a signer who could confirm it, sending it is their confirmation.
    """
    if need := unconfirmed_to_send(invitation, sender):
        if not confirms_by_sending(sender, invitation):
            ask(invitation, need, now)
            return
        keep_confirmation(invitation, sender, need, now)
    if invitation.confirmed_at is None:
        invitation.confirmation_asked_at = None
    send(invitation, now)


def keep_confirmation(
    invitation: Invitation, signer: Person, need: Need, now: datetime, reason: str = ""
) -> None:
    """Who confirms it, and over whom; for whoever sends it in the same step."""
    invitation.confirmation_asked_at = invitation.confirmation_asked_at or now
    invitation.confirmed_at, invitation.confirmed_by = now, signer
    invitation.confirmation_reason = reason.strip()[:500]
    invitation.confirmed_over = need.replaced_ids


def send(invitation: Invitation, now: datetime) -> None:
    """A new link, a new code and 15 new days."""
    invitation.generation += 1
    invitation.sent_at = now
    invitation.expires_at = expires(now)
    invitation.expiry_recorded_at = None
    invitation.wrong_codes = 0
    _save(invitation)
    invitation.mail = notices.send_invitation(invitation)
    invitation.save(update_fields=["mail"])


def ask(invitation: Invitation, need: Need, now: datetime) -> None:
    """It waits for a confirmation: what was sent before can no longer be answered.

    Every signer who may confirm is asked; where there is none, CMS staff.
    """
    invitation.confirmation_asked_at = now
    invitation.confirmed_at = invitation.confirmed_by = invitation.confirmed_over = None
    invitation.confirmation_reason = ""
    invitation.expires_at = expires(now)
    invitation.expiry_recorded_at = None
    _save(invitation)
    ask_signers(invitation, need)
    ask_staff_where_nobody_confirms([invitation])


def _save(invitation: Invitation) -> None:
    """Write a new one whole, and of another one what sending and asking change."""
    invitation.save(update_fields=WRITTEN if invitation.pk else None)


def ask_after_all(invitation: Invitation, need: Need, now: datetime) -> str:
    """It was sent, and needs a confirmation by now: ask, tell its giver, and say so in words."""
    ask(invitation, need, now)
    who = waits_for(invitation)
    tell_giver(
        invitation,
        f"The invitation needs a confirmation since it was sent: {confirms_first(who)}. Then it "
        "is sent again.",
        what="waits to be confirmed",
    )
    return (
        f"This needs a confirmation first, by {who}. They are asked now. Once they confirm, you "
        "get a new e-mail, and answer then."
    )
