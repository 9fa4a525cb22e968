"""The required contact types that ACOs lack, as something to do (rule A16)."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.urls import reverse

from acoms.site.navigation import url_of_way
from contacts.attention import Item, Step, Task
from contacts.models import Aco
from contacts.rules import missing_required

MISSING = Task("contact-types", "Fill missing contact types", "missing contact type")


def lacking_required_types(acos: Sequence[Any]) -> Iterator[Item]:
    """One item for each ACO that lacks a required type; no query."""
    for aco in acos:
        if missing := missing_required(aco.filled):
            kinds = "contact type" if len(missing) == 1 else "contact types"
            names = ", ".join(row.label for row in missing)
            yield Item(
                task=MISSING,
                aco=aco,
                count=len(missing),
                steps=tuple(Step(row.label, url_to_add(aco, [row.code])) for row in missing),
                text=f"{aco} lacks {len(missing)} required {kinds}: {names}.",
                url=reverse("contacts", args=[aco.aco_id]),
            )


def url_to_add(aco: Aco, codes: Iterable[str]) -> str:
    """Add New Contact, with these types chosen."""
    return f"{url_of_way('invite', aco.aco_id)}?types={','.join(codes)}"
