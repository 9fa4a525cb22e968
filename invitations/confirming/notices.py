"""What people are told about invitations that a signer confirms first (rule A5)."""

from collections.abc import Collection
from typing import Any

from django.urls import reverse

from accounts.models import Person
from accounts.staff import Duty
from contacts.confirmation import Need
from contacts.rules import in_short
from contacts.types import label_of
from invitations.confirming.checks import confirmers_of, to_be_confirmed
from invitations.models import Invitation
from invitations.notices import inviter_url
from invitations.responsible import responsible_people
from notifications.actions import Telling, notify_all
from notifications.kinds import Kind, register
from notifications.quoting import REASON, quoted

ASKED = register(
    Kind(
        name="confirmation_asked",
        on_screen="{aco}: {by} invites {invitee} as {types}. You or another signer confirms first.",
        mail="invitations/email/confirmation_asked",
    )
)
# The same where no signer of the ACO can: CMS staff answer in its place.
ASKED_OF_STAFF = register(
    Kind(
        name="confirmation_asked_of_staff",
        on_screen="{aco}: {by} invites {invitee} as {types}. No signer there can "
        "confirm it, so you do.",
        mail="invitations/email/confirmation_asked",
    )
)
ANSWERED = register(
    Kind(
        name="confirmation_answered",
        on_screen="{aco}, {invitee} as {types}: {news}",
        mail="invitations/email/confirmation_answered",
    )
)


def ask_signers(invitation: Invitation, need: Need) -> None:
    """Ask every signer who may confirm, if there is one."""
    if signers := confirmers_of(invitation):
        said = "A signer confirms this before the invitation is sent."
        url = reverse("confirm_invitation", args=[invitation.aco.aco_id, invitation.pk])
        _tell(ASKED, signers, _question(invitation, need, said, url))


def ask_staff(invitation: Invitation) -> None:
    """Ask CMS staff whose duty it is, where no signer of the ACO can confirm."""
    said = "No signer of the ACO can confirm it, so CMS staff do before it is sent."
    url = reverse("admin:invitations_invitation_confirm", args=[invitation.pk])
    data = _question(invitation, to_be_confirmed(invitation), said, url)
    _tell(ASKED_OF_STAFF, _staff_to_confirm(invitation), data)


def _question(invitation: Invitation, need: Need, who_confirms: str, url: str) -> dict[str, Any]:
    replaced = [f"{held.contact.person.full_name}, {label_of(held.type)}" for held in need.replaced]
    return {
        **_facts(invitation),
        "said": f"Somebody is to become {invitation.types_listed} of {invitation.aco}. "
        f"{who_confirms}",
        "subject": f"{invitation.aco.aco_id}: confirm who becomes {in_short(invitation.types)}",
        "by": invitation.invited_by.full_name,
        "quoted": quoted(
            _invited(invitation),
            ("Invited by (the name on their account)", invitation.invited_by.full_name),
            ("Replaces", "\n".join(replaced)),
        ),
        "url": url,
    }


def _staff_to_confirm(invitation: Invitation) -> list[Person]:
    """CMS staff who confirm in an ACO's place, but for whoever is invited or gave it."""
    staff = Person.objects.filter(is_staff=True, is_active=True).exclude(email=invitation.email)
    others = staff.exclude(pk=invitation.invited_by_id)
    return [person for person in others if person.may(Duty.CONFIRM_SIGNERS)]


def tell_giver(
    invitation: Invitation, news: str, *, what: str, reason: str = "", but: int = 0
) -> None:
    """Tell those whose invitation it is what became of the confirmation, in a word (`what`) and in
    a sentence (`news`); `but` is who knows."""
    people = [person for person in responsible_people(invitation) if person.pk != but]
    data = {
        **_facts(invitation),
        "news": news,
        "subject": f"{invitation.aco.aco_id}: {in_short(invitation.types)} {what}",
        "quoted": quoted(("What happened", news), _invited(invitation), (REASON, reason)),
        "url": inviter_url(invitation),
    }
    _tell(ANSWERED, people, data)


def _facts(invitation: Invitation) -> dict[str, Any]:
    return {
        "aco": str(invitation.aco),
        "types": invitation.types_listed,
        "invitee": invitation.full_name,
    }


def _invited(invitation: Invitation) -> tuple[str, str]:
    return "Invited", f"{invitation.full_name}, {invitation.email}"


def _tell(kind: Kind, people: Collection[Person], data: dict[str, Any]) -> None:
    notify_all(kind, [Telling(person=person, data=data) for person in people])
