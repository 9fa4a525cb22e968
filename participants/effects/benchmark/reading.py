"""Reading a file of assigned beneficiaries: pure Python, ACO and year a line (rule C11)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from acoms.loading.reading import BadLine, cells_of, each_once, read_cell, read_each
from acoms.programme.identifiers import read_aco_id
from acoms.text.numbers import read_whole_number

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
    year = read_cell("year", cells["year"], lambda typed: read_whole_number(typed, 2000, 2199))
    beneficiaries = read_cell(
        "beneficiaries", cells["beneficiaries"], lambda typed: read_whole_number(typed, 0, MOST)
    )
    return Figure(aco_id, year, beneficiaries)
