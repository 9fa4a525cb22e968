"""What is the same of every answer to a program, also where no view was reached."""

from collections.abc import Callable
from hashlib import sha256

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.utils.cache import patch_vary_headers

from acoms.access.conditions import answer_by_conditions
from acoms.api import problems
from acoms.api.limits import Standing

PROGRAMS, PEOPLE = "/api/v1/", "/api/v1/docs/"
TOKENS = ("/auth/", "/openid/token", "/openid/revoke")


def is_for_programs(path: str) -> bool:
    """Whether an address is the API's own, and no page about it."""
    return path.startswith(PROGRAMS) and not path.startswith(PEOPLE)


class ApiMiddleware:
    """Answers programs as HTTP says: every error a problem (RFC 9457), what has not changed 304,
    and how many requests are left. No cookie is read and none is set: who calls, says the token.
    Where tokens are asked for, errors are as OAuth has them.

    Stands before all that may answer by a page.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path_info.startswith(TOKENS):
            return _as_oauth_error(self.get_response(request))
        if not is_for_programs(request.path_info):
            return self.get_response(request)
        request.META.pop("HTTP_COOKIE", None)
        response = _answered(request, self.get_response(request))
        patch_vary_headers(response, ["Authorization"])
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
    response.setdefault("ETag", f'"{sha256(response.content).hexdigest()}"')
    return answer_by_conditions(request, response["ETag"], response) or response


def _as_problem(response: HttpResponseBase) -> HttpResponseBase:
    answer = response
    if not response.get("Content-Type", "").startswith(problems.CONTENT_TYPE):
        answer = _instead(response, problems.problem(problems.sort_of(response.status_code)))
    answer.setdefault("Cache-Control", "no-store")
    return answer


def _as_oauth_error(response: HttpResponseBase) -> HttpResponseBase:
    """RFC 6749, 5.2, also of what middleware and Django refuse by a page."""
    status, kind = response.status_code, response.get("Content-Type", "")
    if status < 400 or kind.startswith("application/json"):
        return response
    error = "server_error" if status >= 500 else "invalid_request"
    said = {"error": error, "error_description": f"{problems.sort_of(status).title}."}
    headers = {"Cache-Control": "no-store", "Pragma": "no-cache"}
    return _instead(response, JsonResponse(said, status=status, headers=headers))


def _instead(response: HttpResponseBase, answer: HttpResponse) -> HttpResponse:
    for name in problems.KEPT:
        if name in response:
            answer[name] = response[name]
    return answer
