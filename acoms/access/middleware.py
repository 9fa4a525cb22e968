"""Refuses every view that does not say who may use it (rule E1)."""

import logging
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponseBase

from acoms.access.bodies import refusal_of_body
from acoms.access.decisions import Decision, Refused
from acoms.access.policies import policy_of

log = logging.getLogger(__name__)


class AccessMiddleware:
    """Asks the view's policy before the view runs, and before anything of the body is read: whoever
    is not let in sends us no file. CSRF, which reads forms, comes after this."""

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
        policy = policy_of(view, request.resolver_match)
        if policy is None:
            log.error("view %r states no access policy and was refused", view)
            raise Refused(Decision(False, "This page has not been opened to anyone."))
        too_much = refusal_of_body(request, view)
        return too_much if too_much is not None else policy.admit(request, **kwargs)
