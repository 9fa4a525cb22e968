"""What people are told about invitations that a signer confirms first (rule A5)."""

from collections.abc import Collection
from typing import Any

from django.urls import reverse

from accounts.models import Person
from contacts.confirmation import Need
from contacts.types import label_of
from invitations.confirming.checks import confirmers_of
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
ANSWERED = register(
    Kind(
        name="confirmation_answered",
        on_screen="{aco}, {invitee} as {types}: {news}",
        mail="invitations/email/confirmation_answered",
    )
)


def ask_confirmers(invitation: Invitation, need: Need) -> None:
    """Ask everyone who may confirm."""
    replaced = [f"{held.contact.person.full_name}, {label_of(held.type)}" for held in need.replaced]
    data = {
        **_facts(invitation),
        "by": invitation.given_by.full_name,
        "quoted": quoted(
            _invited(invitation),
            ("Invited by (the name on their account)", invitation.given_by.full_name),
            ("Replaces", "\n".join(replaced)),
        ),
        "url": reverse("confirm_invitation", args=[invitation.aco.aco_id, invitation.pk]),
    }
    _tell(ASKED, confirmers_of(invitation), data)


def tell_giver(invitation: Invitation, news: str, *, reason: str = "", but: int = 0) -> None:
    """Tell those whose invitation it is what became of the confirmation; `but` is who knows."""
    people = [person for person in responsible_people(invitation) if person.pk != but]
    data = {
        **_facts(invitation),
        "news": news,
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
