"""Pages that explain the contact types to anyone."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from contacts.types import by_group


@require_safe
def contact_types(request: HttpRequest) -> HttpResponse:
    """Every contact type in plain words, from the table that everything else uses (A1)."""
    return render(request, "contacts/contact_types.html", {"groups": by_group().items()})
