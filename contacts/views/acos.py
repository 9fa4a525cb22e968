"""My ACOs, and an ACO's Overview subtab."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.requests import SignedInRequest
from acoms.tables.lists import Column, ListState
from acoms.text.folding import Folded
from contacts.access import AcoRequest
from contacts.queries import acos_of_person
from contacts.rules import missing_required
from contacts.tabs import first_tab
from contacts.types import in_order

COLUMNS = (
    Column("name", "ACO", (Folded("name"),)),
    Column("types", "Your contact types"),
    Column("missing", "Required contact types missing"),
)


@require_safe
def my_acos(request: SignedInRequest) -> HttpResponse:
    """The person's ACOs, what they are there, and what each still lacks (rule A16)."""
    state = ListState(request, COLUMNS)
    found = acos_of_person(request.user.pk, state.search).order_by(*state.order, "pk")
    page = Paginator(found, state.per_page).get_page(state.number)
    rows = [
        (aco, in_order(aco.codes), missing_required(aco.filled), _first_page(aco)) for aco in page
    ]
    context = {"state": state, "rows": rows, "paging": state.paging(page.paginator.count)}
    return render(request, "contacts/my_acos.html", context)


def _first_page(aco: Any) -> str:
    """Where the ACO's name leads: the first subtab that the person's types open (A13)."""
    return reverse(first_tab(aco.codes), args=[aco.aco_id])


@require_safe
def overview(request: AcoRequest, aco_id: str) -> HttpResponse:
    """The ACO's own facts, and its required contact types."""
    context = {
        "your_types": in_order(list(request.aco_access.held)),
    }
    return render(request, "contacts/overview.html", context)
