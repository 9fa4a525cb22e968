"""Reading service dates and answering them with Y or N: pure Python (rule C7)."""

import csv
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TypeVar

from acoms.identifiers import read_tin
from participants.effects.rules import may_share_data

COLUMNS = ("mbi", "tin", "service_date")
CODE_COLUMN = "data_sharing_request_code"
_LETTER = "[AC-HJKMNP-RT-Y]"
_MBI = re.compile(
    rf"[1-9]{_LETTER}[0-9AC-HJKMNP-RT-Y][0-9]{_LETTER}[0-9AC-HJKMNP-RT-Y][0-9]{_LETTER}{{2}}[0-9]{{2}}"
)


class Outcome(StrEnum):
    """What becomes of a beneficiary in the revised file; the value stands in its last column."""

    KEPT = "service from a current participant in the past 12 months"
    NO_SERVICE = "no service from a current participant"
    TOO_OLD = "last service from a current participant is older than 12 months"
    DECLINED = "declined before, until the beneficiary says otherwise"

    @property
    def code(self) -> str:
        """The data sharing request code: Y, or N to stop data sharing."""
        return "Y" if self is Outcome.KEPT else "N"


def outcome(today: date, *, declined: bool, last_service_on: date | None) -> Outcome:
    """What a beneficiary's last service from a current participant makes of them.

    Whoever declined stays declined (42 CFR 425.708).
    """
    if declined:
        return Outcome.DECLINED
    if may_share_data(today, last_service_on):
        return Outcome.KEPT
    return Outcome.NO_SERVICE if last_service_on is None else Outcome.TOO_OLD


@dataclass(frozen=True, slots=True)
class Service:
    """One line of the file. `tin` is "" for a line that only names the beneficiary."""

    mbi: str
    tin: str
    on: date | None
    declined: bool


@dataclass(frozen=True, slots=True)
class BadLine:
    line: int
    reason: str


class UnreadableFile(ValueError):
    """The file is no file of service dates; the text says why."""


def read_services(lines: Iterable[str], today: date) -> Iterator[Service | BadLine]:
    """Each line as a service or with what is wrong with it, one after the other: any size of file.

    The header is line 1, the columns come in any order. Raises UnreadableFile where one is missing.
    A bad line never repeats the beneficiary's number.
    """
    reader = csv.reader(lines)
    header = [name.strip().lower() for name in next(reader, [])]
    if missing := [name for name in COLUMNS if name not in header]:
        raise UnreadableFile(f"The file lacks the columns {', '.join(missing)}.")
    mbi_at, tin_at, day_at = (header.index(name) for name in COLUMNS)
    code_at = header.index(CODE_COLUMN) if CODE_COLUMN in header else -1
    width = max(mbi_at, tin_at, day_at, code_at) + 1
    tin_of, day_of = _remembering(read_tin), _remembering(_day)
    for row in reader:
        if not row:
            continue
        if len(row) < width:
            yield BadLine(reader.line_num, "the line has too few columns")
            continue
        mbi = row[mbi_at].strip().upper().replace("-", "")
        try:
            if not _MBI.fullmatch(mbi):
                raise ValueError(
                    "the mbi is no Medicare Beneficiary Identifier, like 1EG4-TE5-MK73"
                )
            day = day_of(row[day_at].strip())
            if day is not None and day > today:
                raise ValueError("the service date is in the future")
            typed = row[tin_at].strip()
            if (day is None) != (not typed):
                raise ValueError(
                    "a service needs a TIN and a date; without a service leave out both"
                )
            code = row[code_at].strip().upper() if code_at >= 0 else ""
            if code not in ("", "Y", "N"):
                raise ValueError("the data sharing request code is neither Y nor N")
            yield Service(mbi, tin_of(typed) if typed else "", day, code == "N")
        except ValueError as error:
            yield BadLine(reader.line_num, str(error))


def _day(text: str) -> date | None:
    if not text:
        return None
    for form in ("%Y-%m-%d", "%m/%d/%Y"):
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    raise ValueError("the service date is not like 2026-03-31 or 03/31/2026")


Read = TypeVar("Read")


def _remembering(read: Callable[[str], Read], most: int = 20_000) -> Callable[[str], Read]:
    """Days and TINs come again and again; the memory for them stays bounded."""
    known: dict[str, Read] = {}

    def remembered(text: str) -> Read:
        if text not in known:
            if len(known) >= most:
                known.clear()
            known[text] = read(text)
        return known[text]

    return remembered
