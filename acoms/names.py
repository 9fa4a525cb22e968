"""Whether two names can be one person's; pure Python.

Other ways to write one name are the same name: letter case, accents, punctuation, titles and
suffixes tell nobody apart. Nicknames do: nobody can know that Peggy is Margaret.
"""

import re
import unicodedata
from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class Name:
    """Somebody's name in its two parts. Of a name of one word either part is empty."""

    first: str
    last: str

    @property
    def parts(self) -> list[str]:
        return [part for part in (self.first, self.last) if part.strip()]


def alike(one: Name, other: Name) -> bool:
    """Whether one of the first names agrees, and one of the last names (A9, B4).

    A name of one word agrees with any part of the other.
    """
    if len(one.parts) == 2 and len(other.parts) == 2:
        return _agree(one.first, other.first) and _agree(one.last, other.last)
    return any(_agree(mine, theirs) for mine in one.parts for theirs in other.parts)


def _agree(one: str, other: str) -> bool:
    """Whether two parts are the same, however divided, or share a word longer than an initial."""
    mine, theirs = _words(one), _words(other)
    if "".join(mine) == "".join(theirs):
        return bool(mine)
    return any(len(word) > 1 for word in set(mine) & set(theirs))


def _words(part: str) -> list[str]:
    bare = "".join(c for c in unicodedata.normalize("NFKD", part) if not unicodedata.combining(c))
    folded = re.sub(r"['’`ʼ.]", "", bare.casefold().translate(_PLAIN))  # noqa: RUF001
    words = re.findall(r"\w+", folded)
    return [word for word in words if word not in _BESIDE] or words
