"""What stands together on the Dashboard: by urgency, by task, by place."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from contacts.attention import Day, Item, Task
from dashboard.rules import Urgency, due_in_words, urgency

PLACES = 3  # of a group, named on the Dashboard
GROUPS = 4  # of one urgency, on the Dashboard


@dataclass(frozen=True, slots=True)
class Place:
    """What is to do of one task in one place. `url` is "" where it is on several pages."""

    name: str
    count: int
    due: str
    url: str


@dataclass(frozen=True, slots=True)
class Group:
    """What is to do of one task at one urgency, the most urgent first."""

    items: Sequence[Item]
    today: date

    @property
    def task(self) -> Task:
        return self.items[0].task

    @property
    def due(self) -> str:
        """Of the first, and how many are as urgent as it where not all are: `1 of 3: Nov 26, 4 days
        late`."""
        return due_of(self.items, self.today)

    @property
    def only(self) -> Item | None:
        """The item, where it is the only one."""
        return self.items[0] if len(self.items) == 1 else None

    @property
    def counted(self) -> str:
        """How many there are: the sum of what the pages behind it show."""
        return self.task.counted(sum(item.count for item in self.items))

    @property
    def places(self) -> list[Place]:
        """By place, as they come."""
        found: dict[str, list[Item]] = {}
        for item in self.items:
            found.setdefault(item.place, []).append(item)
        return [
            Place(
                name,
                sum(one.count for one in own),
                due_in_words(own[0].due, self.today),
                own[0].url if len(own) == 1 else "",
            )
            for name, own in found.items()
        ]

    @property
    def sort_of_places(self) -> str:
        return "ACO" if all(item.aco for item in self.items) else "place"

    @property
    def named(self) -> list[Place]:
        return self.places[:PLACES]

    @property
    def more(self) -> int:
        """How many places are not named."""
        return max(0, len(self.places) - PLACES)


@dataclass(frozen=True, slots=True)
class Section:
    """What is to do at one urgency."""

    urgency: Urgency
    groups: Sequence[Group]

    @property
    def count(self) -> int:
        """How many rows the list of it has."""
        return sum(len(group.items) for group in self.groups)

    @property
    def shown(self) -> Sequence[Group]:
        return self.groups[:GROUPS]


def program_dates(days: Sequence[Day], today: date) -> list[tuple[str, str]]:
    """The program's days in words and how far each is; what is said `together` of one day in one
    row."""
    rows: dict[tuple[date, str], list[Day]] = {}
    for day in days:
        rows.setdefault((day.on, day.together or day.name), []).append(day)
    return [
        (own[0].together.format(len(own)) if len(own) > 1 else own[0].text, due_in_words(on, today))
        for (on, _), own in rows.items()
    ]


def due_of(items: Sequence[Item], today: date) -> str:
    """When the first of some is due, and how many are as urgent as it where not all are."""
    first, words = items[0], due_in_words(items[0].due, today)
    days = [day for item in items for day in item.days or [item.due] * item.count]
    same = sum(urgency(day, today) is urgency(first.due, today) for day in days)
    return words if same == len(days) else f"{same} of {len(days)}: {words}"


def in_order(items: Sequence[Item]) -> list[Item]:
    """By day, what has none last, of ACOs that end soon behind the others'; then by task and
    place."""

    def order(item: Item) -> tuple[date, bool, str, str]:
        leaves = item.due is None and item.aco is not None and item.aco.ends_soon
        return item.due or date.max, leaves, item.task.name, item.place

    return sorted(items, key=order)


def sections(items: Sequence[Item], today: date) -> list[Section]:
    """What is to do by urgency, and within it by task; only what there is."""
    found: dict[Urgency, dict[str, list[Item]]] = {}
    for item in in_order(items):
        of_urgency = found.setdefault(urgency(item.due, today), {})
        of_urgency.setdefault(item.task.name, []).append(item)
    return [
        Section(one, [Group(own, today) for own in found[one].values()])
        for one in Urgency
        if one in found
    ]
