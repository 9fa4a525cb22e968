"""My ACOs, and an ACO's Overview subtab."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.requests import SignedInRequest
from acoms.tables.cells import link, two_lines
from acoms.tables.lists import Column, ListState
from acoms.text.folding import Folded
from contacts.access import AcoRequest
from contacts.permissions import Permission, decide
from contacts.queries import acos_of_person, ended_acos_of_person
from contacts.rules import missing_required
from contacts.tabs import first_tab
from contacts.types import ContactType, in_order


@dataclass(frozen=True, slots=True)
class MyAco:
    """A line of the list: an ACO as `acos_of_person` finds it."""

    aco: Any

    @property
    def named(self) -> str:
        """Its name leads to the first subtab that the person's types open (A13)."""
        page = reverse(first_tab(self.aco.codes), args=[self.aco.aco_id])
        return two_lines(link(page, self.aco.name), self.aco.aco_id)

    @property
    def types(self) -> list[ContactType]:
        return in_order(self.aco.codes)

    @property
    def overview(self) -> str:
        """Where the missing types are named, for those who see it."""
        sees = decide(self.aco.codes, Permission.OVERVIEW_READ)
        return reverse("aco_overview", args=[self.aco.aco_id]) if sees else ""

    @property
    def missing(self) -> list[ContactType]:
        return missing_required(self.aco.filled)


COLUMNS: tuple[Column[MyAco], ...] = (
    Column("name", "ACO", (Folded("name"),), cell=lambda row: row.named, names_row=True),
    Column("types", "Your contact types", cell="contacts/cells/your_types.html"),
    Column("missing", "Required contact types missing", cell="contacts/cells/missing.html"),
)


@require_safe
def my_acos(request: SignedInRequest) -> HttpResponse:
    """The person's ACOs, what they are there, and what each still lacks (rule A16)."""
    state = ListState(request, COLUMNS)
    found = acos_of_person(request.user.pk, state.search).order_by(*state.order, "pk")
    page = Paginator(found, state.per_page).get_page(state.number)
    context = {
        "state": state,
        "acos": [MyAco(aco) for aco in page],
        "ended": _ended(request.user.pk),
        "paging": state.paging(page.paginator.count),
    }
    return render(request, "contacts/my_acos.html", context)


def _ended(person_id: int) -> list[dict[str, object]]:
    """The ACOs whose agreement has ended and that the person still reads (J4); one query."""
    return [
        {"aco": aco, "url": reverse(first_tab(aco.codes), args=[aco.aco_id])}
        for aco in ended_acos_of_person(person_id)
    ]


@require_safe
def overview(request: AcoRequest, aco_id: str) -> HttpResponse:
    """The ACO's own facts, and its required contact types."""
    context = {
        "your_types": in_order(list(request.aco_access.held)),
    }
    return render(request, "contacts/overview.html", context)
