"""An ACO's Activity subtab, and its download."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from acoms.tables.exports import csv_response
from activity.entries import Entry, entries
from activity.forms import ActivityFilter
from activity.queries import PAGE, Filters, Place, all_events, page
from contacts.access import AcoRequest
from contacts.permissions import Permission

HEADER = ("When (Eastern Time)", "What happened", "In words", "Who", "Reason", "Changes")
STAFF_HEADER = ("ACO ID", "ACO", "Organization", "Page", "Address", "Request")


@require_safe
def activity(request: AcoRequest, aco_id: str) -> HttpResponse:
    """Who did what, when and to whom in this ACO, newest first (rule E3)."""
    access = request.aco_access
    form = ActivityFilter(request.GET, access.aco)
    sees_contacts = bool(access.decide(Permission.CONTACTS_READ))
    context = listing(request, form, contact_data=sees_contacts)
    return render(request, "activity/activity.html", context)


@require_safe
def activity_csv(request: AcoRequest, aco_id: str) -> HttpResponseBase:
    """The same as a file, all of it: what is filtered, without pages."""
    access = request.aco_access
    form = ActivityFilter(request.GET, access.aco)
    sees_contacts = bool(access.decide(Permission.CONTACTS_READ))
    name = f"activity-{aco_id}-{timezone.localdate():%Y-%m-%d}.csv"
    return csv_response(name, HEADER, csv_rows(form.filters(), contact_data=sees_contacts))


def listing(request: HttpRequest, form: Any, **shown: bool) -> dict[str, Any]:
    """What a page of the activity shows, here and in the admin."""
    asked = request.GET.copy()
    before = Place.read(asked.pop("before", [""])[-1])
    filters = form.filters()
    found = page(filters, before, PAGE + 1) if filters else []
    older = ""
    if len(found) > PAGE:
        later = asked.copy()
        later["before"] = str(found[PAGE - 1].place)
        older = f"?{later.urlencode()}"
    return {
        "form": form,
        "entries": entries(found[:PAGE], **shown),
        "filtered": any(asked.values()),
        "older": older,
        "newest": f"?{asked.urlencode()}" if before else "",
        "query": asked.urlencode(),
    }


def csv_rows(filters: Filters | None, *, staff: bool = False, **shown: bool) -> Iterator[list[Any]]:
    """The lines of the file, made as they are sent."""
    for events in all_events(filters) if filters else ():
        for entry in entries(events, staff=staff, **shown):
            yield [*_cells(entry), *(_staff_cells(entry) if staff else ())]


def _cells(entry: Entry) -> tuple[Any, ...]:
    changes = "; ".join(f"{c.field}: {c.before} → {c.after}" for c in entry.changes)
    return (entry.at, entry.kind.value, entry.sentence, entry.actor, entry.reason, changes)


def _staff_cells(entry: Entry) -> tuple[str, ...]:
    organization = str(entry.organization or "")
    return (
        entry.aco,
        entry.aco_name,
        organization,
        entry.page,
        entry.address,
        entry.request_id,
    )
