"""The Contacts subtab."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from acoms.clock import day_in_words
from contacts.access import AcoRequest
from contacts.queries import active_contacts
from contacts.types import in_order

PAGE = 50


@require_safe
def contacts(request: AcoRequest, aco_id: str) -> HttpResponse:
    """The Contacts subtab: everyone associated with the ACO, and invitations (A12, A16)."""
    access = request.aco_access
    number = _page_number(request)
    rows = list(active_contacts(access.aco)[(number - 1) * PAGE : number * PAGE])
    total = rows[0]["total"] if rows else 0
    context = {
        "contacts": [contact_row(contact) for contact in rows],
        "invitations": access.aco.invitations.shown_beside_contacts(timezone.now()),
        "total": total,
        "first": (number - 1) * PAGE + 1,
        "last": (number - 1) * PAGE + len(rows),
        "previous": number - 1,
        "next": number + 1 if number * PAGE < total else 0,
    }
    return render(request, "contacts/contacts.html", context)


def _page_number(request: HttpRequest) -> int:
    """The page asked for: the first, where what was asked for cannot be a number of one."""
    asked = request.GET.get("page", "")
    return max(1, int(asked)) if asked.isdecimal() and len(asked) < 7 else 1


def contact_row(contact: dict[str, Any]) -> dict[str, Any]:
    """One line of the Contacts subtab, from a row of `active_contacts`."""
    types = in_order(contact["codes"])
    privileges = ["Administrator"] if any(t.administers for t in types) else []
    privileges += dict.fromkeys(f"Signs {t.signs}" for t in types if t.signs)
    return {
        "id": contact["contact_id"],
        "name": f"{contact['last_name']}, {contact['first_name']}",
        "types": " · ".join(t.label for t in types),
        "privileges": ", ".join(privileges),
        "since": day_in_words(contact["since"]),
    }
