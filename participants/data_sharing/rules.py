"""Reading service dates and answering them with Y or N: pure Python (rule C7)."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar

from acoms.loading.reading import BadLine, cells_of, read_each
from acoms.programme.dates import read_day
from acoms.programme.identifiers import read_mbi, read_tin
from participants.effects.rules import may_share_data

COLUMNS = ("mbi", "tin", "service_date")
CODE_COLUMN = "data_sharing_request_code"


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
    """One line of the file. `tin` is "" for a line that only names the beneficiary, `code` the
    beneficiary's data sharing request code so far, "" where the file has none."""

    mbi: str
    tin: str
    on: date | None
    code: str


def read_services(lines: Iterable[str], today: date) -> Iterator[tuple[int, Service] | BadLine]:
    """Each line as a service or with what is wrong with it, one after the other: any size of file.

    The columns come in any order. Raises UnreadableFile where one is missing. A bad line never
    repeats the beneficiary's number.
    """
    tin_of, day_of = _remembering(read_tin), _remembering(read_day)

    def read(cells: dict[str, str]) -> Service:
        mbi = read_mbi(cells["mbi"])
        tin, typed = cells["tin"], cells["service_date"]
        day = day_of(typed) if typed else None
        if day is not None and day > today:
            raise ValueError("the service date is in the future")
        if (day is None) != (not tin):
            raise ValueError("a service has both a TIN and a date, or the line neither")
        code = cells[CODE_COLUMN].upper()
        if code not in ("", "Y", "N"):
            raise ValueError("the data sharing request code is neither Y nor N")
        return Service(mbi, tin_of(tin) if tin else "", day, code)

    # Whole: of a line that was cut off, a beneficiary who declined would seem not to have.
    return read_each(cells_of(lines, COLUMNS, [CODE_COLUMN], whole=True), read)


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
