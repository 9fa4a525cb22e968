"""A file with many changes, taken apart into rows; pure Python.

A row is one participant that joins, leaves or was merged, or one provider/supplier. Participants
are named by TIN or, those of CMS's public list, by legal business name.
"""

import io
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

from acoms.loading.reading import (
    BadLine,
    UnreadableFile,
    plain,
    read_cell,
    read_yes_or_no,
    table_of,
)
from acoms.loading.tables import text_of
from acoms.programme.dates import read_day
from acoms.programme.identifiers import read_tin
from acoms.programme.vocabulary import complete
from acoms.text.lines import read_line
from participants.changes.providers import HEADINGS as PROVIDER
from participants.changes.providers import TypedProvider, read_provider
from participants.changes.rules import ChangeKind

MOST_ROWS = 2_000
MOST_BYTES = 2_000_000
HEADINGS: dict[str, tuple[str, ...]] = {
    "kind": ("Change", "kind", "action", "type of change"),
    "day": ("Date", "day", "effective date"),
    "tin": ("TIN", "participant TIN"),
    "legal_business_name": ("Legal business name", "LBN", "participant"),
    "doing_business_as": ("Doing business as", "DBA"),
    "sole_proprietor": ("Sole proprietor",),
    "primary_care": ("Primary care", "bills primary care services"),
    "acquirer": ("Acquiring TIN", "TIN that took it over"),
    **PROVIDER,
}
LABELS = [next(iter(names)) for names in HEADINGS.values()]
KINDS = {
    ChangeKind.ADD_PARTICIPANT: ("Add participant", "add tin", "add a participant"),
    ChangeKind.REMOVE_PARTICIPANT: ("Remove participant", "remove tin", "remove a participant"),
    ChangeKind.MERGED_TIN: ("Merged TIN", "add a merged or acquired tin", "acquired tin"),
    ChangeKind.ADD_PROVIDERS: ("Add provider", "add providers suppliers", "add npi"),
    ChangeKind.REMOVE_PROVIDERS: ("Remove provider", "remove providers suppliers", "remove npi"),
}
complete(ChangeKind, KINDS)
_KIND_OF = {plain(word): kind for kind, words in KINDS.items() for word in words}
_KIND_OF |= {plain(kind.value): kind for kind in ChangeKind}
_LONGEST_NAME = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedChange:
    """One row. `problem` is why it cannot be read; then nothing else of it counts but `line` and
    `said`, its change and name as typed."""

    line: int
    kind: ChangeKind | None = None
    day: date | None = None
    tin: str = ""
    legal_business_name: str = ""
    doing_business_as: str = ""
    sole_proprietor: bool = False
    primary_care: bool = True
    acquirer: str = ""
    provider: TypedProvider | None = None
    problem: str = ""
    said: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """The rows of a file, and what its owner should know about how it was read."""

    rows: list[TypedChange]
    remarks: list[str]


def text_of_file(content: bytes) -> tuple[str, list[str]]:
    """The text of a file, and remarks on how it was read. Raises UnreadableFile."""
    if len(content) > MOST_BYTES:
        raise UnreadableFile("The file is larger than 2 MB. Split it into smaller files.")
    text, remark = text_of(content)
    return text, [remark] if remark else []


def read_changes(text: str) -> Reading:
    """The rows of a table with a first row of headings. Raises UnreadableFile."""
    table = table_of(io.StringIO(text, newline=""), HEADINGS, ["kind", "day"], typed=True)
    rows = list(islice(table.rows, MOST_ROWS + 1))
    if not rows:
        raise UnreadableFile(
            "The file has no rows below its headings. Add one row for each change."
        )
    if len(rows) > MOST_ROWS:
        raise UnreadableFile(
            f"The file has more than {MOST_ROWS:,} rows, the most for one upload. "
            "Split it into smaller files."
        )
    return Reading([_row(row) for row in rows], table.remarks)


def _row(row: tuple[int, dict[str, str]] | BadLine) -> TypedChange:
    if isinstance(row, BadLine):
        return TypedChange(line=row.line, problem=row.reason, said=_said(row.cells))
    line, typed = row
    cells = {column: cell for column, cell in typed.items() if cell}
    try:
        return TypedChange(line=line, **_read(cells))
    except ValueError as error:
        return TypedChange(line=line, problem=str(error), said=_said(cells))


def _said(cells: Mapping[str, str]) -> str:
    """What a row is about, as typed; nothing with digits, which may be a TIN in a wrong cell."""
    words = [cells.get(column, "")[:80] for column in ("kind", "legal_business_name")]
    return ": ".join(word for word in words if word and not re.search(r"[0-9]{2}", word))


def _read(cells: Mapping[str, str]) -> dict[str, Any]:
    kind = _KIND_OF.get(plain(cells.get("kind", "")))
    if kind is None:
        raise ValueError("The change is one of: " + ", ".join(w[0] for w in KINDS.values()) + ".")
    found: dict[str, Any] = {"kind": kind, "day": read_day(cells.get("day", ""))}
    readers: dict[str, Callable[[str], Any]] = {
        "tin": read_tin,
        "acquirer": read_tin,
        "legal_business_name": _name,
        "doing_business_as": _name,
        "sole_proprietor": read_yes_or_no,
        "primary_care": read_yes_or_no,
    }
    for column, read in readers.items():
        if column in cells:
            found[column] = read_cell(HEADINGS[column][0], cells[column], read)
    if cells.get("npi"):
        found["provider"] = read_provider(cells)
    if lacks := _lacks(found):
        raise ValueError(lacks)
    return found


def _lacks(row: Mapping[str, Any]) -> str:
    """What a row of this kind needs and does not have, or ""."""
    kind = row["kind"]
    joins = kind in (ChangeKind.ADD_PARTICIPANT, ChangeKind.MERGED_TIN)
    if joins and "tin" not in row:
        return "The TIN is missing."
    if joins and "legal_business_name" not in row:
        return "The legal business name is missing."
    if kind is ChangeKind.MERGED_TIN and "acquirer" not in row:
        return "The acquiring TIN is missing: that of the participant that took it over."
    if "tin" not in row and "legal_business_name" not in row:
        return "The participant is missing: give its TIN."
    if kind in (ChangeKind.ADD_PROVIDERS, ChangeKind.REMOVE_PROVIDERS) and "provider" not in row:
        return "The NPI is missing."
    return ""


def _name(typed: str) -> str:
    return read_line(typed, "The name", _LONGEST_NAME)
