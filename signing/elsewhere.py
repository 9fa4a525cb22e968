"""Documents that are signed as a record of a room above: it registers how each stands (F2).

Such a record is one, whether or not an event is open; the event only shows it.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists

from signing.kinds import KINDS, KindCode


@dataclass(frozen=True, slots=True)
class Done:
    """That the record is there: who made it and when, and the page that shows it."""

    by: str
    at: datetime
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Elsewhere:
    """How a room above says how its records stand.

    `done` takes ACO ids and a performance year and gives what is done, by ACO id, in a constant
    number of queries. `is_done` is the same as SQL, of the columns for ACO and year that it is
    given. `page` is the URL name of the page where it is done, which takes the ACO ID.
    """

    done: Callable[[Collection[int], int], Mapping[int, Done]]
    is_done: Callable[[str, str], Exists]
    page: str


_registered: dict[str, Elsewhere] = {}


def register_elsewhere(code: KindCode, how: Elsewhere) -> None:
    """Say how documents of a kind stand that are signed in another room."""
    if not KINDS[code].is_elsewhere:
        raise ValueError(f"{code} is signed in the event itself")
    _registered[code.value] = how


def elsewhere(kind: str) -> Elsewhere:
    """How a kind stands that is signed elsewhere."""
    return _registered[kind]


def registered() -> dict[str, Elsewhere]:
    """All of them, by kind."""
    return dict(_registered)
