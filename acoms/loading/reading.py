"""A CSV file of any size, read line by line; pure Python.

A file that is no such list is refused whole (`UnreadableFile`); a line that cannot be taken is left
out (`BadLine`). Both say why, in a sentence for whoever made the file.
"""

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from acoms.text.refusals import Refusal

Cells = TypeVar("Cells")
Read = TypeVar("Read")
_YES, _NO = frozenset({"yes", "y", "true", "1"}), frozenset({"no", "n", "false", "0"})


class UnreadableFile(Refusal):
    """The file as a whole cannot be read; the text says why and what to do."""

    field = "file"


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line of the file that cannot be taken, and why."""

    line: int
    reason: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.reason}"


def left_out(number: int, *, tried: bool = False) -> str:
    """How many lines were left out; or would be, where the file was only `tried`."""
    was = "would be" if tried else "was" if number == 1 else "were"
    return f"{number:,} line{'' if number == 1 else 's'} {was} left out"


def text_of_utf8(content: bytes) -> str:
    """The text of a file, without the mark that spreadsheets set. Raises UnreadableFile."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _not_text() from None


def rows_of(lines: Iterable[str], **form: Any) -> Iterator[tuple[int, list[str]]]:
    """The rows that are not empty, each with the number of its first line.

    `form` is what `csv.reader` takes. Raises UnreadableFile, also midway.
    """
    reader = csv.reader(lines, **form)
    begins = 1
    try:
        for cells in reader:
            if any(cells):
                yield begins, cells
            begins = reader.line_num + 1
    except UnicodeDecodeError:
        raise _not_text() from None
    except csv.Error:
        raise UnreadableFile(
            f"From line {begins} on this cannot be read: a quotation mark is not closed or stands "
            "inside a cell, or a cell is too long."
        ) from None


def places_of(
    heading: Iterable[str], needed: Iterable[str], optional: Iterable[str] = ()
) -> dict[str, int]:
    """Where each column stands, whatever its letter case, with spaces or underscores.

    Other columns do not count. Raises UnreadableFile where a needed one is missing, or one of these
    stands there twice.
    """
    names = [
        re.sub(r"[\s-]+", "_", cell.removeprefix("\ufeff").strip().lower()) for cell in heading
    ]
    if missing := [name for name in needed if name not in names]:
        raise UnreadableFile(f"The file lacks the columns {', '.join(missing)}.")
    known = dict.fromkeys((*needed, *optional))
    if twice := [name for name in known if names.count(name) > 1]:
        raise UnreadableFile(f"The file has the column {twice[0]} twice.")
    return {name: names.index(name) for name in known if name in names}


def cells_of(
    lines: Iterable[str], needed: Sequence[str], optional: Sequence[str] = ()
) -> Iterator[tuple[int, dict[str, str]]]:
    """Each row below the headings, by column; "" where it has no such cell. Line 1 is the heading.

    Raises UnreadableFile.
    """
    rows = rows_of(lines)
    _, heading = next(rows, (0, []))
    places = places_of(heading, needed, optional)
    nothing = dict.fromkeys((*needed, *optional), "")
    for line, cells in rows:
        found = {name: cells[n].strip() for name, n in places.items() if n < len(cells)}
        yield line, nothing | found


def read_each(
    rows: Iterable[tuple[int, Cells]], read: Callable[[Cells], Read]
) -> Iterator[tuple[int, Read] | BadLine]:
    """Each row as read, with its line, or what is wrong with it: the ValueError of `read`."""
    for line, cells in rows:
        try:
            found = read(cells)
        except ValueError as error:
            yield BadLine(line, str(error))
        else:
            yield line, found


def each_once(
    rows: Iterable[tuple[int, Read] | BadLine], named: Callable[[Read], str]
) -> Iterator[tuple[int, Read] | BadLine]:
    """Of rows about the same, which are `named` the same, the second is bad: it may contradict."""
    first: dict[str, int] = {}
    for row in rows:
        if not isinstance(row, BadLine):
            name = named(row[1])
            if first.setdefault(name, row[0]) != row[0]:
                yield BadLine(row[0], f"{name} stands on line {first[name]} already.")
                continue
        yield row


def plain(typed: str) -> str:
    """A heading or a word of choice without case, spaces and signs."""
    return re.sub(r"[^a-z0-9]", "", typed.lower())


def read_yes_or_no(typed: str) -> bool:
    if (answer := plain(typed)) not in _YES | _NO:
        raise ValueError("This is neither yes nor no.")
    return answer in _YES


def read_cell(column: str, typed: str, read: Callable[[str], Read]) -> Read:
    """What `read` makes of a cell; its ValueError says besides which column is wrong."""
    try:
        return read(typed)
    except ValueError as error:
        raise ValueError(f"{column}: {error}") from None


def _not_text() -> UnreadableFile:
    return UnreadableFile("This is not a text file in UTF-8. Save it as CSV UTF-8.")
