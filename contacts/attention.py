"""What needs an administrator's attention, from every room that knows of something.

A room registers a finder in its `AppConfig.ready()`; the Dashboard and the reminders ask them all.
What is a person's to do whatever they are in an ACO has a finder of its own, for the Dashboard.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import resolve

from contacts.models import Aco
from contacts.permissions import Permission, decide


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing to do: a sentence, where it is done, and by when (None for now); `only` are the ids
    of those who may do it, where not every administrator may."""

    text: str
    url: str
    due: date | None = None
    only: frozenset[int] | None = None

    def is_for(self, person_id: int) -> bool:
        return self.only is None or person_id in self.only

    @property
    def aco_id(self) -> str:
        """The ACO in which it is done: every page that is found by ACO lies in one."""
        return str(resolve(self.url.partition("?")[0]).kwargs["aco_id"])


# Takes ACOs whose contacts one edits, each with `filled`; a constant number of queries.
Finder = Callable[[Sequence[Aco]], Iterable[Item]]

_finders: list[Finder] = []


def register_finder(finder: Finder) -> None:
    _finders.append(finder)


# Takes a person's id; for what is theirs to do outside the ACOs whose contacts they edit.
PersonFinder = Callable[[int], Iterable[Item]]

_person_finders: list[PersonFinder] = []


def register_person_finder(finder: PersonFinder) -> None:
    _person_finders.append(finder)


# For what a right other than editing contacts makes one's own to do.
_finders_by_right: list[tuple[Permission, Finder]] = []


def register_finder_for(permission: Permission, finder: Finder) -> None:
    _finders_by_right.append((permission, finder))


def needing_attention_by_right(acos: Collection[Any]) -> list[Item]:
    """What is to do in `acos`, each with the `codes` that one holds there; a constant number of
    queries, and none where one has none of these rights."""
    found: list[Item] = []
    for permission, find in _finders_by_right:
        if concerned := [aco for aco in acos if decide(aco.codes, permission)]:
            found += find(concerned)
    return found


def needing_attention_of(person_id: int) -> list[Item]:
    """What the person is to do elsewhere; a constant number of queries."""
    return [item for find in _person_finders for item in find(person_id)]


def needing_attention(acos: Sequence[Aco]) -> list[Item]:
    """Everything to do in `acos`: what is due now first, then by due date."""
    if not acos:
        return []
    items = [item for find in _finders for item in find(acos)]
    return sorted(items, key=lambda item: (item.due is not None, item.due or date.min))


def items_by_aco(acos: Sequence[Aco]) -> dict[Aco, list[Item]]:
    """`needing_attention` for each of `acos` that has something to do."""
    known = {aco.aco_id: aco for aco in acos}
    found: dict[Aco, list[Item]] = {}
    for item in needing_attention(acos):
        found.setdefault(known[item.aco_id], []).append(item)
    return found
