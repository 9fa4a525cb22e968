"""How much a page is sent at most, found out before any of it is read.

People send a form, with small files; strangers no more than the server gathers before a thread has
it (`acoms.operations.arriving`); `takes_files` says where larger files come in.
"""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any, TypeVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from acoms.process.bodies import SHORT_BODY
from acoms.text.numbers import key_of

FROM_STRANGERS = SHORT_BODY
FROM_PEOPLE: int = settings.DATA_UPLOAD_MAX_MEMORY_SIZE

View = TypeVar("View", bound=Callable[..., Any])


def takes_files(most: int) -> Callable[[View], View]:
    """Let people send a page files of `most` bytes: `@takes_files(25_000_000)` above the view,
    whose policy must not be for strangers."""

    def mark(view: View) -> View:
        view.most_bytes = most + FROM_PEOPLE  # type: ignore[attr-defined]
        return view

    return mark


def refusal_of_body(request: HttpRequest, view: Callable[..., Any]) -> HttpResponse | None:
    """The answer to a request that says it brings more than its page takes; None lets it through.

    A body that does not say its length is none to Django, and the server takes none.
    """
    size = key_of(request.META.get("CONTENT_LENGTH") or "0")
    if size is not None and size <= FROM_STRANGERS:
        return None
    of_person = FROM_PEOPLE if request.user.is_authenticated else FROM_STRANGERS
    most: int = getattr(view, "most_bytes", of_person)
    if size is not None and size <= most:
        return None
    status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    return render(request, "413.html", {"most": most}, status=status)
