"""Leads a sign-in that a website waits for back to it, with the newest of its questions.

Browsers hold a form's Content-Security-Policy against every redirect that follows: from the page
of the second factor over the authorization endpoint to the website. So the pages of such a sign-in,
and no others, name the website's origin.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

from qpp_roles.openid.access import lead_to_newest
from qpp_roles.openid.rules import origin_of
from qpp_roles.openid.waiting import is_question, leads_to, website_waiting


class SignInFormsMiddleware:
    """Adds the origin to the policy of pages in a sign-in that a website waits for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if hasattr(request, "session") and (url := leads_to(request)):
            if is_question(url):  # the password may have come from a page that is older than it
                lead_to_newest(request)
            if found := website_waiting(leads_to(request)):
                lead_forms_to(response, origin_of(found[1]))
        return response


def lead_forms_to(response: HttpResponseBase, origin: str) -> None:
    """Let forms of this page lead to `origin` too."""
    response._csp_update = {"form-action": [origin]}  # type: ignore[attr-defined]
