"""One organization or ACO: who has which role in it, and what oneself may do there (D7, D8)."""

from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from acoms.tables.cells import two_lines
from acoms.tables.exports import list_response
from acoms.tables.lists import Column, ListState
from acoms.text.folding import Folded
from contacts.models import Aco
from qpp_roles.organizations.kinds import KINDS, SSP_ACO, Role, allowed_by
from qpp_roles.organizations.models import Organization
from qpp_roles.roles.access import AcoRoleRequest, OrganizationRequest
from qpp_roles.roles.manage_access.queries import (
    Holder,
    about,
    administrators_of,
    holders_in,
    people_of,
)
from qpp_roles.roles.models import RoleRequest
from qpp_roles.roles.officials import officials_of
from qpp_roles.roles.places import at


def _columns(given: str, *, emails: bool) -> tuple[Column[Holder], ...]:
    """Who has which role. `given` is the heading of how, or from whom; Security Officials see
    e-mail addresses too."""
    named: Mapping[str, Callable[[Holder], object]] = {
        "Last name": lambda one: one.last_name,
        "First name": lambda one: one.first_name,
    }
    with_email = {**named, "E-mail": lambda one: one.email}
    return (
        Column(
            "name",
            "Name",
            (Folded("last_name"), Folded("first_name")),
            cell=_with_email if emails else lambda one: one.listed_name,
            file=with_email if emails else named,
            names_row=True,
        ),
        Column("role", "Role", ("code",), cell=lambda one: one.role.label),
        Column("since", "Since", ("since",), cell=lambda one: one.since),
        Column(
            "how",
            given,
            cell=lambda one: one.how or "Not on record",
            file={given: lambda one: one.how},
        ),
    )


def _with_email(one: Holder) -> str:
    return two_lines(one.listed_name, one.email)


def _columns_for(place: Organization | Aco, role: Role) -> tuple[Column[Holder], ...]:
    decides = role is Role.SECURITY_OFFICIAL
    if isinstance(place, Aco):
        return _columns("Given by", emails=decides)
    columns = _columns("How it was given", emails=decides)
    return (*columns, *_ACTIONS) if decides else columns


_ACTIONS: tuple[Column[Holder], ...] = (
    Column("actions", "Actions", cell="qpp_roles/roles/manage_access/cells/end_role.html"),
)
SHOWN = 50


@require_safe
def organization(request: OrganizationRequest, organization_id: int) -> HttpResponse:
    """Everyone's roles, for everyone in it; its Security Officials see what waits for them."""
    access = request.organization_access
    place = access.organization
    context = {
        "kind": place.kind_row,
        "about": about(place),
        "what_i_can_do": reverse("manage_access_what_i_can_do", args=[place.pk]),
        "requests_url": reverse("manage_access_requests", args=[place.pk]),
        "people_url": reverse("manage_access_people_csv", args=[place.pk]),
        "asked_for": True,
    }
    return _page(request, place, access.role, context)


@require_safe
def aco(request: AcoRoleRequest, aco_id: str) -> HttpResponse:
    """The same of an ACO, where the roles are contact types: its administrators give and end them.

    Requests are from before August 5, 2021; where there is none, nothing is said of them (B2).
    """
    place, role = request.aco_access.aco, request.qpp_role
    context = {
        "kind": KINDS[SSP_ACO],
        "in_aco": True,
        "about": f"ACO ID {place.aco_id}",
        "allowed": allowed_by(role, KINDS[SSP_ACO]),
        "what_i_can_do": reverse("what_i_can_do", args=[place.aco_id]),
        "requests_url": reverse("manage_access_aco_requests", args=[place.aco_id]),
        "people_url": reverse("manage_access_aco_people_csv", args=[place.aco_id]),
        "asked_for": RoleRequest.objects.filter(aco=place).exists(),
        "administrators": administrators_of(place),
    }
    return _page(request, place, role, context)


def _page(
    request: HttpRequest,
    place: Organization | Aco,
    role: Role,
    context: dict[str, Any],
) -> HttpResponse:
    decides = role is Role.SECURITY_OFFICIAL
    state = ListState(request, _columns_for(place, role))
    people = people_of(place, state.search)
    pending = RoleRequest.objects.pending().filter(**at(place))
    pending = pending.select_related("person").order_by("requested_at", "pk")
    context |= {
        "place": place,
        "role": role,
        "decides": decides,
        "state": state,
        "people": holders_in(people.order_by(*state.order, "pk")[state.rows]),
        "paging": state.paging(people.count()),
        "has_official": decides or bool(officials_of(place)),
        "pending": list(pending[:SHOWN]) if decides else [],
        "waiting": pending.count(),
    }
    return render(request, "qpp_roles/roles/manage_access/organization.html", context)


@require_safe
def people_csv(request: OrganizationRequest, organization_id: int) -> HttpResponseBase:
    """Everyone with a role, as a file. Security Officials get the e-mail addresses too."""
    access = request.organization_access
    return _people_file(request, access.organization, access.role)


@require_safe
def people_of_aco_csv(request: AcoRoleRequest, aco_id: str) -> HttpResponseBase:
    """The same of an ACO."""
    return _people_file(request, request.aco_access.aco, request.qpp_role)


def _people_file(request: HttpRequest, place: Organization | Aco, role: Role) -> HttpResponseBase:
    state = ListState(request, _columns_for(place, role))
    people = people_of(place, state.search).order_by(*state.order, "pk")
    name = place.aco_id if isinstance(place, Aco) else place.pk
    found = holders_in(people.iterator(chunk_size=2_000))
    return list_response(f"people-{name}.csv", state.columns, found)


@require_safe
def what_i_can_do(request: OrganizationRequest, organization_id: int) -> HttpResponse:
    """What the visitor may do in this organization and why, and who could do the rest (D8)."""
    access = request.organization_access
    kind = access.organization.kind_row
    everyone = allowed_by(Role.STAFF_USER, kind)
    context = {
        "kind": kind,
        "everyone": everyone,
        "official": [
            one for one in allowed_by(Role.SECURITY_OFFICIAL, kind) if one not in everyone
        ],
        "officials": officials_of(access.organization),
    }
    return render(request, "qpp_roles/roles/manage_access/what_i_can_do.html", context)
