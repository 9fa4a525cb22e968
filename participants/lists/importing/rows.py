"""The lines of a file of participants, each in one of two layouts; pure Python (rule C1).

`public` is CMS's public list: an ACO and the name of a participant, without a TIN. `list` is a list
of an ACO's own: a line for each provider/supplier with its participant's facts, or a line for a
participant without any. A cell left empty leaves what is known already.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar

from acoms.loading.reading import read_cell, read_yes_or_no
from acoms.programme.dates import read_day
from acoms.programme.identifiers import (
    read_aco_id,
    read_ccn,
    read_npi_by_form,
    read_ptan,
    read_tin,
)
from acoms.programme.vocabulary import complete
from acoms.text.lines import read_line

LONGEST_NAME = 200
LONGEST_SPECIALTY = 100

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
complete(Layout, COLUMNS)
_OF_A_PROVIDER = COLUMNS[Layout.LIST][COLUMNS[Layout.LIST].index("npi") :]
REQUIRED: dict[Layout, tuple[str, ...]] = {
    Layout.PUBLIC: COLUMNS[Layout.PUBLIC],
    Layout.LIST: ("aco_id", "tin"),
}
complete(Layout, REQUIRED)


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


def read_row(cell: dict[str, str], layout: Layout) -> Row:
    """One line, by column. ValueError says what is wrong with it."""
    aco_id = read_aco_id(cell["aco_id"])
    if layout is Layout.PUBLIC:
        name = read_line(cell["participant_org"], "The name", LONGEST_NAME)
        if not name:
            raise ValueError("The participant's name is missing.")
        return Row(aco_id=aco_id, name=name)
    return _row_of_a_list(aco_id, cell)


def _row_of_a_list(aco_id: str, cell: dict[str, str]) -> Row:
    def given(name: str, read: Callable[[str], Read]) -> Read | None:
        return read_cell(name, cell[name], read) if cell[name] else None

    def line(name: str, what: str, longest: int = LONGEST_NAME) -> str:
        return read_line(cell[name], f"The {what}", longest)

    row = Row(
        aco_id=aco_id,
        tin=read_tin(cell["tin"]),
        name=line("legal_business_name", "legal business name"),
        doing_business_as=line("doing_business_as", "doing-business-as name"),
        sole_proprietor=given("sole_proprietor", read_yes_or_no),
        primary_care=given("primary_care", read_yes_or_no),
        merged_or_acquired=given("merged_or_acquired", read_yes_or_no),
        since=given("from", read_day),
        until=given("until", read_day),
        npi=given("npi", read_npi_by_form) or "",
        provider_name=line("provider_name", "provider's name"),
        ccn=given("ccn", read_ccn) or "",
        ptan=given("ptan", read_ptan) or "",
        specialty=line("specialty", "specialty", LONGEST_SPECIALTY),
        provider_since=given("provider_from", read_day),
        provider_until=given("provider_until", read_day),
    )
    _in_order(row.since, row.until)
    _in_order(row.provider_since, row.provider_until)
    if not row.npi and any(cell[name] for name in _OF_A_PROVIDER):
        raise ValueError("The provider/supplier of this line has no NPI.")
    return row


def _in_order(since: date | None, until: date | None) -> None:
    if since and until and until < since:
        raise ValueError(f"{until} is before {since}: nobody leaves before they join.")
