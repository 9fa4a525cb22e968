"""What needs an administrator's attention, from every room that knows of something.

A room registers a finder in its `AppConfig.ready()`; the Dashboard and the reminders ask them all.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from contacts.models import Aco


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing to do: a sentence, where it is done, and by when (None for now)."""

    text: str
    url: str
    due: date | None = None


# Takes ACOs whose contacts one edits, each with `filled`; a constant number of queries.
Finder = Callable[[Sequence[Aco]], Iterable[Item]]

_finders: list[Finder] = []


def register_finder(finder: Finder) -> None:
    _finders.append(finder)


def needing_attention(acos: Sequence[Aco]) -> list[Item]:
    """Everything to do in `acos`: what is due now first, then by due date."""
    if not acos:
        return []
    items = [item for find in _finders for item in find(acos)]
    return sorted(items, key=lambda item: (item.due is not None, item.due or date.min))
