"""The Security Officials of organizations and ACOs: who answers requests, and is told of them."""

from collections import defaultdict
from collections.abc import Iterable

from accounts.models import Person
from acoms.text.folding import Folded
from contacts.models import Aco, HeldType
from qpp_roles.organizations.kinds import Role
from qpp_roles.organizations.models import Organization
from qpp_roles.roles.models import HeldRole

# An organization's id or an ACO's, as a request names its place.
PlaceKey = tuple[int | None, int | None]


def key_of(place: Organization | Aco) -> PlaceKey:
    return (place.pk, None) if isinstance(place, Organization) else (None, place.pk)


def officials_of_places(keys: Iterable[PlaceKey]) -> dict[PlaceKey, list[Person]]:
    """The Security Officials of each place now, by name; at most two queries for all of them."""
    wanted = list(keys)
    organizations = {organization for organization, _ in wanted if organization}
    acos = {aco for _, aco in wanted if aco}
    found: dict[PlaceKey, list[Person]] = defaultdict(list)
    if organizations:
        held = HeldRole.objects.active().security_officials()
        held = held.filter(organization__in=organizations).select_related("person")
        for one in held.order_by(
            Folded("person__last_name"), Folded("person__first_name"), "person_id"
        ):
            found[one.organization_id, None].append(one.person)
    if acos:
        types = HeldType.objects.active().filter(
            aco__in=acos, type=Role.SECURITY_OFFICIAL.contact_type
        )
        types = types.select_related("contact__person")
        for held_type in types.order_by(
            Folded("contact__person__last_name"),
            Folded("contact__person__first_name"),
            "contact__person_id",
        ):
            found[None, held_type.aco_id].append(held_type.contact.person)
    return found


def officials_of(place: Organization | Aco) -> list[Person]:
    """The Security Officials of one place now, by name; one query."""
    key = key_of(place)
    return officials_of_places([key])[key]
