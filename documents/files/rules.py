"""Files of ACOs: what is shown, what is new, when it is told, and in which parts it is given; pure
Python (rules G3 to G5)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from unicodedata import category, normalize

from acoms.programme.vocabulary import complete

VISIT_ENDS = timedelta(minutes=30)  # without a look at the page
VISIT_NOTED = timedelta(minutes=1)  # how exactly the last look is known
QUIET = timedelta(minutes=1)  # without a new file, before a delivery is told
LONGEST = timedelta(minutes=10)  # that a delivery is waited for
RESUMED_WITHIN = timedelta(days=1)
LONGEST_NAME = 150
LONGEST_IN_BYTES = 255  # of a name, on most disks
FIRST_YEAR, LAST_YEAR = 2012, 2100  # the program's first performance year


class Scan(StrEnum):
    """What the virus scanner said of a version; the value is what the database keeps."""

    NO_SCANNER = "no scanner"
    WAITING = "waiting"
    CLEAN = "clean"
    INFECTED = "infected"
    TOO_LARGE = "too large"

    @property
    def label(self) -> str:
        return _LABELS[self]

    @property
    def is_said(self) -> bool:
        """Whether a scanner has answered."""
        return self not in (Scan.NO_SCANNER, Scan.WAITING)


_LABELS = {
    Scan.NO_SCANNER: "Not scanned: no scanner is set up",
    Scan.WAITING: "Waits for the virus scanner",
    Scan.CLEAN: "Scanned, clean",
    Scan.INFECTED: "Infected: not shown",
    Scan.TOO_LARGE: "Not scanned: too large for the scanner",
}
complete(Scan, _LABELS)


def shown_scans(*, show_too_large: bool) -> frozenset[Scan]:
    """The answers with which a version is shown (rule G4)."""
    always = frozenset({Scan.NO_SCANNER, Scan.CLEAN})
    return always | {Scan.TOO_LARGE} if show_too_large else always


class Wish(StrEnum):
    """How somebody wants to be told of an ACO's new files (rule G5); without one they are not."""

    AT_ONCE = "at once"
    WEEKLY = "weekly"


@dataclass(frozen=True, slots=True)
class Visit:
    """When the page was last looked at, and when the visit before that one ended."""

    last: datetime
    before: datetime | None

    def again(self, now: datetime) -> "Visit":
        """The visit as it is once the page is looked at `now`: a new one after a while."""
        if now - self.last > VISIT_ENDS:
            return Visit(now, self.last)
        return Visit(now, self.before) if now - self.last >= VISIT_NOTED else self


def delivery_is_over(delivered: Iterable[datetime], now: datetime) -> bool:
    """Whether new files of an ACO are told now: no other has come for a while, or long enough."""
    times = list(delivered)
    return now - max(times) >= QUIET or now - min(times) >= LONGEST


def default_last_day(today: date, days: int) -> date | None:
    """The last day of a file for which none is said; 0 `days` keep it."""
    return today + timedelta(days=days) if days else None


_OF_WINDOWS = re.compile(r"(CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(COM|LPT)[0-9¹²³]) *(\..*)?", re.I)


def one_spelling(name: str) -> str:
    """A name as it is kept: some computers write “é” as one sign, others as two."""
    return normalize("NFC", name)


def refusal_of_likeness(there: str, name: str) -> str:
    """Why a file cannot have this name beside one that is the same but for letter case; empty if
    it is the very same."""
    if name == there:
        return ""
    return (
        f"{there} is there already, and many computers take the two names for one. Publish the "
        "file under that name."
    )


def refusal_of_name(name: str) -> str:
    """Why a file cannot have this name; empty if it can. It must be one on everybody's computer."""
    if not name or name != name.strip() or name.startswith("."):
        return "A file's name begins and ends with a letter, a digit or another visible sign."
    if len(name) > LONGEST_NAME or len(name.encode(errors="replace")) > LONGEST_IN_BYTES:
        return f"A file's name has at most {LONGEST_NAME} characters."
    if bad := sorted({c for c in name if c in '\\/:*?"<>|' or category(c)[0] == "C"}):
        return f"A file's name cannot have {' '.join(c if c.isprintable() else '�' for c in bad)}."
    if _OF_WINDOWS.fullmatch(name):
        return f"Windows keeps the name {name.split('.')[0]} for itself. Choose another name."
    if "." not in name[1:-1] or name.endswith("."):
        return "A file's name ends with what it is, such as .zip."
    return ""


@dataclass(frozen=True, slots=True)
class Range:
    """The bytes of a file from `first` to `last`, both of them too."""

    first: int
    last: int

    @property
    def length(self) -> int:
        return self.last - self.first + 1


class NoSuchRange(Exception):
    """What is asked for lies behind the file's end (416)."""


_RANGE = re.compile(r"bytes=[ \t]*(\d{0,18})-(\d{0,18})[ \t]*")


def read_range(header: str, size: int) -> Range | None:
    """What a `Range` header asks of a file of `size` bytes; None for all of it: several ranges, and
    what is not understood, are answered so (RFC 9110, 14.2). Raises NoSuchRange."""
    found = _RANGE.fullmatch(header)
    if found is None or not header.isascii() or found[1] == found[2] == "":
        return None
    if not found[1]:
        if not (length := min(int(found[2]), size)):
            raise NoSuchRange
        return Range(size - length, size - 1)
    first = int(found[1])
    last = min(int(found[2]), size - 1) if found[2] else size - 1
    if found[2] and int(found[2]) < first:
        return None
    if first >= size:
        raise NoSuchRange
    return Range(first, last)
