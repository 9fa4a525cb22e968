"""My ACOs, and an ACO's Overview subtab."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from acoms.requests import SignedInRequest
from contacts.access import AcoRequest
from contacts.permissions import Permission, decide
from contacts.queries import acos_of_person
from contacts.rules import missing_required
from contacts.tabs import TABS
from contacts.types import in_order

PAGE = 50


@require_safe
def my_acos(request: SignedInRequest) -> HttpResponse:
    """The person's ACOs, what they are there, and what each still lacks (rule A16)."""
    page = Paginator(acos_of_person(request.user.pk), PAGE).get_page(request.GET.get("page"))
    rows = [
        (aco, in_order(aco.codes), missing_required(aco.filled), _first_page(aco)) for aco in page
    ]
    return render(request, "contacts/my_acos.html", {"page": page, "rows": rows})


def _first_page(aco: Any) -> str:
    """Where the ACO's name leads: the first subtab that the person's types open (A13)."""
    if decide(aco.codes, Permission.OVERVIEW_READ):
        return reverse("aco_overview", args=[aco.aco_id])
    return next(
        reverse(tab.url_name, args=[aco.aco_id])
        for tab in TABS
        if decide(aco.codes, tab.permission)
    )


@require_safe
def overview(request: AcoRequest, aco_id: str) -> HttpResponse:
    """The ACO's own facts, and its required contact types."""
    context = {
        "your_types": in_order(list(request.aco_access.held)),
    }
    return render(request, "contacts/overview.html", context)
