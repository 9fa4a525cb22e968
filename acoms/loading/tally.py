"""Each line of a file is read or left out, and none is lost on the way (E3); pure Python.

Whoever lets a file be loaded opens a tally. Reading counts the lines as they come from the file;
what loads them says in the end how many it has read and left out; the sum must be the same.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TypeVar

Row = TypeVar("Row")


@dataclass(slots=True)
class Tally:
    """The lines of one file below its headings that are not empty."""

    lines: int = 0
    read: int = 0
    left_out: int = 0

    def __str__(self) -> str:
        many = "line" if self.lines == 1 else "lines"
        return f"{self.lines:,} {many}: {self.read:,} read, {self.left_out:,} left out."


_open: ContextVar[Tally | None] = ContextVar("tally", default=None)


@contextmanager
def tallied() -> Iterator[Tally]:
    """Count the lines of the file that is loaded meanwhile; inside of the transaction that does it.

    Raises RuntimeError where a line was lost: then nothing of the file is to stay.
    """
    tally = Tally()
    before = _open.set(tally)
    try:
        yield tally
    finally:
        _open.reset(before)
    if tally.read + tally.left_out != tally.lines:
        raise RuntimeError(f"The sum is wrong. {tally}")


def each_counted(rows: Iterable[Row]) -> Iterator[Row]:
    """The lines of a file, as they come."""
    tally = _open.get()
    if tally is None:
        yield from rows
        return
    for row in rows:
        tally.lines += 1
        yield row


def settle(*, read: int, left_out: int) -> None:
    """Say what became of the lines of a file, once they are where they belong."""
    if (tally := _open.get()) is not None:
        tally.read, tally.left_out = read, left_out
