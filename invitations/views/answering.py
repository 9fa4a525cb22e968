"""The invited person's side: link, code, and Activate or Decline Request."""

from typing import Any, cast

from allauth.core import ratelimit
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import Person
from accounts.requests import SignedInRequest
from accounts.steps import STEPS, steps
from acoms.access.pages import require_POST
from acoms.site.forms import SecurityCodeForm
from contacts.facts import NO_FACTS, asks_for_facts
from contacts.forms import OwnFactsForm
from invitations import actions
from invitations.acceptance.actions import accept
from invitations.errors import InvitationError
from invitations.models import Invitation
from invitations.opened import (
    forget_opened,
    opened_generation,
    opened_invitation,
    remember_opened,
    was_opened,
)
from invitations.queries import hand_overs
from invitations.rules import State
from invitations.secrets import LinkTarget, read_token

# What a dead link says, by what became of it: nothing about the ACO or the person (rule E1).
DEAD = {
    State.ACTIVATED: "used",
    State.DECLINED: "used",
    State.WITHDRAWN: "withdrawn",
    State.WAITING: "waiting",
    State.EXPIRED: "expired",
    State.LOCKED: "locked",
    State.ACCEPTED: "used",
    State.NOT_CONFIRMED: "used",
}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def open_invitation(request: HttpRequest, token: str) -> HttpResponse:
    """The e-mail's link: GET shows the field for the code, POST tries it (rules A7, E4, E7)."""
    target = read_token(token)
    invitation = _of(target)
    if target is None or invitation is None:
        return _dead(request, "unknown", 404)
    if invitation.generation != target.generation:
        return _dead(request, "replaced", 410)
    to_ask = "" if invitation.aco.has_ended else token
    if invitation.state in DEAD:
        return _dead(request, DEAD[invitation.state], 410, to_ask)
    if invitation.aco.has_ended:  # it is withdrawn in a moment (`end_open`)
        return _dead(request, DEAD[State.WITHDRAWN], 410)
    form = SecurityCodeForm(request.POST or None)
    if form.is_valid():
        return _try_code(request, token, target, form)
    return render(request, "invitations/open.html", {"form": form, "token": token})


def _of(target: LinkTarget | None) -> Invitation | None:
    found = Invitation.objects.select_related("aco")
    return found.filter(pk=target.row_id).first() if target else None


def _try_code(
    request: HttpRequest, token: str, target: LinkTarget, form: SecurityCodeForm
) -> HttpResponse:
    too_many: HttpResponse | None = ratelimit.consume_or_429(request, action="invitation_code")
    if too_many is not None:
        return too_many
    right = actions.try_code(
        invitation_id=target.row_id,
        generation=target.generation,
        typed=form.cleaned_data["code"],
    )
    if right:
        remember_opened(request, target)
        return redirect("answer_invitation")
    left = Invitation.objects.get(pk=target.row_id).tries_left
    if not left:
        return _dead(request, "locked", 410, token)
    form.refuse(left)
    return render(request, "invitations/open.html", {"form": form, "token": token})


def _dead(request: HttpRequest, kind: str, status: int, token: str = "") -> HttpResponse:
    """`token` is there where a new link can be asked for."""
    context = {"kind": kind, "token": token if kind in ("expired", "locked") else ""}
    return render(request, "invitations/dead.html", context, status=status)


@never_cache
@require_POST
def ask_for_link(request: HttpRequest, token: str) -> HttpResponse:
    """From the page of an ended or locked invitation: a new link, please (rule J6)."""
    return _say(
        request,
        token,
        actions.Said.NEW_LINK,
        gettext(
            "We asked the person who sent the invitation for a new link. If they send one, you "
            "will get an e-mail."
        ),
    )


@never_cache
@require_POST
def not_meant(request: HttpRequest, token: str) -> HttpResponse:
    """From the invitation's page: this was not meant for me (rule J6)."""
    return _say(
        request,
        token,
        actions.Said.NOT_MEANT,
        gettext(
            "Thank you. We told the person who sent the invitation. You do not need to do "
            "anything else."
        ),
    )


def _say(request: HttpRequest, token: str, said: actions.Said, thanks: str) -> HttpResponse:
    """The answer is the same whether it was said before; nothing names the ACO or a person. Of what
    nobody is told the link's page says why."""
    too_many: HttpResponse | None = ratelimit.consume_or_429(request, action="invitation_says")
    if too_many is not None:
        return too_many
    target = read_token(token)
    invitation = _of(target)
    if target is None or invitation is None:
        return _dead(request, "unknown", 404)
    if actions.say(invitation=invitation, generation=target.generation, said=said):
        messages.success(request, thanks)
    return redirect("open_invitation", token)


