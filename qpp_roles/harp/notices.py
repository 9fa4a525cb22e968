"""What is told of roles that came from HARP, on screen and by e-mail: to those who have them now,
and to the administrators of their ACOs."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.urls import reverse

from accounts.models import Person
from contacts.models import Aco
from contacts.queries import administrators_by_aco
from notifications.actions import Telling, notify_all
from notifications.kinds import Kind, register
from notifications.quoting import NAME, in_marks, quoted
from qpp_roles.organizations.kinds import Role


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
NAMED = 10  # people in one notice; the rest are a number, and all are on the Contacts subtab
CAME = "{said}"
CAME_FROM_HARP = register(
    Kind(
        name="qpp_roles.came_from_harp",
        on_screen=CAME,
        mail="qpp_roles/email/came_from_harp",
        digestible=True,
        section="People who came from HARP",
    )
)
CAME_FROM_HARP_ON_SCREEN = register(Kind(name="qpp_roles.came_from_harp_on_screen", on_screen=CAME))


def tell_people(given: Mapping[Person, Iterable[tuple[Role, Aco]]]) -> None:
    """Tell each person once of the roles they were given; in a constant number of queries."""
    tellings, url = [], reverse("my_acos")
    for person, roles in given.items():
        said = [f"QPP {role.label} of {aco}" for role, aco in roles]
        data = {
            "user_id": person.user_id,
            "roles": said,
            "said": " and ".join(said),
            "has_password": person.has_usable_password(),
            "url": url,
        }
        tellings.append(Telling(person=person, data=data))
    notify_all(FROM_HARP, tellings)


def tell_administrators(given: Mapping[Person, Iterable[tuple[Role, Aco]]], *, mail: bool) -> None:
    """Tell the administrators of each ACO once who is new there, as an activation would.

    Nobody is told of themselves. Without `mail` on screen alone. In a constant number of queries.
    """
    came: defaultdict[Aco, list[tuple[Person, Role]]] = defaultdict(list)
    for person, roles in given.items():
        for role, aco in roles:
            came[aco].append((person, role))
    administrators = administrators_by_aco(came)
    tellings = [
        Telling(person=person, data=_came(aco, others))
        for aco, people in came.items()
        for person in administrators[aco.pk]
        if (others := [one for one in people if one[0] != person])
    ]
    notify_all(CAME_FROM_HARP if mail else CAME_FROM_HARP_ON_SCREEN, tellings)


def _came(aco: Aco, people: list[tuple[Person, Role]]) -> dict[str, Any]:
    lines = [
        f"{in_marks(person.full_name)} ({person.email}), QPP {role.label}"
        for person, role in people
    ]
    if len(people) == 1:
        ((person, role),) = people
        said = f"CMS brought the role of a QPP {role.label} in {aco} from HARP."
        typed = quoted((NAME, person.full_name))
    else:
        said, typed = f"CMS brought {len(people)} QPP roles in {aco} from HARP.", []
    return {
        "said": said,
        "quoted": typed,
        "aco": str(aco),
        "lines": [{"text": line} for line in lines[:NAMED]],
        "more": max(0, len(lines) - NAMED),
        "url": reverse("contacts", args=[aco.aco_id]),
    }
