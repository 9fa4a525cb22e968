"""What goes wrong, as programs read it: `application/problem+json` (RFC 9457).

Each sort has a name that never changes; its `type` is the address of a page that explains it.
"""

import json
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import HttpResponse

CONTENT_TYPE = "application/problem+json"
PAGES = "/api/v1/docs/problems/"


@dataclass(frozen=True, slots=True)
class Sort:
    """A sort of problem: `means` says what it is, `do` what whoever wrote the program does."""

    name: str
    status: HTTPStatus
    title: str
    means: str
    do: str

    @property
    def page(self) -> str:
        return f"{PAGES}{self.name}/"

    @property
    def type(self) -> str:
        return f"{settings.SITE_URL}{self.page}"


SORTS: dict[str, Sort] = {}


def _sort(name: str, status: HTTPStatus, title: str, means: str, do: str) -> Sort:
    return SORTS.setdefault(name, Sort(name, status, title, means, do))


BAD_REQUEST = _sort(
    "bad-request",
    HTTPStatus.BAD_REQUEST,
    "The request cannot be read",
    "The address or a header is not text in UTF-8, or is not what HTTP allows.",
    "Encode what you put into the address, and send the request again.",
)
INVALID_CURSOR = _sort(
    "invalid-cursor",
    HTTPStatus.BAD_REQUEST,
    "The cursor is not one of this list",
    "A cursor belongs to one list with its filters, and was made by ACO-MS.",
    "Follow next as it is. To use other filters, begin again without a cursor.",
)
NOT_AUTHENTICATED = _sort(
    "not-authenticated",
    HTTPStatus.UNAUTHORIZED,
    "No valid access token",
    "The request has no access token, or one that is over, was ended or comes from an address that "
    "is not on the list of its credentials.",
    "Ask for a new token with the client ID and secret. If that is refused too, ask your ACO's "
    "Credential Delegate to look at the API Credentials page.",
)
FORBIDDEN = _sort(
    "forbidden",
    HTTPStatus.FORBIDDEN,
    "The credentials do not open this",
    "The token is valid, but its credentials are not registered for this resource.",
    "Ask your ACO's Credential Delegate for credentials with the resource that the answer names.",
)
NOT_FOUND = _sort(
    "not-found",
    HTTPStatus.NOT_FOUND,
    "Not found",
    "There is nothing at this address, or it belongs to an ACO that the credentials do not open.",
    "Compare the address with the documentation, and the ACO ID with GET /api/v1/acos.",
)
_sort(
    "method-not-allowed",
    HTTPStatus.METHOD_NOT_ALLOWED,
    "This method is not allowed here",
    "The API is read-only.",
    "Use GET or HEAD.",
)
_sort(
    "precondition-failed",
    HTTPStatus.PRECONDITION_FAILED,
    "The answer is another one by now",
    "If-Match names no ETag that the answer has now.",
    "Send the request without If-Match.",
)
_sort(
    "too-large",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    "The request is too large",
    "The API is sent no bodies.",
    "Send the request without a body.",
)
_sort(
    "no-such-range",
    HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE,
    "The file has fewer bytes",
    "Range asks for bytes behind the end of the file. Content-Range says how many there are.",
    "Compare with the size of the file. If you have all of it, compare its SHA-256.",
)
INVALID_PARAMETERS = _sort(
    "invalid-parameters",
    HTTPStatus.UNPROCESSABLE_ENTITY,
    "A parameter is not valid",
    "A parameter is missing, is unknown, or has a value that is not allowed. errors names each.",
    "Compare with the documentation of the operation.",
)
TOO_MANY_REQUESTS = _sort(
    "too-many-requests",
    HTTPStatus.TOO_MANY_REQUESTS,
    "Too many requests",
    "The credentials were used for more requests than the limit allows.",
    "Wait for the seconds that Retry-After says. RateLimit says in each answer how many are left.",
)
SERVER_ERROR = _sort(
    "server-error",
    HTTPStatus.INTERNAL_SERVER_ERROR,
    "Something went wrong in ACO-MS",
    "The fault is ours, and is on record.",
    "Send the request again in a minute. If it goes on, tell the SSP Helpdesk when it was.",
)
UNREADABLE_FILE = _sort(
    "unreadable-file",
    HTTPStatus.INTERNAL_SERVER_ERROR,
    "The file cannot be read",
    "ACO-MS lists the file, but cannot read its bytes.",
    "Tell the SSP Helpdesk the name of the file.",
)
OF_STATUS = {sort.status: sort for sort in reversed(SORTS.values())}  # the first of each status
# What an answer keeps when it is said as a problem.
KEPT = ("Allow", "Content-Range", "Retry-After", "WWW-Authenticate")


class Problem(Exception):
    """Raised in an operation: the answer is this sort of problem."""

    def __init__(self, sort: Sort, detail: str = "") -> None:
        super().__init__(detail or sort.title)
        self.sort, self.detail = sort, detail


def problem(sort: Sort, detail: str = "", **more: Any) -> HttpResponse:
    """The answer; `detail` is about this request, `more` are further members."""
    said = {
        "type": sort.type,
        "title": sort.title,
        "status": sort.status.value,
        "detail": detail or sort.do,
    }
    body = json.dumps({**said, **more}, ensure_ascii=False)
    return HttpResponse(body, status=sort.status, content_type=CONTENT_TYPE)


def sort_of(status: int) -> Sort:
    """The sort that stands for a status; any other is bad-request or server-error."""
    other = SERVER_ERROR if status >= 500 else BAD_REQUEST
    return next((sort for known, sort in OF_STATUS.items() if known == status), other)
