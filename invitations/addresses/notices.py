"""What people are told about a change of address."""

from django.urls import reverse

from accounts.models import Person
from invitations.addresses.queries import changes_of
from invitations.models import Invitation
from invitations.notices import ANSWERS, inviter_url
from invitations.responsible import responsible_people
from notifications.actions import notify
from notifications.kinds import Kind, register
from notifications.quoting import BY, NAME, quoted

ADDRESS = "New address"

# To the old address, which must hear of it at once: somebody else may be behind the change.
STARTED = register(
    Kind(
        name="address_change_started",
        on_screen="{by} is changing your e-mail address in {aco} to {email}.",
        mail="invitations/email/address_change",
    )
)
ACTIVATED = register(
    Kind(
        name="address_change_activated",
        on_screen="{said}",
        mail="invitations/email/answered",
        digestible=True,
        section=ANSWERS,
    )
)


def tell_old_address(invitation: Invitation, by: Person) -> None:
    assert invitation.replaces is not None
    data = {
        "by": by.full_name,
        "aco": str(invitation.aco),
        "email": invitation.email,
        "said": f"Your e-mail address in {invitation.aco} is being changed.",
        "subject": f"{invitation.aco.aco_id}: your e-mail address is being changed",
        "quoted": quoted((ADDRESS, invitation.email), (BY, by.full_name)),
        "url": reverse("my_acos"),
    }
    notify(STARTED, person=invitation.replaces.person, data=data)


def tell_of_activation(invitation: Invitation) -> None:
    """Tell whoever started the change that the new address is active, and what is left to do."""
    assert invitation.replaces is not None
    change = next(c for c in changes_of(invitation.replaces) if c.invitation == invitation)
    said = f"A new address that you invited to {invitation.aco} was activated."
    url = inviter_url(invitation)
    if change.left:
        said += f" The old one still is {change.left_listed}: finish the change."
        if not invitation.given_by.is_staff:
            url = reverse("finish_address_change", args=[invitation.aco.aco_id, change.old.pk])
    else:
        said += " The change is complete."
    data = {
        "said": said,
        "quoted": quoted((NAME, invitation.full_name), (ADDRESS, invitation.email)),
        "aco": str(invitation.aco),
        "what": "activated",
        "subject": f"{invitation.aco.aco_id}: a new e-mail address is active",
        "url": url,
    }
    for person in responsible_people(invitation):
        notify(ACTIVATED, person=person, data=data)
