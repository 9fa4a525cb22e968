"""Where someone stands at the organization or ACO that they connect to (rules D3, D5, D6)."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from accounts.models import Person
from contacts.models import Aco, HeldType
from qpp_roles.connect.models import ValidationTry
from qpp_roles.connect.validation import locked_until, tries_left
from qpp_roles.organizations.kinds import (
    ROLE_OF_CONTACT_TYPE,
    Role,
    strongest,
)
from qpp_roles.roles.models import HeldRole, RoleRequest
from qpp_roles.roles.places import Place, at
from qpp_roles.roles.rules import RequestState, roles_to_request


@dataclass(frozen=True, slots=True)
class Standing:
    """What one person is at one organization, and what they asked for there last.

    `locked_until` is when a first Security Official may try again to be validated (rule D6).
    """

    has_security_official: bool
    held: Role | None
    latest: RoleRequest | None
    locked_until: datetime | None
    tries_left: int

    @property
    def pending(self) -> RoleRequest | None:
        """Their request that waits for an answer."""
        return self._latest_in(RequestState.PENDING)

    @property
    def denied(self) -> RoleRequest | None:
        """Their last request, if it was denied: they may ask again (rule D5)."""
        return self._latest_in(RequestState.DENIED)

    @property
    def roles(self) -> tuple[Role, ...]:
        """The roles that may be asked for (rule D3)."""
        return roles_to_request(self.has_security_official)

    def _latest_in(self, state: RequestState) -> RoleRequest | None:
        return self.latest if self.latest and self.latest.state is state else None


def standing_of(person: Person, place: Place) -> Standing:
    """Where a person stands at an organization now: three queries."""
    now = timezone.now()
    roles = _roles(person, place)
    counted = ValidationTry.objects.counted(now).filter(**at(place))
    tries = list(counted.values_list("person", "tried_at"))
    everybodys = [moment for _, moment in tries]
    own = [moment for who, moment in tries if who == person.pk]
    has_security_official = any(role is Role.SECURITY_OFFICIAL for _, role in roles)
    return Standing(
        has_security_official=has_security_official,
        held=strongest(role for who, role in roles if who == person.pk),
        latest=RoleRequest.objects.filter(**at(place), person=person)
        .order_by("-requested_at", "-pk")
        .first(),
        locked_until=None if has_security_official else locked_until(own, everybodys),
        tries_left=tries_left(len(own), len(everybodys)),
    )


def _roles(person: Person, place: Place) -> list[tuple[int, Role]]:
    """Who is Security Official there, and what this person is: one query."""
    if isinstance(place, Aco):
        official = Q(type=Role.SECURITY_OFFICIAL.contact_type)
        types = HeldType.objects.active().filter(official | Q(contact__person=person), aco=place)
        in_qpp = types.filter(type__in=list(ROLE_OF_CONTACT_TYPE))
        return [
            (who, ROLE_OF_CONTACT_TYPE[code])
            for who, code in in_qpp.values_list("contact__person", "type")
        ]
    official = Q(role=Role.SECURITY_OFFICIAL.value)
    held = HeldRole.objects.active().filter(official | Q(person=person), organization=place)
    return [(who, Role(role)) for who, role in held.values_list("person", "role")]
