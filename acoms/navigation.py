"""The shell around every page: menu entries and an ACO's subtabs, which each room registers.

A room calls `add_menu_entry` or `add_aco_tab` in its `AppConfig.ready()`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest


@dataclass(frozen=True, slots=True)
class Entry:
    """A link of the left menu or of an ACO's subtabs.

    `order` sorts; `shown(request)` says whether this visitor sees it.
    """

    order: int
    label: str
    url_name: str
    shown: Callable[[HttpRequest], bool] = lambda _: True


_menu: list[Entry] = []
_aco_tabs: list[Entry] = []


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


def shell(request: HttpRequest) -> dict[str, Any]:
    """Context processor: what the page shell needs. Runs no query (the count is lazy)."""
    return {
        "HELPDESK_EMAIL": settings.HELPDESK_EMAIL,
        "HELPDESK_PHONE": settings.HELPDESK_PHONE,
        "VERSION": settings.VERSION,
        "LOCAL_MODE": settings.LOCAL_MODE,
    }
