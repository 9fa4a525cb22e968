"""One change request: what it asks for, how it stands, its documents."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from contacts.access import AcoRequest
from contacts.permissions import Permission
from contacts.queries import holders_of
from participants.actions.documents import megabytes
from participants.changes.cycles import (
    Cycles,
    all_cycles,
    correcting_in_words,
    cycle_if_submitted,
)
from participants.changes.days import effective_day
from participants.changes.forms import DocumentForm
from participants.changes.queries import SIGNERS, attachments_of, request_of
from participants.changes.readiness import missing_documents
from participants.changes.views.listing import Row
from participants.changes.words import ABOUT, consequence
from participants.models import ChangeRequest
from participants.rules import ChangeState
from participants.screening.queries import findings_of

MOST_PROVIDERS = 200


def change_or_404(request: AcoRequest, change_id: int) -> ChangeRequest:
    """A request of the ACO in the address; any other is not there."""
    found = request_of(request.aco_access.aco, change_id)
    if found is None:
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
        "findings": findings_of([change.pk]).get(change.pk, []),
        "providers": providers[:MOST_PROVIDERS],
        "more_providers": change.providers.count() - MOST_PROVIDERS
        if len(providers) > MOST_PROVIDERS
        else 0,
        "form": form,
        "most": megabytes(),
        "edits": edits and with_the_aco,
        "may_withdraw": edits and change.state.is_open,
        "signs": bool(access.decide(Permission.SIGN_ACO_DOCUMENTS)) and with_the_aco,
        "correcting": correcting_in_words(change, cycles) if returned else "",
        "consequence": _consequence(change, cycles),
        "returned": returned,
    }
    if with_the_aco and not context["signs"]:
        held = holders_of(access.aco, SIGNERS)
        context["signers"] = sorted({name for names in held.values() for name in names})
    return render(request, "participants/changes/detail.html", context)


def _consequence(change: ChangeRequest, cycles: Cycles) -> str:
    """From when it would count, while that is still to come."""
    if not change.state.is_open:
        return ""
    if change.state.is_with_the_aco:
        change.cycle = cycle_if_submitted(change, cycles)
    return consequence(change.kind_row, effective_day(change), change.notice)
