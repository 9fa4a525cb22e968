"""What the pages of Manage Access show, each in a number of queries that does not grow."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Concat
from django.urls import reverse

from acoms.programme.identifiers import masked_tin, tin_in_search
from acoms.programme.tins import with_tin
from acoms.programme.vocabulary import complete
from acoms.tables.lists import ListState
from acoms.text.folding import Folded, Like, folded, is_named
from acoms.text.names import Name
from contacts.models import Aco, HeldType
from contacts.queries import holders_of
from contacts.types import ADMIN_CODES, in_order
from qpp_roles.organizations.kinds import ROLE_OF_CONTACT_TYPE, SSP_ACO, OrganizationType, Role
from qpp_roles.organizations.models import Organization
from qpp_roles.roles.attention import waiting_for
from qpp_roles.roles.models import HeldRole, RoleRequest
from qpp_roles.roles.officials import PlaceKey, officials_of_places
from qpp_roles.roles.queries import QppRole
from qpp_roles.roles.rules import RequestState

# Requests by what has become of them; `RoleRequest.state` says the same of one.
STATES: dict[str, dict[str, Any]] = {
    RequestState.PENDING: {"decided_at": None, "withdrawn_at": None},
    RequestState.APPROVED: {"approved": True},
    RequestState.DENIED: {"approved": False},
    RequestState.WITHDRAWN: {"withdrawn_at__isnull": False},
}
complete(RequestState, STATES)


# In this order they stand where a list is sorted by state.
STATE_RANK = Case(
    When(withdrawn_at__isnull=False, then=Value(3)),
    When(decided_at=None, then=Value(0)),
    When(approved=True, then=Value(1)),
    default=Value(2),
)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list: a role, what tells its organization apart, and what waits there."""

    held: QppRole
    detail: str
    waiting: int

    @property
    def in_aco(self) -> bool:
        return self.held.kind.code == SSP_ACO

    @property
    def url(self) -> str:
        """The page of the place, which begins with what waits there."""
        if self.in_aco:
            return reverse("manage_access_aco", args=[self.held.identifier])
        return reverse("manage_access_organization", args=[self.held.place_id])


def counts_of(roles: Sequence[QppRole]) -> list[tuple[OrganizationType, int]]:
    """The tabs, each with how many organizations stand there."""
    count = Counter(role.kind.type for role in roles)
    return [(tab, count[tab]) for tab in OrganizationType]


def found_among(roles: Sequence[QppRole], typed: str) -> list[QppRole]:
    """Those of `roles` that are named so, with `typed` in their ID, or with that complete TIN."""
    if not typed:
        return list(roles)
    with_this_tin: Collection[int] = ()
    if tin := tin_in_search(typed):
        by_tin = Organization.objects.filter(with_tin(tin))
        with_this_tin = set(by_tin.filter(pk__in=_ids(roles)).values_list("pk", flat=True))
    lowered = typed.lower()
    return [
        role
        for role in roles
        if is_named(role.name, typed)
        or lowered in role.identifier.lower()
        or (role.kind.code != SSP_ACO and role.place_id in with_this_tin)
    ]


def rows_for(person_id: int, roles: Sequence[QppRole]) -> list[Row]:
    """The lines of the list for `roles`: two queries more."""
    details = {
        one.pk: about(one)
        for one in Organization.objects.filter(pk__in=_ids(roles)).only(
            "kind", "identifier", "tin", "location"
        )
    }
    waiting = Counter[PlaceKey](
        waiting_for(person_id).order_by().values_list("organization_id", "aco_id")
    )
    rows = []
    for role in roles:
        key = (None, role.place_id) if role.kind.code == SSP_ACO else (role.place_id, None)
        detail = f"ACO ID {role.identifier}" if key[1] else details[role.place_id]
        rows.append(Row(role, detail, waiting[key]))
    return rows


def _ids(roles: Sequence[QppRole]) -> list[int]:
    return [role.place_id for role in roles if role.kind.code != SSP_ACO]


