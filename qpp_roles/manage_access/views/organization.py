"""One organization: who has which role in it, and what oneself may do there (rules D7, D8)."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from acoms.clock import day_in_words
from acoms.exports import csv_response
from acoms.lists import Column, ListState
from qpp_roles.access import OrganizationRequest
from qpp_roles.kinds import Allows, Kind, Role, allowed_by
from qpp_roles.manage_access.queries import about, people_of
from qpp_roles.models import HeldRole
from qpp_roles.officials import officials_of

COLUMNS = (
    Column("name", "Name", ("person__last_name", "person__first_name")),
    Column("role", "Role", ("role",)),
    Column("since", "Since", ("since",)),
    Column("source", "How it was given"),
)
SHOWN = 50


@require_safe
def organization(request: OrganizationRequest, organization_id: int) -> HttpResponse:
    """Everyone's roles, for everyone in it; its Security Officials see what waits for them."""
    access = request.organization_access
    place = access.organization
    state = ListState(request, COLUMNS)
    people = people_of(place, state.search)
    pending = place.requests.pending().select_related("person").order_by("requested_at", "pk")
    context = {
        "about": about(place),
        "allowed": allowed_by(access.role, place.kind_row),
        "state": state,
        "people": people.order_by(*state.order, "pk")[state.rows],
        "paging": state.paging(people.count()),
        "has_official": access.decides or bool(officials_of(place)),
        "pending": list(pending[:SHOWN]) if access.decides else [],
        "waiting": pending.count(),
    }
    return render(request, "qpp_roles/manage_access/organization.html", context)


@require_safe
def people_csv(request: OrganizationRequest, organization_id: int) -> HttpResponseBase:
    """Everyone with a role, as a file. Security Officials get the e-mail addresses too."""
    access = request.organization_access
    header = ["Last name", "First name", "Role", "Since", "How it was given"]
    columns: list[Callable[[HeldRole], Any]] = [
        lambda held: held.person.last_name,
        lambda held: held.person.first_name,
        lambda held: Role(held.role).label,
        lambda held: day_in_words(held.since),
        lambda held: held.get_source_display(),
    ]
    if access.decides:
        header.insert(2, "E-mail")
        columns.insert(2, lambda held: held.person.email)
    state = ListState(request, COLUMNS)
    people = people_of(access.organization, state.search).order_by(*state.order, "pk")
    rows = ([column(held) for column in columns] for held in people.iterator(chunk_size=2_000))
    return csv_response(f"people-{organization_id}.csv", header, rows)


@require_safe
def what_i_can_do(request: OrganizationRequest, organization_id: int) -> HttpResponse:
    """What the visitor may do in this organization and why, and who could do the rest (D8)."""
    access = request.organization_access
    kind = access.organization.kind_row
    may = allowed_by(access.role, kind)
    context = {
        "kind": kind,
        "may": [(one, _through(one, kind)) for one in may],
        "may_not": [one for one in allowed_by(Role.SECURITY_OFFICIAL, kind) if one not in may],
        "officials": officials_of(access.organization),
    }
    return render(request, "qpp_roles/manage_access/what_i_can_do.html", context)


def _through(one: Allows, kind: Kind) -> str:
    """Which roles let someone do it."""
    return " or ".join(role.label for role in Role if one in allowed_by(role, kind))
