"""Who may use the pages of a sign-in that is under way."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.stages import LoginStageController
from allauth.core import ratelimit
from allauth.core.internal.ratelimit import consume
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.cache import add_never_cache_headers
from django.views.decorators.debug import sensitive_variables

from accounts.errors import SignInEnded
from accounts.signing_in import At
from accounts.signup import after_sign_in_url
from accounts.stages import SigningInStage, say_ended
from acoms.text.refusals import Refusal


class StageRequest(HttpRequest):
    """A request that a `SigningIn` policy has let through. For annotations only."""

    stage: SigningInStage


def too_many_from_here(request: HttpRequest, action: str) -> HttpResponse | None:
    """The answer to a network that asks too often (`ACCOUNT_RATE_LIMITS`), or None."""
    response: HttpResponse | None = ratelimit.consume_or_429(request, action=action)
    return response


TOO_MANY_NUMBERS = (
    "You searched for many complete TINs or NPIs that have no results. Wait an hour before you "
    "search for another number. You can still search for names."
)


def may_try_number(request: HttpRequest, *, finds: Callable[[], bool]) -> bool:
    """Whether somebody may search for a complete number, asked before anything is looked up; those
    that find nothing are counted, because a TIN may be guessed."""

    def may(*, counts: bool) -> bool:
        limit = {"app": "allauth.account", "action": "missed_number", "limit_get": True}
        return consume(request, **limit, dry_run=not counts) is not None

    return may(counts=False) and (finds() or may(counts=True))


@sensitive_variables("typed")
def confirmed(
    request: HttpRequest, form: Form, do: Callable[[dict[str, Any]], HttpResponse]
) -> HttpResponse | None:
    """What comes of a form that asks for a code of the second factor: what `do` answers to what was
    typed, or None where the form is to be shown, with what was refused. Networks that try too many
    codes are stopped before."""
    if request.method != "POST":
        return None
    if (limited := too_many_from_here(request, "second_factor")) is not None:
        return limited
    if form.is_valid():
        try:
            return do(form.cleaned_data)
        except Refusal as refusal:
            refusal.show_in(form)
    return None


class SigningIn:
    """Someone who has given their password and whose sign-in stands at one state (rule A9).

    Whoever stands at another, or at none, goes to the sign-in page, which knows the way; so does
    whoever's sign-in something has ended, and is told.
    """

    def __init__(self, at: At) -> None:
        self.at = at
        self.name = f"signing in: {at}"

    def admit(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase | None:
        if request.user.is_authenticated:
            return self._away(after_sign_in_url(request))
        stage = LoginStageController.enter(request, SigningInStage.key)
        if stage is None:
            return self._away("account_login")
        if stage.is_over:
            return say_ended(request)
        if stage.sign_in.at is not self.at:
            return self._away("account_login")
        request.stage = stage  # type: ignore[attr-defined]
        return None

    def _away(self, to: str) -> HttpResponseBase:
        response = redirect(to)
        add_never_cache_headers(response)
        return response


View = Callable[..., HttpResponse]


def said_when_ended(view: View) -> View:
    """Lead to the sign-in, with words, where an action finds under lock that it was ended."""

    @wraps(view)
    def answered(request: StageRequest) -> HttpResponse:
        try:
            return view(request)
        except SignInEnded:
            return say_ended(request)

    return answered
