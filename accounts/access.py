"""Who may use the pages of a sign-in that is under way."""

from typing import Any

from allauth.account.stages import LoginStageController
from allauth.core import ratelimit
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.cache import add_never_cache_headers

from accounts.signup import after_sign_in_url
from accounts.stages import Stage


class StageRequest(HttpRequest):
    """A request that a `SigningIn` policy has let through. For annotations only."""

    stage: Stage


def too_many_from_here(request: HttpRequest, action: str) -> HttpResponse | None:
    """The answer to a network that asks too often (`ACCOUNT_RATE_LIMITS`), or None."""
    response: HttpResponse | None = ratelimit.consume_or_429(request, action=action)
    return response


class SigningIn:
    """Someone who has given their password and stands at one stage of the sign-in (rule A9).

    Whoever stands at another stage, or at none, goes to the sign-in page, which knows the way.
    """

    def __init__(self, stage_key: str) -> None:
        self.stage_key = stage_key
        self.name = f"signing in: {stage_key}"

    def admit(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase | None:
        if request.user.is_authenticated:
            return self._away(after_sign_in_url(request))
        stage = LoginStageController.enter(request, self.stage_key)
        if stage is None:
            return self._away("account_login")
        request.stage = stage  # type: ignore[attr-defined]
        return None

    def _away(self, to: str) -> HttpResponseBase:
        response = redirect(to)
        add_never_cache_headers(response)
        return response
