"""The page on which somebody sees both names, and confirms or refuses (rule A9)."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.models import Person
from acoms.once.shown import fingerprint
from contacts.access import AcoRequest
from contacts.rules import in_short
from invitations.acceptance import actions
from invitations.acceptance.forms import DecisionForm
from invitations.errors import InvitationError
from invitations.models import Invitation, InvitationQuerySet
from invitations.notices import named
from invitations.rules import State


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_acceptance(request: AcoRequest, aco_id: str, invitation_id: int) -> HttpResponse:
    """For the ACO's administrators; the names are shown to those who decide only."""
    invitation = get_object_or_404(
        waiting_or_decided(), pk=invitation_id, aco=request.aco_access.aco
    )
    said = decide(request, request.user, invitation)
    if said is None:
        return redirect("contacts", aco_id)
    return render(request, "invitations/confirm_acceptance.html", said)


def waiting_or_decided() -> InvitationQuerySet:
    """Invitations that somebody accepted, with whom the page names."""
    found = Invitation.objects.filter(accepted_at__isnull=False)
    return found.select_related(
        "aco", "invited_by", "taken_over_by", "answered_by", "replaces__person"
    )


def decide(request: HttpRequest, person: Person, invitation: Invitation) -> dict[str, Any] | None:
    """Carry out what was posted; what the page shows, or None once there is nothing to decide."""
    waits = invitation.state is State.ACCEPTED
    if not waits and not (request.method == "POST" and invitation.decided_by_id == person.pk):
        messages.info(
            request, f"This is no longer waiting. It is {invitation.state.value.lower()}."
        )
        return None
    refusal = actions.refusal_to_decide(person, invitation)
    form = DecisionForm(request.POST or None)
    if not refusal and form.is_valid():
        try:
            messages.success(request, _carry_out(request, person, invitation, form))
        except InvitationError as error:
            error.show_in(form)
        else:
            return None
    heading = f"Is it {invitation.full_name} who accepted as {in_short(invitation.types)}?"
    return {
        "invitation": invitation,
        "refusal": refusal,
        "form": form,
        "heading": heading,
        "shows": fingerprint(actions.shown_to_decide(invitation)),
    }


def _carry_out(
    request: HttpRequest, person: Person, invitation: Invitation, form: DecisionForm
) -> str:
    """Confirm or refuse, as the button says; the sentence for whoever did it."""
    if "confirm" in request.POST:
        actions.confirm_acceptance(
            acting_person=person, invitation=invitation, shown=request.POST.get("shown")
        )
        invitation.refresh_from_db(fields=["activated_at"])
        return f"{named(invitation)} is now {invitation.types_listed} of {invitation.aco}."
    actions.refuse_acceptance(
        acting_person=person,
        invitation=invitation,
        reason=form.cleaned_data["reason"],
        shown=request.POST.get("shown"),
    )
    return f"The invitation of {invitation.full_name} has ended. Both sides are told."
