"""What happens when something that a person could do has ended: who hears of it, and sign-out.

This floor knows nothing of ACOs and organizations. Rooms above register in their
`AppConfig.ready()` where people can have access (`accounts.reach`), and what else an end sets in
motion (`on_end`), such as telling a site that signed the person in through us (rules A19, B3).
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from accounts.actions.sessions import end_sessions
from accounts.models import Person
from accounts.reach import holds_access


@dataclass(frozen=True, slots=True)
class Ended:
    """What a person has no longer: `codes` (contact types, or a QPP role) at `place`, a row of the
    room that says so (an ACO, an organization)."""

    person: Person
    place: Any
    codes: frozenset[str]


Listener = Callable[[Ended], None]

_listeners: list[Listener] = []


def on_end(listener: Listener) -> None:
    """Call `listener` in the transaction of each end, once it is written."""
    _listeners.append(listener)


def access_ended(
    *, acting_person: Person, person: Person, place: Any, codes: Collection[str]
) -> None:
    """To be called by the action that ended something: tells whoever listens, and ends the
    sessions of someone who is left without any access and is not CMS staff (rule A19)."""
    for listener in _listeners:
        listener(Ended(person, place, frozenset(codes)))
    if person.is_staff or holds_access(person.pk):
        return
    end_sessions(acting_person=acting_person, person=person)
