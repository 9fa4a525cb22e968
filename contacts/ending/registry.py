"""What ends with an ACO's agreement (rule J4): this room's own, and what rooms above register.

The preview, the action and the mail all read it from here.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from accounts.models import Person
from contacts.agreement import EndKind
from contacts.models import Aco, HeldType
from contacts.rules import listed


@dataclass(frozen=True, slots=True)
class Ends:
    """A sort of things that end, such as "Open invitations", with a line for each."""

    title: str
    lines: Sequence[str]


# Takes an ACO; says what of the room's would end now. A constant number of queries.
FindEnding = Callable[[Aco], Ends]
# Takes who recorded the end, the ACO, whose row is locked, and the reason; ends it.
End = Callable[[Person, Aco, str], None]

_rooms: list[tuple[FindEnding, End]] = []


def register_ending(find: FindEnding, end: End) -> None:
    """For rooms above: what of theirs ends with an agreement, before the contact types do."""
    _rooms.append((find, end))


def what_ends(aco: Aco) -> list[Ends]:
    """All that would end now, in a constant number of queries."""
    return [_contacts(aco), *(find(aco) for find, _ in _rooms)]


def parts_of_end(aco: Aco, ends_on: date, kind: EndKind, reason: str) -> dict[str, object]:
    """What the page shows before this end is recorded (`acoms.once.shown`)."""
    return {
        **parts_recorded(aco),
        "the end that you entered": (str(ends_on), kind.value, reason),
        **{one.title: list(one.lines) for one in what_ends(aco)},
    }


def parts_recorded(aco: Aco) -> dict[str, object]:
    """What the page shows of an end that is recorded."""
    return {"what is recorded": (str(aco.ends_on), aco.end_kind, aco.end_reason)}


def end_in_rooms_above(person: Person, aco: Aco, reason: str) -> None:
    for _, end in _rooms:
        end(person, aco, reason)


def _contacts(aco: Aco) -> Ends:
    codes: dict[str, list[str]] = {}
    held = HeldType.objects.active().filter(aco=aco).select_related("contact__person")
    for one in held.order_by("contact__person__last_name", "contact__person__first_name", "pk"):
        person = one.contact.person
        codes.setdefault(f"{person.full_name}, {person.email}", []).append(one.type)
    return Ends("Contacts", [f"{name}: {listed(types)}" for name, types in codes.items()])
