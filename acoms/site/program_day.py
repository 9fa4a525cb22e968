"""What CMS staff's first page has of each room: queues, failures, what is due (J1).

A room registers in its `AppConfig.ready()`: `count(part, order, Counted(…))` for a number that
stands there every day, `register_due(find)` for days of the program. Each number is of the rows of
one list of the admin, and leads to that list, narrowed so that it has these rows and no other.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any
from urllib.parse import urlencode

from django.apps import apps
from django.contrib.auth import get_permission_codename
from django.db.models import QuerySet
from django.urls import reverse


class Part(StrEnum):
    """Where a number stands on the page; the value is the heading there."""

    WAITING = "Needs an answer"
    LACKING = "What ACOs lack"
    FAILED = "Did not arrive"

    @property
    def waits(self) -> bool:
        """Whether it says since when the oldest has waited."""
        return self is not Part.LACKING


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A number and the list behind it.

    `model` is whose list it is ("contacts.Aco"), `narrowed` what its filters are asked, `rows` the
    rows that it then has, or their number where it was counted together with others, `since` the
    field that says since when each of them waits, or "".
    """

    title: str
    model: str
    rows: Callable[[], QuerySet[Any, Any]] | int
    narrowed: Mapping[str, str | int] = field(default_factory=dict)
    since: str = ""

    @property
    def permission(self) -> str:
        """Whoever lacks it does not see the number."""
        opts = apps.get_model(self.model)._meta
        return f"{opts.app_label}.{get_permission_codename('view', opts)}"

    @property
    def url(self) -> str:
        opts = apps.get_model(self.model)._meta
        page = reverse(f"admin:{opts.app_label}_{opts.model_name}_changelist")
        return f"{page}?{urlencode(self.narrowed)}" if self.narrowed else page


@dataclass(frozen=True, slots=True)
class Due:
    """A day of the program, in a sentence without the day, and how far things are."""

    on: date
    text: str
    counted: tuple[Counted, ...] = ()


# The days that are ahead or not over, in a constant number of queries.
DueFinder = Callable[[], Iterable[Due]]

_counted: dict[Part, list[tuple[int, Counted]]] = {part: [] for part in Part}
_due_finders: list[DueFinder] = []


def count(part: Part, order: int, counted: Counted) -> None:
    """Put a number into a part of the page, at its place (`order`)."""
    _counted[part].append((order, counted))
    _counted[part].sort(key=lambda each: each[0])


def register_due(find: DueFinder) -> None:
    _due_finders.append(find)


def counted_in(part: Part) -> list[Counted]:
    """The numbers of a part of the page, in order."""
    return [counted for _, counted in _counted[part]]


def due() -> list[Due]:
    """All days that rooms know of, in order."""

    def found() -> Iterator[Due]:
        for find in _due_finders:
            yield from find()

    return sorted(found(), key=lambda each: (each.on, each.text))
