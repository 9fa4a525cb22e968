"""What people are told whose roles came from HARP, on screen and by e-mail."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.urls import reverse

from accounts.models import Person
from contacts.models import Aco
from notifications.actions import Telling, notify_all
from notifications.kinds import Kind, register
from qpp_roles.kinds import Role


def _pages(notifications: Any) -> Mapping[int, dict[str, Any]]:
    pages = {
        "sign_in": settings.SITE_URL + reverse("account_login"),
        "reset": settings.SITE_URL + reverse("account_reset_password"),
    }
    return {notification.pk: pages for notification in notifications}


FROM_HARP = register(
    Kind(
        name="qpp_roles.from_harp",
        on_screen="From HARP you are {said}.",
        mail="qpp_roles/email/from_harp",
        mail_contexts=_pages,
    )
)


def tell_people(given: Mapping[Person, Iterable[tuple[Role, Aco]]]) -> None:
    """Tell each person once of the roles they were given; in a constant number of queries."""
    tellings, url = [], reverse("my_acos")
    for person, roles in given.items():
        said = [f"QPP {role.label} of {aco}" for role, aco in roles]
        data = {
            "first_name": person.first_name,
            "user_id": person.user_id,
            "roles": said,
            "said": " and ".join(said),
            "has_password": person.has_usable_password(),
            "url": url,
        }
        tellings.append(Telling(person=person, data=data))
    notify_all(FROM_HARP, tellings)