@never_cache
@require_safe
def answer_invitation(request: HttpRequest) -> HttpResponse:
    """The opened invitation: what it offers, and the next step towards an answer."""
    invitation = opened_invitation(request)
    if invitation is None:
        return _no_longer(request)
    if request.user.is_authenticated:
        return _ask(request, invitation, OwnFactsForm(invitation.types))
    context = {"invitation": invitation, "hands": hand_overs([invitation])[0][1]}
    return render(request, "invitations/sign_in_or_create.html", context)


def _no_longer(request: HttpRequest) -> HttpResponse:
    """What became of the opened invitation meanwhile; without one, the Dashboard."""
    before = was_opened(request)
    forget_opened(request)
    if before is None:
        return redirect(settings.LOGIN_REDIRECT_URL)
    kind = "replaced" if before.is_answerable else DEAD[before.state]  # sent again: a newer mail
    return _dead(request, kind, 410)


def _ask(request: HttpRequest, invitation: Invitation, facts: OwnFactsForm) -> HttpResponse:
    """The page of one invitation, with what its types ask for (rule A18)."""
    context = {
        "invitation": invitation,
        "hands": hand_overs([invitation])[0][1],
        "form": facts,
        **_steps_if_new(request, invitation),
    }
    return render(request, "invitations/answer.html", context)


def _steps_if_new(request: HttpRequest, invitation: Invitation) -> dict[str, Any]:
    """The last of the steps of a new account, for whoever made theirs to answer this."""
    made_for_it = cast("Person", request.user).created_at >= invitation.sent_at
    return steps(request, len(STEPS) + 1) if made_for_it and opened_invitation(request) else {}


@require_POST
def activate(request: SignedInRequest, invitation_id: int) -> HttpResponse:
    """ "Activate" on the Dashboard's Activation Widget or after link and code (rule A8)."""
    invitation = _answerable(request, invitation_id)
    facts = OwnFactsForm(invitation.types, request.POST if "facts" in request.POST else None)
    if asks_for_facts(invitation.types) and not facts.is_valid():
        return _ask(request, invitation, facts)
    try:
        theirs = accept(
            acting_person=request.user,
            invitation=invitation,
            opened_generation=opened_generation(request, invitation_id),
            facts=facts.facts if facts.is_bound else NO_FACTS,
            shown=request.POST.get("shown"),
            left_out=facts.left_out if facts.is_bound else (),
        )
    except InvitationError as error:
        messages.error(request, str(error))
        return redirect(settings.LOGIN_REDIRECT_URL)
    invitation.refresh_from_db(fields=["types"])
    forget_opened(request)
    if not theirs:
        messages.info(
            request,
            f"You accepted. Before you are {invitation.types_listed} of {invitation.aco}, someone "
            "must confirm that you are the person who was invited. Your Dashboard shows it until "
            "then.",
        )
        return redirect(settings.LOGIN_REDIRECT_URL)
    messages.success(request, f"You are now {invitation.types_listed} of {invitation.aco}.")
    _say_what_waits(request)
    return redirect("my_acos")


def _say_what_waits(request: SignedInRequest) -> None:
    """How many other invitations there are to answer; one query."""
    others = Invitation.objects.answerable(timezone.now()).addressed_to(request.user.email)
    if number := others.count():
        which = "1 more invitation waits" if number == 1 else f"{number} more invitations wait"
        said = '{} for your answer. <a href="{}">Go to your Dashboard</a>'
        messages.info(request, format_html(said, which, resolve_url(settings.LOGIN_REDIRECT_URL)))


@require_POST
def decline(request: SignedInRequest, invitation_id: int) -> HttpResponse:
    """ "Decline Request" (rule A8)."""
    invitation = _answerable(request, invitation_id)
    try:
        actions.decline(
            acting_person=request.user,
            invitation=invitation,
            opened_generation=opened_generation(request, invitation_id),
        )
    except InvitationError as error:
        messages.error(request, str(error))
    else:
        forget_opened(request)
        messages.success(
            request,
            f"You declined to be {invitation.types_listed} of {invitation.aco}. "
            "We told the people who invited you.",
        )
    return redirect(settings.LOGIN_REDIRECT_URL)


def _answerable(request: SignedInRequest, invitation_id: int) -> Invitation:
    """The invitation, if this person may know of it: addressed to them, opened, or answered
    (rule E1)."""
    invitation = get_object_or_404(Invitation.objects.with_people(), pk=invitation_id)
    own = request.user.pk == invitation.answered_by_id or request.user.email == invitation.email
    if not own and opened_generation(request, invitation_id) is None:
        raise Http404
    return invitation
