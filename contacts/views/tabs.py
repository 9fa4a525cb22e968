"""Subtabs and pages that stand before their rooms are built: who sees them holds already."""

from collections.abc import Callable

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from contacts.access import AcoRequest
from contacts.tabs import Tab


def view_of(tab: Tab) -> Callable[..., HttpResponse]:
    """The view of one empty subtab."""

    @require_safe
    def show(request: AcoRequest, aco_id: str) -> HttpResponse:
        return render(request, "contacts/tab.html", {"tab": tab})

    return show
