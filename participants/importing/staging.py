"""The lines of a file in a table of the transaction, good and bad alike, with bounded memory.

A bad line carries its reason, so that those found here and those found by the database later are
told in one go, in the order of the file.
"""

import csv
from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields
from functools import lru_cache
from operator import attrgetter

from django.db import connection

from acoms.copying import copy_in, copy_line
from acoms.loading.reading import BadLine
from acoms.tins import tins_to_store
from participants.importing.rows import Layout, Row, UnknownFormError, positions, read_row

TABLE = "participants_staged"
_TYPES = {
    "sole_proprietor": "boolean",
    "primary_care": "boolean",
    "merged_or_acquired": "boolean",
    "since": "date",
    "until": "date",
    "provider_since": "date",
    "provider_until": "date",
}
_OF_A_ROW = [one.name for one in fields(Row)]
_COLUMNS = {
    "line": "integer",
    "reason": "text",
    **{name: _TYPES.get(name, "text") for name in _OF_A_ROW},
    "tin_hash": "uuid",
}
_VALUES = attrgetter(*_OF_A_ROW)
_NOTHING = (None,) * (len(_COLUMNS) - 2)
_BLOCK = 500  # lines
_TOLD_EACH = 100_000

Progress = Callable[[str], None]


def stage(lines: Iterable[str], layout: Layout, progress: Progress) -> int:
    """Bring every line of a file into the staging table, which the transaction's end drops.

    Returns how many lines there were beneath the first. Raises UnknownFormError where the file is
    no list of this layout, or is not text.
    """
    columns = ", ".join(f"{name} {of}" for name, of in _COLUMNS.items())
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS {TABLE}")
        cursor.execute(
            f"CREATE TEMP TABLE {TABLE} ({columns}, aco bigint, wanted bigint) ON COMMIT DROP"
        )
    staged = _Staged(layout, progress)
    copy_in(TABLE, list(_COLUMNS), staged.blocks(csv.reader(lines)))
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {TABLE}")
    return staged.count


def bad_rows() -> Iterator[BadLine]:
    """The lines that cannot be taken, in the file's order, some at a time."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(f"SELECT line, reason FROM {TABLE} WHERE reason <> '' ORDER BY line")  # noqa: S608
        while some := cursor.fetchmany(_BLOCK):
            for line, reason in some:
                yield BadLine(line, reason)


class _Staged:
    def __init__(self, layout: Layout, progress: Progress) -> None:
        self.count = 0
        self._layout = layout
        self._progress = progress
        # A list names a participant's TIN on the line of each of its providers.
        self._to_store = lru_cache(maxsize=65_536)(tins_to_store())

    def blocks(self, reader: Iterator[list[str]]) -> Iterator[str]:
        """COPY's text, block by block."""
        numbered = _numbered(reader)
        _, header = next(numbered, (0, []))
        at = positions([cell.removeprefix("\ufeff") for cell in header], self._layout)
        block: list[str] = []
        for line, cells in numbered:
            if not any(cells):
                continue  # an empty line, as editors leave at the end
            block.append(self._line(line, cells, at))
            self.count += 1
            if len(block) == _BLOCK:
                yield "".join(block)
                block.clear()
            if self.count % _TOLD_EACH == 0:
                self._progress(f"{self.count:,} lines read")
        yield "".join(block)

    def _line(self, line: int, cells: list[str], at: dict[str, int]) -> str:
        try:
            row = read_row(cells, at, self._layout)
        except ValueError as error:
            return copy_line((line, str(error), *_NOTHING))
        tin, tin_hash = self._to_store(row.tin) if row.tin else ("", None)
        aco_id, _, *others = _VALUES(row)
        return copy_line((line, "", aco_id, tin, *others, tin_hash))


def _numbered(reader: Iterator[list[str]]) -> Iterator[tuple[int, list[str]]]:
    """A CSV reader's rows with the line that an editor shows for each; its errors as sentences."""
    line = 0
    while True:
        try:
            cells = next(reader, None)
        except UnicodeDecodeError:
            raise UnknownFormError(
                "This is not a text file in UTF-8. Save it as CSV UTF-8."
            ) from None
        except csv.Error as error:
            raise UnknownFormError(f"Line {line + 1} cannot be read: {error}.") from None
        if cells is None:
            return
        line = reader.line_num  # type: ignore[attr-defined]  # a CSV reader has it
        yield line, cells