def about(organization: Organization) -> str:
    """What tells it apart from others of its name, for people who belong there."""
    kind = organization.kind_row
    parts = [
        f"{kind.id_label} {organization.identifier}" if organization.identifier else "",
        f"TIN {masked_tin(organization.tin)}" if organization.tin else "",
        organization.location,
    ]
    return " · ".join(filter(None, parts))


def newest_first(state: ListState) -> ListState:
    """A list of requests, whose first column is the day: the newest come first unless asked."""
    if not state.params.get("sort"):
        state.descending = True
    return state


def requests_of(person_id: int) -> QuerySet[RoleRequest]:
    """A person's own requests, with their places and who answered."""
    return RoleRequest.objects.filter(person=person_id).select_related(
        "organization", "aco", "decided_by"
    )


def left_waiting(requests: Iterable[RoleRequest]) -> set[int]:
    """Of requests the ids of those that nobody at their place can answer now; two queries (D9)."""
    places = {
        one.pk: (one.organization_id, one.aco_id)
        for one in requests
        if one.state is RequestState.PENDING
    }
    officials = officials_of_places(places.values())
    return {pk for pk, place in places.items() if not officials.get(place)}


@dataclass(frozen=True, slots=True)
class Holder:
    """Someone with a role in a place now. `how` is how they got it, in an ACO from whom."""

    pk: int
    person_id: int
    last_name: str
    first_name: str
    email: str
    role: Role
    since: datetime
    how: str

    @property
    def is_staff_user(self) -> bool:
        return self.role is Role.STAFF_USER

    @property
    def listed_name(self) -> str:
        return Name(self.first_name, self.last_name).listed


def people_of(place: Organization | Aco, search: str = "") -> QuerySet[Any]:
    """Who has which role in a place now, for `holders_in`; `search` are words of a name.

    In an ACO the roles are contact types (decision 0014). Whoever holds both there stands once,
    as Security Official, who may do all that a Staff User may.
    """
    rows = _in_aco(place) if isinstance(place, Aco) else _in_organization(place)
    for word in folded(search).split():
        here = f"%{word}%"
        rows = rows.filter(Like(Folded("last_name"), here) | Like(Folded("first_name"), here))
    return rows


def holders_in(rows: Iterable[dict[str, Any]]) -> Iterable[Holder]:
    """Rows of `people_of`, read."""
    sources = dict(HeldRole.Source.choices)
    for row in rows:
        code, how = row.pop("code"), row.pop("how")
        role = ROLE_OF_CONTACT_TYPE.get(code) or Role(code)
        yield Holder(role=role, how=sources.get(how, how.strip()), **row)


def _in_organization(organization: Organization) -> QuerySet[Any]:
    return (
        HeldRole.objects.filter(organization=organization)
        .active()
        .values(
            "pk",
            "person_id",
            "since",
            last_name=F("person__last_name"),
            first_name=F("person__first_name"),
            email=F("person__email"),
            code=F("role"),
            how=F("source"),
        )
    )


def _in_aco(aco: Aco) -> QuerySet[Any]:
    held = HeldType.objects.active().filter(aco=aco, type__in=list(ROLE_OF_CONTACT_TYPE))
    official = Role.SECURITY_OFFICIAL.contact_type
    is_official = Exists(held.filter(type=official, contact=OuterRef("contact")))
    return held.filter(Q(type=official) | ~is_official).values(
        "pk",
        "since",
        person_id=F("contact__person"),
        last_name=F("contact__person__last_name"),
        first_name=F("contact__person__first_name"),
        email=F("contact__person__email"),
        code=F("type"),
        how=Concat("given_by__first_name", Value(" "), "given_by__last_name"),
    )


def administrators_of(aco: Aco) -> list[str]:
    """Who gives and ends roles in an ACO, with their contact types, for its own people; one query
    (rules B1, E1)."""
    holders = holders_of(aco, ADMIN_CODES)
    return [f"{name}, {row.label}" for row in in_order(set(holders)) for name in holders[row.code]]
