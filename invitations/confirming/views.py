"""A signer's page of one invitation that waits for a confirmation (rule A5)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from acoms.once.shown import fingerprint
from contacts.access import AcoRequest
from contacts.rules import in_short
from invitations.confirming import actions
from invitations.confirming.checks import (
    confirmers_of,
    shown_to_confirm,
    to_be_confirmed,
    waits_for,
)
from invitations.confirming.forms import ConfirmForm
from invitations.confirming.queries import what_confirming_did
from invitations.errors import InvitationError
from invitations.models import Invitation
from invitations.rules import State


@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: AcoRequest, aco_id: str, invitation_id: int) -> HttpResponse:
    """What is asked, and the two answers; for other administrators, who could give them."""
    invitation = get_object_or_404(
        Invitation.objects.with_people(), pk=invitation_id, aco=request.aco_access.aco
    )
    form = ConfirmForm(request.POST or None)
    if form.is_valid():
        try:
            messages.success(request, _answer(request, invitation, form))
        except InvitationError as error:
            messages.error(request, str(error))
            return redirect("confirm_invitation", aco_id, invitation_id)
        return redirect("contacts", aco_id)
    waits = invitation.state is State.WAITING
    confirmers = [person.pk for person in confirmers_of(invitation)] if waits else []
    context = {
        "invitation": invitation,
        "waits": waits,
        "may": request.user.pk in confirmers,
        "who": waits_for(invitation) if waits else "",
        "staff_confirm": waits and not confirmers,
        "short": in_short(invitation.types),
        "need": to_be_confirmed(invitation),
        "shows": fingerprint(shown_to_confirm(invitation)),
        "form": form,
    }
    return render(request, "invitations/confirm.html", context)


def _answer(request: AcoRequest, invitation: Invitation, form: ConfirmForm) -> str:
    if "refuse" in request.POST:
        actions.refuse_invitation(
            acting_person=request.user,
            invitation=invitation,
            reason=form.cleaned_data["reason"],
        )
        return f"You refused. The invitation to {invitation.email} is not sent."
    confirmed = actions.confirm_invitation(
        acting_person=request.user,
        invitation=invitation,
        shown=request.POST.get("shown", ""),
    )
    return f"You confirmed. {what_confirming_did(confirmed)}"
