"""What people are told about invitations, on screen and by e-mail."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.conf import settings
from django.urls import reverse

from accounts.models import Person
from contacts.rules import WATCHED, in_short
from invitations.models import Invitation
from invitations.responsible import responsible_people
from invitations.secrets import code_for, token_for
from notifications.actions import notify
from notifications.kinds import Kind, Outgoing, register
from notifications.models import Notification
from notifications.quoting import NAME, quoted

ANSWERS = "Answers to your invitations"


def invitation_contexts(
    notifications: Sequence[Outgoing],
) -> Mapping[int, dict[str, Any]]:
    """The invitation, link and code of each mail, derived only now (rule E5); one query.

    A mail whose invitation has been answered, withdrawn or sent again is left out.
    """
    invitations = {
        invitation.pk: invitation
        for invitation in Invitation.objects.with_people().filter(
            pk__in=[n.data["invitation"] for n in notifications]
        )
    }
    contexts: dict[int, dict[str, Any]] = {}
    for notification in notifications:
        invitation = invitations.get(notification.data["invitation"])
        generation = notification.data["generation"]
        if invitation is None or invitation.generation != generation:
            continue
        if not invitation.is_answerable:
            continue
        link = reverse("open_invitation", args=[token_for(invitation.pk, generation)])
        contexts[notification.pk] = {
            "invitation": invitation,
            "link": f"{settings.SITE_URL}{link}",
            "code": code_for(invitation.pk, generation),
            "quoted": quoted(
                ("Invited by (the name on their account)", invitation.given_by.full_name),
                ("The invitation is for", invitation.full_name),
            ),
        }
    return contexts


INVITED = register(
    Kind(
        name="invited",
        mail="invitations/email/invited",
        mail_contexts=invitation_contexts,
        speaks=True,
    )
)
ACTIVATED = register(
    Kind(
        name="invitation_activated",
        on_screen="{invitee} activated your invitation and is now {types} of {aco}.",
        mail="invitations/email/answered",
        digestible=True,
        section=ANSWERS,
    )
)
# The same of an administrator's or a signer's type, which waits for no digest (rule A5).
ACTIVATED_AT_ONCE = register(
    Kind(
        name="invitation_activated_at_once",
        on_screen=ACTIVATED.on_screen,
        mail=ACTIVATED.mail,
    )
)
# Some types taken and others left out: what is missing now cannot wait for a digest (rule A18).
IN_PART = register(
    Kind(
        name="invitation_activated_in_part",
        on_screen="{invitee} is now {types} of {aco}, and declined to be {declined}.",
        mail="invitations/email/answered",
    )
)
DECLINED = register(
    Kind(
        name="invitation_declined",
        on_screen="{invitee} declined your invitation to be {types} of {aco}.",
        mail="invitations/email/answered",
        digestible=True,
        section=ANSWERS,
    )
)
EXPIRED = register(
    Kind(
        name="invitation_expired",
        on_screen="{invitee} did not answer your invitation to be {types} of {aco} in 15 days.",
        mail="invitations/email/answered",
        digestible=True,
        section=ANSWERS,
    )
)
ENDED_WITH_ACO = register(
    Kind(
        name="invitation_ended_with_aco",
        on_screen="Your invitation of {invitee} to be {types} of {aco} was withdrawn, because the "
        "ACO's agreement has ended.",
        mail="invitations/email/answered",
        digestible=True,
        section=ANSWERS,
    )
)
# To whoever was invited, at the address that the link was sent to.
OVER = register(Kind(name="invitation_over", mail="invitations/email/over"))
# The same of an invitation that somebody else sent, and one stands for now (rule A5).
OF_ANOTHER = register(
    Kind(
        name="invitation_of_another",
        on_screen="{said}",
        mail="invitations/email/answered",
        digestible=True,
        section=ANSWERS,
    )
)


# What whoever has the link says without an account: nobody knows yet that it is the invited person.
INVITEE_SAYS = register(
    Kind(name="invitee_says", on_screen="{said}", mail="invitations/email/answered")
)


_WHAT = {
    ACTIVATED.name: "activated",
    ACTIVATED_AT_ONCE.name: "activated",
    IN_PART.name: "activated in part",
    DECLINED.name: "declined",
    EXPIRED.name: "not answered in 15 days",
    ENDED_WITH_ACO.name: "withdrawn, because the ACO's agreement has ended",
}
_IN_SHORT = {**_WHAT, EXPIRED.name: "not answered", ENDED_WITH_ACO.name: "withdrawn"}


def send_invitation(invitation: Invitation) -> Notification:
    """Put the invitation's mail into the outbox."""
    return notify(
        INVITED,
        address=invitation.email,
        data={"invitation": invitation.pk, "generation": invitation.generation},
    )


