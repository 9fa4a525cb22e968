"""What was typed for several ACOs, once none of them is left to edit (rule J5)."""

from django import forms
from django.http import HttpResponse
from django.shortcuts import render

from contacts.access import AcrossRequest


def none_left(request: AcrossRequest, undone: str, typed: forms.Form) -> HttpResponse:
    """Says that nothing was done, and what was typed, so that nobody has to remember it."""
    facts = [(field.label, value) for field in typed if (value := field.value())]
    return render(request, "contacts/across/none_left.html", {"undone": undone, "facts": facts})
