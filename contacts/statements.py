"""Statements that wait for the person of whom they were made (rule A18): who is asked, and when.

Whoever signs in while one waits is led to the page that asks, once for each sign-in, before any
page but the public ones; until it is answered, the Dashboard shows it too.
"""

from typing import Any

from django.conf import settings
from django.contrib.auth.signals import user_logged_in
from django.db.models import Q
from django.dispatch import receiver
from django.http import HttpRequest
from django.urls import reverse

from contacts.attention import Item, Task
from contacts.models import ContactAttestation, HeldType
from contacts.permissions import Permission, types_with
from contacts.types import label_of

STATED = Task("statements", "Statements that wait for an answer", "contact type", in_words=True)

_ASK = "statements_to_confirm"
_THEN = "statements_then"


@receiver(user_logged_in)
def note_at_sign_in(sender: Any, request: HttpRequest, user: Any, **kwargs: Any) -> None:
    """Remember for the session that something waits: so that no other request has to look."""
    if ContactAttestation.objects.unconfirmed().filter(contact__person=user.pk).exists():
        request.session[_ASK] = True


def is_to_be_asked(request: HttpRequest) -> bool:
    return bool(request.session.get(_ASK))


def ask_first(request: HttpRequest) -> None:
    """Remember where the person was going."""
    request.session[_THEN] = request.get_full_path()


def asked(request: HttpRequest) -> str:
    """The page that asks is shown now; where the person was going."""
    request.session.pop(_ASK, None)
    return str(request.session.get(_THEN) or reverse(settings.LOGIN_REDIRECT_URL))


def waiting_for(person_id: int) -> list[tuple[HeldType, list[ContactAttestation]]]:
    """What was stated of a person and waits for their answer, by held type; one query."""
    found: dict[HeldType, list[ContactAttestation]] = {}
    waiting = ContactAttestation.objects.unconfirmed().filter(contact__person=person_id)
    for one in waiting.select_related("held_type__aco", "attested_by").order_by(
        "held_type__aco__name", "held_type", "pk"
    ):
        found.setdefault(one.held_type, []).append(one)
    return list(found.items())


def concerning(person_id: int) -> tuple[list[HeldType], list[Item]]:
    """For the Dashboard, in one query: the types for which something waits for the person's own
    answer, and what they stated of others, who have not answered yet, in ACOs whose contacts they
    still edit."""
    edits = HeldType.objects.active().filter(
        contact__person=person_id, type__in=types_with(Permission.CONTACTS_EDIT)
    )
    own = Q(contact__person=person_id)
    waiting = (
        ContactAttestation.objects.unconfirmed()
        .filter(own | Q(attested_by=person_id, contact__aco__in=edits.values("aco")))
        .order_by("contact__aco__name", "held_type")
        .distinct("contact__aco__name", "held_type")
        .select_related("held_type__aco", "contact__person")
    )
    asked_of = [one.held_type for one in waiting if one.contact.person_id == person_id]
    return asked_of, [_item(one) for one in waiting if one.contact.person_id != person_id]


def _item(one: ContactAttestation) -> Item:
    aco, name = one.held_type.aco, one.contact.person.full_name
    return Item(
        task=STATED,
        aco=aco,
        text=f"{name} has not confirmed yet what you stated of them as {label_of(one.type)} of "
        f"{aco}. They are asked when they sign in.",
        url=reverse("contact", args=[aco.aco_id, one.contact_id]),
    )