def tell_invited_of_end(invitation: Invitation) -> None:
    """Whoever was invited learns that the agreement of the ACO has ended, and the link with it."""
    aco = invitation.aco
    data = {
        "subject": f"{aco.aco_id}: your invitation has ended",
        "said": f"The agreement of {aco} has ended. The link and the security code that were sent "
        "to you do not work any more, and you do not have to do anything.",
    }
    notify(OVER, address=invitation.email, data=data)


def inviter_url(invitation: Invitation) -> str:
    """Where whoever stands for the invitation sees it."""
    if invitation.given_by.is_staff:  # CMS staff see an ACO's contacts in the admin
        return reverse("admin:invitations_invitation_change", args=[invitation.pk])
    return reverse("contacts", args=[invitation.aco.aco_id])


def tell_of_activation(invitation: Invitation) -> None:
    """Tell whose invitation it was, at once of an administrator's or a signer's type (A5).

    Of those all other administrators hear already.
    """
    if WATCHED.isdisjoint(invitation.types):
        tell_inviter(invitation, ACTIVATED)
    elif invitation.given_by in responsible_people(invitation):
        _tell(invitation, ACTIVATED_AT_ONCE, [invitation.given_by])


def tell_inviter(invitation: Invitation, kind: Kind) -> None:
    """Tell whose invitation it is what became of it: whoever sent it, or who does that now."""
    _tell(invitation, kind, responsible_people(invitation))


def _tell(invitation: Invitation, kind: Kind, people: Iterable[Person]) -> None:
    types, aco, what = invitation.types_listed, str(invitation.aco), _WHAT[kind.name]
    left = invitation.declined_listed
    declined = f" Declined: {left}. Invite somebody else to be that." if left else ""
    name = named(invitation)
    typed, sender = (NAME, name), invitation.invited_by
    data = {
        "invitee": name,
        "types": types,
        "declined": invitation.declined_listed,
        "aco": aco,
        "what": what,
        "said": f"Your invitation to be {types} of {aco} was {what}.{declined}",
        "subject": f"{invitation.aco.aco_id}: {in_short(invitation.types)} {_IN_SHORT[kind.name]}",
        "quoted": quoted(typed),
        "url": inviter_url(invitation),
    }
    of_another = {
        **data,
        "said": f"An invitation to be {types} of {aco} that you stand for was {what}.{declined}",
        "quoted": quoted(typed, ("Sent by", sender.full_name)),
    }
    for person in people:
        if person == sender:
            notify(kind, person=person, data=data)
        else:
            notify(OF_ANOTHER, person=person, data=of_another)


def named(invitation: Invitation) -> str:
    """Who it is about: a contact as lists have them, and as invited where that is another name."""
    invited, person = invitation.full_name, invitation.answered_by
    if invitation.activated_at is None or person is None or person.full_name == invited:
        return invited
    return f"{person.full_name} (invited as {invited})"


def tell_what_invitee_says(invitation: Invitation, asks_for_link: bool) -> None:
    """Tell whoever stands for the invitation that its link was used to ask for a new one, or to say
    that it was not meant for its reader (J6)."""
    types, aco = invitation.types_listed, invitation.aco
    if asks_for_link:
        said = (
            f"A new link is asked for: the one for {types} of {aco} has ended or is locked. "
            "Send the invitation again if the person is still to be invited."
        )
        short = "new link asked for"
    else:
        said = (
            f"Whoever got your invitation to be {types} of {aco} says that it was not meant for "
            "them. It is still open. Check the e-mail address, and withdraw it if it is wrong."
        )
        short = "reached somebody else"
    data = {
        "aco": str(aco),
        "said": said,
        "subject": f"{aco.aco_id}: {in_short(invitation.types)} {short}",
        "quoted": quoted((NAME, invitation.full_name), ("Sent to", invitation.email)),
        "url": inviter_url(invitation),
    }
    for person in responsible_people(invitation):
        notify(INVITEE_SAYS, person=person, data=data)
