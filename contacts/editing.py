"""Editing a contact while others do: what has changed since the form was opened; pure Python (A10).

The form carries what it was filled from. Where that is not what is there any more, what was typed
is laid over what is there now, and the form is shown again: nothing that somebody else did is lost.
"""

import json
from collections.abc import Collection
from dataclasses import dataclass

from contacts.types import ALL_CODES, label_of


@dataclass(frozen=True, slots=True)
class Details:
    """What the form of a contact asks: title, phone, and the types that the contact holds."""

    title: str
    phone: str
    types: frozenset[str]

    def as_text(self) -> str:
        """For a field of the form."""
        return json.dumps([self.title, self.phone, sorted(self.types)])

    @property
    def parts(self) -> dict[str, object]:
        """What a page shows of it, part by part (`acoms.once.shown`)."""
        return {"title": self.title, "phone": self.phone, "contact types": sorted(self.types)}


# What a form was filled from that does not say so: then everything there now is to be looked at.
NOTHING = Details("", "", frozenset())


def read_details(text: str) -> Details | None:
    """What a form carried; None where it carried nothing that can be read."""
    try:
        title, phone, types = json.loads(text)
        return Details(str(title), str(phone), frozenset(map(str, types)) & set(ALL_CODES))
    except (TypeError, ValueError):
        return None


def changes_since(before: Details, now: Details) -> list[str]:
    """What others have changed since the form was opened, a sentence each."""
    found = [
        f"The {name} is now {new or 'empty'}; it was {old or 'empty'}."
        for name, old, new in (
            ("title", before.title, now.title),
            ("phone", before.phone, now.phone),
        )
        if old != new
    ]
    given, ended = _labels(now.types - before.types), _labels(before.types - now.types)
    return [
        *found,
        *(f"{label} was given." for label in given),
        *(f"{label} has ended." for label in ended),
    ]


def _labels(codes: Collection[str]) -> list[str]:
    return [label_of(code) for code in ALL_CODES if code in codes]


def laid_over(now: Details, before: Details, typed: Details) -> Details:
    """What was typed into a form that was filled from `before`, over what is there now."""
    return Details(
        typed.title if typed.title != before.title else now.title,
        typed.phone if typed.phone != before.phone else now.phone,
        (now.types | (typed.types - before.types)) - (before.types - typed.types),
    )
