"""People's names: how they are read, how they are shown, and whether two can be one person's; pure
Python.

A name may be one word and one letter. One word is kept as the last name, which lists go by.
"""

import re
import unicodedata
from dataclasses import dataclass

from acoms.text.lines import problem_with_line, tidied
from acoms.text.refusals import Refusal
from acoms.text.saying import say

LONGEST = 80  # characters of each part: the columns'

# Words that a name may have or lack. Each is a name all the same where nothing else is left.
_TITLES = {"dr", "mr", "mrs", "ms", "mx", "prof"}
_SUFFIXES = {
    "jr",
    "sr",
    "ii",
    "iii",
    "iv",
    "esq",
    "md",
    "do",
    "phd",
    "np",
    "pa",
    "rn",
    "dds",
    "dpm",
}
_PARTICLES = {
    "de",
    "da",
    "di",
    "del",
    "la",
    "le",
    "du",
    "dos",
    "van",
    "von",
    "der",
    "bin",
    "al",
    "el",
}
_BESIDE = frozenset(_TITLES | _SUFFIXES | _PARTICLES)
# Letters that Unicode gives no plain base to.
_PLAIN = str.maketrans(
    {
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
        "\u0131": "i",
        "ħ": "h",
    }
)


def as_sentence(text: str) -> str:
    """With its full stop, which a name (`Ann Ray, Jr.`) or quotation at its end may bring along."""
    return text if text.removesuffix("”").endswith(".") else f"{text}."


@dataclass(frozen=True, slots=True)
class Name:
    """Somebody's name in its two parts. Of a name of one word either part is empty."""

    first: str
    last: str

    @property
    def parts(self) -> list[str]:
        return [part for part in (self.first, self.last) if part.strip()]

    @property
    def full(self) -> str:
        return " ".join(self.parts)

    @property
    def listed(self) -> str:
        """As lists show it that go by the last name: `Chen, Jo`."""
        return ", ".join(reversed(self.parts))


class UnreadableName(Refusal, ValueError):
    """A name that ACO-MS does not take. `field` is the part that has to be mended."""

    field: str


def read_name(first: str, last: str) -> Name:
    """A name as typed in two fields, of which one may be empty. Raises UnreadableName."""
    name = Name(tidied(first), tidied(last))
    for field, part in (("first_name", name.first), ("last_name", name.last)):
        if problem := problem_with_name(part):
            raise UnreadableName(problem, field)
    if not name.parts:
        raise UnreadableName(say("Enter the name."), "last_name")
    if not any(map(str.isalpha, name.full)):
        raise UnreadableName(say("A name has at least one letter."), "last_name")
    return name if name.last else Name("", name.first)


def problem_with_name(part: str) -> str:
    """Why one part of a name, tidied, is not taken; empty for a good one, and for none."""
    if not part:
        return ""
    if len(part) > LONGEST:
        return say(
            "This has {number} characters, and {most} is the most.", number=len(part), most=LONGEST
        )
    if "@" in part:
        return say("Enter the name here, not an e-mail address.")
    return problem_with_line(part)


def alike(one: Name, other: Name) -> bool:
    """Whether one of the first names agrees, and one of the last names (A9, B4).

    Letter case, accents, punctuation, titles and suffixes tell nobody apart. Nicknames do: nobody
    can know that Peggy is Margaret. A name of one word agrees with any part of the other.
    """
    if len(one.parts) == 2 and len(other.parts) == 2:
        return _agree(one.first, other.first) and _agree(one.last, other.last)
    return any(_agree(mine, theirs) for mine in one.parts for theirs in other.parts)


def alike_in_either_order(one: Name, other: Name) -> bool:
    """The same, also where either has its last name first: of a name that was proven (A9)."""
    return alike(one, other) or alike(Name(one.last, one.first), other)


def _agree(one: str, other: str) -> bool:
    """Whether two parts are the same, however divided, or share a word longer than an initial."""
    mine, theirs = _words(one), _words(other)
    if "".join(mine) == "".join(theirs):
        return bool(mine) or one.casefold() == other.casefold()
    return any(len(word) > 1 for word in set(mine) & set(theirs))


def _words(part: str) -> list[str]:
    # Folded first: some letters lose what stands under them, others write it out as a letter.
    apart = unicodedata.normalize("NFKD", part.casefold())
    bare = "".join(c for c in apart if not unicodedata.combining(c))
    folded = re.sub(r"['’`ʼ.]", "", bare.casefold().translate(_PLAIN))  # noqa: RUF001
    words = re.findall(r"\w+", folded)
    return [word for word in words if word not in _BESIDE] or words
