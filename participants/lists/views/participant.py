"""A participant's page: its facts, its providers/suppliers as of a day, its history, its TIN."""

from datetime import date
from http import HTTPStatus
from typing import Any

from django.http import HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from acoms.tables.exports import csv_response
from acoms.tables.lists import Column, ListState
from contacts.access import AcoRequest
from contacts.permissions import Permission
from participants.lists.actions.tins import show_tin
from participants.lists.errors import TinError
from participants.lists.forms import ListFilter
from participants.lists.history import history_of
from participants.lists.models import Participant
from participants.lists.queries import listed_providers, showings_of
from participants.lists.views.lists import PROVIDER_HEADER, provider_rows
from participants.screening.queries import findings_about

COLUMNS: tuple[Column[Any], ...] = (
    Column("npi", "NPI", ("npi",)),
    Column("name", "Name", ("name", "npi")),
    Column("ccn", "CCN", ("ccn",)),
    Column("ptan", "PTAN", ("ptan",)),
    Column("specialty", "Specialty", ("specialty",)),
    Column("from", "From", ("effective_from",)),
    Column("until", "Until", ("effective_until",)),
)
SHOWINGS = 20


@require_safe
def participant(request: AcoRequest, aco_id: str, participant_id: int) -> HttpResponse:
    return _page(request, _of_aco(request, participant_id))


@never_cache
@require_POST
def participant_tin(request: AcoRequest, aco_id: str, participant_id: int) -> HttpResponse:
    """The same page with the TIN in full, once it is recorded who is shown it (rule E5)."""
    found = _of_aco(request, participant_id)
    try:
        tin = show_tin(acting_person=request.user, row=found, aco=request.aco_access.aco)
    except TinError as error:
        return _page(request, found, refusal=str(error), status=HTTPStatus.CONFLICT)
    return _page(request, found, tin=f"{tin[:2]}-{tin[2:]}")


@require_safe
def participant_providers_csv(
    request: AcoRequest, aco_id: str, participant_id: int
) -> HttpResponseBase:
    found, state = _of_aco(request, participant_id), ListState(request, COLUMNS)
    day = _day(request, found)
    providers = listed_providers(found, day, search=state.search).order_by(*state.order, "pk")
    name = f"{aco_id}-participant-{found.pk}-providers-{day}.csv"
    return csv_response(name, PROVIDER_HEADER, provider_rows(providers))


def _of_aco(request: AcoRequest, participant_id: int) -> Participant:
    of_aco = Participant.objects.filter(aco=request.aco_access.aco)
    found: Participant = get_object_or_404(of_aco, pk=participant_id)
    return found


def _page(
    request: AcoRequest, found: Participant, *, status: int = HTTPStatus.OK, **shown: str
) -> HttpResponse:
    state, day = ListState(request, COLUMNS), _day(request, found)
    listed = listed_providers(found, day, search=state.search)
    providers = list(listed.order_by(*state.order, "pk")[state.rows])
    sees_tins = bool(request.aco_access.decide(Permission.TINS_READ))
    context: dict[str, Any] = {
        "participant": found,
        "state": state,
        "form": ListFilter({"on": day.isoformat()}),
        "day": day,
        "providers": providers,
        "paging": state.paging(providers[0].total if providers else 0),
        "history": history_of(found),
        "findings": findings_about(found),
        "adjustments": [
            (one, _asked(found, *_adjusted(found, one.performance_year)))
            for one in found.adjustments.order_by("-performance_year", "-recorded_at")
        ],
        "current": found.effective_until is None or found.effective_until > timezone.localdate(),
        "may_change": bool(request.aco_access.decide(Permission.CHANGE_REQUESTS_EDIT)),
        "effects": _effects(found),
        "sees_tins": sees_tins,
        "showings": showings_of(found)[:SHOWINGS] if sees_tins and found.tin else [],
        **shown,
    }
    return render(request, "participants/lists/participant.html", context, status=status)


def _effects(found: Participant) -> QueryDict:
    """What to ask of the effects page: its leaving, or where it is still to join, that."""
    today, joins = timezone.localdate(), found.effective_from
    if found.effective_until is None and joins >= today:
        change, day = "joins", joins
    else:
        change, day = "leaves", found.effective_until or today
    return _asked(found, change, day)


def _adjusted(found: Participant, year: int) -> tuple[str, date]:
    """Which change an adjustment of a year follows: its leaving in that year, or its joining."""
    left = found.effective_until
    return ("leaves", left) if left and left.year == year else ("joins", found.effective_from)


def _asked(found: Participant, change: str, day: date) -> QueryDict:
    asked = QueryDict(mutable=True)
    asked.update({"change": change, "day": f"{day}", "participant": f"{found.pk}"})
    return asked


def _day(request: AcoRequest, found: Participant) -> date:
    """The day asked for; else today, or for one who begins later or has left, a day of theirs."""
    if request.GET.get("on"):
        return ListFilter(request.GET).day
    day = max(timezone.localdate(), found.effective_from)
    if found.effective_until is not None and found.effective_until <= day:
        return max(found.effective_from, date.fromordinal(found.effective_until.toordinal() - 1))
    return day
