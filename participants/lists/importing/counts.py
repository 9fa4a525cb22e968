"""What an import did, as numbers and as sentences; pure Python."""

from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass(slots=True)
class Counts:
    """What became of the participants, or of the providers, that a file names."""

    read: int = 0
    added: int = 0
    changed: int = 0

    @property
    def as_they_were(self) -> int:
        return self.read - self.added - self.changed

    def said(self, name: str) -> str:
        return (
            f"{name}: {self.read:,} read, {self.added:,} new, {self.changed:,} changed, "
            f"{self.as_they_were:,} as they were."
        )


@dataclass(slots=True)
class Merged:
    """What became of a file. `missing` are participants of its ACOs that it does not name;
    `ended` says whether they were ended."""

    lines: int = 0
    left_out: int = 0
    participants: Counts = field(default_factory=Counts)
    providers: Counts = field(default_factory=Counts)
    missing: int = 0
    ended: bool = False

    @property
    def changes_something(self) -> bool:
        each = (self.participants, self.providers)
        return any(one.added or one.changed for one in each) or (self.ended and self.missing > 0)

    def summary(self) -> Iterator[str]:
        yield self.participants.said("Participants")
        if self.providers.read:
            yield self.providers.said("Providers/suppliers")
        if self.missing:
            what = "and are ended" if self.ended else "and stay on their lists"
            yield f"{self.missing:,} on the lists of these ACOs are not in the file {what}."
        if not self.changes_something:
            yield "Nothing is different from what was there."
