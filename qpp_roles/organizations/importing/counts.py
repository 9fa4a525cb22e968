"""What an import did, in numbers."""

from dataclasses import dataclass, field

from qpp_roles.organizations.importing.rows import Record


@dataclass(slots=True)
class Counts:
    """What became of the lines of one record; `removed` are rows that a complete list lacks."""

    read: int = 0
    added: int = 0
    changed: int = 0
    left_out: int = 0
    removed: int = 0

    @property
    def as_they_were(self) -> int:
        return self.read - self.added - self.changed - self.left_out


@dataclass(slots=True)
class Merged:
    """What became of a file, by record; `unreadable` are lines whose record is not known."""

    of: dict[Record, Counts] = field(
        default_factory=lambda: {record: Counts() for record in Record}
    )
    unreadable: int = 0

    @property
    def left_out(self) -> int:
        return self.unreadable + sum(counts.left_out for counts in self.of.values())
