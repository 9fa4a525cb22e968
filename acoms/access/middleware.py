"""Refuses every view that does not say who may use it (rule E1)."""

import logging
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponseBase

from acoms.access import unsent
from acoms.access.bodies import refusal_of_body
from acoms.access.decisions import Decision, Refused
from acoms.access.policies import policy_of

log = logging.getLogger(__name__)


class AccessMiddleware:
    """Asks the view's policy before the view runs, and before anything of the body is read: whoever
    is not let in sends us no file. CSRF, which reads forms, comes after this.
    Whom it lets in is given back what they typed when their session had ended."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        with unsent.given_back(request):
            response = self.get_response(request)
            if unsent.is_given() and request.method == "POST" and 300 <= response.status_code < 400:
                unsent.forget(request)
        return response

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., Any],
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
    ) -> HttpResponseBase | None:
        policy = policy_of(view, request.resolver_match)
        if policy is None:
            log.error("view %r states no access policy and was refused", view)
            raise Refused(Decision(False, "This page has not been opened to anyone."))
        too_much = refusal_of_body(request, view)
        elsewhere = too_much if too_much is not None else policy.admit(request, **kwargs)
        if elsewhere is None:
            unsent.give_back(request)
        return elsewhere
