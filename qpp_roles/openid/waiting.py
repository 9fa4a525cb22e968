"""The website that waits for a sign-in that is under way here."""

from urllib.parse import parse_qs, urlsplit

from allauth.account.internal.stagekit import LOGIN_SESSION_KEY
from django.http import HttpRequest
from django.urls import reverse

from qpp_roles.openid.models import Website


def leads_to(request: HttpRequest) -> str:
    """Where a sign-in that is half done ends; "" for no place of its own, or no sign-in."""
    waiting = request.session.get(LOGIN_SESSION_KEY) or {}
    return waiting.get("redirect_url") or ""


def is_question(url: str) -> bool:
    return urlsplit(url).path == reverse("openid_authorize")


def website_waiting(url: str) -> tuple[Website, str] | None:
    """The website whose question `url` is and the address that it wants to be answered at, if it
    is registered with it."""
    if not is_question(url):
        return None
    asked = parse_qs(urlsplit(url).query)
    website = Website.objects.known(asked.get("client_id", [""])[0])
    to = asked.get("redirect_uri", [""])[0]
    return (website, to) if website and to in website.get_redirect_uris() else None
