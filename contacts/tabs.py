"""The subtabs of an ACO, each with the permission that opens it (rules A6, A13, A14, A15).

A room registers its own in its `AppConfig.ready()`.
"""

from collections.abc import Collection
from typing import Any

from django.urls import reverse

from acoms.site.navigation import Entry, add_aco_tab
from contacts.access import aco_tab_shown
from contacts.permissions import Permission, decide
from contacts.rights import TABS as LABELS

_registered: list[tuple[int, str, Permission]] = []


def register_tab(
    order: int, url_name: str, permission: Permission, sections: tuple[str, ...] = ()
) -> None:
    """Put the subtab that `permission` opens at its place (`order`) on the pages of an ACO."""
    add_aco_tab(Entry(order, LABELS[permission], url_name, aco_tab_shown(permission), sections))
    _registered.append((order, url_name, permission))
    _registered.sort(key=lambda tab: tab[0])


def first_tab(codes: Collection[str]) -> str:
    """The URL name of the first subtab that these contact types open; each type opens one."""
    return next(name for _, name, permission in _registered if decide(codes, permission))


def tabs_open_to(aco: Any, only: Permission | None = None) -> list[tuple[str, str]]:
    """Label and address of the subtabs that the `codes` which somebody holds in an ACO open; with
    `only`, of the one that this permission opens."""
    return [
        (LABELS[permission], reverse(name, args=[aco.aco_id]))
        for _, name, permission in _registered
        if only in (None, permission) and decide(aco.codes, permission)
    ]
