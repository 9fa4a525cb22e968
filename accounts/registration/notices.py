"""The e-mails to an address for which somebody asked for an account."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language

from accounts.registration.rules import State
from accounts.registration.secrets import code_for, token_for
from notifications.actions import notify
from notifications.kinds import Kind, Outgoing, register

if TYPE_CHECKING:
    from accounts.models import Person
    from accounts.registration.models import Registration


def _links(notifications: Sequence[Outgoing]) -> Mapping[int, dict[str, Any]]:
    """Link and code of each mail, derived only now (rule E5); one query.

    A mail that a newer one replaces, or whose time is over, is left out.
    """
    from accounts.registration.models import Registration

    asked = {n.pk: (n.data["registration"], n.data["generation"]) for n in notifications}
    found = Registration.objects.in_bulk([pk for pk, _ in asked.values()])
    return {
        pk: {
            "registration": registration,
            "link": settings.SITE_URL
            + reverse("open_registration", args=[token_for(registration.pk, generation)]),
            "code": code_for(registration.pk, generation),
        }
        for pk, (number, generation) in asked.items()
        if (registration := found.get(number)) is not None
        and registration.generation == generation
        and registration.state is not State.EXPIRED
    }


def _pages(notifications: Sequence[Outgoing]) -> Mapping[int, dict[str, Any]]:
    """Where someone goes who has an account already."""
    pages = {
        "sign_in": settings.SITE_URL + reverse("account_login"),
        "reset": settings.SITE_URL + reverse("account_reset_password"),
    }
    return {n.pk: pages for n in notifications}


LINK = register(
    Kind(
        name="accounts.registration",
        mail="accounts/registration/email/registration",
        mail_contexts=_links,
        speaks=True,
    )
)
HAS_ACCOUNT = register(
    Kind(
        name="accounts.registered_already",
        mail="accounts/registration/email/registered_already",
        mail_contexts=_pages,
        speaks=True,
    )
)


def send_link(registration: "Registration") -> None:
    notify(
        LINK,
        address=registration.email,
        data={
            "registration": registration.pk,
            "generation": registration.generation,
            "language": get_language(),
        },
    )


def tell_of_account(person: "Person") -> None:
    """The address has an account: the mail says which, as the mail of a forgotten password does."""
    data = {
        "user_id": person.user_id,
        "closed": not person.is_active,
    }
    notify(HAS_ACCOUNT, person=person, data=data)
