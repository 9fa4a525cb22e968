"""The lines of a list in a table of the transaction, good and bad alike, with bounded memory.

A bad line carries its reason, so that those found here and those found by the database later are
told in one go, in the order of the file.
"""

import csv
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.db import connection

from acoms.copying import copy_in, copy_line
from acoms.tins import tins_to_store
from qpp_roles.importing.rows import Row, UnknownFormError, positions, read_row

TABLE = "organizations_staged"
_COLUMNS = {
    "line": "integer",
    "reason": "text",
    "record": "text",
    "kind": "text",
    "identifier": "text",
    "tin": "text",
    "tin_hash": "uuid",
    "name": "text",
    "location": "text",
    "npi": "text",
    "ptan": "text",
}
_BLOCK = 500  # lines
_NOTHING = (None, None, None, None, None, None, None, None, None)

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class BadRow:
    """A line of the file that cannot be taken, and why."""

    line: int
    reason: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.reason}"


def stage(lines: Iterable[str], progress: Progress) -> int:
    """Bring every line of a file into the staging table, which the transaction's end drops.

    Returns how many lines there were beneath the first. Raises UnknownFormError where the file is
    no list of organizations, or is not text.
    """
    columns = ", ".join(f"{name} {of}" for name, of in _COLUMNS.items())
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS pg_temp.{TABLE}")  # of this transaction's last list
        # `place` is the row that a line about a clinician or a member belongs to.
        cursor.execute(f"CREATE TEMP TABLE {TABLE} ({columns}, place bigint) ON COMMIT DROP")
    staged = _Staged(progress)
    copy_in(TABLE, list(_COLUMNS), staged.blocks(csv.reader(lines)))
    progress(f"{staged.count:,} lines read")
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {TABLE}")
    return staged.count


def bad_rows() -> Iterator[BadRow]:
    """The lines that cannot be taken, in the file's order, some at a time."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(f"SELECT line, reason FROM {TABLE} WHERE reason <> '' ORDER BY line")  # noqa: S608
        while some := cursor.fetchmany(_BLOCK):
            for line, reason in some:
                yield BadRow(line, reason)


class _Staged:
    def __init__(self, progress: Progress) -> None:
        self.count = 0
        self._progress = progress
        self._to_store = tins_to_store()

    def blocks(self, reader: Iterator[list[str]]) -> Iterator[str]:
        """COPY's text, block by block."""
        number = _LineNumber(reader)
        at = positions(number.next() or [])
        block: list[str] = []
        while (cells := number.next()) is not None:
            if not any(cells):
                continue  # an empty line, as editors leave at the end
            block.append(self._line(number.line, cells, at))
            self.count += 1
            if len(block) == _BLOCK:
                yield "".join(block)
                block.clear()
            if self.count % 200_000 == 0:
                self._progress(f"{self.count:,} lines read")
        yield "".join(block)

    def _line(self, line: int, cells: list[str], at: dict[str, int]) -> str:
        try:
            row = read_row(cells, at)
        except ValueError as error:
            return copy_line((line, str(error), *_NOTHING))
        return copy_line((line, "", *self._stored(row)))

    def _stored(self, row: Row) -> tuple[object, ...]:
        tin, tin_hash = self._to_store(row.tin) if row.tin else ("", None)
        return (
            *(row.record, row.kind, row.identifier, tin, tin_hash),
            *(row.name, row.location, row.npi, row.ptan),
        )


class _LineNumber:
    """A CSV reader's rows with the line that an editor shows for each; its errors as sentences."""

    def __init__(self, reader: Iterator[list[str]]) -> None:
        self._reader = reader
        self.line = 0

    def next(self) -> list[str] | None:
        try:
            cells = next(self._reader, None)
        except UnicodeDecodeError:
            raise UnknownFormError(
                "This is not a text file in UTF-8. Save it as CSV UTF-8."
            ) from None
        except csv.Error as error:
            raise UnknownFormError(f"Line {self.line + 1} cannot be read: {error}.") from None
        self.line = self._reader.line_num  # type: ignore[attr-defined]  # a CSV reader has it
        return cells
