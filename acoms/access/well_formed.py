"""Requests that are no text as people write it: answered with 400, before anything reads them.

What is no UTF-8 would become another text without a word, and no database holds a NUL or half of a
surrogate pair. Addresses, headers and cookies are looked at first of all; a body once its page may
be sent it (`acoms.access.bodies`).
"""

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote_to_bytes

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponseBase
from django.http.request import UnreadablePostError

_URLENCODED, _MULTIPART = "application/x-www-form-urlencoded", "multipart/form-data"
_JSON = "application/json"


class WellFormedMiddleware:
    """Refuses an address, a header or a cookie that is no text."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        # Of the path, Django has left what is no UTF-8 as it came: /%FF is an address like another.
        headers = (value for name, value in request.META.items() if name.startswith("HTTP_"))
        if any("\0" in value for value in (request.path, *headers, *request.COOKIES.values())):
            raise BadRequest("A NUL in the address or a header")
        query = request.META.get("QUERY_STRING", "")
        _must_be_text(unquote_to_bytes(query.encode("latin-1", "replace")))
        return self.get_response(request)


class WellFormedBodyMiddleware:
    """Refuses a form or a JSON document that is no text, once its page may be sent one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_: Any) -> None:
        kind = request.content_type
        if kind not in (_URLENCODED, _MULTIPART, _JSON) or request.method in ("GET", "HEAD"):
            return
        charset = (request.content_params or {}).get("charset", "utf-8")
        if charset.lower().replace("-", "") not in ("utf8", "usascii"):
            raise BadRequest("A body in another charset than UTF-8")
        try:
            if kind == _MULTIPART:
                _must_be_whole(_texts_of(request))
            elif kind == _JSON:
                _must_be_json_of_text(request.body)
            else:
                _must_be_text(unquote_to_bytes(request.body))
        except UnreadablePostError:
            raise BadRequest("A body that broke off") from None


def _must_be_text(content: bytes) -> None:
    try:
        text = content.decode()
    except UnicodeDecodeError:
        raise BadRequest("No UTF-8") from None
    if "\0" in text:
        raise BadRequest("A NUL")


def _texts_of(request: HttpRequest) -> list[str]:
    """All that a form with files has, besides what is in the files."""
    typed = (text for name, values in request.POST.lists() for text in (name, *map(str, values)))
    files = (
        text
        for name, uploaded in request.FILES.lists()
        for text in (name, *(file.name or "" for file in uploaded))
    )
    return [*typed, *files]


def _must_be_whole(texts: list[str]) -> None:
    """Of bytes that are no UTF-8, Django has made replacement characters."""
    if any("\0" in text or "\N{REPLACEMENT CHARACTER}" in text for text in texts):
        raise BadRequest("A NUL, or no UTF-8")


def _must_be_json_of_text(content: bytes) -> None:
    _must_be_text(content)
    try:
        written = json.dumps(json.loads(content), ensure_ascii=False)
    except (ValueError, RecursionError):
        return  # what is no JSON, the page says
    try:
        written.encode()
    except UnicodeEncodeError:
        raise BadRequest("Half of a surrogate pair") from None
    if "\\u0000" in written:
        raise BadRequest("A NUL")
