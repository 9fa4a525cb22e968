"""One line of a list of organizations, read and checked: pure Python (rules D1, D4).

An empty cell says nothing: what is known of an organization's TIN, name and location stays.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain

from acoms.loading.reading import BadLine, UnreadableFile, table_of
from acoms.loading.tally import each_counted
from acoms.programme.identifiers import read_npi, read_practice_site_id, read_ptan, read_tin
from acoms.programme.vocabulary import complete
from acoms.text.lines import read_line
from qpp_roles.organizations.kinds import KINDS, SSP_ACO, STORED, Kind, KindCode

COLUMNS = ("record", "kind", "identifier", "tin", "name", "location", "npi", "ptan")
# What the lists of one kind that CMS publishes call them.
PUBLISHED = {
    "identifier": ("identifier", "ID", "vendor ID", "APM entity ID", "practice site ID"),
    "name": ("name", "legal business name", "steward name", "practice site name"),
    "tin": ("TIN",),
    "location": ("location",),
}
LONGEST_NAME = 200
LONGEST_LOCATION = 60


class Record(StrEnum):
    """What a line is about; an empty cell is an organization."""

    ORGANIZATION = "organization"
    CLINICIAN = "clinician"
    MEMBER = "member"
    SITE_CLINICIAN = "site clinician"


@dataclass(frozen=True, slots=True)
class Row:
    """A good line. What its record does not have is empty."""

    record: Record
    kind: str
    identifier: str = ""
    tin: str = ""
    name: str = ""
    location: str = ""
    npi: str = ""
    ptan: str = ""


_KIND_OF_WORDS = {word.lower(): kind for kind in KINDS.values() for word in (kind.code, kind.label)}


Rows = Iterator[tuple[int, dict[str, str]] | BadLine]


def of_all_kinds(lines: Iterable[str]) -> Rows:
    """The rows of a list that says in each line what it is about. A column that is not known may be
    one that is misspelled: UnreadableFile."""
    table = table_of(lines, {name: (name,) for name in COLUMNS}, (), whole=True)
    if table.unused or not table.columns:
        raise UnreadableFile(
            f"The first line names columns that are not known: {', '.join(table.unused)[:200]}. "
            f"Known are {', '.join(COLUMNS)}; a list as CMS publishes it is read with its kind."
        )
    return table.rows


def of_one_kind(lines: Iterable[str], kind: str) -> Rows:
    """The rows of a list of organizations of one kind, as CMS publishes it: whatever else it says,
    or no more than their IDs, in JSON. Raises UnreadableFile."""
    first, lines = _first(lines)
    if first.lstrip("\ufeff").startswith("["):
        rows: Rows = each_counted(enumerate(({"identifier": one} for one in _ids(lines)), 1))
    else:
        rows = table_of(lines, PUBLISHED, ["identifier" if KINDS[kind].read_id else "tin"]).rows
    nothing = {**dict.fromkeys(COLUMNS, ""), "kind": kind}
    for row in rows:
        yield row if isinstance(row, BadLine) else (row[0], nothing | row[1])


def _first(lines: Iterable[str]) -> tuple[str, Iterable[str]]:
    """The first line, and all of them still to be read."""
    rest = iter(lines)
    first = next(rest, "")
    return first, chain([first], rest)


def _ids(lines: Iterable[str]) -> list[str]:
    try:
        found = json.loads("".join(lines).removeprefix("\ufeff"))
    except ValueError:
        found = None
    if not isinstance(found, list) or not all(isinstance(one, str) for one in found):
        raise UnreadableFile("This is not JSON with a list of IDs.")
    return found


def read_row(cell: Mapping[str, str]) -> Row:
    """One line as it is kept; ValueError says what is wrong, and never repeats a TIN."""
    words = cell.get("record", "")
    try:
        record = Record(words.lower().replace("_", " ") or Record.ORGANIZATION)
    except ValueError:
        raise ValueError(f"{words[:40]!r} is no record: {', '.join(Record)}.") from None
    return _READ[record](cell.get)


def read_identifier(kind: Kind, typed: str) -> str:
    """The ID of an organization of this kind in its one spelling; "" for a practice."""
    if kind.read_id:
        return kind.read_id(typed)
    if typed:
        raise ValueError(f"A {kind.label} has no ID: it is known by its TIN.")
    return ""


def read_name(typed: str) -> str:
    """A legal business name without runs of spaces."""
    name = read_line(typed, "The legal business name", LONGEST_NAME)
    if not name:
        raise ValueError("The legal business name is missing.")
    return name


def read_location(typed: str) -> str:
    return read_line(typed, "The location", LONGEST_LOCATION)


def read_kind(words: str) -> Kind:
    """A kind by its code or its label; ACOs of the Shared Savings Program have a list of theirs."""
    kind = _KIND_OF_WORDS.get(words.lower())
    if kind is None:
        raise ValueError(f"{words[:40]!r} is no kind of organization: {', '.join(STORED)}.")
    if kind.code == SSP_ACO:
        raise ValueError(
            "ACOs of the Shared Savings Program are not read from this list: they come from "
            "import_acos."
        )
    return kind


_Get = Callable[[str, str], str]


def _organization(get: _Get) -> Row:
    kind = read_kind(get("kind", ""))
    tin = get("tin", "")
    if tin and not kind.has_tin:
        raise ValueError(f"A {kind.label} has no TIN of its own: its practices are its members.")
    name = get("name", "")
    return Row(
        Record.ORGANIZATION,
        kind.code,
        read_identifier(kind, get("identifier", "")),
        read_tin(tin) if tin or kind.tin_required else "",
        "" if kind.unnamed and not name else read_name(name),
        read_location(get("location", "")),
    )


def _clinician(get: _Get) -> Row:
    return Row(
        Record.CLINICIAN,
        KindCode.PRACTICE,
        tin=read_tin(get("tin", "")),
        npi=read_npi(get("npi", "")),
        ptan=read_ptan(get("ptan", "")),
    )


def _member(get: _Get) -> Row:
    kind = read_kind(get("kind", ""))
    if not kind.has_members:
        raise ValueError(f"A {kind.label} has no member practices.")
    return Row(
        Record.MEMBER,
        kind.code,
        read_identifier(kind, get("identifier", "")),
        read_tin(get("tin", "")),
    )


def _site_clinician(get: _Get) -> Row:
    return Row(
        Record.SITE_CLINICIAN,
        KindCode.CPC_PLUS_SITE,
        read_practice_site_id(get("identifier", "")),
        read_tin(get("tin", "")),
        npi=read_npi(get("npi", "")),
    )


_READ: dict[Record, Callable[[_Get], Row]] = {
    Record.ORGANIZATION: _organization,
    Record.CLINICIAN: _clinician,
    Record.MEMBER: _member,
    Record.SITE_CLINICIAN: _site_clinician,
}
complete(Record, _READ)
