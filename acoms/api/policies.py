"""Who may call an operation: programs with a token whose credentials have its resource (H3)."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse

from acoms.api.authentication import Forbidden, NotAuthenticated, caller_of
from acoms.api.caller import Caller
from acoms.api.limits import Standing, count
from acoms.api.problems import FORBIDDEN, NOT_AUTHENTICATED, TOO_MANY_REQUESTS, problem


class ApiRequest(HttpRequest):
    """A request that a policy of the API admitted. For annotations only."""

    caller: Caller
    rate_limit: Standing


@dataclass(frozen=True, slots=True)
class CallerPolicy:
    """Programs with a valid token; with a `resource`, those whose credentials are for it."""

    resource: str = ""

    @property
    def name(self) -> str:
        return f"a program's credentials for {self.resource or 'any resource'}"

    def admit(self, request: HttpRequest, **kwargs: Any) -> HttpResponse | None:
        try:
            caller = caller_of(request)
        except NotAuthenticated as refused:
            answer = problem(NOT_AUTHENTICATED, str(refused))
            answer["WWW-Authenticate"] = refused.challenge
            return answer
        except Forbidden as refused:
            return problem(FORBIDDEN, str(refused))
        standing = count(caller.credentials_id)
        request.caller, request.rate_limit = caller, standing  # type: ignore[attr-defined]
        if standing.is_over:
            return problem(TOO_MANY_REQUESTS)
        if self.resource and self.resource not in caller.resources:
            answer = problem(FORBIDDEN, f"These credentials are not for {self.resource}.")
            answer["WWW-Authenticate"] = 'Bearer realm="ACO-MS", error="insufficient_scope"'
            return answer
        return None
