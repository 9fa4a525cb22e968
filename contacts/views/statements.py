"""Statements that somebody made for the person who is signed in: confirmed, or not so (A18)."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.requests import SignedInRequest
from acoms.access.pages import require_POST
from contacts.actions import confirm_statements, refuse_statements
from contacts.errors import ContactError
from contacts.models import HeldType
from contacts.statements import asked, waiting_for


@never_cache
@require_safe
def statements(request: SignedInRequest) -> HttpResponse:
    """What waits for an answer, and the way on to where the person was going."""
    then = asked(request)
    context = {"waiting": waiting_for(request.user.pk), "then": then}
    return render(request, "contacts/statements.html", context)


@require_POST
def confirm(request: SignedInRequest, held_type_id: int) -> HttpResponse:
    """ "Confirm"."""
    return _answer(request, held_type_id, confirm_statements, "Thank you. Confirmed: {}.")


@require_POST
def refuse(request: SignedInRequest, held_type_id: int) -> HttpResponse:
    """ "This is not so": the type ends."""
    told = "You are no longer {}. Who stated it is told."
    return _answer(request, held_type_id, refuse_statements, told)


def _answer(
    request: SignedInRequest, held_type_id: int, action: Callable[..., None], done: str
) -> HttpResponse:
    own = HeldType.objects.filter(contact__person=request.user.pk)
    held = get_object_or_404(
        own.select_related("aco", "contact__aco", "contact__person"), pk=held_type_id
    )
    try:
        action(acting_person=request.user, held=held)
    except ContactError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, done.format(f"{held.contact_type.label} of {held.aco}"))
    return redirect("statements")
