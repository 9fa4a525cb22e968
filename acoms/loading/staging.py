"""The lines of a list in a table of the transaction, good and bad alike, with bounded memory (E3).

A bad line carries its reason, so that those found by reading and those found by the database later
are told in one go, in the order of the file.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from django.db import connection

from acoms.database.copying import copy_in, copy_line
from acoms.loading.reading import BadLine
from acoms.loading.tally import settle

_BLOCK = 500  # lines
_TOLD_EACH = 100_000

Progress = Callable[[str], None]
OnBadLine = Callable[[BadLine], None]


def ignore(_: object) -> None:
    """Whoever does not want to hear of progress or of bad lines."""


@dataclass(frozen=True, slots=True)
class StagingTable:
    """A table for one list: its `line`, the `reason` of a bad one, and the `columns` of a good one.

    `later` are columns that merging fills. Names and types are our own code's, never a file's.
    """

    name: str
    columns: Mapping[str, str]
    later: str = ""

    def fill(
        self, rows: Iterable[tuple[int, Sequence[object]] | BadLine], progress: Progress = ignore
    ) -> int:
        """Bring every line into the table, which the transaction's end drops; how many they are.

        A row is its line and the values of the columns. What reading the file raises is raised.
        """
        columns = {"line": "integer", "reason": "text", **self.columns}
        listed = ", ".join(f"{name} {of}" for name, of in columns.items())
        later = f", {self.later}" if self.later else ""
        count = 0

        def blocks() -> Iterator[str]:
            nonlocal count
            lines = (self._line(row) for row in rows)
            while block := list(islice(lines, _BLOCK)):
                yield "".join(block)
                count += len(block)
                if count % _TOLD_EACH == 0:
                    progress(f"{count:,} lines read")

        with connection.cursor() as cursor:
            cursor.execute(f"DROP TABLE IF EXISTS pg_temp.{self.name}")  # of this transaction
            cursor.execute(f"CREATE TEMP TABLE {self.name} ({listed}{later}) ON COMMIT DROP")
            copy_in(self.name, list(columns), blocks())
            cursor.execute(f"SELECT count(*) FROM {self.name}")  # noqa: S608
            if cursor.fetchone() != (count,):  # each line of the file is here, good or bad
                raise RuntimeError(f"Of {count:,} lines some are not in {self.name}.")
            cursor.execute(f"ANALYZE {self.name}")
        return count

    def tell_bad_lines(self, on_bad_line: OnBadLine) -> int:
        """Tell of each line that cannot be taken, once all are known; how many they are."""
        left_out = 0
        for bad in self.bad_lines():
            on_bad_line(bad)
            left_out += 1
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT count(*) FROM {self.name} WHERE reason = ''")  # noqa: S608
            settle(read=cursor.fetchone()[0], left_out=left_out)
        return left_out

    def bad_lines(self) -> Iterator[BadLine]:
        """The lines that cannot be taken, in the file's order, some at a time."""
        with connection.chunked_cursor() as cursor:
            cursor.execute(
                f"SELECT line, reason FROM {self.name} WHERE reason <> '' ORDER BY line"  # noqa: S608
            )
            while some := cursor.fetchmany(_BLOCK):
                for line, reason in some:
                    yield BadLine(line, reason)

    def _line(self, row: tuple[int, Sequence[object]] | BadLine) -> str:
        if isinstance(row, BadLine):
            return copy_line((row.line, row.reason, *(None for _ in self.columns)))
        return copy_line((row[0], "", *row[1]))
