"""Which language a page speaks: English, or where its view says so the visitor's (decision 0105).

A page that speaks is marked where its URL is declared::

    path("sign-in/", allow(PUBLIC)(speaks(views.sign_in)), name="account_login")

It speaks the language that whoever is signed in has chosen, else that of the browser's cookie, else
the first of its Accept-Language that is ours. All other pages, and what is answered in place of a
page, stay English.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.html import format_html

View = TypeVar("View", bound=Callable[..., Any])


def speaks(view: View) -> View:
    """Say that all of this view's pages are there in each of `settings.LANGUAGES`."""
    view.speaks = True  # type: ignore[attr-defined]
    return view


def is_spoken(request: HttpRequest) -> bool:
    """Whether the page of this request is there in each language."""
    match = request.resolver_match
    return match is not None and getattr(match.func, "speaks", False)


def is_language(code: str) -> bool:
    """Whether this is the code of a language that we speak."""
    return code in dict(settings.LANGUAGES)


def language_of(request: HttpRequest) -> str:
    """The language in which whoever sent this request reads."""
    chosen: str = getattr(request.user, "language", "")
    return chosen or translation.get_language_from_request(request)


def page_language() -> str:
    """The language of the page that is being drawn, for `lang`."""
    return translation.get_language() or settings.LANGUAGE_CODE


def in_english(words: object) -> str:
    """What has its English name on every page, marked where the page is in another language."""
    if page_language() == "en":
        return str(words)
    return format_html('<span lang="en">{}</span>', str(words))


class LanguageMiddleware:
    """Has a page that speaks drawn in the reader's language. Asks no query."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        with translation.override(settings.LANGUAGE_CODE):
            response = self.get_response(request)
        if is_spoken(request):
            patch_vary_headers(response, ["Accept-Language", "Cookie"])
        return response

    def process_view(self, request: HttpRequest, *args: Any) -> None:
        if is_spoken(request):
            translation.activate(language_of(request))

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        """The pages of what goes wrong are English."""
        translation.activate(settings.LANGUAGE_CODE)
