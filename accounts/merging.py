"""Two accounts of one person become one: each room says what moves and what stands in the way.

This floor knows nothing of ACOs and invitations. A room above registers here, in its
`AppConfig.ready()`, how its rows move from the account that goes to the one that is kept.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from accounts.models import Person


@dataclass(frozen=True, slots=True)
class Plan:
    """What a merge would do, in sentences. With a conflict, it is not done at all."""

    moves: list[str] = field(default_factory=list)
    conflicts: list[str] = field(default_factory=list)

    @property
    def parts(self) -> dict[str, object]:
        """What the page shows of it (`acoms.once.shown`)."""
        return {"moves": self.moves, "conflicts": self.conflicts}


def _nothing(kept: Person, gone: Person) -> None:
    """For a room whose rows have no lock above people's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """How one room's rows move.

    `plan(kept, gone)` only reads. `move(acting_person, kept, gone)` writes, inside the merge's
    transaction. `lock(kept, gone)` takes the locks that come before people's own in the order of
    locks; it returns what it has locked, and is asked again once the people are locked: a
    different answer means that something was changed at that very moment.
    """

    plan: Callable[[Person, Person], Plan]
    move: Callable[[Person, Person, Person], None]
    lock: Callable[[Person, Person], object] = _nothing


_rooms: list[Room] = []


def register_room(room: Room) -> None:
    _rooms.append(room)


def rooms() -> list[Room]:
    return list(_rooms)


def plan_merge(kept: Person, gone: Person) -> Plan:
    """What all rooms would do."""
    plans = [room.plan(kept, gone) for room in _rooms]
    return Plan(
        [sentence for plan in plans for sentence in plan.moves],
        [sentence for plan in plans for sentence in plan.conflicts],
    )


def refusal_to_merge(acting_person: Person, kept: Person, gone: Person) -> str:
    """Why these two accounts are not merged, whatever the rooms say; empty if they may be."""
    if kept.pk == gone.pk:
        return "This is the same account. Choose the other one."
    if acting_person.pk in (kept.pk, gone.pk):
        return "Nobody merges an account of their own. Ask another CMS administrator."
    if gone.merged_into_id is not None:
        return f"{gone} has been merged into another account already."
    if kept.merged_into_id is not None or not kept.is_active:
        return f"{kept} is closed. Keep an account that can be used."
    if gone.is_staff:
        return f"{gone} is CMS staff. Take that role away first."
    return ""
