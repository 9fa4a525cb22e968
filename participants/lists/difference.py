"""What differs between two participant lists: pure Python (rules C1, C9, C10).

A participant is the same in both by its TIN. Where a list does not know the TIN, it is the same by
its legal business name and, among participants of one name, by its number.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from acoms.programme.identifiers import masked_tin
from participants.lists.facts import DESCRIBING

if TYPE_CHECKING:
    from participants.lists.snapshot import ListedParticipant, ListedProvider, Snapshot

_FACTS = {
    "tin": "TIN",
    "legal_business_name": "Legal business name",
    "doing_business_as": "Doing business as",
    "sole_proprietor": "Sole proprietor",
    "primary_care": "Bills primary care services",
    "merged_or_acquired": "Merged or acquired TIN",
}


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact that differs: `name` is that of the field, `label` what a page calls it."""

    name: str
    label: str
    before: str | bool
    after: str | bool

    def in_words(self, value: str | bool) -> str:
        """One of its values as it may be shown."""
        if isinstance(value, bool):
            return "yes" if value else "no"
        return masked_tin(value) if self.name == "tin" else value


@dataclass(frozen=True, slots=True)
class ChangedProvider:
    """A provider/supplier of both lists, of whom something differs."""

    before: "ListedProvider"
    after: "ListedProvider"
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class ChangedParticipant:
    """A participant of both lists, of whom or under whom something differs."""

    before: "ListedParticipant"
    after: "ListedParticipant"
    facts: tuple[Fact, ...]
    joined: tuple["ListedProvider", ...]
    left: tuple["ListedProvider", ...]
    changed: tuple[ChangedProvider, ...]

    def __bool__(self) -> bool:
        return bool(self.facts or self.joined or self.left or self.changed)


@dataclass(frozen=True, slots=True)
class Difference:
    """From one list to another: who joined with all its providers, who left, what changed."""

    joined: tuple["ListedParticipant", ...]
    left: tuple["ListedParticipant", ...]
    changed: tuple[ChangedParticipant, ...]

    def __bool__(self) -> bool:
        return bool(self.joined or self.left or self.changed)

    @property
    def participants_differ(self) -> bool:
        """Whether the lists name different participants, which adjusts a benchmark (C10)."""
        return bool(self.joined or self.left)

    @property
    def providers_joined(self) -> int:
        """All of them: with a participant that joined, and under one that stayed."""
        with_theirs = sum(len(one.providers) for one in self.joined)
        return with_theirs + sum(len(one.joined) for one in self.changed)

    @property
    def providers_left(self) -> int:
        with_theirs = sum(len(one.providers) for one in self.left)
        return with_theirs + sum(len(one.left) for one in self.changed)


def difference(before: "Snapshot", after: "Snapshot") -> Difference:
    """What happened from `before` to `after`. The days since when someone is listed don't count."""
    pairs = list(_same(before.participants, after.participants))
    stayed_before = {id(one) for one, _ in pairs}
    stayed_after = {id(one) for _, one in pairs}
    changed = [_changes(one, now) for one, now in pairs]
    return Difference(
        joined=tuple(one for one in after.participants if id(one) not in stayed_after),
        left=tuple(one for one in before.participants if id(one) not in stayed_before),
        changed=tuple(one for one in changed if one),
    )


def _same(
    before: Sequence["ListedParticipant"], after: Sequence["ListedParticipant"]
) -> Iterator[tuple["ListedParticipant", "ListedParticipant"]]:
    """The participants of both lists, as pairs in the order of the later list."""
    by_tin = {one.tin: one for one in before if one.tin}
    with_tin = {one.tin for one in after if one.tin} & by_tin.keys()
    by_name: dict[tuple[str, int], ListedParticipant] = {}
    for one in before:
        if one.tin not in with_tin:
            by_name.setdefault((one.legal_business_name, one.same_name), one)
    for now in after:
        if now.tin in with_tin:
            yield by_tin[now.tin], now
            continue
        name = (now.legal_business_name, now.same_name)
        was = by_name.get(name)
        # Two TINs that are known and differ are two participants, whatever they are called.
        if was is not None and not (was.tin and now.tin):
            yield by_name.pop(name), now


def _changes(before: "ListedParticipant", after: "ListedParticipant") -> ChangedParticipant:
    then = {one.npi: one for one in before.providers}
    now = {one.npi: one for one in after.providers}
    both = ((then[npi], now[npi]) for npi in now if npi in then)
    changed = (ChangedProvider(a, b, _facts(a, b, DESCRIBING)) for a, b in both)
    return ChangedParticipant(
        before=before,
        after=after,
        facts=_facts(before, after, _FACTS),
        joined=_without(after.providers, then),
        left=_without(before.providers, now),
        changed=tuple(one for one in changed if one.facts),
    )


def _without(
    providers: Sequence["ListedProvider"], npis: Collection[str]
) -> tuple["ListedProvider", ...]:
    return tuple(one for one in providers if one.npi not in npis)


def _facts(before: object, after: object, labels: dict[str, str]) -> tuple[Fact, ...]:
    both = ((name, getattr(before, name), getattr(after, name)) for name in labels)
    return tuple(Fact(name, labels[name], was, now) for name, was, now in both if was != now)
