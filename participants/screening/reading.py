"""Reading the lists that CMS staff load for screening: CSV files, a row at a time (rule C5).

The layouts, by list; columns in brackets may be missing, dates are 2026-12-06 or 12/06/2026, and
`until` and `reinstated` are the first day on which it is not so any more:

- deactivated NPIs: npi, deactivation_date [, reactivation_date]
- sanctions: tin, npi, reason, from [, official, reinstated]. A row has a TIN or an NPI; `official`
  is yes where the sanction is of the authorized official of the organization with that TIN.
- waivers of sanctions: tin, npi, from [, until]
- other initiatives: tin, initiative, from [, until, primary_care]. `primary_care` is yes or no,
  and yes where it is not said.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from acoms.loading.reading import (
    BadLine,
    cells_of,
    read_cell,
    read_each,
    read_yes_or_no,
)
from acoms.programme.dates import read_day
from acoms.programme.identifiers import read_npi, read_tin
from acoms.text.lines import read_line

DEACTIVATED_NPIS = "deactivated_npis"
SANCTIONS = "sanctions"
WAIVERS = "waivers"
INITIATIVES = "initiatives"

NEEDED: dict[str, tuple[str, ...]] = {
    DEACTIVATED_NPIS: ("npi", "deactivation_date"),
    SANCTIONS: ("tin", "npi", "reason", "from"),
    WAIVERS: ("tin", "npi", "from"),
    INITIATIVES: ("tin", "initiative", "from"),
}
OPTIONAL: dict[str, tuple[str, ...]] = {
    DEACTIVATED_NPIS: ("reactivation_date",),
    SANCTIONS: ("official", "reinstated"),
    WAIVERS: ("until",),
    INITIATIVES: ("until", "primary_care"),
}
_LONGEST = {"reason": 200, "initiative": 100}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row of any of the lists. `tin` and `npi` are read digits, empty where there is none."""

    tin: str = ""
    npi: str = ""
    text: str = ""
    flag: bool = False
    starts_on: date
    until: date | None


def read_rows(kind: str, lines: Iterable[str]) -> Iterator[tuple[int, Row] | BadLine]:
    """Each row with its line, or what is wrong with it, as the file is read.

    Raises UnreadableFile, also midway.
    """
    return read_each(cells_of(lines, NEEDED[kind], OPTIONAL[kind]), _READERS[kind])


def _deactivation(cells: dict[str, str]) -> Row:
    starts, until = _days(cells, "deactivation_date", "reactivation_date")
    return Row(npi=read_npi(cells["npi"]), starts_on=starts, until=until)


def _sanction(cells: dict[str, str]) -> Row:
    tin, npi = _tin_or_npi(cells)
    official = _yes(cells, "official", otherwise=False)
    if official and npi:
        raise ValueError("An authorized official is found by the organization's TIN, not an NPI.")
    starts, until = _days(cells, "from", "reinstated")
    return Row(
        tin=tin,
        npi=npi,
        text=_text(cells, "reason"),
        flag=official,
        starts_on=starts,
        until=until,
    )


def _waiver(cells: dict[str, str]) -> Row:
    tin, npi = _tin_or_npi(cells)
    starts, until = _days(cells, "from", "until")
    return Row(tin=tin, npi=npi, starts_on=starts, until=until)


def _participation(cells: dict[str, str]) -> Row:
    starts, until = _days(cells, "from", "until")
    return Row(
        tin=read_tin(cells["tin"]),
        text=_text(cells, "initiative"),
        flag=_yes(cells, "primary_care", otherwise=True),
        starts_on=starts,
        until=until,
    )


_READERS = {
    DEACTIVATED_NPIS: _deactivation,
    SANCTIONS: _sanction,
    WAIVERS: _waiver,
    INITIATIVES: _participation,
}


def _tin_or_npi(cells: dict[str, str]) -> tuple[str, str]:
    if bool(cells["tin"]) == bool(cells["npi"]):
        raise ValueError("A row has either a TIN or an NPI.")
    return (read_tin(cells["tin"]), "") if cells["tin"] else ("", read_npi(cells["npi"]))


def _text(cells: dict[str, str], name: str) -> str:
    text = read_line(cells[name], f"The {name}", _LONGEST[name])
    if not text:
        raise ValueError(f"The {name} is missing.")
    return text


def _yes(cells: dict[str, str], name: str, *, otherwise: bool) -> bool:
    return read_cell(name, cells[name], read_yes_or_no) if cells[name] else otherwise


def _days(cells: dict[str, str], start: str, until: str) -> tuple[date, date | None]:
    first = read_cell(start, cells[start], read_day)
    end = read_cell(until, cells[until], read_day) if cells[until] else None
    if end is not None and end < first:
        raise ValueError(f"It ends on {end}, before it begins on {first}.")
    return first, end
