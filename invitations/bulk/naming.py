"""Which contact types somebody means who writes them into a cell; pure Python (rule A1)."""

import re
from collections.abc import Iterator
from difflib import get_close_matches

from contacts.types import CONTACT_TYPES, in_order, label_of

_BETWEEN = re.compile(r"[;|,\n]")
_WORD = re.compile(r"[a-z0-9]+")
# Words that say nothing of which type is meant: one of these alone names none.
_VAGUE = frozenset({"aco", "cms", "contact", "official", "qpp", "type", "user"})


def named_types(cell: str) -> tuple[list[str], str]:
    """The codes that `cell` names, in the table's order, and what is wrong with it, or "".

    Types are separated by `;`, `|` or `,`. Each is a label or a code, in any letter case, or so
    much of its label that only one type can be meant: "liaison", "quality primary".
    """
    codes: set[str] = set()
    problems: list[str] = []
    for part in _BETWEEN.split(cell):
        if not part.strip():
            continue
        meant = _meant(part)
        if len(meant) == 1:
            codes.update(meant)
        else:
            problems.append(_not_one(part.strip(), meant))
    return [row.code for row in in_order(codes)], " ".join(problems)


def _meant(written: str) -> list[str]:
    """The codes that `written` may mean: exact names first, then all whose names have its words."""
    words = frozenset(_words(written))
    exact = [code for code, names in _NAMES.items() if words in names]
    if exact or not words - _VAGUE:
        return exact
    return [code for code, names in _NAMES.items() if any(words <= name for name in names)]


def _not_one(written: str, meant: list[str]) -> str:
    shown = written if len(written) <= 60 else f"{written[:60]}…"
    if meant:
        return f"“{shown}” may be {' or '.join(label_of(code) for code in meant)}."
    labels = {row.label.lower(): row.label for row in CONTACT_TYPES.values()}
    near = get_close_matches(written.lower()[:100], labels, n=1)
    return f"“{shown}” is no contact type." + (f" Is it {labels[near[0]]}?" if near else "")


def _words(text: str) -> Iterator[str]:
    yield from _WORD.findall(text.lower())


_NAMES: dict[str, tuple[frozenset[str], ...]] = {
    code: (frozenset(_words(row.label)), frozenset(_words(code.replace("_", " "))))
    for code, row in CONTACT_TYPES.items()
}
