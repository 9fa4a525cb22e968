"""An administrator's pages of a change of address: one for each step (rule A11)."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from acoms.once.shown import fingerprint
from acoms.programme.clock import in_words
from contacts.access import AcoRequest
from contacts.choices import Choices, type_choices
from contacts.errors import ContactError
from contacts.models import Contact
from invitations.address_change import actions
from invitations.address_change.forms import FinishForm, NewAddressForm
from invitations.addresses.checks import held_at
from invitations.addresses.queries import AddressChange, change_from
from invitations.addresses.rules import STEPS, reason_for_end
from invitations.confirming.queries import what_happens
from invitations.errors import InvitationError
from invitations.rules import expires


@require_http_methods(["GET", "HEAD", "POST"])
def change_address(request: AcoRequest, aco_id: str, contact_id: int) -> HttpResponse:
    """Where the change of a contact's address stands; its first step, if none is under way."""
    contact = _contact(request, contact_id)
    change = change_from(contact)
    if change is not None and change.is_unfinished:
        return redirect("finish_address_change", aco_id, contact_id)
    if change is None or request.method == "POST":
        return _start(request, contact)
    return _waiting(request, contact, change)


def _waiting(request: AcoRequest, contact: Contact, change: AddressChange) -> HttpResponse:
    context: dict[str, Any] = {"contact": contact, "change": change, "steps": STEPS}
    return render(request, "invitations/address_change_waiting.html", context)


def _start(request: AcoRequest, contact: Contact) -> HttpResponse:
    choices = _choices(request, contact)
    if not choices:
        messages.error(
            request,
            f"{contact.person.full_name} holds no contact type in this ACO now. Choose Add New "
            "Contact instead.",
        )
        return redirect("contact", contact.aco.aco_id, contact.pk)
    form = NewAddressForm(contact, choices, request.POST or None)
    if form.is_valid():
        try:
            invitation = actions.invite_new_address(
                acting_person=request.user,
                contact=contact,
                invitee=form.invitee(),
                codes=form.cleaned_data["types"],
            )
        except InvitationError as error:
            error.show_in(form)
        else:
            messages.success(request, what_happens(invitation))
            return redirect("change_address", contact.aco.aco_id, contact.pk)
    if form.is_bound and (change := change_from(contact)):  # someone else was quicker
        messages.error(
            request,
            f"{change.invitation.invited_by.full_name} has started a change of this address.",
        )
        return _waiting(request, contact, change)
    context = {
        "contact": contact,
        "form": form,
        "steps": STEPS,
        "ends": in_words(expires(timezone.now())),
    }
    return render(request, "invitations/address_change.html", context)


def _choices(request: AcoRequest, contact: Contact) -> Choices:
    """The types that the contact holds, as this administrator may give them."""
    held = held_at(contact)
    groups = [
        (group, [(code, text) for code, text in rows if code in held])
        for group, rows in type_choices(request.aco_access)
    ]
    return [(group, rows) for group, rows in groups if rows]


_ENDED = "Ended at {}. The rest stays there until you end it."


@require_http_methods(["GET", "HEAD", "POST"])
def finish_change(request: AcoRequest, aco_id: str, contact_id: int) -> HttpResponse:
    """The last step: the old address's contact types end."""
    contact = _contact(request, contact_id)
    change = change_from(contact)
    left = {row.code for row in change.left} if change and change.is_unfinished else set()
    sent = request.POST.getlist("types")
    if change is None or not left or (sent and left.isdisjoint(sent)):
        if request.method == "POST":
            _finish_again(request, contact, rest=bool(left))
        else:
            messages.info(request, actions.NOTHING_WAITS)
        return redirect("contact", aco_id, contact_id)
    form = FinishForm(change.left, change.invitation.types, request.POST or None)
    if form.is_valid():
        try:
            actions.finish_address_change(
                acting_person=request.user,
                contact=contact,
                codes=form.cleaned_data["types"],
                shown=request.POST.get("shown"),
            )
        except (ContactError, InvitationError) as error:
            error.show_in(form)
        else:
            messages.success(
                request,
                f"{contact.person.email} is no longer used: {change.invitation.email} is."
                if len(form.cleaned_data["types"]) == len(change.left)
                else _ENDED.format(contact.person.email),
            )
            return redirect("contact", aco_id, change.new_contact_id or contact_id)
    context = {
        "contact": contact,
        "change": change,
        "form": form,
        "steps": STEPS,
        "reason": reason_for_end(change.invitation.email),
        "shows": fingerprint(actions.shown_to_finish(change)),
    }
    return render(request, "invitations/address_change_finish.html", context)


def _finish_again(request: AcoRequest, contact: Contact, *, rest: bool) -> None:
    """What is there no more: a second press, which the action knows for one, or nothing waits."""
    try:
        actions.finish_address_change(
            acting_person=request.user, contact=contact, codes=request.POST.getlist("types")
        )
    except (ContactError, InvitationError) as error:
        messages.info(request, str(error))
    else:
        email = contact.person.email
        messages.success(request, _ENDED.format(email) if rest else f"{email} is no longer used.")


def _contact(request: AcoRequest, contact_id: int) -> Contact:
    return get_object_or_404(
        request.aco_access.aco.contacts.select_related("person", "aco"), pk=contact_id
    )
