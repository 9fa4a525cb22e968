"""People with roles in organizations and requests that wait, for the tests of Manage Access."""

from datetime import datetime, timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from accounts.models import Person
from contacts.models import Aco
from notifications.models import Notification
from qpp_roles.organizations.kinds import Role
from qpp_roles.organizations.models import Organization
from qpp_roles.roles.models import HeldRole, RoleRequest
from tests.cast import make_organization, make_person
from tests.signing_in import sign_in

OFFICIAL, STAFF_USER = Role.SECURITY_OFFICIAL, Role.STAFF_USER


def hold(person: Person, organization: Organization, role: Role, **fields: Any) -> HeldRole:
    defaults = {"source": "qpp_staff", "role": role}
    return HeldRole.objects.create(
        person=person, organization=organization, **{**defaults, **fields}
    )


def ask(
    person: Person,
    place: Organization | Aco,
    role: Role = STAFF_USER,
    *,
    days_ago: float = 0,
    now: datetime | None = None,
    **fields: Any,
) -> RoleRequest:
    """A request that was made so many days ago, and waits."""
    at = "aco" if isinstance(place, Aco) else "organization"
    return RoleRequest.objects.create(
        person=person,
        role=role,
        requested_at=(now or timezone.now()) - timedelta(days=days_ago),
        **{at: place, **fields},
    )


def said_to(person: Person) -> list[str]:
    """What a person reads on screen, newest first."""
    return [one.text for one in Notification.objects.on_screen_for(person.pk)]


def roles_in(organization: Organization) -> dict[str, str]:
    """Who has which role now, by user ID."""
    active = HeldRole.objects.filter(organization=organization).active()
    return dict(active.values_list("person__user_id", "role"))


class ElmStreet:
    """A practice with a Security Official and a Staff User, and someone who asks."""

    def __init__(self) -> None:
        self.practice = make_organization("practice", "Elm Street Family Practice")
        self.official = make_person("olga_official")
        self.staff_user = make_person("sam_staff")
        self.asker = make_person("ann_asker")
        self.held = hold(self.official, self.practice, OFFICIAL)
        self.held_by_staff_user = hold(self.staff_user, self.practice, STAFF_USER)

    @property
    def url(self) -> str:
        return f"/manage-access/organizations/{self.practice.pk}/"

    def ask(self, role: Role = STAFF_USER, **fields: Any) -> RoleRequest:
        return ask(self.asker, self.practice, role, **fields)


def at(person: Person) -> Client:
    """A browser in which the person is signed in."""
    return sign_in(Client(), person)
