"""Reading a file of assigned beneficiaries: pure Python, ACO and year a line (rule C11)."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from acoms.identifiers import read_aco_id

COLUMNS = ("aco_id", "year", "beneficiaries")
MOST = 10_000_000


@dataclass(frozen=True, slots=True)
class Figure:
    """One good line: `beneficiaries` assigned to an ACO for a benchmark year."""

    line: int
    aco_id: str
    year: int
    beneficiaries: int


@dataclass(frozen=True, slots=True)
class BadLine:
    line: int
    reason: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.reason}"


class UnreadableFigures(ValueError):
    """The file is not one of these; the text says why."""


def read_figures(lines: Iterable[str]) -> Iterator[Figure | BadLine]:
    """Each line as a figure or with what is wrong with it; the header is line 1.

    Thousands may be separated by commas. Raises UnreadableFigures where a column is missing.
    """
    reader = csv.DictReader(lines)
    missing = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
    if missing:
        raise UnreadableFigures(f"The file lacks the columns {', '.join(missing)}.")
    seen: dict[tuple[str, int], int] = {}
    for row in reader:
        try:
            figure = _figure(reader.line_num, {n: (row.get(n) or "").strip() for n in COLUMNS})
        except ValueError as error:
            yield BadLine(reader.line_num, str(error))
            continue
        key = figure.aco_id, figure.year
        if key in seen:
            yield BadLine(
                figure.line, f"{figure.aco_id} has {figure.year} on line {seen[key]} already."
            )
            continue
        seen[key] = figure.line
        yield figure


def _figure(line: int, cells: dict[str, str]) -> Figure:
    aco_id = read_aco_id(cells["aco_id"])
    year = _number(cells["year"])
    if year is None or not 2000 <= year < 2200:
        raise ValueError(f"{cells['year']!r} is no benchmark year.")
    beneficiaries = _number(cells["beneficiaries"].replace(",", ""))
    if beneficiaries is None or beneficiaries > MOST:
        raise ValueError(f"{cells['beneficiaries']!r} is no number of beneficiaries.")
    return Figure(line, aco_id, year, beneficiaries)


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None
