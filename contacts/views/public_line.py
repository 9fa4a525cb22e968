"""The phone and the e-mail by which the public reaches a Public Contact, corrected (A18)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from acoms.once.shown import fingerprint
from acoms.site.overtaken import overtaken_form
from contacts.access import AcoRequest
from contacts.actions import correct_public_line, shown_of_public_line
from contacts.errors import ContactError
from contacts.forms import PublicLineForm


@require_http_methods(["GET", "HEAD", "POST"])
def public_line(request: AcoRequest, aco_id: str, contact_id: int) -> HttpResponse:
    """The form, and correcting it."""
    contacts = request.aco_access.aco.contacts.select_related("person", "aco")
    contact = get_object_or_404(contacts, pk=contact_id)
    held = contact.held_types.active().serving_the_public().first()
    if held is None:
        return redirect("contact", aco_id, contact_id)
    now = shown_of_public_line(held)
    form = overtaken_form(PublicLineForm, request)(request.POST or None, initial=now)
    if form.is_valid():
        try:
            correct_public_line(
                acting_person=request.user,
                contact=contact,
                facts=form.facts,
                shown=fingerprint(now),
            )
        except ContactError as error:
            error.show_in(form)
        else:
            messages.success(request, "The phone and e-mail for the public are up to date.")
            return redirect("contact", aco_id, contact_id)
    context = {"contact": contact, "form": form, "filled_from": form.carries(request)}
    return render(request, "contacts/public_line.html", context)
