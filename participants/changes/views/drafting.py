"""Starting, correcting and withdrawing a change request."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from acoms.once.shown import fingerprint
from acoms.site.forms import filled_from
from contacts.access import AcoRequest
from participants.changes.actions.requests import save_draft, withdraw_change
from participants.changes.errors import ChangeError
from participants.changes.forms import ChangeForm
from participants.changes.models import ChangeRequest
from participants.changes.queries import request_of
from participants.changes.readiness import parts_of_draft
from participants.changes.rules import ChangeKind, ChangeState
from participants.changes.views.detail import change_or_404
from participants.changes.words import ABOUT

_SAVED = {
    ChangeState.DRAFT: "The draft is saved. CMS has not been told of it yet.",
    ChangeState.RETURNED: "The correction is saved. CMS has it once an authorized signer submits "
    "the request again.",
}


@require_safe
def start_change(request: AcoRequest, aco_id: str) -> HttpResponse:
    """Which kind of change? Each with when to choose it."""
    return render(request, "participants/changes/start.html", {"kinds": ABOUT})


@require_http_methods(["GET", "HEAD", "POST"])
def start_change_of_kind(request: AcoRequest, aco_id: str, change_kind: str) -> HttpResponse:
    """The form of one kind; saving makes a draft."""
    try:
        kind = ChangeKind(change_kind.replace("-", "_"))
    except ValueError:
        raise Http404 from None
    return _form(request, kind, None)


@require_http_methods(["GET", "HEAD", "POST"])
def edit_change(request: AcoRequest, aco_id: str, change_id: int) -> HttpResponse:
    """Correct a draft or a returned request."""
    change = change_or_404(request, change_id)
    if not change.state.is_with_the_aco:
        said = change.state_in_words.lower()
        messages.error(request, f"This request is {said} and stays as it is.")
        return redirect("change_request", aco_id, change_id)
    return _form(request, change.kind_row, change)


def _form(request: AcoRequest, kind: ChangeKind, change: ChangeRequest | None) -> HttpResponse:
    aco = request.aco_access.aco
    if "show" in request.POST:  # only whom the chosen participant has; what was typed stays
        typed = {**request.POST.dict(), "leaving": request.POST.getlist("leaving")}
        form = ChangeForm(aco=aco, kind=kind, change=change, typed=typed)
    else:
        posted = (request.POST, request.FILES) if request.method == "POST" else ()
        form = ChangeForm(*posted, aco=aco, kind=kind, change=change, typed=_asked_for(request))
    in_the_way = None
    now = fingerprint(parts_of_draft(change)) if change else ""
    carried = filled_from(request, form, now)
    if form.is_bound and form.is_valid():
        try:
            saved = save_draft(
                acting_person=request.user,
                aco=aco,
                draft=form.draft,
                shown=request.POST.get("filled_from"),
            )
        except ChangeError as error:
            error.show_in(form)
            in_the_way, carried = error.change, now
        else:
            messages.success(request, _SAVED[saved.state])
            return redirect("change_request", aco.aco_id, saved.pk)
    context: dict[str, Any] = {
        "form": form,
        "kind": kind,
        "about": ABOUT[kind],
        "change": change,
        "in_the_way": in_the_way,
        "filled_from": carried,
    }
    return render(request, "participants/changes/form.html", context)


def _asked_for(request: AcoRequest) -> dict[str, str]:
    """The participant in the address, for a link from where it is shown."""
    return {"participant": asked} if (asked := request.GET.get("participant", "")) else {}


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: AcoRequest, aco_id: str, change_id: int) -> HttpResponse:
    """Take a request back, or delete a draft: asked once, then done."""
    change = request_of(request.aco_access.aco, change_id)
    if change is None:
        raise Http404
    if request.method == "POST":
        try:
            done = withdraw_change(
                acting_person=request.user, change=change, shown=request.POST.get("shown")
            )
        except ChangeError as error:
            messages.error(request, str(error))
            if change.state.is_open:
                return redirect("withdraw_change", aco_id, change_id)
            gone = change.first_submitted_at is None
            back = (
                ("aco_change_requests", aco_id) if gone else ("change_request", aco_id, change_id)
            )
            return redirect(*back)
        messages.success(request, f"{'Deleted' if done.is_deleted else 'Withdrawn'}: {change}.")
        return redirect("aco_change_requests", aco_id)
    if change.is_deleted:
        raise Http404
    if not change.state.is_open:
        said = change.state_in_words.lower()
        messages.error(request, f"This request is {said} and cannot be withdrawn.")
        return redirect("change_request", aco_id, change_id)
    context = {"change": change, "shows": fingerprint(parts_of_draft(change))}
    return render(request, "participants/changes/withdraw.html", context)
