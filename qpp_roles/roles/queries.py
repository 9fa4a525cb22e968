"""Who has which QPP role where, over organizations and Shared Savings Program ACOs alike."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import CharField, F, Value
from django.db.models.functions import Cast

from acoms.programme.identifiers import masked_tin
from acoms.text.folding import folded
from contacts.models import HeldType
from qpp_roles.organizations.kinds import (
    KINDS,
    ROLE_OF_CONTACT_TYPE,
    SSP_ACO,
    Allows,
    Kind,
    Role,
    allowed_by,
)
from qpp_roles.roles.models import HeldRole


@dataclass(frozen=True, slots=True)
class QppRole:
    """A role that a person holds now. `place_id` is the id of the Organization or the Aco.

    An ACO has no `location` here, and a TIN is never here whole.
    """

    kind: Kind
    place_id: int
    identifier: str
    name: str
    location: str
    masked_tin: str
    role: Role
    since: datetime

    @property
    def allows(self) -> tuple[Allows, ...]:
        """What it lets the person do (rule D8)."""
        return allowed_by(self.role, self.kind)


def roles_of(person_id: int) -> list[QppRole]:
    """The QPP roles that a person holds now, one for each organization, by name; one query.

    A role in an ACO is a contact type there (decision 0014). Whoever holds both of an ACO is its
    Security Official, who may do all that a Staff User may.
    """
    in_organizations = (
        HeldRole.objects.active()
        .filter(person=person_id)
        .values_list(
            "organization__kind",
            "organization_id",
            "organization__identifier",
            "organization__name",
            "organization__location",
            "organization__tin",
            "role",
            "since",
        )
    )
    in_acos = (
        HeldType.objects.active()
        .filter(contact__person=person_id, type__in=list(ROLE_OF_CONTACT_TYPE))
        .values_list(
            Value(SSP_ACO, output_field=CharField()),
            "aco_id",
            "aco__aco_id",
            "aco__name",
            Value(""),
            Value(""),
            Cast(F("type"), CharField()),
            "since",
        )
    )
    found: dict[tuple[str, int], QppRole] = {}
    held = in_organizations.union(in_acos, all=True)
    for code, place_id, identifier, name, location, tin, role, since in held:
        one = QppRole(
            KINDS[code],
            place_id,
            identifier,
            name,
            location,
            masked_tin(tin),
            ROLE_OF_CONTACT_TYPE.get(role) or Role(role),
            since,
        )
        other = found.get((code, place_id))
        if other is None or other.role is Role.STAFF_USER:
            found[code, place_id] = one
    return sorted(found.values(), key=lambda one: (folded(one.name), one.kind.code, one.place_id))


def holds_a_role(person_id: int) -> bool:
    """Whether a person has a role in any organization (those in ACOs are contact types)."""
    return bool(HeldRole.objects.active().filter(person=person_id).exists())


def people_with_a_role(person_ids: Collection[int]) -> set[int]:
    """Who of many people has a role in any organization."""
    held = HeldRole.objects.active().filter(person__in=person_ids)
    return set(held.values_list("person", flat=True))


@dataclass(frozen=True, slots=True)
class EndedRole:
    """A role that a person held and holds no more. `aco` says that it was in an ACO."""

    role: Role
    place: str
    ended_at: datetime
    aco: bool


def last_ended_role_of(person_id: int) -> EndedRole | None:
    """The QPP role of a person that ended last; None for someone who never had one."""
    in_acos = HeldType.objects.filter(
        contact__person=person_id, type__in=list(ROLE_OF_CONTACT_TYPE)
    )
    held = HeldRole.objects.filter(person=person_id, ended_at__isnull=False)
    found = [
        EndedRole(Role(one.role), one.organization.name, one.ended_at, aco=False)
        for one in held.select_related("organization").order_by("-ended_at")[:1]
        if one.ended_at
    ] + [
        EndedRole(ROLE_OF_CONTACT_TYPE[one.type], str(one.aco), one.ended_at, aco=True)
        for one in in_acos.filter(ended_at__isnull=False)
        .select_related("aco")
        .order_by("-ended_at")[:1]
        if one.ended_at
    ]
    return max(found, key=lambda one: one.ended_at, default=None)
