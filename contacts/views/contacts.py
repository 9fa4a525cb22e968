"""The Contacts subtab, on screen and as a file."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from acoms.database.prepared import Prepared
from acoms.tables.cells import breakable, link, tel_url, two_lines
from acoms.tables.exports import list_response
from acoms.tables.lists import PAGE, Column, ListState
from acoms.text.folding import Folded
from acoms.text.names import Name
from contacts.access import AcoRequest
from contacts.choices import type_options
from contacts.queries import active_contacts
from contacts.types import CONTACT_TYPES, in_order

Row = dict[str, Any]  # of `active_contacts`


def _named(row: Row) -> str:
    return link(f"{row['contact_id']}/", Name(row["first_name"], row["last_name"]).listed)


def _reached(row: Row) -> str:
    """How to reach them: an address and a number that can be pressed."""
    mail = link(f"mailto:{row['email']}", breakable(row["email"]))
    return two_lines(mail, link(tel_url(row["phone"]), row["phone"])) if row["phone"] else mail


def _types(row: Row) -> str:
    """The types' labels, with whether their holder has still to confirm what was stated (A18)."""
    unconfirmed = row["unconfirmed"] or ()
    return " · ".join(
        f"{one.label} (not confirmed yet)" if one.code in unconfirmed else one.label
        for one in in_order(row["codes"])
    )


def _privileges(row: Row) -> str:
    types = in_order(row["codes"])
    privileges = ["Administrator"] if any(t.administers for t in types) else []
    privileges += dict.fromkeys(f"Signs {t.signs}" for t in types if t.signs)
    return ", ".join(privileges)


COLUMNS: tuple[Column[Row], ...] = (
    Column(
        "name",
        "Name",
        (Folded("last_name"), Folded("first_name")),
        cell=_named,
        file={
            "Last name": lambda row: row["last_name"],
            "First name": lambda row: row["first_name"],
            "E-mail": lambda row: row["email"],
            "Title": lambda row: row["title"],
            "Phone": lambda row: row["phone"],
        },
        names_row=True,
    ),
    Column("reach", "E-mail and phone", cell=_reached, file={}),
    Column(
        "types",
        "Contact types",
        cell=_types,
        file={"Contact types": lambda row: "; ".join(t.label for t in in_order(row["codes"]))},
        plain=True,
    ),
    Column("privileges", "Privileges", cell=_privileges),
    Column("since", "Since", ("since",), cell=lambda row: row["since"]),
)
FORMER = (*COLUMNS, Column("ended", "Ended", ("ended",), cell=lambda row: row["ended"]))


_FIRST_ROWS = Prepared(  # of the page as it is opened, which is how most see it
    lambda aco: active_contacts(aco, details=True).order_by(*COLUMNS[0].order, "contact_id")[:PAGE],
    aco=int,
)


@require_safe
def contacts(request: AcoRequest, aco_id: str) -> HttpResponse:
    """Everyone associated with the ACO (A12, A16); invitations are a section of it."""
    state = _state(request)
    if state.params:
        rows = list(_asked_for(request, state, details=True)[state.rows])
    else:
        rows = _FIRST_ROWS.rows(aco=request.aco_access.aco.pk)
    context = {
        "state": state,
        "type_options": type_options(state.chosen("type", CONTACT_TYPES)),
        "administrators": bool(state.chosen("administrators", ("1",))),
        "former": bool(state.chosen("former", ("1",))),
        "contacts": rows,
        "paging": state.paging(rows[0]["total"] if rows else 0),
    }
    return render(request, "contacts/contacts.html", context)


@require_safe
def contacts_csv(request: AcoRequest, aco_id: str) -> HttpResponseBase:
    """The contacts that the page shows with the same search and filters, all of them."""
    state = _state(request)
    found = _asked_for(request, state, details=True)
    return list_response(f"{aco_id}-contacts.csv", state.columns, found.iterator())


def _state(request: AcoRequest) -> ListState:
    """What is asked of the list; of former contacts it also says when they ended."""
    return ListState(request, FORMER if request.GET.get("former") == "1" else COLUMNS)


def _asked_for(
    request: AcoRequest, state: ListState, *, details: bool = False
) -> QuerySet[Any, dict[str, Any]]:
    found = active_contacts(
        request.aco_access.aco,
        search=state.search,
        code=state.chosen("type", CONTACT_TYPES),
        administrators=bool(state.chosen("administrators", ("1",))),
        details=details,
        former=bool(state.chosen("former", ("1",))),
    )
    return found.order_by(*state.order, "contact_id")
