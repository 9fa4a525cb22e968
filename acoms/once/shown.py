"""A confirmed preview does exactly what it showed, or nothing (rule E3).

A page that shows what will happen carries, in the field `shown` of its form, a fingerprint of each
part of it. The action makes the same parts anew, in its transaction and under its locks, and does
nothing where one is another by now: it says which, and the page is shown again as things are.
"""

import re
from collections.abc import Callable, Mapping
from hashlib import sha256

# What a page shows, by names for its parts ("who is replaced"); the `repr` of a part is all of it.
Parts = Mapping[str, object]


CHANGED = (
    "Something has changed since this page was made, and nothing was done. Look at it again, as it "
    "is now."
)


def fingerprint(parts: Parts) -> str:
    """What the page's form carries."""
    return ".".join(_of(part) for part in parts.values())


def is_fingerprint(text: str) -> bool:
    """Whether a text can be one, and so says nothing that could be read."""
    return re.fullmatch(r"[0-9a-f]{16}(\.[0-9a-f]{16})*", text) is not None


def refusal_of_change(shown: str | None, now: Parts | Callable[[], Parts]) -> str:
    """Why something is not done that a page has shown otherwise; empty where it is the same.

    `shown` is what the form carried; None is for whoever asks without a page. `now` may be what
    makes the parts, which is asked only where there was a page.
    """
    if shown is None:
        return ""
    now = now() if callable(now) else now
    if shown == fingerprint(now):
        return ""
    before = shown.split(".")
    if len(before) != len(now):
        before = [""] * len(now)
    changed = [name for name, one in zip(now, before, strict=True) if one != _of(now[name])]
    if len(changed) == len(now):
        return CHANGED
    return CHANGED.replace(",", f" ({', '.join(changed)}),", 1)


def _of(part: object) -> str:
    return sha256(repr(part).encode()).hexdigest()[:16]
