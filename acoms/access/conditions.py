"""What a client has already is not sent again."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response


def answer_by_conditions(
    request: HttpRequest, etag: str, response: HttpResponse | None = None
) -> HttpResponseBase | None:
    """304 or 412, as the request's conditions say of what has this `etag`; else `response`. We say
    of nothing when it was last modified, so a date is no condition (RFC 9110, 13.1.4)."""
    request.META.pop("HTTP_IF_UNMODIFIED_SINCE", None)
    return get_conditional_response(request, etag, None, response)
