"""Subtabs and pages that stand before their rooms are built: who sees them holds already."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from contacts.access import AcoRequest
from contacts.permissions import Permission
from contacts.rules import missing_to_sign
from contacts.tabs import Tab


def view_of(tab: Tab) -> Callable[..., HttpResponse]:
    """The view of one empty subtab."""

    @require_safe
    def show(request: AcoRequest, aco_id: str) -> HttpResponse:
        signing = tab.permission is Permission.SIGNING_READ
        lacking = missing_to_sign(request.aco_access.filled) if signing else []
        return render(request, "contacts/tab.html", {"tab": tab, "lacking": lacking})

    return show


@require_safe
def knowledge_library(request: HttpRequest) -> HttpResponse:
    """Guidance that CMS publishes for every ACO."""
    return render(request, "contacts/knowledge_library.html")
