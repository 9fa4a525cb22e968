"""Reading a file of assigned beneficiaries: pure Python, ACO and year a line (rule C11)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from acoms.loading.reading import BadLine, cells_of, each_once, read_each
from acoms.programme.identifiers import read_aco_id

COLUMNS = ("aco_id", "year", "beneficiaries")
MOST = 10_000_000


@dataclass(frozen=True, slots=True)
class Figure:
    """One good line: `beneficiaries` assigned to an ACO for a benchmark year."""

    aco_id: str
    year: int
    beneficiaries: int


def read_figures(lines: Iterable[str]) -> Iterator[tuple[int, Figure] | BadLine]:
    """Each line as a figure or with what is wrong with it. Raises UnreadableFile.

    Thousands may be separated by commas.
    """
    return each_once(read_each(cells_of(lines, COLUMNS), _figure), _named)


def _named(figure: Figure) -> str:
    return f"{figure.aco_id} in {figure.year}"


def _figure(cells: dict[str, str]) -> Figure:
    aco_id = read_aco_id(cells["aco_id"])
    year = _number(cells["year"])
    if year is None or not 2000 <= year < 2200:
        raise ValueError(f"{cells['year']!r} is no benchmark year.")
    beneficiaries = _number(cells["beneficiaries"].replace(",", ""))
    if beneficiaries is None or beneficiaries > MOST:
        raise ValueError(f"{cells['beneficiaries']!r} is no number of beneficiaries.")
    return Figure(aco_id, year, beneficiaries)


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None
