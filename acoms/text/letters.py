"""What cannot be seen in a text, and what to call a character in a sentence; pure Python.

For all that people type and others read: names, addresses, other lines.
"""

import unicodedata
from collections.abc import Iterable

from acoms.text.saying import say

# Marks and letters that are drawn as nothing, though Unicode counts them among those that are.
_DRAWN_AS_NOTHING = frozenset(
    {0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0}
    | set(range(0x180B, 0x1810))
    | set(range(0xFE00, 0xFE10))
    | set(range(0xE0100, 0xE01F0))
)


def is_unseen(character: str) -> bool:
    """Control, format and direction characters, zero-width ones, unassigned ones; and all kinds
    of space, which a reader does not tell apart either."""
    return unicodedata.category(character)[0] in "CZ" or ord(character) in _DRAWN_AS_NOTHING


def first_unseen(text: str, allowed: Iterable[str] = ()) -> str:
    """The first character that cannot be seen and is not `allowed`; empty for none."""
    return next((c for c in text if is_unseen(c) and c not in allowed), "")


def code_of(character: str) -> str:
    return f"U+{ord(character):04X}"


def named(character: str) -> str:
    """What a sentence calls it: the letter itself, with its Unicode name behind."""
    name = unicodedata.name(character, code_of(character)).capitalize()
    kind = say("the letter") if character.isalpha() else say("the character")
    shown = f" “{character}”" if character.isprintable() and not is_mark(character) else ""
    return f"{kind}{shown} ({name})"


def is_mark(character: str) -> bool:
    """An accent and the like, which belongs to the letter before it."""
    return unicodedata.category(character).startswith("M")
