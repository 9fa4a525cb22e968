"""The Participants subtab: an ACO's list on any day, on screen and as files (rule C1)."""

import uuid
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from acoms.programme.identifiers import masked_tin
from acoms.programme.tins import tin_hashes
from acoms.tables.exports import csv_response
from acoms.tables.lists import Column, ListState
from contacts.access import AcoRequest
from participants.lists.facts import provider_facts
from participants.lists.forms import ListFilter
from participants.lists.models import Participant
from participants.lists.queries import listed_participants, listed_providers

COLUMNS: tuple[Column[Any], ...] = (
    Column("name", "Legal business name", ("name_in_order", "same_name")),
    Column("tin", "TIN"),
    Column("dba", "Doing business as", ("dba_in_order",)),
    Column("kind", "Kind"),
    Column("from", "From", ("effective_from",)),
    Column("until", "Until", ("effective_until",)),
    Column("providers", "Providers", ("providers_on",)),
)
# The TIN that was searched for: neither address nor log may have it, so the session keeps its hash.
_SOUGHT = "participants_sought_tin"


@require_http_methods(["GET", "HEAD", "POST"])
def participants(request: AcoRequest, aco_id: str) -> HttpResponse:
    """The list as of a day. POST searches, and leads to an address that names no TIN."""
    if request.method == "POST":
        form = ListFilter(request.POST)
        if form.is_valid():
            return redirect(_address(request, form))
    else:
        form = ListFilter({"on": request.GET.get("on", ""), "q": request.GET.get("q", "")})
    state = ListState(request, COLUMNS)
    rows = list(_asked_for(request, state, form.day)[state.rows])
    context = {
        "state": state,
        "form": form,
        "day": form.day,
        "today": timezone.localdate(),
        "sought": masked_tin(_sought(request).get("end", "")),
        "everyone": state.url(q=None, tin=None, page=None),
        "searched": bool(state.search or _sought(request)),
        "participants": rows,
        "paging": state.paging(rows[0].total if rows else 0),
    }
    return render(request, "participants/lists/list.html", context)


def _address(request: AcoRequest, form: ListFilter) -> str:
    """Where a search leads."""
    asked = QueryDict(mutable=True)
    if form.day != timezone.localdate():
        asked["on"] = form.day.isoformat()
    aco_id = request.aco_access.aco.aco_id
    if form.tin:
        hashes = [str(one) for one in tin_hashes(form.tin)]
        request.session[_SOUGHT] = {"aco": aco_id, "hashes": hashes, "end": form.tin[-4:]}
        asked["tin"] = "sought"
    elif form.cleaned_data["q"]:
        asked["q"] = form.cleaned_data["q"]
    return f"{reverse('aco_participants', args=[aco_id])}?{asked.urlencode()}"


def _sought(request: AcoRequest) -> dict[str, Any]:
    """What the session keeps of the TIN that this address is about, if it is about one."""
    sought: dict[str, Any] = request.session.get(_SOUGHT, {})
    here = sought.get("aco") == request.aco_access.aco.aco_id
    return sought if here and request.GET.get("tin") == "sought" else {}


def _asked_for(request: AcoRequest, state: ListState, on: date) -> QuerySet[Participant, Any]:
    found = listed_participants(
        request.aco_access.aco,
        on,
        search=state.search,
        hashes=[uuid.UUID(one) for one in _sought(request).get("hashes", ())],
    )
    return found.order_by(*state.order, "pk")


@require_safe
def participants_csv(request: AcoRequest, aco_id: str) -> HttpResponseBase:
    """The participants that the page shows with the same day and search, all of them."""
    day = ListFilter(request.GET).day
    header = (
        "TIN",
        "Legal business name",
        "Doing business as",
        "Sole proprietor",
        "Bills primary care services",
        "Merged or acquired TIN",
        "From",
        "Until",
        "Providers/suppliers",
    )
    found = _asked_for(request, ListState(request, COLUMNS), day)
    rows = (
        (
            masked_tin(one.tin),
            one.legal_business_name,
            one.doing_business_as,
            yes_or_no(one.sole_proprietor),
            yes_or_no(one.primary_care),
            yes_or_no(one.merged_or_acquired),
            one.effective_from,
            one.effective_until,
            one.providers_on,
        )
        for one in found.iterator(chunk_size=1000)
    )
    return csv_response(f"{aco_id}-participants-{day}.csv", header, rows)


PROVIDER_HEADER = (
    "Legal business name",
    "TIN",
    "NPI",
    "Name",
    "CCN",
    "PTAN",
    "Specialty",
    "From",
    "Until",
)


@require_safe
def providers_csv(request: AcoRequest, aco_id: str) -> HttpResponseBase:
    """The providers/suppliers of all participants on the list of a day."""
    day = ListFilter(request.GET).day
    on_the_list = Participant.objects.filter(aco=request.aco_access.aco).on(day)
    found = listed_providers(on_the_list, day).order_by(
        "participant__legal_business_name", "participant", "npi"
    )
    return csv_response(f"{aco_id}-providers-{day}.csv", PROVIDER_HEADER, provider_rows(found))


def provider_rows(found: QuerySet[Any, Any]) -> Iterator[tuple[Any, ...]]:
    for one in found.select_related("participant").iterator(chunk_size=2000):
        yield (
            one.participant.legal_business_name,
            one.participant.masked_tin,
            *provider_facts(one).values(),
            one.effective_from,
            one.effective_until,
        )


def yes_or_no(value: bool) -> str:
    return "yes" if value else "no"
