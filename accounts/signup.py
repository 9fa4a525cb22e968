"""Who may create an account: someone with a voucher, which a room above this one reads.

An invitation that was opened with its link and security code is such a voucher, and so is a request
for an account (`accounts.registration`): it vouches for the e-mail address and for nothing else
(rule E7).
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.utils.translation import gettext_noop


@dataclass(frozen=True, slots=True)
class Voucher:
    """What the session knows about whoever is allowed to create an account.

    `then` is what they do once they have it: the last of the steps that the pages show.
    """

    email: str
    first_name: str = ""
    last_name: str = ""
    then: str = gettext_noop("Activate")


_readers: list[Callable[[HttpRequest], Voucher | None]] = []
_next_pages: list[Callable[[HttpRequest], str | None]] = []
_homes: list[Callable[[HttpRequest], str | None]] = []


def register_voucher_reader(
    read: Callable[[HttpRequest], Voucher | None],
    next_url: Callable[[HttpRequest], str | None] | None = None,
) -> None:
    """Add a way to find a voucher in a request, and the page it leads to after signing in."""
    _readers.append(read)
    if next_url is not None:
        _next_pages.append(next_url)


def register_home(find: Callable[[HttpRequest], str | None]) -> None:
    """Add a page where some begin instead of at the Dashboard, unless they came for something."""
    _homes.append(find)


def voucher_of(request: HttpRequest) -> Voucher | None:
    """The voucher that this visitor carries, if any."""
    return next(filter(None, (read(request) for read in _readers)), None)


def after_sign_in_url(request: HttpRequest) -> str:
    """Where someone goes who has just signed in: what they came to answer, their own first
    page, or the Dashboard."""
    pages = (find(request) for find in (*_next_pages, *_homes))
    return next(filter(None, pages), None) or resolve_url(settings.LOGIN_REDIRECT_URL)
