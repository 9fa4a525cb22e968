"""The shell around every page: menu entries and an ACO's subtabs, which each room registers.

A room calls `add_menu_entry` or `contacts.tabs.register_tab` in its `AppConfig.ready()`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse


@dataclass(frozen=True, slots=True)
class Entry:
    """A link of the left menu or of an ACO's subtabs.

    `order` sorts; `shown(request)` says whether this visitor sees it. `sections` are the paths
    ("/acos/") of pages that belong to the entry besides those under its own URL; for a subtab
    `{}` stands for the ACO ID.
    """

    order: int
    label: str
    url_name: str
    shown: Callable[[HttpRequest], bool] = lambda _: True
    sections: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """An entry as a page shows it. `current` is the value of `aria-current`, or empty."""

    label: str
    url: str
    current: str


_menu: list[Entry] = []
_aco_tabs: list[Entry] = []
_page_actions: dict[str, list[Entry]] = {}
_ways: dict[str, str] = {}  # to the URL names of pages of higher rooms
_help: list[Entry] = []  # the page that explains a subject, once a room has it
_unread_counters: list[Callable[[Any], int]] = []


def add_menu_entry(entry: Entry) -> None:
    _menu.append(entry)
    _menu.sort(key=lambda e: e.order)


def add_aco_tab(entry: Entry) -> None:
    _aco_tabs.append(entry)
    _aco_tabs.sort(key=lambda e: e.order)


def aco_tabs(request: HttpRequest) -> list[Entry]:
    """The subtabs of the request's ACO that this visitor sees."""
    return [entry for entry in _aco_tabs if entry.shown(request)]


def menu(request: HttpRequest) -> list[Entry]:
    """The left menu's entries that this visitor sees."""
    return [entry for entry in _menu if entry.shown(request)]


def add_page_action(page: str, entry: Entry) -> None:
    """Put a link beside the heading of the page with the URL name `page`, as rooms above it do."""
    _page_actions.setdefault(page, []).append(entry)
    _page_actions[page].sort(key=lambda e: e.order)


def page_actions(page: str, request: HttpRequest) -> list[Entry]:
    """The links beside a page's heading that this visitor sees."""
    return [entry for entry in _page_actions.get(page, ()) if entry.shown(request)]


def open_way(name: str, url_name: str) -> None:
    """Say which page it is that a room below sends people to under this name."""
    _ways[name] = url_name


def url_of_way(name: str, *args: Any) -> str:
    """The address of a page of a higher room, which has opened the way to it."""
    return reverse(_ways[name], args=args)


def open_help(entry: Entry) -> None:
    """Say which page explains a subject: its address takes the subject's name."""
    _help[:] = [entry]


def help_url(subject: str, request: HttpRequest) -> str:
    """Where a subject is explained; empty for a visitor who does not see that page. The page itself
    says what to do where nothing explains the subject: no link to it is dead."""
    shown = (entry for entry in _help if entry.shown(request))
    return next((reverse(entry.url_name, args=[subject]) for entry in shown), "")


def set_unread_counter(count: Callable[[Any], int]) -> None:
    """Say how a person's unread notifications are counted (at most one query).

    Notifications live above this floor, so they register here in their `AppConfig.ready()`.
    """
    _unread_counters[:] = [count]


def unread_count(person: Any) -> int:
    """How many unread notifications the banner shows."""
    return sum(count(person) for count in _unread_counters)


def link(entry: Entry, request: HttpRequest, *args: Any) -> Link:
    """The entry's link on this request's page."""
    url = reverse(entry.url_name, args=args)
    if request.path == url:
        current = "page"
    elif request.path.startswith((url, *(one.format(*args) for one in entry.sections))):
        current = "true"
    else:
        current = ""
    return Link(entry.label, url, current)


def shell(request: HttpRequest) -> dict[str, Any]:
    """Context processor: what the page shell needs. Runs no query (the count is lazy)."""
    return {
        "HELPDESK_EMAIL": settings.HELPDESK_EMAIL,
        "HELPDESK_PHONE": settings.HELPDESK_PHONE,
        "VERSION": settings.VERSION,
        "LOCAL_MODE": settings.LOCAL_MODE,
    }
