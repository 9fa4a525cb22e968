"""Where each kind of person begins: what the Dashboard offers besides what is to be done."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from accounts.models import Person
from contacts.permissions import Permission, decide
from contacts.tabs import tabs_open_to
from qpp_roles.organizations.kinds import ROLE_OF_CONTACT_TYPE

MOST_TABS = 3
DELEGATES = Permission.API_CREDENTIALS_MANAGE


@dataclass(frozen=True, slots=True)
class FirstStep:
    """A page, and what one does there."""

    title: str
    url: str
    text: str


def first_steps(
    person: Person, acos: Sequence[Any], *, has_role: bool, is_busy: bool
) -> Iterator[FirstStep]:
    """For who has access somewhere: one step for each of the things that they are; the subtabs of
    an ACO where nothing else is to be done. No query."""
    if person.is_staff:
        yield FirstStep("Open the admin", reverse("admin:index"), "What waits for CMS staff.")
    delegated = [aco for aco in acos if decide(aco.codes, DELEGATES)]
    if delegated:
        yield _in_aco(delegated, DELEGATES, "Make or renew what your software signs in with.")
    if has_role or any(ROLE_OF_CONTACT_TYPE.keys() & set(aco.codes) for aco in acos):
        yield FirstStep(
            "Manage Access",
            reverse("manage_access"),
            "Your organizations, what your role lets you do in each, and connecting to another.",
        )
    if acos and not delegated and not is_busy:
        for title, url in tabs_open_to(acos[0])[:MOST_TABS]:
            yield FirstStep(title, url, f"In {acos[0]}.")


def _in_aco(acos: Sequence[Any], permission: Permission, text: str) -> FirstStep:
    title, url = tabs_open_to(acos[0], permission)[0]
    where = str(acos[0]) if len(acos) == 1 else f"{acos[0]} and {len(acos) - 1} more"
    return FirstStep(title, url, f"{text} {where}.")
