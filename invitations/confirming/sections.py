"""Invitations on the pages of contacts, with what waits for somebody's confirmation (rules A5, A9,
A12)."""

from typing import cast

from django.http import HttpRequest
from django.utils import timezone

from acoms.site.sections import Section
from acoms.text.folding import folded
from contacts.access import AcoRequest
from contacts.models import Aco, Contact
from contacts.rules import confirms_first, may_confirm, refusal_to_grant
from invitations.confirming.checks import who_confirms
from invitations.models import Invitation
from invitations.rules import State


def beside_contacts(request: HttpRequest, aco: Aco) -> Section | None:
    """An ACO's invitations, to whom the page is searched for: each that waits with who confirms it
    (`waits_for`), and each that somebody confirms with whether the visitor is offered to
    (`may_decide`); one query, and another if one waits.

    Accounts of one person are not looked for: that the action does.
    """
    asking = cast("AcoRequest", request)
    sought = folded(request.GET.get("q", ""))
    found = [
        one
        for one in Invitation.objects.beside_contacts_of(aco, timezone.now())
        if sought in folded(f"{one.full_name} {one.email}")
    ]
    edits = asking.aco_access.edits_contacts
    if not found and (sought or not edits):
        return None
    waiting = [one for one in found if one.state is State.WAITING]
    words = who_confirms(aco, waiting) if waiting else {}
    for one in found:
        one.may_decide = _may_decide(asking, one)  # type: ignore[attr-defined]
        one.waits_for = words.get(one.pk, "")  # type: ignore[attr-defined]
    context = {"invitations": found, "aco": aco, "edits": edits}
    return Section("invitations/_beside_contacts.html", context)


def waiting_for_contact(request: HttpRequest, contact: Contact) -> Section | None:
    """What is to be offered to a contact once somebody has confirmed it; one query, and another
    where there is something."""
    waiting = Invitation.objects.waiting(timezone.now()).filter(
        aco=contact.aco_id, email=contact.person.email
    )
    if not (found := list(waiting.order_by("pk"))):
        return None
    words = who_confirms(contact.aco, found)
    for one in found:
        one.confirms = confirms_first(words[one.pk])  # type: ignore[attr-defined]
    edits = cast("AcoRequest", request).aco_access.edits_contacts
    context = {"waiting": found, "contact": contact, "edits": edits}
    return Section("invitations/_waiting_for_contact.html", context)


def _may_decide(request: AcoRequest, invitation: Invitation) -> bool:
    held, person = request.aco_access.held, request.user
    if invitation.state is State.WAITING:
        gave = person.pk in (invitation.invited_by_id, invitation.taken_over_by_id)
        return may_confirm(held=held, gave_it=gave, gets_it=invitation.email == person.email)
    staff: bool = invitation.sender_is_staff  # type: ignore[attr-defined]
    others = invitation.answered_by_id != person.pk and not staff
    return others and not refusal_to_grant(held, invitation.types)
