"""What the pages of Manage Access show, each in a number of queries that does not grow."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse

from acoms.clock import day_in_words
from acoms.identifiers import masked_tin, read_tin
from acoms.lists import ListState
from acoms.tins import with_tin
from qpp_roles.attention import waiting_for
from qpp_roles.kinds import SSP_ACO, OrganizationType
from qpp_roles.models import HeldRole, Organization, RoleRequest
from qpp_roles.officials import PlaceKey
from qpp_roles.queries import QppRole
from qpp_roles.rules import RequestState

# Requests by what has become of them; `RoleRequest.state` says the same of one.
STATES: dict[str, dict[str, Any]] = {
    RequestState.PENDING: {"decided_at": None, "withdrawn_at": None},
    RequestState.APPROVED: {"approved": True},
    RequestState.DENIED: {"approved": False},
    RequestState.WITHDRAWN: {"withdrawn_at__isnull": False},
}


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
        if self.in_aco:
            return reverse("what_i_can_do", args=[self.held.identifier])
        return reverse("manage_access_organization", args=[self.held.place_id])

    @property
    def requests_url(self) -> str:
        if self.in_aco:
            return reverse("manage_access_aco", args=[self.held.identifier])
        return self.url  # which begins with them

    @property
    def since(self) -> str:
        return day_in_words(self.held.since)


def counts_of(roles: Sequence[QppRole]) -> list[tuple[OrganizationType, int]]:
    """The tabs, each with how many organizations stand there."""
    count = Counter(role.kind.type for role in roles)
    return [(tab, count[tab]) for tab in OrganizationType]


def found_among(roles: Sequence[QppRole], typed: str) -> list[QppRole]:
    """Those of `roles` with `typed` in their name or ID, or with that complete TIN."""
    if not typed:
        return list(roles)
    with_this_tin: Collection[int] = ()
    try:
        by_tin = Organization.objects.filter(with_tin(read_tin(typed)))
        with_this_tin = set(by_tin.filter(pk__in=_ids(roles)).values_list("pk", flat=True))
    except ValueError:
        pass
    lowered = typed.lower()
    return [
        role
        for role in roles
        if lowered in role.name.lower()
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
    found: QuerySet[RoleRequest] = RoleRequest.objects.filter(person=person_id).select_related(
        "organization", "aco", "decided_by"
    )
    return found


def people_of(organization: Organization, search: str = "") -> QuerySet[HeldRole]:
    """Who has which role in an organization now; `search` are words of a name."""
    held: QuerySet[HeldRole] = organization.held_roles.active().select_related("person")
    for word in search.split():
        held = held.filter(
            Q(person__first_name__icontains=word) | Q(person__last_name__icontains=word)
        )
    return held
