"""Invite to several ACOs: the form, what happens in each, and doing it (rule J5)."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from acoms.once.shown import fingerprint
from acoms.programme.clock import in_words
from acoms.text.names import Name
from contacts.access import AcrossRequest
from contacts.across.forms import chosen_again
from contacts.across.none_left import none_left
from contacts.across.words import named_acos
from contacts.choices import type_choices
from contacts.queries import SEVERAL
from invitations.across import actions
from invitations.across.forms import AcrossForm
from invitations.across.lines import lines_for, shown_of
from invitations.errors import InvitationError
from invitations.forms import InviteeForm, InviteForm
from invitations.models import Invitation

CHOOSE = "choose"  # asks for the form once more, with what is typed


@require_http_methods(["GET", "HEAD", "POST"])
def invite_across(request: AcrossRequest) -> HttpResponse:
    """Who is invited, as what and where; a line for each ACO; and one confirmation."""
    if len(request.edited) < SEVERAL:
        return _one_left(request) if request.edited else _none_left(request)
    again = request.method != "POST" or CHOOSE in request.POST
    form = AcrossForm(request.edited, None if again else request.POST, initial=_typed(request))
    if not form.is_valid():
        return render(request, "invitations/across/form.html", {"form": form})
    invitee, codes = form.invitee(), form.cleaned_data["types"]
    if "confirmed" in request.POST:
        try:
            invited = actions.invite_across(
                acting_person=request.user,
                acos=[one.aco for one in form.chosen],
                invitee=invitee,
                codes=codes,
                shown=request.POST.get("shown", ""),
            )
        except InvitationError as error:
            form.add_error(None, str(error))
        else:
            _say(request, form, invited)
            return redirect("my_acos")
    lines = lines_for(request.user, form.chosen, invitee, codes)
    going = [line for line in lines if line.goes]
    context = {
        "form": form,
        "name": Name(invitee.first_name, invitee.last_name).full,
        "going": going,
        "now": [line for line in going if not line.waits],
        "waiting": [line for line in going if line.waits],
        "sent": [line for line in lines if line.sent],
        "staying": [line for line in lines if line.refusal and not line.sent],
        "shows": fingerprint(shown_of(invitee, lines)),
    }
    return render(request, "invitations/across/preview.html", context)


def _one_left(request: AcrossRequest) -> HttpResponse:
    """What was typed, for the only ACO whose contacts are still one's own to edit."""
    (access,) = request.edited
    choices = partial(type_choices, access, missing_first=True)
    context = {"form": InviteForm(choices, initial=_typed(request)), "aco": access.aco}
    return render(request, "invitations/across/one_left.html", context)


def _none_left(request: AcrossRequest) -> HttpResponse:
    return none_left(request, "Nobody has been invited.", InviteeForm(initial=_typed(request)))


def _typed(request: AcrossRequest) -> dict[str, Any]:
    """What the form is shown with: what was sent to see it once more, from here or from Add New
    Contact."""
    sent = request.POST
    acos = chosen_again(sent, [one.aco.aco_id for one in request.edited])
    return {**sent.dict(), "types": sent.getlist("types"), "acos": acos}


def _say(request: AcrossRequest, form: AcrossForm, invited: Sequence[Invitation]) -> None:
    """To which ACOs somebody is invited, where that waits, and where not."""
    waiting = [one.aco for one in invited if one.is_unconfirmed]
    if sent := [one for one in invited if not one.is_unconfirmed]:
        messages.success(
            request,
            f"{sent[0].full_name} is invited to {named_acos([one.aco for one in sent])}. The links "
            f"and security codes work until {in_words(sent[0].expires_at)}.",
        )
    if waiting:
        said = f"Somebody confirms first in {named_acos(waiting)}. Nothing is sent there before."
        messages.info(request, said)
    there = {one.aco_id for one in invited}
    if rest := [one.aco for one in form.chosen if one.aco.pk not in there]:
        messages.info(request, f"Not invited to {named_acos(rest)}, as you were shown.")
