"""Tables that people make with a spreadsheet, as files or as pasted text; pure Python.

Whatever a spreadsheet makes of one is understood: commas, semicolons or tabs between the cells,
UTF-8 with or without its mark, UTF-16, Windows-1252.
"""

import codecs
import io
import re
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from acoms.loading.reading import UnreadableFile, plain, rows_of


class Line(NamedTuple):
    """A row that is not empty: the number of its first line in the file, and its cells."""

    number: int
    cells: list[str]


def text_of(content: bytes) -> tuple[str, str]:
    """The text of a file, and a remark where its characters had to be guessed."""
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise UnreadableFile("This is a spreadsheet's own format. Save it as CSV first.")
    if content.startswith(b"%PDF-"):
        raise UnreadableFile("This is a PDF. Save the table that it shows as CSV.")
    try:
        if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return content.decode("utf-16"), ""
        return content.decode("utf-8-sig"), ""
    except UnicodeDecodeError:
        pass
    try:
        return content.decode("cp1252"), (
            "The file is not in UTF-8 and was read as Windows-1252. If names with accents are "
            "wrong, save it as “CSV UTF-8” and read it in again."
        )
    except UnicodeDecodeError as error:
        raise UnreadableFile(
            "The file's characters cannot be read. Save it as “CSV UTF-8” and read it in again."
        ) from error


def lines_of(text: str, separator: str = "") -> list[Line]:
    """The rows of a table's text, cells tidied up; without a `separator` it is found out.

    Raises UnreadableFile.
    """
    if "\x00" in text:
        raise UnreadableFile("This is not text. Save the table as CSV.")
    text = text.removeprefix("\ufeff")
    rows = rows_of(
        io.StringIO(text, newline=""),
        delimiter=separator or _separator(text),
        skipinitialspace=True,
        strict=True,
    )
    tidied = (Line(number, [tidy(cell) for cell in cells]) for number, cells in rows)
    return [line for line in tidied if any(line.cells)]


def _separator(text: str) -> str:
    """What stands between the cells: of tab, semicolon and comma the first line's commonest."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    return max(",\t;", key=first.count)


def tidy(cell: str) -> str:
    """A cell in one line. An apostrophe before the sign of a formula is our own: exports set it."""
    cell = " ".join(cell.strip("\ufeff\u200b").split())
    return cell[1:] if re.match(r"'[=+\-@]", cell) else cell


def columns_of(
    headings: Sequence[str],
    known: Mapping[str, Collection[str]],
    required: Collection[str],
    ignored: Collection[str] = (),
) -> tuple[list[str], list[str]]:
    """The column that each heading names, "" for none, and remarks on those that are not used.

    `known` are the spellings of each column, the first its label; `ignored` are headings of no
    use that nobody is told of. Raises UnreadableFile for one that is missing or stands there twice.
    """
    column_of = {plain(name): column for column, names in known.items() for name in names}
    columns = [column_of.get(plain(heading), "") for heading in headings]
    for column, names in known.items():
        label = next(iter(names))
        if column in required and column not in columns:
            raise UnreadableFile(f"The column “{label}” is missing.")
        if columns.count(column) > 1:
            raise UnreadableFile(f"There are two columns “{label}”.")
    return columns, [
        f"Not used: the column “{heading}”."
        for heading, column in zip(headings, columns, strict=True)
        if heading and not column and plain(heading) not in ignored
    ]
