"""One's own: organizations with one's role in each, and one's requests (rules D5, D7, D8)."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import TOO_MANY_NUMBERS, may_try_number
from accounts.requests import SignedInRequest
from acoms.programme.identifiers import tin_in_search
from acoms.tables.exports import list_response
from acoms.tables.lists import Column, ListState, unsorted
from acoms.text.folding import folded
from qpp_roles.organizations.errors import QppError
from qpp_roles.organizations.kinds import OrganizationType
from qpp_roles.roles.actions.deciding import withdraw_request
from qpp_roles.roles.manage_access.queries import (
    STATE_RANK,
    STATES,
    Row,
    counts_of,
    found_among,
    left_waiting,
    newest_first,
    requests_of,
    rows_for,
)
from qpp_roles.roles.models import RoleRequest
from qpp_roles.roles.queries import QppRole, roles_of
from qpp_roles.roles.rules import RequestState

COLUMNS: tuple[Column[Row], ...] = (
    Column(
        "name",
        "Organization",
        ("name",),
        cell="qpp_roles/roles/manage_access/cells/organization.html",
        file={
            "Organization": lambda row: row.held.name,
            "Type": lambda row: row.held.kind.label,
            "ID or TIN": lambda row: row.detail,
        },
        names_row=True,
    ),
    Column(
        "role",
        "Your role",
        ("role",),
        cell="qpp_roles/roles/manage_access/cells/role.html",
        file={"Your role": lambda row: row.held.role.label},
    ),
    Column("since", "Since", ("since",), cell=lambda row: row.held.since),
    Column(
        "requests",
        "Requests",
        cell="qpp_roles/roles/manage_access/cells/requests.html",
        file={"Pending requests": lambda row: row.waiting},
    ),
)
_KEYS: dict[str, Callable[[QppRole], Any]] = {
    "name": lambda one: (folded(one.name), one.place_id),
    "role": lambda one: (one.role.label, folded(one.name), one.place_id),
    "since": lambda one: (one.since, folded(one.name), one.place_id),
}
REQUEST_COLUMNS: tuple[Column[RoleRequest], ...] = (
    Column("asked", "Asked", ("requested_at",), cell=lambda one: one.requested_at),
    Column("organization", "Organization", cell=lambda one: one.place.name, names_row=True),
    Column("role", "Role", cell=lambda one: one.get_role_display()),
    Column("state", "State", ("rank",), cell="qpp_roles/roles/manage_access/cells/own_state.html"),
    Column("actions", "Actions", cell="qpp_roles/roles/manage_access/cells/own_actions.html"),
)
LATEST = 5


@require_safe
def manage_access(request: SignedInRequest) -> HttpResponse:
    """The person's organizations in tabs by type, with their role in each and what it allows."""
    roles = roles_of(request.user.pk)
    tabs = counts_of(roles)
    tab = _tab(request, roles)
    state = ListState(request, COLUMNS)
    found = _asked_for(request, roles, tab, state)
    requests = list(_unapproved(request.user.pk)[: LATEST + 1])
    context = {
        "roles": roles,
        "tabs": tabs,
        "tab": tab,
        "state": state,
        "rows": rows_for(request.user.pk, found[state.rows]),
        "paging": state.paging(len(found)),
        "query": state.url(page=None),
        "requests": requests[:LATEST],
        "columns": REQUEST_COLUMNS,
        "headings": unsorted(REQUEST_COLUMNS),
        "left_waiting": left_waiting(requests[:LATEST]),
        "more_requests": len(requests) > LATEST,
    }
    return render(request, "qpp_roles/roles/manage_access/manage_access.html", context)


@require_safe
def manage_access_csv(request: SignedInRequest) -> HttpResponseBase:
    """What a tab shows with the same search, all of it, as a file."""
    roles = roles_of(request.user.pk)
    tab = _tab(request, roles)
    found = _asked_for(request, roles, tab, ListState(request, COLUMNS))
    rows = rows_for(request.user.pk, found)
    return list_response(f"manage-access-{tab.value}.csv", COLUMNS, rows)


def _tab(request: SignedInRequest, roles: list[QppRole]) -> OrganizationType:
    """The tab asked for; else the first one with something in it."""
    asked = request.GET.get("type", "")
    if asked in list(OrganizationType):
        return OrganizationType(asked)
    types = {role.kind.type for role in roles}
    return next((tab for tab in OrganizationType if tab in types), OrganizationType.PRACTICE)


def _asked_for(
    request: SignedInRequest, roles: list[QppRole], tab: OrganizationType, state: ListState
) -> list[QppRole]:
    """What the page shows of a tab; nothing for whoever tries out numbers, and they are told."""
    there = [one for one in roles if one.kind.type is tab]

    def found() -> list[QppRole]:
        return found_among(there, state.search)

    if tin_in_search(state.search) and not may_try_number(request, finds=lambda: bool(found())):
        messages.error(request, TOO_MANY_NUMBERS)
        return []
    return sorted(found(), key=_KEYS[state.sorted_by.key], reverse=state.descending)


def _unapproved(person_id: int) -> QuerySet[RoleRequest]:
    """What waits, was denied or was withdrawn: approved ones are roles by now."""
    return requests_of(person_id).exclude(approved=True)


@require_safe
def my_requests(request: SignedInRequest) -> HttpResponse:
    """All of the person's requests, with what has become of each (rule D5)."""
    state = newest_first(ListState(request, REQUEST_COLUMNS))
    chosen = state.chosen("state", STATES)
    found = requests_of(request.user.pk).filter(**STATES.get(chosen, {})).annotate(rank=STATE_RANK)
    requests = list(found.order_by(*state.order, "-pk")[state.rows])
    context = {
        "state": state,
        "columns": state.columns,
        "headings": state.headings,
        "states": list(RequestState),
        "chosen": chosen,
        "requests": requests,
        "left_waiting": left_waiting(requests),
        "paging": state.paging(found.count()),
    }
    return render(request, "qpp_roles/roles/manage_access/my_requests.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: SignedInRequest, request_id: int) -> HttpResponse:
    """Take back one's own request while it waits: a question, then doing it."""
    found = get_object_or_404(requests_of(request.user.pk), pk=request_id)
    if request.method == "POST":
        try:
            withdraw_request(acting_person=request.user, role_request=found)
        except QppError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, "Your request is withdrawn.")
        return redirect("manage_access")
    return render(request, "qpp_roles/roles/manage_access/withdraw.html", {"role_request": found})
