"""When CMS staff may send an invitation again (rule A7), and withdraw one (rule A5).

Those that CMS staff sent, any of them. One that an ACO's administrator sent is the ACO's own: only
if its mail was not delivered, and with a reason, which its history keeps and the inviter is told.
"""

import pghistory
from django.db import transaction
from django.urls import reverse

from accounts.duties import require
from accounts.models import Person
from accounts.staff import Duty
from invitations.actions.ending import end_unanswered
from invitations.errors import InvitationError
from invitations.locking import lock_invitation
from invitations.models import Invitation
from invitations.responsible import responsible_people
from notifications.actions import notify
from notifications.kinds import Kind, register

SENT_AGAIN_BY_STAFF = register(
    Kind(
        name="invitation_sent_by_staff",
        on_screen="CMS staff sent your invitation of {invitee} to {aco} again: {reason}",
    )
)


def refusal_to_send(invitation: Invitation, reason: str) -> str:
    """Why CMS staff may not send this one again; empty if they may."""
    if invitation.invited_by.is_staff:
        return ""
    if invitation.mail is None or invitation.mail.failed_at is None:
        return (
            f"The mail to {invitation.email} was not refused. Administrators of "
            f"{invitation.aco} send their own invitations again."
        )
    if not reason.strip():
        return "Enter a reason. The person who sent the invitation will read it."
    return ""


def override_to_send(invitation: Invitation, reason: str) -> None:
    """Raise InvitationError unless CMS staff may; tell the inviter of an override."""
    if refusal := refusal_to_send(invitation, reason):
        raise InvitationError(refusal)
    if not invitation.invited_by.is_staff:
        for responsible in responsible_people(invitation):
            notify(
                SENT_AGAIN_BY_STAFF,
                person=responsible,
                data={
                    "invitee": invitation.full_name,
                    "aco": str(invitation.aco),
                    "reason": reason.strip(),
                    "url": reverse("contacts", args=[invitation.aco.aco_id]),
                },
            )


@transaction.atomic
def withdraw_by_staff(
    *, acting_person: Person, invitation: Invitation, reason: str, shown: str | None = None
) -> Invitation:
    """CMS staff withdraw what any of them sent, with a reason that is kept (rule A5).

    `shown` is the fingerprint of the invitation as it was shown. Raises Refused for what the acting
    person's role does not include, and InvitationError.
    """
    require(acting_person, Duty.INVITE_FIRST)
    with pghistory.context(
        action="withdraw invitation", acting_person=acting_person.pk, reason=reason.strip()
    ):
        invitation = lock_invitation(invitation)
        if not invitation.invited_by.is_staff:
            raise InvitationError(
                f"{invitation.invited_by.full_name} sent this invitation. Administrators of "
                f"{invitation.aco} withdraw their own."
            )
        if not reason.strip():
            raise InvitationError("Enter a reason. We keep it with the record.", "reason")
        return end_unanswered(acting_person, invitation, reason, shown)
