"""Tables that people read in, as files or as pasted text: characters and cells; pure Python.

Whatever a spreadsheet makes of one is understood: commas, semicolons or tabs between the cells,
UTF-8 with or without its mark, UTF-16, Windows-1252.
"""

import codecs
import csv
import io
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass


class UnreadableError(Exception):
    """The whole table cannot be read; the text says why and what to do."""


@dataclass(frozen=True, slots=True)
class Line:
    """A row that is not empty: the number of its first line in the file, and its cells."""

    number: int
    cells: list[str]


def text_of(content: bytes) -> tuple[str, str]:
    """The text of a file, and a remark where its characters had to be guessed."""
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise UnreadableError("This is a spreadsheet's own format. Save it as CSV first.")
    try:
        if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return content.decode("utf-16"), ""
        return content.decode("utf-8-sig"), ""
    except UnicodeDecodeError:
        pass
    try:
        remark = "The file is not in UTF-8 and was read as Windows-1252: check names with accents."
        return content.decode("cp1252"), remark
    except UnicodeDecodeError as error:
        raise UnreadableError(
            "The file's characters cannot be read. Save it as “CSV UTF-8” and read it in again."
        ) from error


def lines_of(text: str) -> list[Line]:
    """The rows of a table's text, cells tidied up. Raises UnreadableError."""
    if "\x00" in text:
        raise UnreadableError("This is not text. Save the table as CSV.")
    text = text.removeprefix("\ufeff")
    reader = csv.reader(
        io.StringIO(text, newline=""),
        delimiter=_separator(text),
        skipinitialspace=True,
        strict=True,
    )
    found, begins = [], 1
    try:
        for cells in reader:
            if any(cells := [_tidy(cell) for cell in cells]):
                found.append(Line(begins, cells))
            begins = reader.line_num + 1
    except csv.Error as error:
        raise UnreadableError(
            f"From line {begins} on this cannot be read: a quotation mark is not closed, or "
            "stands inside a cell."
        ) from error
    return found


def _separator(text: str) -> str:
    """What stands between the cells: of tab, semicolon and comma the first line's commonest."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    return max(",\t;", key=first.count)


def _tidy(cell: str) -> str:
    """A cell in one line. An apostrophe before the sign of a formula is our own: exports set it."""
    cell = " ".join(cell.strip("\ufeff\u200b").split())
    return cell[1:] if re.match(r"'[=+\-@]", cell) else cell


def plain(heading: str) -> str:
    """A heading or a word of choice without case, spaces and signs."""
    return re.sub(r"[^a-z0-9]", "", heading.lower())


def columns_of(
    headings: Sequence[str], known: Mapping[str, Collection[str]], required: Collection[str]
) -> tuple[list[str], list[str]]:
    """The column that each heading names, "" for none, and remarks on those that are not used.

    `known` are the spellings of each column, the first its label. Raises UnreadableError for one
    that is missing or stands there twice.
    """
    column_of = {plain(name): column for column, names in known.items() for name in names}
    columns = [column_of.get(plain(heading), "") for heading in headings]
    for column, names in known.items():
        label = next(iter(names))
        if column in required and column not in columns:
            raise UnreadableError(f"The column “{label}” is missing.")
        if columns.count(column) > 1:
            raise UnreadableError(f"There are two columns “{label}”.")
    unused = [h for h, column in zip(headings, columns, strict=True) if h and not column]
    return columns, [f"Not used: the column “{heading}”." for heading in unused]
