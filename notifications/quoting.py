"""What people typed, as a mail repeats it: under a label, in a place of its own; pure Python.

A mail speaks in our words: names, reasons and notes stand neither in its subject nor in its first
sentence (decision 0052). Nothing in them begins a line that looks like ours or becomes a link.
"""

import re
import unicodedata
from typing import Any

from acoms.text.letters import is_unseen
from acoms.text.lines import is_linked

NAME = "Name given"
BY = "By (the name on their account)"
REASON = "Reason given"

_ADDRESS = re.compile(r"[^\s/@:]+@[^\s/@:]+")


def quoted(*typed: tuple[str, str]) -> list[dict[str, Any]]:
    """For a notification's `data["quoted"]`: pairs of a label and what was typed; none that are
    empty."""
    return [
        {"label": label, "text": said, "lines": lines}
        for label, text in typed
        if (lines := [line for line in map(_line, text.splitlines()) if line])
        and (said := " ".join(lines))
    ]


def in_marks(text: str) -> str:
    """What was typed, within a line of a list."""
    return f"“{_line(text)}”"


def _line(text: str) -> str:
    seen = "".join(" " if is_unseen(character) else character for character in text)
    return " ".join(map(_unlinked, seen.split()))


def _unlinked(word: str) -> str:
    """The word so that no mail program makes a link of it. An e-mail address stays as it is: we
    have read it, and nobody can act on it otherwise."""
    if not is_linked(word) or _ADDRESS.fullmatch(word):
        return word
    return "".join(f"{c} " if _is_dot(c) else c for c in word).strip()


def _is_dot(character: str) -> bool:
    """A dot or a colon in any of their forms."""
    return unicodedata.normalize("NFKC", character)[-1] in ".:\u3002"
