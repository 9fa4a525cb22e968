"""A mail's subject that names an ACO or another organization; pure Python.

It has at most 60 characters, as many as lists of mails show. Its own words are never lost: what
does not fit is the end of the name, in whole words, and of an ACO never its ID.
"""

import re
from collections.abc import Callable

LONGEST = 60


def subject_about(words: str, name: str) -> str:
    """`words` with as much of `name` at their `{}` as there is room for."""
    return fitted(words.format, name)


def fitted(said_of: Callable[[str], str], name: str) -> str:
    """What `said_of` makes of `name`, of which there stands as much as there is room for."""
    own_words = len(" ".join(said_of("x").split())) - 1
    return said_of(shortened(name, LONGEST - own_words))


def shortened(name: str, room: int) -> str:
    """As many whole words of a name as fit into `room` characters, with `…` for the others.

    `Lakeside Care Partners ACO (A9101)` becomes `Lakeside Care… (A9101)`, at last `A9101`. Only a
    word that is too long by itself is cut.
    """
    if len(name) <= room:
        return name
    called, with_id, aco_id = _apart(name)
    words = called.split()
    for count in range(len(words) - 1, 0, -1):
        short = f"{' '.join(words[:count]).rstrip(' ,;:.&-')}…{with_id}"
        if len(short) <= room:
            return short
    return aco_id if 0 < len(aco_id) <= room else f"{name[: max(room - 1, 0)].rstrip()}…"


def _apart(name: str) -> tuple[str, str, str]:
    """`Lakeside (A9101)` as `Lakeside`, ` (A9101)` and `A9101`; of other names the last two are
    empty."""
    found = re.fullmatch(r"(.+?)( \((A[0-9]{4,5})\))", name)
    return (found[1], found[2], found[3]) if found else (name, "", "")
