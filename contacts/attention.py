"""What there is to do, from every room that knows of something; the one place that counts it.

A room registers a finder in its `AppConfig.ready()`; the Dashboard, its list, the calendar and the
reminders ask them all. What is a person's to do whatever they are in an ACO has one of its own.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from accounts.models import Person
from contacts.models import Aco
from contacts.permissions import Permission, decide, types_with
from contacts.queries import people_in


@dataclass(frozen=True, slots=True)
class Task:
    """A sort of thing to do: its name in addresses, what one does, and what is counted of it.

    `in_words` says that an item's sentence tells more than how many there are and where; `needs` is
    the right without which one sees only that it waits for whoever has it.
    """

    name: str
    title: str
    one: str
    many: str = ""
    in_words: bool = False
    needs: Permission | None = None

    @property
    def waiting(self) -> "Task":
        """The same for whoever may not do it."""
        title = f"Waits for others: {self.title[0].lower()}{self.title[1:]}"
        return replace(self, name=f"{self.name}-waits", title=title, in_words=True)

    def counted(self, number: int) -> str:
        """`1 change request`, `1,200 change requests`."""
        return f"{number:,} {self.one if number == 1 else self.many or f'{self.one}s'}"


@dataclass(frozen=True, slots=True)
class Step:
    """A part of something to do that has a page of its own."""

    label: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """Something to do in one place: a sentence, where it is done, how many there are (`count`, the
    number that the page behind `url` shows), and by when (None: no day).

    The place is `aco`, or by its name an organization. `only` are the ids of those who may do it,
    where not every administrator may; `told_elsewhere` of those who are shown it as a part of
    another item. `key` tells two of one task on one page apart. `days` are those by which each of
    them is due, where not all are by `due`; `doers` those who have the right that the task needs,
    by their ids, as `needing_attention` finds them.
    """

    task: Task
    text: str
    url: str
    aco: Aco | None = None
    organization: str = ""
    count: int = 1
    due: date | None = None
    only: frozenset[int] | None = None
    told_elsewhere: frozenset[int] = frozenset()
    steps: tuple[Step, ...] = ()
    key: str = ""
    days: tuple[date, ...] = ()
    doers: Mapping[int, Person] | None = None

    def is_for(self, person_id: int) -> bool:
        return self.only is None or person_id in self.only

    @property
    def is_asked(self) -> bool:
        """Not what falls due once the ACO's agreement is over: it is nobody's to do (J4)."""
        return self.aco is None or self.due is None or self.aco.is_asked_by(self.due)

    def seen_by(self, person_id: int) -> "Item":
        """As it is said to a person: that it waits for others, where they may not do it."""
        if self.doers is None or person_id in self.doers:
            return self
        names = sorted({person.full_name for person in self.doers.values()})
        who = ", ".join(names) or "somebody who may: the ACO has nobody"
        return replace(self, task=self.task.waiting, text=f"{self.text} It waits for {who}.")

    @property
    def place(self) -> str:
        """The ACO's ID, or the organization's name."""
        return self.aco.aco_id if self.aco else self.organization

    @property
    def place_in_full(self) -> str:
        return str(self.aco) if self.aco else self.organization

    @property
    def counted(self) -> str:
        return self.task.counted(self.count)


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


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the program that counts for all ACOs, such as the last of a feedback cycle, or the
    one on which an ACO's agreement ends. `name` tells it from all others, for ever; `together` is
    how several of one day are said."""

    name: str
    on: date
    text: str
    together: str = ""


# The program's days from today on, in a constant number of queries, for those with a right.
DayFinder = Callable[[], Iterable[Day]]

_day_finders: list[tuple[Permission, DayFinder]] = []


def register_days(permission: Permission, finder: DayFinder) -> None:
    _day_finders.append((permission, finder))


def days_ahead(acos: Collection[Any]) -> list[Day]:
    """The program's days that concern somebody, by the `codes` they hold in `acos`, and the ends of
    agreements that are recorded ahead (J4); in order."""
    acos = _in_program(acos)
    ends = [
        Day(
            name=f"end-{aco.aco_id}",
            on=aco.ends_on,
            text=f"The agreement of {aco} ends",
            together="The agreements of {} ACOs end",
        )
        for aco in acos
        if aco.is_ending
    ]
    found = [
        day
        for permission, find in _day_finders
        if any(decide(aco.codes, permission) for aco in acos)
        for day in find()
    ]
    return sorted([*ends, *found], key=lambda day: (day.on, day.name))


def to_do(person_id: int, acos: Sequence[Any]) -> list[Item]:
    """Everything that a person is to do, each thing once: `acos` are theirs, each with the `codes`
    that they hold there and the types `filled`; a constant number of queries.

    This is what the Dashboard counts, and what its pages and the calendar list.
    """
    acos = _in_program(acos)
    edited = [aco for aco in acos if decide(aco.codes, Permission.CONTACTS_EDIT)]
    found = [
        *needing_attention_of(person_id),
        *needing_attention_by_right(acos),
        *needing_attention(edited),
    ]
    return [
        item.seen_by(person_id)
        for item in found
        if item.is_for(person_id) and person_id not in item.told_elsewhere
    ]


def _in_program(acos: Collection[Any]) -> list[Any]:
    """Those in which something can still be done: until an end is carried out, who held a type of
    an ended ACO still does (J4)."""
    return [aco for aco in acos if not aco.has_ended]


def needing_attention_by_right(acos: Collection[Any]) -> list[Item]:
    """What is to do in `acos`, each with the `codes` that one holds there; a constant number of
    queries, and none where one has none of these rights."""
    found: list[Item] = []
    for permission, find in _finders_by_right:
        if concerned := [aco for aco in acos if decide(aco.codes, permission)]:
            found += (item for item in find(concerned) if item.is_asked)
    return found


def needing_attention_of(person_id: int) -> list[Item]:
    """What the person is to do elsewhere; a constant number of queries."""
    return [item for find in _person_finders for item in find(person_id)]


def needing_attention(acos: Sequence[Aco]) -> list[Item]:
    """Everything to do in `acos`: what has no day first, then by due date."""
    if not acos:
        return []
    items = _with_doers([item for find in _finders for item in find(acos) if item.is_asked])
    return sorted(items, key=lambda item: (item.due is not None, item.due or date.min))


def _with_doers(items: list[Item]) -> list[Item]:
    """Each whose task needs a right with those who have it; one query for each such right."""
    for needed in {item.task.needs for item in items if item.task.needs}:
        acos = {item.aco.pk for item in items if item.aco and item.task.needs is needed}
        able = people_in(acos, types_with(needed))
        items = [
            replace(item, doers=able[item.aco.pk])
            if item.aco and item.task.needs is needed
            else item
            for item in items
        ]
    return items


def items_by_aco(acos: Sequence[Aco]) -> dict[Aco, list[Item]]:
    """`needing_attention` for each of `acos` that has something to do."""
    found: dict[Aco, list[Item]] = {}
    for item in needing_attention(acos):
        assert item.aco is not None
        found.setdefault(item.aco, []).append(item)
    return found
