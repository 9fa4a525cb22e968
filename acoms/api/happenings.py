"""What happens that an ACO's programs may hear of: rooms register it and tell it, and whoever sends
it on listens. Neither knows of the other."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Happening:
    """One sort of things that happen, by its code: `says` is what it tells, a sentence."""

    code: str
    name: str
    says: str


Listener = Callable[[Happening, Collection[int], str, Mapping[str, Any]], None]

_happenings: dict[str, Happening] = {}
_listeners: list[Listener] = []


def register_happening(happening: Happening) -> None:
    """Say in `AppConfig.ready()` that a room tells it."""
    _happenings[happening.code] = happening


def happenings() -> list[Happening]:
    """All that rooms tell, by their names."""
    return sorted(_happenings.values(), key=lambda one: one.name)


def listen(listener: Listener) -> None:
    """Hear of all that happens, inside the transaction in which it does."""
    _listeners[:] = [listener]


def tell(
    happening: Happening,
    aco_ids: Collection[int],
    subject: str = "",
    data: Mapping[str, Any] | None = None,
) -> None:
    """It happened in these ACOs (their primary keys). Inside the transaction of the change.

    `data` are ids and names, never contents or TINs. `subject` tells one from another: what is told
    twice of one subject in one transaction is told once.
    """
    for listener in _listeners if aco_ids else ():
        listener(happening, aco_ids, subject, data or {})
