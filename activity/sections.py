"""The history of what an admin page shows, or the way to it."""

from heapq import merge
from itertools import islice

from django.db.models import Model
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode

from acoms.site.sections import Section, admin_tool
from activity.entries import entries
from activity.queries import PAGE, Filters, Place, as_events, rows
from activity.sources import parts_of, source_of
from contacts.models import Aco
from qpp_roles.organizations.models import Organization
from qpp_roles.roles.models import HeldRole, RoleRequest


def of_aco(request: HttpRequest, aco: Aco) -> Section:
    return _activity(aco_id=aco.aco_id)


def of_organization(request: HttpRequest, organization: Organization) -> Section:
    return _activity(organization=organization.pk)


def of_role(request: HttpRequest, one: HeldRole | RoleRequest) -> Section | None:
    """Of the organization of a role or a request for one; an ACO's is found at the ACO."""
    return _activity(organization=one.organization_id) if one.organization_id else None


def history_of(request: HttpRequest, row: Model) -> Section:
    """What happened to a row, newest first, a page at a time; a constant number of queries."""
    source, asked = source_of(type(row)), request.GET.get("before", "")
    if source is None:
        return Section("activity/row_history.html", {"kept": False})
    told = [(source, "pgh_obj"), *((part, part.part_of) for part in parts_of(type(row)))]
    before, everything = Place.read(asked), Filters(staff=True)
    found = (
        as_events(
            rank, one, rows(rank, one, everything, before).filter(**{key: row.pk})[: PAGE + 1]
        )
        for rank, (one, key) in enumerate(told)
    )
    newest = merge(*found, key=lambda event: event.place, reverse=True)
    events = list(islice(newest, PAGE + 1))
    older = urlencode({"before": str(events[PAGE - 1].place)}) if len(events) > PAGE else ""
    context = {"kept": True, "entries": entries(events[:PAGE], staff=True), "older": older}
    return Section("activity/row_history.html", {**context, "newest": bool(asked)})


def _activity(**asked: str | int) -> Section:
    url = reverse("admin:activity_activity_changelist")
    return admin_tool("Activity", f"{url}?{urlencode(asked)}")
