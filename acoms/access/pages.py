"""Which page somebody who is led away comes back to: never an address that only takes a form."""

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import resolve_url
from django.urls import Resolver404, resolve
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators import http

View = Callable[..., HttpResponseBase]


def require_POST(view: View) -> View:  # noqa: N802 - Django's name
    """Django's, and the view says so itself."""
    guarded = http.require_POST(view)
    guarded.only_takes_forms = True  # type: ignore[attr-defined]
    return guarded


def is_page(path: str, within: Mapping[str, Any] | None = None) -> bool:
    """Whether there is something at `path` that can be looked at; with `within`, something that is
    named by none but these arguments of an address."""
    try:
        match = resolve(path)
    except Resolver404:
        return False
    view: Any = match.func
    shows = hasattr(view.view_class, "get") if hasattr(view, "view_class") else True
    about = within is None or match.kwargs.items() <= within.items()
    return about and shows and not getattr(view, "only_takes_forms", False)


def is_path_of_ours(to: str) -> bool:
    """A page of ours is named by its path: "foo" would be looked for below another."""
    return to.startswith("/") and url_has_allowed_host_and_scheme(to, allowed_hosts=None)


def page_asked_for(request: HttpRequest) -> str:
    """The page of ours that a form, or else an address, says to go on to, as a path; or ""."""
    name = REDIRECT_FIELD_NAME
    to: str = request.POST.get(name) or request.GET.get(name, "")
    return to if is_path_of_ours(to) else ""


def page_of(request: HttpRequest) -> str:
    """The page that a request is about: its own, or the one with the form that was sent from there.

    Browsers say where a form stood, within the site; whoever does not say so comes to the nearest
    page above, and at last to the Dashboard.
    """
    if is_page(request.path_info):
        return request.get_full_path()
    stood_at = urlsplit(request.headers.get("Referer", ""))
    if stood_at.netloc == request.get_host() and is_page(stood_at.path):
        return stood_at._replace(scheme="", netloc="", fragment="").geturl()
    return page_above(request.path_info)


def page_above(path: str) -> str:
    """The nearest page above an address that exists; the Dashboard, where there is none."""
    named = resolve(path).kwargs
    parts = path.strip("/").split("/")[:-1]
    while parts:
        above = f"/{'/'.join(parts)}/"
        if is_page(above, within=named):
            return above
        parts.pop()
    return resolve_url(settings.LOGIN_REDIRECT_URL)
