"""One contact: the Contact Data page, and ending contact types."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from contacts import actions
from contacts.access import AcoRequest
from contacts.errors import ContactError
from contacts.forms import EndTypesForm
from contacts.models import HeldType
from contacts.rules import listed
from contacts.types import in_order


@require_safe
def contact(request: AcoRequest, aco_id: str, contact_id: int) -> HttpResponse:
    """The Contact Data page: one contact's details, types held now and before."""
    access = request.aco_access
    found = get_object_or_404(access.aco.contacts.select_related("person"), pk=contact_id)
    held = HeldType.objects.filter(contact=found).select_related("given_by", "ended_by")
    context = {
        "contact": found,
        "held": [h for h in held.order_by("-since", "type") if h.ended_at is None],
        "ended": [h for h in held.order_by("-ended_at", "type") if h.ended_at is not None],
    }
    return render(request, "contacts/contact.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def end_contact_types(request: AcoRequest, aco_id: str, contact_id: int) -> HttpResponse:
    """End some or all of a contact's types, with the reason (rules A17, A19)."""
    found = get_object_or_404(
        request.aco_access.aco.contacts.select_related("person", "aco"), pk=contact_id
    )
    held = in_order(list(found.held_types.active().values_list("type", flat=True)))
    form = EndTypesForm(held, request.POST or None)
    if form.is_valid():
        try:
            actions.end_types(
                acting_person=request.user,
                contact=found,
                codes=form.cleaned_data["types"],
                reason=form.cleaned_data["reason"],
            )
        except ContactError as error:
            form.add_error(None, str(error))
        else:
            ended = listed(form.cleaned_data["types"])
            messages.success(request, f"{found.person.full_name} is no longer {ended}.")
            return redirect("contacts", aco_id)
    return render(request, "contacts/end_types.html", {"contact": found, "form": form})
