"""The lines of a file of participants, each in one of two layouts; pure Python (rule C1).

`public` is CMS's public list: an ACO and the name of a participant, without a TIN. `list` is a list
of an ACO's own: a line for each provider/supplier with its participant's facts, or a line for a
participant without any. A cell left empty leaves what is known already.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TypeVar

from acoms.identifiers import read_aco_id, read_ccn, read_ptan, read_tin

LONGEST_NAME = 200
LONGEST_SPECIALTY = 100
_YES = frozenset({"yes", "y", "true", "1"})
_NO = frozenset({"no", "n", "false", "0"})

Read = TypeVar("Read")


class Layout(StrEnum):
    """Which columns a file has."""

    PUBLIC = "public"
    LIST = "list"


COLUMNS: dict[Layout, tuple[str, ...]] = {
    Layout.PUBLIC: ("aco_id", "participant_org"),
    Layout.LIST: (
        "aco_id",
        "tin",
        "legal_business_name",
        "doing_business_as",
        "sole_proprietor",
        "primary_care",
        "merged_or_acquired",
        "from",
        "until",
        "npi",
        "provider_name",
        "ccn",
        "ptan",
        "specialty",
        "provider_from",
        "provider_until",
    ),
}
REQUIRED: dict[Layout, tuple[str, ...]] = {
    Layout.PUBLIC: COLUMNS[Layout.PUBLIC],
    Layout.LIST: ("aco_id", "tin"),
}


class UnknownFormError(ValueError):
    """The file as a whole cannot be read; the text says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line as read; empty or None is what it does not say."""

    aco_id: str
    tin: str = ""
    name: str = ""
    doing_business_as: str = ""
    sole_proprietor: bool | None = None
    primary_care: bool | None = None
    merged_or_acquired: bool | None = None
    since: date | None = None
    until: date | None = None
    npi: str = ""
    provider_name: str = ""
    ccn: str = ""
    ptan: str = ""
    specialty: str = ""
    provider_since: date | None = None
    provider_until: date | None = None


def positions(header: Sequence[str], layout: Layout) -> dict[str, int]:
    """Where each column of the layout stands. Raises UnknownFormError where one is missing."""
    named = [re.sub(r"[\s-]+", "_", cell.strip().lower()) for cell in header]
    if missing := [name for name in REQUIRED[layout] if name not in named]:
        raise UnknownFormError(f"The file lacks the columns {', '.join(missing)}.")
    if twice := [name for name in COLUMNS[layout] if named.count(name) > 1]:
        raise UnknownFormError(f"The file has the column {twice[0]} twice.")
    return {name: named.index(name) for name in COLUMNS[layout] if name in named}


def read_row(cells: Sequence[str], at: dict[str, int], layout: Layout) -> Row:
    """One line. ValueError says what is wrong with it."""
    if any("\0" in cell for cell in cells):
        raise ValueError("There is a NUL character in it.")
    cell = {name: cells[n].strip() if n < len(cells) else "" for name, n in at.items()}
    aco_id = read_aco_id(cell["aco_id"])
    if layout is Layout.PUBLIC:
        name = cell["participant_org"]
        if not name:
            raise ValueError("The participant's name is missing.")
        return Row(aco_id=aco_id, name=_text(name, "name", LONGEST_NAME))
    return _row_of_a_list(aco_id, cell)


def _row_of_a_list(aco_id: str, cell: dict[str, str]) -> Row:
    def given(name: str, read: Callable[[str], Read]) -> Read | None:
        return read(cell[name]) if cell.get(name) else None

    row = Row(
        aco_id=aco_id,
        tin=read_tin(cell["tin"]),
        name=_text(cell.get("legal_business_name", ""), "legal business name", LONGEST_NAME),
        doing_business_as=_text(
            cell.get("doing_business_as", ""), "doing-business-as name", LONGEST_NAME
        ),
        sole_proprietor=given("sole_proprietor", _yes_or_no),
        primary_care=given("primary_care", _yes_or_no),
        merged_or_acquired=given("merged_or_acquired", _yes_or_no),
        since=given("from", _day),
        until=given("until", _day),
        npi=given("npi", _npi) or "",
        provider_name=_text(cell.get("provider_name", ""), "provider's name", LONGEST_NAME),
        ccn=given("ccn", read_ccn) or "",
        ptan=given("ptan", read_ptan) or "",
        specialty=_text(cell.get("specialty", ""), "specialty", LONGEST_SPECIALTY),
        provider_since=given("provider_from", _day),
        provider_until=given("provider_until", _day),
    )
    _in_order(row.since, row.until)
    _in_order(row.provider_since, row.provider_until)
    if not row.npi and (row.provider_name or row.ccn or row.ptan or row.provider_since):
        raise ValueError("The provider/supplier of this line has no NPI.")
    return row


def _in_order(since: date | None, until: date | None) -> None:
    if since and until and until < since:
        raise ValueError(f"{until} is before {since}: nobody leaves before they join.")


def _text(text: str, what: str, longest: int) -> str:
    if len(text) > longest:
        raise ValueError(f"The {what} is longer than {longest} characters.")
    return text


def _npi(text: str) -> str:
    """By its form alone: whether it is one, its check digit included, says the screening (C5)."""
    npi = re.sub(r"[\s-]", "", text)
    if not re.fullmatch(r"[12][0-9]{9}", npi):
        raise ValueError("An NPI has ten digits and begins with 1 or 2.")
    return npi


def _yes_or_no(text: str) -> bool:
    if (answer := text.lower()) not in _YES | _NO:
        raise ValueError(f"“{text[:20]}” is neither yes nor no.")
    return answer in _YES


def _day(text: str) -> date:
    for form in ("%Y-%m-%d", "%m/%d/%Y"):
        try:
            day = datetime.strptime(text, form).date()
        except ValueError:
            continue
        if 1900 <= day.year < 2200:
            return day
    raise ValueError(f"“{text[:20]}” is not a day in the form 2026-03-31 or 03/31/2026.")
