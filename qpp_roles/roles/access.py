"""Access to an organization, and to an ACO's QPP roles: its people alone know of it (rule E1)."""

from dataclasses import dataclass
from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponseBase

from accounts.requests import SignedInRequest
from acoms.access import SIGNED_IN, Decision, Refused
from contacts.access import AcoPolicy, AcoRequest, explain
from contacts.permissions import Permission
from contacts.types import label_of
from qpp_roles.organizations.kinds import ROLE_OF_CONTACT_TYPE, Role, strongest
from qpp_roles.organizations.models import Organization
from qpp_roles.roles.models import HeldRole


@dataclass(frozen=True, slots=True)
class OrganizationAccess:
    """What one person is in one organization."""

    organization: Organization
    role: Role

    @property
    def decides(self) -> bool:
        """May answer the requests of others (rule D5)."""
        return self.role is Role.SECURITY_OFFICIAL


class OrganizationRequest(SignedInRequest):
    """A request that an `OrganizationPolicy` admitted. For annotations only."""

    organization_access: OrganizationAccess


def load_access(person_id: int, organization_id: int) -> OrganizationAccess | None:
    """A person's access to an organization, or None for an outsider: one query."""
    held = (
        HeldRole.objects.active()
        .filter(person=person_id, organization=organization_id)
        .select_related("organization")
        .first()
    )
    return OrganizationAccess(held.organization, Role(held.role)) if held else None


def load_given_up(person_id: int, organization_id: int) -> OrganizationAccess | None:
    """What a person was in an organization until they gave it up themselves, or None; one query."""
    held = (
        HeldRole.objects.filter(person=person_id, organization=organization_id)
        .select_related("organization")
        .order_by("-since", "-pk")
        .first()
    )
    if held is None or not held.is_given_up:
        return None
    return OrganizationAccess(held.organization, Role(held.role))


@dataclass(frozen=True, slots=True)
class OrganizationPolicy:
    """People with a role in the organization of the URL (`organization_id`), or of them only its
    Security Officials; outsiders get 404.

    Whoever is `leaving` may say so twice: who has given up their role already is no outsider to
    that (E3).
    """

    deciding: bool = False
    leaving: bool = False

    @property
    def name(self) -> str:
        return "answers an organization's requests" if self.deciding else "has a role there"

    def admit(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase | None:
        if (response := SIGNED_IN.admit(request)) is not None:
            return response
        who, where = cast("int", request.user.pk), kwargs["organization_id"]
        access = load_access(who, where)
        if access is None and self.leaving and request.method == "POST":
            access = load_given_up(who, where)
        if access is None:
            raise Http404
        request.organization_access = access  # type: ignore[attr-defined]
        if self.deciding and not access.decides:
            raise Refused(only_security_officials(access.organization))
        return None


class AcoRoleRequest(AcoRequest):
    """A request that an `AcoRolePolicy` admitted. For annotations only."""

    qpp_role: Role


@dataclass(frozen=True, slots=True)
class AcoRolePolicy:
    """People with a QPP role in the ACO of the URL (`aco_id`), which is a contact type there.

    Its other contacts are told who has one; outsiders get 404.
    """

    @property
    def name(self) -> str:
        return "has a QPP role in the ACO"

    def admit(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase | None:
        answer = AcoPolicy(Permission.OWN_ACCESS_READ).admit(request, **kwargs)
        if answer is not None:
            return answer
        access = cast("AcoRequest", request).aco_access
        role = strongest(ROLE_OF_CONTACT_TYPE[code] for code in access.held & _QPP_TYPES)
        if role is None:
            labels = tuple(label_of(role.contact_type) for role in Role)
            refusal = Decision(False, "You have no QPP role in this ACO.", labels)
            raise Refused(explain(refusal, access, _QPP_TYPES))
        request.qpp_role = role  # type: ignore[attr-defined]
        return None


_QPP_TYPES = frozenset(ROLE_OF_CONTACT_TYPE)


def only_security_officials(organization: Organization) -> Decision:
    """The refusal for a Staff User, with the people who could; one query."""
    officials = (
        HeldRole.objects.filter(organization=organization)
        .active()
        .security_officials()
        .select_related("person")
    )
    return Decision(
        False,
        "Your role in this organization does not let you answer requests or end roles.",
        (Role.SECURITY_OFFICIAL.label,),
        tuple(held.person.full_name for held in officials),
    )
