"""An administrator's side: Add New Contact, send again, withdraw."""

import re
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from acoms.once.shown import fingerprint
from acoms.programme.clock import in_words
from contacts.access import AcoRequest
from contacts.choices import type_choices
from contacts.queries import edits_several, held_last
from contacts.rules import may_grant
from contacts.types import ALL_CODES
from invitations import actions
from invitations.confirming.queries import was_sent_already, what_happens
from invitations.errors import InvitationError
from invitations.forms import InviteForm
from invitations.models import Invitation
from invitations.rules import expires


@require_http_methods(["GET", "HEAD", "POST"])
def add_contact(request: AcoRequest, aco_id: str) -> HttpResponse:
    """Add New Contact: the form, and sending the invitation (rules A5-A7)."""
    access = request.aco_access
    choices = partial(type_choices, access, missing_first=True)
    form = InviteForm(choices, request.POST or None, initial=_again(request))
    if form.is_valid():
        try:
            invitation = actions.invite(
                acting_person=request.user,
                aco=access.aco,
                invitee=form.invitee(),
                codes=form.cleaned_data["types"],
            )
        except InvitationError as error:
            error.show_in(form)
        else:
            messages.success(request, what_happens(invitation))
            return redirect("contacts", aco_id)
    context = {
        "form": form,
        "ends": in_words(expires(timezone.now())),
        "invites_across": edits_several(request.user.pk),
    }
    return render(request, "invitations/add_contact.html", context)


def _again(request: AcoRequest) -> dict[str, Any]:
    """A former contact as the form's first values, with the types that ended last (rule A19); or
    the types that the page which led here found missing."""
    asked, held = request.GET.get("again", ""), request.aco_access.held
    contacts = request.aco_access.aco.contacts.select_related("person")
    contact = contacts.filter(pk=asked).first() if re.fullmatch("[0-9]{1,9}", asked) else None
    if contact is None:
        types = request.GET.get("types", "").split(",")[: len(ALL_CODES)]
        return {"types": [c for c in ALL_CODES if c in types and may_grant(held, c)]}
    return {
        "first_name": contact.person.first_name,
        "last_name": contact.person.last_name,
        "email": contact.person.email,
        "phone": contact.phone,
        "title": contact.title,
        "types": [c for c in held_last(contact) if may_grant(held, c)],
    }


@require_http_methods(["GET", "HEAD", "POST"])
def send_again(request: AcoRequest, aco_id: str, invitation_id: int) -> HttpResponse:
    invitation = _of_aco(request, invitation_id)
    if request.method == "POST":
        try:
            sent = actions.send_again(
                acting_person=request.user,
                invitation=invitation,
                shown=request.POST.get("shown"),
            )
        except InvitationError as error:
            messages.error(request, str(error))
        else:
            invitation.refresh_from_db()
            messages.success(
                request, _sent_again(invitation) if sent else was_sent_already(invitation)
            )
        return redirect("contacts", aco_id)
    return render(request, "invitations/send_again.html", {"invitation": invitation})


def _sent_again(invitation: Invitation) -> str:
    if invitation.is_unconfirmed:
        return what_happens(invitation)
    return (
        f"A new link and code are on their way to {invitation.email}. The old ones no longer work; "
        f"the new ones do until {in_words(invitation.expires_at)}."
    )


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: AcoRequest, aco_id: str, invitation_id: int) -> HttpResponse:
    invitation = _of_aco(request, invitation_id)
    if request.method == "POST":
        try:
            actions.withdraw(
                acting_person=request.user,
                invitation=invitation,
                shown=request.POST.get("shown"),
            )
        except InvitationError as error:
            messages.error(request, str(error))
            if invitation.is_open:
                return redirect("withdraw_invitation", aco_id, invitation_id)
        else:
            messages.success(request, f"The invitation to {invitation.email} is withdrawn.")
        return redirect("contacts", aco_id)
    context = {"invitation": invitation, "shows": fingerprint(invitation.parts)}
    return render(request, "invitations/withdraw.html", context)


def _of_aco(request: AcoRequest, invitation_id: int) -> Invitation:
    return get_object_or_404(
        Invitation.objects.with_people(), pk=invitation_id, aco=request.aco_access.aco
    )
