"""One change request: what it asks for, how it stands, its documents."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from contacts.access import AcoAccess, AcoRequest
from contacts.permissions import Permission
from participants.changes.actions.documents import megabytes
from participants.changes.agreed import agreement_on_page, may_have_agreement
from participants.changes.cycles import (
    Cycles,
    all_cycles,
    correcting_in_words,
    cycle_if_submitted,
)
from participants.changes.days import effective_day
from participants.changes.departures import leaving_of
from participants.changes.forms import DocumentForm
from participants.changes.models import ChangeRequest
from participants.changes.notices import effects_url
from participants.changes.queries import attachments_of, data_handlers, request_of
from participants.changes.readiness import missing_documents
from participants.changes.rules import ChangeKind, ChangeState
from participants.changes.views.listing import Row
from participants.changes.words import ABOUT, APPROVAL_BRINGS, consequence

MOST_PROVIDERS = 200


def change_or_404(request: AcoRequest, change_id: int) -> ChangeRequest:
    """A request of the ACO in the address; any other is not there."""
    found = request_of(request.aco_access.aco, change_id)
    if found is None or found.is_deleted:
        raise Http404
    return found


@require_safe
def change_request(request: AcoRequest, aco_id: str, change_id: int) -> HttpResponse:
    """The page of one request."""
    return show(request, change_or_404(request, change_id), DocumentForm())


def show(request: AcoRequest, change: ChangeRequest, form: DocumentForm) -> HttpResponse:
    """The page with the form for a further document, as it was filled in."""
    access = request.aco_access
    with_the_aco = change.state.is_with_the_aco
    edits = bool(access.decide(Permission.CHANGE_REQUESTS_EDIT))
    returned, cycles = change.state is ChangeState.RETURNED, all_cycles()
    documents = list(attachments_of([change]).select_related("uploaded_by"))
    providers = list(change.providers.all()[: MOST_PROVIDERS + 1])
    context: dict[str, Any] = {
        "change": change,
        "row": Row(change),
        "about": ABOUT[change.kind_row],
        "documents": documents,
        "missing": missing_documents(change, documents) if with_the_aco else [],
        "providers": providers[:MOST_PROVIDERS],
        "more_providers": change.providers.count() - MOST_PROVIDERS
        if len(providers) > MOST_PROVIDERS
        else 0,
        "form": form,
        "most": megabytes(),
        "edits": edits and with_the_aco,
        "edits_agreement": edits,
        "may_withdraw": edits and change.state.is_open,
        "signs": bool(access.decide(Permission.SIGN_ACO_DOCUMENTS)) and with_the_aco,
        "correcting": correcting_in_words(change, cycles) if returned else "",
        "consequence": _consequence(change, cycles),
        "returned": returned,
        "agreement": agreement_on_page(change),
        "may_start_agreement": edits and may_have_agreement(change, documents),
    }
    if with_the_aco and not context["signs"]:
        context["signers"] = access.who_could(Permission.SIGN_ACO_DOCUMENTS)
    if change.state is ChangeState.APPROVED:
        context |= _now(change, access)
    elif _may_move_a_participant(change) and access.decide(Permission.PARTICIPANTS_READ):
        context["effects_url"] = effects_url(change)
    return render(request, "participants/changes/detail.html", context)


def _may_move_a_participant(change: ChangeRequest) -> bool:
    """Whether an open request asks that a participant joins or leaves."""
    kind = change.kind_row
    moves = kind in APPROVAL_BRINGS or kind is ChangeKind.REMOVE_PARTICIPANT
    return change.state.is_open and moves


def _now(change: ChangeRequest, access: AcoAccess) -> dict[str, Any]:
    """What a participant's joining or leaving opens and stops, on the page of the request (C6)."""
    kind, now = change.kind_row, dict[str, Any]()
    if brings := APPROVAL_BRINGS.get(kind):
        now["may_now"] = brings
    elif kind is ChangeKind.REMOVE_PARTICIPANT and change.participant is not None:
        now["leaving"] = leaving_of(change)
        handles = Permission.BENEFICIARY_DATA_EDIT
        now["handlers"] = (
            data_handlers(access.aco) if access.sees_people else access.who_could(handles)
        )
    if now and access.decide(Permission.PARTICIPANTS_READ):
        now["effects_url"] = effects_url(change)
    return now


def _consequence(change: ChangeRequest, cycles: Cycles) -> str:
    """From when it would count, while that is still to come."""
    if not change.state.is_open:
        return ""
    if change.state.is_with_the_aco:
        change.cycle = cycle_if_submitted(change, cycles)
    counts = leaving_of(change).counts
    return consequence(change.kind_row, effective_day(change), change.notice, counts)
