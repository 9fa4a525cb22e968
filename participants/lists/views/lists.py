"""The Participants subtab: an ACO's list on any day, on screen and as files (rule C1)."""

import uuid
from datetime import date
from http import HTTPStatus
from operator import attrgetter
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import TOO_MANY_NUMBERS, may_try_number
from acoms.programme.identifiers import masked_tin
from acoms.programme.tins import tin_hashes, with_tin
from acoms.tables.cells import badge, together
from acoms.tables.exports import list_response
from acoms.tables.lists import Column, ListState
from contacts.access import AcoRequest
from participants.lists.facts import PROVIDER_FACTS
from participants.lists.forms import ListFilter
from participants.lists.models import Participant, ProviderSupplier
from participants.lists.queries import listed_participants, listed_providers


def _kind(one: Participant) -> str:
    return together(
        badge("Sole proprietor") if one.sole_proprietor else "",
        badge("Merged or acquired") if one.merged_or_acquired else "",
    )


COLUMNS: tuple[Column[Any], ...] = (  # of `listed_participants`
    Column(
        "name",
        "Legal business name",
        ("name_in_order", "same_name"),
        cell="participants/lists/cells/name.html",
        file={
            "TIN": lambda one: one.masked_tin,
            "Legal business name": lambda one: one.legal_business_name,
        },
        names_row=True,
    ),
    Column("tin", "TIN", cell=lambda one: one.masked_tin or "Not given", file={}),
    Column("dba", "Doing business as", ("dba_in_order",), cell=lambda one: one.doing_business_as),
    Column(
        "kind",
        "Kind",
        cell=_kind,
        file={
            "Sole proprietor": lambda one: one.sole_proprietor,
            "Bills primary care services": lambda one: one.primary_care,
            "Merged or acquired TIN": lambda one: one.merged_or_acquired,
        },
    ),
    Column("from", "From", ("effective_from",), cell=lambda one: one.effective_from),
    Column("until", "Until", ("effective_until",), cell=lambda one: one.effective_until),
    Column(
        "providers",
        "Providers",
        ("providers_on",),
        cell=lambda one: one.providers_on,
        file={"Providers/suppliers": lambda one: one.providers_on},
    ),
)
PROVIDER_COLUMNS: tuple[Column[ProviderSupplier], ...] = (
    *(
        Column(
            name,
            label,
            (name, "npi") if name == "name" else (name,),
            cell=attrgetter(name),
            names_row=name == "npi",
        )
        for name, label in PROVIDER_FACTS.items()
    ),
    Column("from", "From", ("effective_from",), cell=lambda one: one.effective_from),
    Column("until", "Until", ("effective_until",), cell=lambda one: one.effective_until),
)
# In a file each provider/supplier stands with its participant.
_OF_PARTICIPANT: Column[ProviderSupplier] = Column(
    "participant",
    "Legal business name",
    cell=lambda one: one.participant.legal_business_name,
    file={
        "Legal business name": lambda one: one.participant.legal_business_name,
        "TIN": lambda one: one.participant.masked_tin,
    },
)
# The TIN that was searched for: neither address nor log may have it, so the session keeps its hash.
_SOUGHT = "participants_sought_tin"


@require_http_methods(["GET", "HEAD", "POST"])
def participants(request: AcoRequest, aco_id: str) -> HttpResponse:
    """The list as of a day. POST searches, and leads to an address that names no TIN."""
    status = HTTPStatus.OK
    if request.method == "POST":
        form = ListFilter(request.POST)
        if form.is_valid() and form.tin and not _may_try(request, form.tin):
            form.add_error("q", TOO_MANY_NUMBERS)
            status = HTTPStatus.TOO_MANY_REQUESTS
        elif form.is_valid():
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
    return render(request, "participants/lists/list.html", context, status=status)


def _may_try(request: AcoRequest, tin: str) -> bool:
    listed = Participant.objects.filter(with_tin(tin), aco=request.aco_access.aco)
    return may_try_number(request, finds=listed.exists)


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
    found = _asked_for(request, ListState(request, COLUMNS), day)
    return list_response(f"{aco_id}-participants-{day}.csv", COLUMNS, found.iterator(1_000))


@require_safe
def providers_csv(request: AcoRequest, aco_id: str) -> HttpResponseBase:
    """The providers/suppliers of all participants on the list of a day."""
    day = ListFilter(request.GET).day
    on_the_list = Participant.objects.filter(aco=request.aco_access.aco).on(day)
    found = listed_providers(on_the_list, day).order_by(
        "participant__legal_business_name", "participant", "npi"
    )
    return providers_file(f"{aco_id}-providers-{day}.csv", found)


def providers_file(
    name: str, found: QuerySet[ProviderSupplier, ProviderSupplier]
) -> HttpResponseBase:
    """Providers/suppliers as a file, each with its participant."""
    rows = found.select_related("participant").iterator(2_000)
    return list_response(name, (_OF_PARTICIPANT, *PROVIDER_COLUMNS), rows)
