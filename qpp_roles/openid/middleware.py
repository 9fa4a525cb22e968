"""Leads a sign-in that a website waits for back to it, with the newest of its questions.

Browsers hold a form's Content-Security-Policy against every redirect that follows: from the page
of the second factor over the authorization endpoint to the website. So the pages of such a sign-in,
and no others, name the website's origin.
"""

from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

from allauth.account.internal.stagekit import LOGIN_SESSION_KEY
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse

from qpp_roles.openid.access import lead_to_newest
from qpp_roles.openid.models import Website
from qpp_roles.openid.rules import origin_of


class SignInFormsMiddleware:
    """Adds the origin to the policy of pages in a sign-in that a website waits for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if hasattr(request, "session") and (url := leads_to(request)):
            if is_question(url):  # the password may have come from a page that is older than it
                lead_to_newest(request)
            if origin := origin_waiting(leads_to(request)):
                lead_forms_to(response, origin)
        return response


def leads_to(request: HttpRequest) -> str:
    """Where a sign-in that is under way ends; "" for no place of its own, or no sign-in."""
    waiting = request.session.get(LOGIN_SESSION_KEY) or {}
    return waiting.get("redirect_url") or ""


def is_question(url: str) -> bool:
    return urlsplit(url).path == reverse("openid_authorize")


def origin_waiting(url: str) -> str:
    """The origin of the website that a sign-in leads back to, if it is registered with it."""
    if not is_question(url):
        return ""
    asked = parse_qs(urlsplit(url).query)
    website = Website.objects.open().filter(pk=asked.get("client_id", [""])[0]).first()
    to = asked.get("redirect_uri", [""])[0]
    return origin_of(to) if website and to in website.get_redirect_uris() else ""


def lead_forms_to(response: HttpResponseBase, origin: str) -> None:
    """Let forms of this page lead to `origin` too."""
    response._csp_update = {"form-action": [origin]}  # type: ignore[attr-defined]
