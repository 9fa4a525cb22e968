"""What is the same of every answer to a program, also where no operation was reached."""

from collections.abc import Callable
from hashlib import sha256

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response

from acoms.api import problems
from acoms.api.limits import Standing

PROGRAMS, PEOPLE = "/api/v1/", "/api/v1/docs/"


def is_for_programs(path: str) -> bool:
    """Whether an address is the API's own, and no page about it."""
    return path.startswith(PROGRAMS) and not path.startswith(PEOPLE)


class ApiMiddleware:
    """Answers programs as HTTP says: every error a problem (RFC 9457), what has not changed 304,
    and how many requests are left. No cookie is read and none is set: who calls, says the token.

    Stands before all that may answer by a page.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not is_for_programs(request.path_info):
            return self.get_response(request)
        request.META.pop("HTTP_COOKIE", None)
        response = _answered(request, self.get_response(request))
        standing: Standing | None = getattr(request, "rate_limit", None)
        if standing is not None:
            standing.write(response)
        return response


def _answered(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    if response.status_code == 200 and isinstance(response, HttpResponse):
        response = _if_changed(request, response)
    return _as_problem(response) if response.status_code >= 400 else response


def _if_changed(request: HttpRequest, response: HttpResponse) -> HttpResponseBase:
    """The answer, or 304 to a program that has it already."""
    response.setdefault("Cache-Control", "private, max-age=0, must-revalidate")
    response.setdefault("Vary", "Authorization")
    response.setdefault("ETag", f'"{sha256(response.content).hexdigest()}"')
    return get_conditional_response(request, response["ETag"], None, response) or response


def _as_problem(response: HttpResponseBase) -> HttpResponseBase:
    answer = response
    if not response.get("Content-Type", "").startswith(problems.CONTENT_TYPE):
        answer = problems.problem(problems.sort_of(response.status_code))
        for name in problems.KEPT:
            if name in response:
                answer[name] = response[name]
    answer.setdefault("Cache-Control", "no-store")
    return answer
