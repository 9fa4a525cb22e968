"""What was typed into the search, and what it looks for: pure Python (rule J2)."""

import uuid
from dataclasses import dataclass

from acoms.programme.identifiers import read_npi_by_form
from acoms.text.folding import folded
from acoms.text.numbers import in_plain_signs

LONGEST = 100  # characters
_MOST_WORDS = 6
_INSIDE_FROM = 3  # letters: fewer stand inside of nearly everything, and begin a word only


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked for: a TIN, an NPI, or words; false where it is nothing.

    `patterns` are LIKE patterns over `acoms_searchable`, all of which have to fit. Of a TIN only
    its hashes and its last four digits are here.
    """

    tin_hashes: tuple[uuid.UUID, ...] = ()
    tin_end: str = ""
    npi: str = ""
    typed: str = ""
    patterns: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.tin_hashes or self.npi or self.patterns)

    @property
    def is_tin(self) -> bool:
        return bool(self.tin_hashes)

    @property
    def is_number(self) -> bool:
        """A complete number finds exactly, and nothing that is like it."""
        return bool(self.tin_hashes or self.npi)


def read_asked(typed: str) -> Asked:
    """What somebody looks for who types this, which is no TIN.

    >>> read_asked("Ortiz, Sam").patterns
    ('%ortiz%', '%sam%')
    """
    plain = tidied(typed)
    words = [word for word in folded(plain).split(" ") if word not in ("", "and")]
    patterns = tuple(dict.fromkeys(map(_pattern, words)))[:_MOST_WORDS]
    return Asked(npi=_npi_in(plain), typed=plain, patterns=patterns)


def tidied(typed: str) -> str:
    """One spelling of what was typed, not endless."""
    return " ".join(in_plain_signs(typed).split())[:LONGEST]


def _pattern(word: str) -> str:
    return f"%{word}%" if len(word) >= _INSIDE_FROM else f"% {word}%"


def _npi_in(typed: str) -> str:
    try:
        return read_npi_by_form(typed)
    except ValueError:
        return ""
