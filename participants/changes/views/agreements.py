"""The participant agreement of an addition: put before the ACO's signers, or taken back (F2)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from acoms.access.pages import require_POST
from contacts.access import AcoRequest
from participants.changes.actions import agreements
from participants.changes.errors import ChangeError
from participants.changes.views.detail import change_or_404


@require_POST
def start_agreement(request: AcoRequest, aco_id: str, change_id: int) -> HttpResponse:
    """Put it before the signers, with what the participant signed."""
    change = change_or_404(request, change_id)
    try:
        agreements.start_agreement(acting_person=request.user, change=change)
    except ChangeError as error:
        messages.error(request, str(error))
    else:
        messages.success(
            request,
            "The participant agreement is ready to be signed for the ACO. Its signers are told.",
        )
    return redirect("change_request", aco_id, change_id)


@require_POST
def stop_agreement(request: AcoRequest, aco_id: str, change_id: int) -> HttpResponse:
    """Take it back while nobody has signed it."""
    change = change_or_404(request, change_id)
    try:
        agreements.stop_agreement(acting_person=request.user, change=change)
    except ChangeError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "The participant agreement is not before the signers any more.")
    return redirect("change_request", aco_id, change_id)
