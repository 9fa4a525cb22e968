"""A list of people, as a file or as pasted text, taken apart into rows; pure Python.

Whatever a spreadsheet makes of a table is understood: commas, semicolons or tabs between the
cells, a row of headings or none, UTF-8 with or without its mark, Windows-1252, UTF-16.
"""

import codecs
import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bulk_invitations.naming import named_types

MOST_ROWS = 500
MOST_BYTES = 1_000_000
HEADINGS = {
    "first_name": "First name",
    "last_name": "Last name",
    "email": "E-mail",
    "phone": "Phone",
    "title": "Title",
    "types": "Contact types",
}
EXAMPLE = (
    "Jo",
    "Chen",
    "jo.chen@example.org",
    "555-0123",
    "Chief Quality Officer",
    "CMS Liaison; Quality Contact (primary)",
)
_REQUIRED = ("first_name", "last_name", "email", "types")
_OTHER_HEADINGS = {
    "first_name": ("first", "given name", "forename"),
    "last_name": ("last", "surname", "family name"),
    "email": ("e-mail address", "mail"),
    "phone": ("phone number", "telephone", "tel"),
    "title": ("job title", "position"),
    "types": ("contact type", "type", "types", "role", "roles"),
}
_OUR_OWN = frozenset({"line", "result", "whynot"})  # columns of a result that comes back corrected


class UnreadableError(Exception):
    """The whole list cannot be read; the text says why and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedRow:
    """One row as typed. `codes` are the contact types it names, `problem` why it cannot be read."""

    line: int
    first_name: str = ""
    last_name: str = ""
    email: str = ""
    phone: str = ""
    title: str = ""
    types: str = ""
    codes: tuple[str, ...] = ()
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """The rows of a list, and what its owner should know about how it was read."""

    rows: list[TypedRow]
    remarks: list[str]


def read_file(content: bytes) -> Reading:
    """The rows of a file. Raises UnreadableError."""
    if len(content) > MOST_BYTES:
        raise UnreadableError("The file is larger than 1 MB. Read it in in several parts.")
    text, remark = _decoded(content)
    reading = read_text(text)
    return Reading(reading.rows, [remark, *reading.remarks] if remark else reading.remarks)


def read_text(text: str) -> Reading:
    """The rows of pasted text. Raises UnreadableError."""
    if len(text.encode(errors="replace")) > MOST_BYTES:
        raise UnreadableError("This is more than 1 MB of text. Paste it in several parts.")
    if "\x00" in text:
        raise UnreadableError("This is not text. Save the list as CSV, or copy its rows and paste.")
    lines = list(_lines(text.removeprefix("\ufeff")))
    if not lines:
        raise UnreadableError("The list is empty. Give it a row for each person.")
    columns, remarks = _columns(lines[0][1])
    if columns is None:
        columns = list(HEADINGS)
    else:
        lines = lines[1:]
    if not lines:
        raise UnreadableError("Below the headings there is no row. Give the list one each person.")
    if len(lines) > MOST_ROWS:
        raise UnreadableError(
            f"The list has {len(lines):,} rows, and {MOST_ROWS} can be sent at a time. "
            "Read it in in several parts."
        )
    return Reading([_row(number, cells, columns) for number, cells in lines], remarks)


def _decoded(content: bytes) -> tuple[str, str]:
    """The file's text, and a remark where its encoding had to be guessed."""
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise UnreadableError(
            "This is a spreadsheet's own format. Save it as CSV, or copy its rows and paste them."
        )
    try:
        if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return content.decode("utf-16"), ""
        return content.decode("utf-8-sig"), ""
    except UnicodeDecodeError:
        pass
    try:
        text = content.decode("cp1252")
    except UnicodeDecodeError as error:
        raise UnreadableError(
            "The file's characters cannot be read. Save it as “CSV UTF-8” and read it in again."
        ) from error
    remark = (
        "The file is not in UTF-8 and was read as Windows-1252. Look at names with accents below: "
        "if they are wrong, save the file as “CSV UTF-8” and read it in again."
    )
    return text, remark


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    """Each row that is not empty: the number of its first line, and its cells."""
    separator = _separator(text)
    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter=separator, skipinitialspace=True, strict=True
    )
    begins = 1
    try:
        for cells in reader:
            if any(cells := [_tidy(cell) for cell in cells]):
                yield begins, cells
            begins = reader.line_num + 1
    except csv.Error as error:
        raise UnreadableError(
            f"From line {begins} on the list cannot be read: a quotation mark is not closed, or "
            "stands inside a cell."
        ) from error


def _separator(text: str) -> str:
    """What stands between cells, judged by the first row: its headings, or where its address is."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    for separator in "\t,;":
        cells = [_tidy(cell).strip('"') for cell in first.split(separator)]
        if len(cells) > 2 and (_is_heading(cells) or "@" in cells[2]):
            return separator
    return "\t" if "\t" in first else ","


def _tidy(cell: str) -> str:
    """A cell in one line, without what spreadsheets put around it.

    An apostrophe before a sign that begins a formula is our own: `acoms.exports` sets it.
    """
    cell = " ".join(cell.strip("\ufeff\u200b").split())
    return cell[1:] if re.match(r"'[=+\-@]", cell) else cell


def _plain(heading: str) -> str:
    return re.sub(r"[^a-z]", "", heading.lower())


_COLUMN_OF = {
    _plain(name): column
    for column, label in HEADINGS.items()
    for name in (column, label, *_OTHER_HEADINGS[column])
}


def _is_heading(cells: Sequence[str]) -> bool:
    """Whether the first row has headings: one of them is the address's, and none is an address."""
    columns = [_COLUMN_OF.get(_plain(cell)) for cell in cells]
    return "email" in columns and not any("@" in cell for cell in cells)


def _columns(first: Sequence[str]) -> tuple[list[str] | None, list[str]]:
    """The column of each cell ("" where it has none) if `first` has headings; and remarks."""
    if not _is_heading(first):
        return None, []
    columns = [_COLUMN_OF.get(_plain(cell), "") for cell in first]
    for column in _REQUIRED:
        if column not in columns:
            raise UnreadableError(f"The column “{HEADINGS[column]}” is missing.")
    for column, label in HEADINGS.items():
        if columns.count(column) > 1:
            raise UnreadableError(f"There are two columns “{label}”.")
    unused = [
        cell
        for cell, column in zip(first, columns, strict=True)
        if cell and not column and _plain(cell) not in _OUR_OWN
    ]
    return columns, [f"Not used: the column “{cell}”." for cell in unused]


def _row(line: int, cells: list[str], columns: Sequence[str]) -> TypedRow:
    typed = {column: cell for column, cell in zip(columns, cells, strict=False) if column}
    codes, problem = named_types(typed.get("types", ""))
    if any(cells[len(columns) :]):
        problem = (
            f"This row has {len(cells)} cells, and the list {len(columns)} columns. Separate "
            "contact types with semicolons."
        )
    return TypedRow(line=line, codes=tuple(codes), problem=problem, **typed)
