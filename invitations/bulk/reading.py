"""A list of people, as a file or as pasted text, taken apart into rows; pure Python.

Its first row has the headings: an order of columns is never guessed.
"""

import io
from dataclasses import dataclass
from itertools import islice
from typing import Any

from acoms.loading.reading import BadLine, UnreadableFile, table_of
from acoms.loading.tables import text_of
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
_IN_ONE_CELL = "Separate contact types with semicolons, in one cell."
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
        raise UnreadableFile("The file is larger than 1 MB. Split it into smaller files.")
    text, remark = text_of(content)
    reading = read_text(text)
    return Reading(reading.rows, [remark, *reading.remarks] if remark else reading.remarks)


def read_text(text: str) -> Reading:
    """The rows of pasted text. Raises UnreadableFile."""
    if len(text.encode(errors="replace")) > MOST_BYTES:
        raise UnreadableFile("This is more than 1 MB of text. Paste it in several parts.")
    table = table_of(io.StringIO(text, newline=""), _NAMES, _REQUIRED, _OUR_OWN, typed=True)
    rows = list(islice(table.rows, MOST_ROWS + 1))
    if not rows:
        raise UnreadableFile(
            "The list has no rows below its headings. Add one row for each person."
        )
    if len(rows) > MOST_ROWS:
        raise UnreadableFile(
            f"The list has more than {MOST_ROWS} rows, the most for one upload. "
            "Split it into smaller files."
        )
    return Reading([_row(row) for row in rows], table.remarks)


def _row(row: tuple[int, dict[str, str]] | BadLine) -> TypedRow:
    if isinstance(row, BadLine):
        return _as_far_as_read(row)
    line, typed = row
    codes, problem = named_types(typed["types"])
    return TypedRow(line=line, codes=tuple(codes), problem=problem, **typed)


def _as_far_as_read(bad: BadLine) -> TypedRow:
    """A line that cannot be taken, with all that was typed, to be corrected. What has no column is
    mostly further contact types; a line that cannot be taken apart has no more than its number."""
    cells: dict[str, Any] = {**bad.cells}
    problem = bad.reason
    if bad.beyond:
        cells["types"] = "; ".join(filter(None, [cells["types"], *bad.beyond]))
        problem += f" {_IN_ONE_CELL}"
    return TypedRow(line=bad.line, problem=problem, **cells)
