"""What the name of a delivered file says: its ACO, type, day, time and year; pure Python (G3).

A name is taken apart at its points. Each part must be known, or the name says nothing: what a file
is, and whose, is never guessed.
"""

import re
from dataclasses import dataclass
from datetime import date, time

from documents.files.rules import FIRST_YEAR, LAST_YEAR, LONGEST_NAME
from documents.files.types import TOKENS, FileType

_ACO = re.compile(r"A\d{4,5}|V\d{3}")
_DAY = re.compile(r"D(\d{6}|\d{8})")
_TIME = re.compile(r"T(\d{2})(\d{2})(\d{2})(\d)?")
_YEAR = re.compile(r"Y(\d{2})|(20\d{2})(?:Q[1-4])?")
_TOKEN = re.compile(r"([A-Z]+?)(\d{2})?")
_ENDING = re.compile(r"[a-z0-9]{1,5}")
_BUNDLE = "01"  # stands in the names of shadow bundles, and says nothing


class UnknownName(ValueError):
    """A name that does not say what its file is; the text says what is missing or wrong."""


@dataclass(frozen=True, slots=True)
class Named:
    """What a name says. `year` is the performance year, None where the name has none."""

    aco_id: str
    type: FileType
    made_on: date
    made_at: time
    year: int | None


def read_name(name: str) -> Named:
    """What a file's name says. Raises UnknownName, with the reason as a sentence."""
    if len(name) > LONGEST_NAME:
        raise UnknownName(f"The name is longer than {LONGEST_NAME} characters.")
    *parts, ending = name.split(".") if name.isascii() else [""]
    if len(parts) < 4 or not _ENDING.fullmatch(ending):
        raise UnknownName(
            "The name does not have the form of CMS's files, such as "
            "P.A1234.ACO.ZCY26.D260211.T1435560.zip."
        )
    made_on, made_at = _moment(parts.pop(-2), parts.pop(-1))
    if parts[0] == "P":
        parts.pop(0)
    aco_id, *rest = parts or [""]
    if not _ACO.fullmatch(aco_id):
        raise UnknownName(f"“{aco_id}” is not an ACO ID, such as A1234.")
    kind, year = _type_and_year(rest[1:] if rest[:1] == ["ACO"] else rest)
    return Named(aco_id, kind, made_on, made_at, year)


def _moment(day: str, at: str) -> tuple[date, time]:
    digits, clock = _DAY.fullmatch(day), _TIME.fullmatch(at)
    if digits is None or clock is None:
        raise UnknownName(
            f"The name does not end with a day and a time, such as D260211.T1435560, but with "
            f"“{day}.{at}”."
        )
    text = digits[1] if len(digits[1]) == 8 else f"20{digits[1]}"
    try:
        made_on = date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        raise UnknownName(f"“{day}” is not a day.") from None
    try:
        tenths = int(clock[4] or 0) * 100_000
        made_at = time(int(clock[1]), int(clock[2]), int(clock[3]), tenths)
    except ValueError:
        raise UnknownName(f"“{at}” is not a time.") from None
    return made_on, made_at


def _type_and_year(parts: list[str]) -> tuple[FileType, int | None]:
    kinds: list[FileType] = []
    years: list[int] = []
    for part in parts:
        token, year = _TOKEN.fullmatch(part), _YEAR.fullmatch(part)
        if token is not None and token[1] in TOKENS:
            kinds.append(TOKENS[token[1]])
            years += [2000 + int(token[2])] if token[2] else []
        elif year is not None:
            years.append(2000 + int(year[1]) if year[1] else int(year[2]))
        elif not (part == _BUNDLE and "SBMON" in parts):
            raise UnknownName(f"“{part}” is no type of files and no year that we know.")
    if len(kinds) != 1:
        raise UnknownName(f"The name says {'no type' if not kinds else 'more than one type'}.")
    if len(years) > 1:
        raise UnknownName("The name says more than one year.")
    if years and not FIRST_YEAR <= years[0] <= LAST_YEAR:
        raise UnknownName(f"The name says {years[0]}, which is no performance year.")
    return kinds[0], years[0] if years else None
