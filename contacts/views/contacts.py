"""The Contacts subtab, on screen and as a file."""

from collections.abc import Collection
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from acoms.programme.clock import day_in_words
from acoms.tables.exports import csv_response
from acoms.tables.lists import Column, ListState
from acoms.text.folding import Folded
from acoms.text.names import Name
from contacts.access import AcoRequest
from contacts.choices import type_options
from contacts.queries import active_contacts
from contacts.types import CONTACT_TYPES, ContactType, in_order

COLUMNS = (
    Column("name", "Name", (Folded("last_name"), Folded("first_name"))),
    Column("types", "Contact types"),
    Column("privileges", "Privileges"),
    Column("since", "Since", ("since",)),
)


@require_safe
def contacts(request: AcoRequest, aco_id: str) -> HttpResponse:
    """Everyone associated with the ACO, and invitations (A12, A16)."""
    aco = request.aco_access.aco
    state = ListState(request, COLUMNS)
    rows = list(_asked_for(request, state)[state.rows])
    context = {
        "state": state,
        "type_options": type_options(state.chosen("type", CONTACT_TYPES)),
        "administrators": bool(state.chosen("administrators", ("1",))),
        "contacts": [contact_row(contact) for contact in rows],
        "paging": state.paging(rows[0]["total"] if rows else 0),
        "invitations": aco.invitations.beside_contacts_of(aco, timezone.now()),
    }
    return render(request, "contacts/contacts.html", context)


@require_safe
def contacts_csv(request: AcoRequest, aco_id: str) -> HttpResponseBase:
    """The contacts that the page shows with the same search and filters, all of them."""
    found = _asked_for(request, ListState(request, COLUMNS), details=True)
    header = ("Last name", "First name", "E-mail", "Title", "Phone", "Contact types", "Privileges")
    rows = (
        (
            contact["last_name"],
            contact["first_name"],
            contact["email"],
            contact["title"],
            contact["phone"],
            "; ".join(row.label for row in in_order(contact["codes"])),
            contact_row(contact)["privileges"],
            contact["since"],
        )
        for contact in found.iterator()
    )
    return csv_response(f"{aco_id}-contacts.csv", (*header, "Since"), rows)


def _asked_for(
    request: AcoRequest, state: ListState, *, details: bool = False
) -> QuerySet[Any, dict[str, Any]]:
    found = active_contacts(
        request.aco_access.aco,
        search=state.search,
        code=state.chosen("type", CONTACT_TYPES),
        administrators=bool(state.chosen("administrators", ("1",))),
        details=details,
    )
    return found.order_by(*state.order, "contact_id")


def contact_row(contact: dict[str, Any]) -> dict[str, Any]:
    """One line of the Contacts subtab, from a row of `active_contacts`."""
    types = in_order(contact["codes"])
    privileges = ["Administrator"] if any(t.administers for t in types) else []
    privileges += dict.fromkeys(f"Signs {t.signs}" for t in types if t.signs)
    return {
        "id": contact["contact_id"],
        "name": Name(contact["first_name"], contact["last_name"]).listed,
        "types": " · ".join(_label(t, contact["unconfirmed"] or ()) for t in types),
        "privileges": ", ".join(privileges),
        "since": day_in_words(contact["since"]),
    }


def _label(row: ContactType, unconfirmed: Collection[str]) -> str:
    """A type's label, and whether its holder has still to confirm what was stated (A18)."""
    return f"{row.label} (not confirmed yet)" if row.code in unconfirmed else row.label
