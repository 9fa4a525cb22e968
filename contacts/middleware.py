"""Asks people, once for each sign-in, about statements that were made for them (rule A18)."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from acoms.access import PUBLIC, policy_of
from contacts.statements import ask_first, is_to_be_asked


class StatementsMiddleware:
    """Leads to the page that asks before any other; what is public stays open: help, signing out.

    Stands after `AccessMiddleware`: whoever is not let in is not asked either.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., Any],
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
    ) -> HttpResponseBase | None:
        match = request.resolver_match
        if request.method != "GET" or policy_of(view, match) is PUBLIC:
            return None
        if not request.user.is_authenticated or not is_to_be_asked(request):
            return None
        if request.headers.get("HX-Request") or (match and match.url_name == "statements"):
            return None
        ask_first(request)
        return redirect("statements")
