"""The required contact types that ACOs lack, as something to do (rule A16)."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.urls import reverse

from contacts.attention import Item
from contacts.rules import missing_required


def lacking_required_types(acos: Sequence[Any]) -> Iterator[Item]:
    """One item for each ACO that lacks a required type; no query."""
    for aco in acos:
        if missing := missing_required(aco.filled):
            kinds = "contact type" if len(missing) == 1 else "contact types"
            names = ", ".join(row.label for row in missing)
            yield Item(
                text=f"{aco} lacks {len(missing)} required {kinds}: {names}.",
                url=reverse("contacts", args=[aco.aco_id]),
            )
