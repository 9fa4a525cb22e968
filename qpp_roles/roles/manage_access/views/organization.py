"""One organization or ACO: who has which role in it, and what oneself may do there (D7, D8)."""

from collections.abc import Callable, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from acoms.tables.exports import csv_response
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

_WHO: tuple[Column[Any], ...] = (
    Column("name", "Name", (Folded("last_name"), Folded("first_name"))),
    Column("role", "Role", ("code",)),
    Column("since", "Since", ("since",)),
)
COLUMNS: tuple[Column[Any], ...] = (*_WHO, Column("how", "How it was given"))
COLUMNS_OF_OFFICIAL: tuple[Column[Any], ...] = (*COLUMNS, Column("actions", "Actions"))
COLUMNS_IN_ACO: tuple[Column[Any], ...] = (*_WHO, Column("how", "Given by"))
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
    columns = COLUMNS_OF_OFFICIAL if access.decides else COLUMNS
    return _page(request, place, access.role, columns, context)


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
    return _page(request, place, role, COLUMNS_IN_ACO, context)


def _page(
    request: HttpRequest,
    place: Organization | Aco,
    role: Role,
    columns: Sequence[Column[Any]],
    context: dict[str, Any],
) -> HttpResponse:
    decides = role is Role.SECURITY_OFFICIAL
    state = ListState(request, columns)
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
    return _people_file(request, access.organization, access.role, COLUMNS)


@require_safe
def people_of_aco_csv(request: AcoRoleRequest, aco_id: str) -> HttpResponseBase:
    """The same of an ACO."""
    return _people_file(request, request.aco_access.aco, request.qpp_role, COLUMNS_IN_ACO)


def _people_file(
    request: HttpRequest, place: Organization | Aco, role: Role, columns: Sequence[Column[Any]]
) -> HttpResponseBase:
    header = ["Last name", "First name", "Role", "Since", columns[-1].label]
    fields: list[Callable[[Holder], Any]] = [
        lambda holder: holder.last_name,
        lambda holder: holder.first_name,
        lambda holder: holder.role.label,
        lambda holder: holder.since,
        lambda holder: holder.how,
    ]
    if role is Role.SECURITY_OFFICIAL:
        header.insert(2, "E-mail")
        fields.insert(2, lambda holder: holder.email)
    state = ListState(request, columns)
    people = people_of(place, state.search).order_by(*state.order, "pk")
    found = holders_in(people.iterator(chunk_size=2_000))
    rows = ([field(holder) for field in fields] for holder in found)
    name = place.aco_id if isinstance(place, Aco) else place.pk
    return csv_response(f"people-{name}.csv", header, rows)


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
