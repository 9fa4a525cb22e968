"""The numbers of a report: one table, of which picture, page and files are made; pure Python."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

Number = int | float | None  # None where there is nothing to say


class Shape(StrEnum):
    """How the picture shows its numbers: along time, or beside each other."""

    LINES = "lines"
    BARS = "bars"


@dataclass(frozen=True, slots=True)
class Figures:
    """A table of numbers: `heading` is the first column's, `columns` are the others'.

    Each row has its label and as many numbers as there are columns. `drawn` are the columns that
    the picture shows (all without; bars show one). `unit` stands behind a number, such as "%".
    `note` is a sentence below.
    """

    heading: str
    columns: tuple[str, ...]
    rows: Sequence[tuple[str, tuple[Number, ...]]]
    drawn: tuple[str, ...] = ()
    unit: str = ""
    note: str = ""

    def __post_init__(self) -> None:
        for label, numbers in self.rows:
            if len(numbers) != len(self.columns):
                raise ValueError(f"{label!r} has {len(numbers)} numbers, not {len(self.columns)}")
        if unknown := set(self.drawn) - set(self.columns):
            raise ValueError(f"there is no column {unknown.pop()!r} to draw")

    @property
    def series(self) -> dict[str, list[Number]]:
        """The numbers of each column that is drawn, in the order of the rows."""
        places = {name: self.columns.index(name) for name in self.drawn or self.columns}
        return {name: [numbers[at] for _, numbers in self.rows] for name, at in places.items()}

    @property
    def in_words(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """Each row as people read it: its label, then each column with its number."""
        return [
            (
                label,
                [
                    (column, written(number, self.unit))
                    for column, number in zip(self.columns, numbers, strict=True)
                ],
            )
            for label, numbers in self.rows
        ]

    @property
    def is_empty(self) -> bool:
        """Whether there is not one number in it but zero."""
        return not any(number for _, numbers in self.rows for number in numbers)


def written(number: Number, unit: str = "") -> str:
    """A number as people read it: `1,234`, `12.5%`, nothing for None."""
    if number is None:
        return ""
    text = f"{number:,.1f}".removesuffix(".0") if isinstance(number, float) else f"{number:,}"
    return f"{text}{unit}"
