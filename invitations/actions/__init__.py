"""Every write to an invitation, from sending to its end.

Each action is one transaction with its history and its notifications (rule E3). The order of
locks is always the ACO's row, then the invitation's.
"""

from invitations.acceptance.actions import activate, decline, try_code
from invitations.actions.ending import end_unanswered, record_expired, withdraw
from invitations.actions.saying import Said, say
from invitations.actions.sending import (
    Invitee,
    create_invitation,
    invite,
    invite_anew,
    invite_first_administrator,
    send_again,
)

__all__ = [
    "Invitee",
    "Said",
    "activate",
    "create_invitation",
    "decline",
    "end_unanswered",
    "invite",
    "invite_anew",
    "invite_first_administrator",
    "record_expired",
    "say",
    "send_again",
    "try_code",
    "withdraw",
]
