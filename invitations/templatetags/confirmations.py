"""What the Contacts page says about invitations that somebody confirms first (rules A5, A9)."""

from collections.abc import Sequence
from typing import Any

from django import template
from django.utils import timezone

from contacts.access import AcoAccess
from contacts.models import Contact
from contacts.rules import confirms_first, may_confirm, refusal_to_grant
from invitations.confirming.checks import who_confirms
from invitations.models import Invitation
from invitations.rules import State

register = template.Library()


@register.simple_tag
def say_who_confirms(
    access: AcoAccess, person_id: int, email: str, invitations: Sequence[Any]
) -> str:
    """Gives each of `invitations` that waits `waits_for`, and each that somebody confirms
    `may_decide`: whether the visitor is offered to; one query if one waits, else none.

    Accounts of one person are not looked for: that the action does.
    """
    waiting = [one for one in invitations if one.state is State.WAITING]
    words = who_confirms(access.aco, waiting) if waiting else {}
    for one in invitations:
        one.may_decide = _may_decide(access.held, person_id, email, one)
        one.waits_for = words.get(one.pk, "")
    return ""


@register.simple_tag
def waiting_for(contact: Contact) -> list[Invitation]:
    """What is to be offered to a contact once somebody has confirmed it; one query, and another
    where there is something."""
    waiting = Invitation.objects.waiting(timezone.now()).filter(
        aco=contact.aco_id, email=contact.person.email
    )
    found = list(waiting.order_by("pk"))
    words = who_confirms(contact.aco, found) if found else {}
    for one in found:
        one.confirms = confirms_first(words[one.pk])  # type: ignore[attr-defined]
    return found


def _may_decide(held: frozenset[str], person_id: int, email: str, invitation: Any) -> bool:
    if invitation.state is State.WAITING:
        gave = person_id in (invitation.invited_by_id, invitation.taken_over_by_id)
        return may_confirm(held=held, gave_it=gave, gets_it=invitation.email == email)
    others = invitation.answered_by_id != person_id and not invitation.sender_is_staff
    return others and not refusal_to_grant(held, invitation.types)
