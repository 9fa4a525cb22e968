"""Pages that belong to no room: the Helpdesk, and what one sees when something is wrong.

Each says what to do next (rules A20, E1).
"""

from collections.abc import Callable
from datetime import timedelta
from http import HTTPStatus

from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed
from django.shortcuts import render, resolve_url
from django.template import loader
from django.utils import timezone
from django.views.decorators.http import require_safe

from acoms.access import Refused
from acoms.access.pages import page_above
from acoms.access.unsent import after_another_sign_in
from acoms.site.navigation import shell

SECURITY_COUNTS_FOR = timedelta(days=183)


@require_safe
def helpdesk(request: HttpRequest) -> HttpResponse:
    """What the programme's Helpdesk does and how to reach it (rule A20)."""
    return render(request, "pages/helpdesk.html")


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Nothing here is for a search engine."""
    return HttpResponse("User-agent: *\nDisallow: /\n", content_type="text/plain")


@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """Where a weakness is reported (RFC 9116); what it says counts for half a year."""
    expires = timezone.now().replace(microsecond=0) + SECURITY_COUNTS_FOR
    lines = (
        f"Contact: {settings.SECURITY_CONTACT}",
        f"Expires: {expires.isoformat()}",
        "Preferred-Languages: en",
        f"Canonical: {settings.SITE_URL}{request.path}",
    )
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The same page whether the thing does not exist or is not the visitor's to know of (E1)."""
    return render(request, "404.html", status=HTTPStatus.NOT_FOUND)


def refused(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Why this is not allowed, and which contact types could do it (rule E1)."""
    decision = exception.decision if isinstance(exception, Refused) else None
    return render(request, "403.html", {"decision": decision}, status=HTTPStatus.FORBIDDEN)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponseBase:
    """A form that was open too long, or came from another site.

    Whoever has signed in meanwhile goes on from there; what was typed is not lost.
    """
    if (answer := after_another_sign_in(request)) is not None:
        return answer
    if request.user.is_authenticated and request.path == resolve_url(settings.LOGIN_URL):
        return redirect_to_login(request.POST.get(REDIRECT_FIELD_NAME, ""))
    return render(request, "403_csrf.html", status=HTTPStatus.FORBIDDEN)


class NotAllowedMiddleware:
    """Says something where a view takes no request of this method."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if not isinstance(response, HttpResponseNotAllowed) or response.content:
            return response
        page = render(
            request,
            "405.html",
            {"page": page_above(request.path_info)},
            status=HTTPStatus.METHOD_NOT_ALLOWED,
        )
        page["Allow"] = response["Allow"]
        return page


def unreadable(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What was sent is no text, or too much of it. Drawn without reading anything of it again."""
    page = loader.get_template("400.html").render(shell(request))
    return HttpResponse(page, status=HTTPStatus.BAD_REQUEST)


def server_error(request: HttpRequest) -> HttpResponse:
    """Drawn without the session, the database or the page shell: any of them may be what broke."""
    page = loader.get_template("500.html").render(shell(request))
    return HttpResponse(page, status=HTTPStatus.INTERNAL_SERVER_ERROR)
