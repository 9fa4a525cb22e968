"""A participant's page: its facts, its providers/suppliers as of a day, its history, its TIN."""

from datetime import date
from http import HTTPStatus
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from acoms.access.pages import require_POST
from acoms.tables.lists import ListState
from contacts.access import AcoRequest
from contacts.permissions import Permission
from participants.lists.actions.tins import show_tin
from participants.lists.errors import TinError
from participants.lists.forms import ListFilter
from participants.lists.history import history_of
from participants.lists.models import Participant
from participants.lists.queries import listed_providers, showings_of
from participants.lists.views.lists import PROVIDER_COLUMNS, providers_file

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
    found, state = _of_aco(request, participant_id), ListState(request, PROVIDER_COLUMNS)
    day = _day(request, found)
    providers = listed_providers(found, day, search=state.search).order_by(*state.order, "pk")
    name = f"{aco_id}-participant-{found.pk}-providers-{day}.csv"
    return providers_file(name, providers)


def _of_aco(request: AcoRequest, participant_id: int) -> Participant:
    of_aco = Participant.objects.filter(aco=request.aco_access.aco)
    return get_object_or_404(of_aco, pk=participant_id)


def _page(
    request: AcoRequest, found: Participant, *, status: int = HTTPStatus.OK, **shown: str
) -> HttpResponse:
    state, day = ListState(request, PROVIDER_COLUMNS), _day(request, found)
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
        "sees_tins": sees_tins,
        "showings": showings_of(found)[:SHOWINGS] if sees_tins and found.tin else [],
        **shown,
    }
    return render(request, "participants/lists/participant.html", context, status=status)


def _day(request: AcoRequest, found: Participant) -> date:
    """The day asked for; else today, or for one who begins later or has left, a day of theirs."""
    if request.GET.get("on"):
        return ListFilter(request.GET).day
    day = max(timezone.localdate(), found.effective_from)
    if found.effective_until is not None and found.effective_until <= day:
        return max(found.effective_from, date.fromordinal(found.effective_until.toordinal() - 1))
    return day
