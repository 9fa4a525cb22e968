"""A list of people, as a file or as pasted text, taken apart into rows; pure Python.

With a row of headings or without, and else as `acoms.loading.tables` reads it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from acoms.loading.reading import UnreadableFile, plain
from acoms.loading.tables import Line, columns_of, lines_of, text_of, tidy
from invitations.bulk.naming import named_types

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
_NAMES = {column: (label, column, *_OTHER_HEADINGS[column]) for column, label in HEADINGS.items()}
_ADDRESS = frozenset(map(plain, _NAMES["email"]))
_OUR_OWN = frozenset({"line", "result", "whynot"})  # columns of a result that comes back corrected


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
    """The rows of a file. Raises UnreadableFile."""
    if len(content) > MOST_BYTES:
        raise UnreadableFile("The file is larger than 1 MB. Read it in in several parts.")
    text, remark = text_of(content)
    reading = read_text(text)
    return Reading(reading.rows, [remark, *reading.remarks] if remark else reading.remarks)


def read_text(text: str) -> Reading:
    """The rows of pasted text. Raises UnreadableFile."""
    if len(text.encode(errors="replace")) > MOST_BYTES:
        raise UnreadableFile("This is more than 1 MB of text. Paste it in several parts.")
    lines = lines_of(text, _separator(text))
    if not lines:
        raise UnreadableFile("The list is empty. Give it a row for each person.")
    columns, remarks = _columns(lines[0].cells)
    if columns is None:
        columns = list(HEADINGS)
    else:
        lines = lines[1:]
    if not lines:
        raise UnreadableFile("Below the headings there is no row. Give the list one each person.")
    if len(lines) > MOST_ROWS:
        raise UnreadableFile(
            f"The list has {len(lines):,} rows, and {MOST_ROWS} can be sent at a time. "
            "Read it in in several parts."
        )
    return Reading([_row(line, columns) for line in lines], remarks)


def _separator(text: str) -> str:
    """What stands between cells, judged by the first row: its headings, or where its address is."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    for separator in "\t,;":
        cells = [tidy(cell).strip('"') for cell in first.split(separator)]
        if len(cells) > 2 and (_is_heading(cells) or "@" in cells[2]):
            return separator
    return "\t" if "\t" in first else ","


def _is_heading(cells: Sequence[str]) -> bool:
    """Whether the first row has headings: one of them is the address's, and none is an address."""
    return any(plain(cell) in _ADDRESS for cell in cells) and not any("@" in cell for cell in cells)


def _columns(first: Sequence[str]) -> tuple[list[str] | None, list[str]]:
    """The column of each cell ("" where it has none) if `first` has headings; and remarks."""
    if not _is_heading(first):
        return None, []
    return columns_of(first, _NAMES, _REQUIRED, _OUR_OWN)


def _row(line: Line, columns: Sequence[str]) -> TypedRow:
    typed = {column: cell for column, cell in zip(columns, line.cells, strict=False) if column}
    codes, problem = named_types(typed.get("types", ""))
    if any(line.cells[len(columns) :]):
        problem = (
            f"This row has {len(line.cells)} cells, and the list {len(columns)} columns. Separate "
            "contact types with semicolons."
        )
    return TypedRow(line=line.number, codes=tuple(codes), problem=problem, **typed)
