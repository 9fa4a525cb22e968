"""Confirming and ending contacts, and completing the review."""

from collections.abc import Collection

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from acoms.access.pages import require_POST
from acoms.once.shown import fingerprint
from acoms.text.folding import Folded
from contacts.access import AcoRequest
from contacts.errors import ContactError
from contacts.models import Aco, Contact
from contacts.plans import plan_change
from contacts.previews import shown_of_end
from contacts.queries import other_holders
from contacts.succession import left_behind
from contacts.types import in_order
from recertification import actions
from recertification.errors import ReviewError
from recertification.forms import ConfirmOthersForm, EndForm
from recertification.queries import (
    CONFIRMED,
    TODO,
    answers_of,
    in_review,
    review_of,
    shown_of_contacts,
    with_types,
)
from recertification.seasons import current_season


@require_POST
def confirm(request: AcoRequest, aco_id: str, contact_id: int) -> HttpResponse:
    """One contact stays."""
    contact = _contact(request, contact_id)
    try:
        answers = actions.confirm_contacts(
            acting_person=request.user,
            aco=contact.aco,
            contact_ids=[contact.pk],
            shown=request.POST.get("shown"),
        )
    except ReviewError as error:
        messages.error(request, str(error))
    else:
        name = contact.person.full_name
        if answers or _confirmed_by(request, contact):
            messages.success(request, f"{name} is confirmed.")
        else:
            messages.info(request, _already(request, contact))
    return _back(request, contact)


@require_http_methods(["GET", "HEAD", "POST"])
def end(request: AcoRequest, aco_id: str, contact_id: int) -> HttpResponse:
    """One contact no longer works here: all its types end, with the reason (rules A17, A19)."""
    contact = _contact(request, contact_id)
    form = EndForm(left_behind(contact, ()), request.POST or None)
    if form.is_valid():
        try:
            actions.end_contact(
                acting_person=request.user,
                contact=contact,
                reason=form.cleaned_data["reason"],
                heir=form.heir,
                shown=request.POST.get("shown"),
            )
        except (ContactError, ReviewError) as error:
            error.show_in(form)
        else:
            messages.success(
                request, f"{contact.person.full_name} is no longer a contact of this ACO."
            )
            return _back(request, contact)
    plan = plan_change(
        actor_holds=request.aco_access.held,
        held=list(contact.held_types.active().values_list("type", flat=True)),
        wanted=(),
        others=other_holders(contact),
    )
    context = {
        "contact": contact,
        "plan": plan,
        "form": form,
        "back": _list_params(request),
        "shows": fingerprint(shown_of_end(contact, [row.code for row in plan.lost])),
    }
    return render(request, "recertification/end.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def confirm_others(request: AcoRequest, aco_id: str) -> HttpResponse:
    """Everyone still to do stays: the page lists them, and only those it listed are confirmed."""
    aco = request.aco_access.aco
    if request.method == "POST":
        form = ConfirmOthersForm(request.POST)
        ids = form.cleaned_data["contacts"] if form.is_valid() else []
        try:
            answers = actions.confirm_contacts(
                acting_person=request.user,
                aco=aco,
                contact_ids=ids,
                shown=request.POST.get("shown"),
            )
        except ReviewError as error:
            messages.error(request, str(error))
            return redirect("yearly_review_confirm_others", aco_id)
        else:
            if answers:
                messages.success(request, f"{_contacts_are(len(answers))} confirmed.")
            else:
                messages.info(request, _nobody_left(aco, ids))
        return redirect("yearly_review", aco_id)
    season = current_season()
    todo = with_types(in_review(season.year)).filter(TODO, aco=aco)
    people = list(todo.order_by(Folded("person__last_name"), Folded("person__first_name"), "pk"))
    if not people:
        return redirect("yearly_review", aco_id)
    context = {
        "season": season,
        "shows": fingerprint(shown_of_contacts(people)),
        "people": [(p, " · ".join(row.label for row in in_order(p.codes))) for p in people],
        "form": ConfirmOthersForm(initial={"contacts": ",".join(str(p.pk) for p in people)}),
    }
    return render(request, "recertification/confirm_others.html", context)


@require_POST
def complete(request: AcoRequest, aco_id: str) -> HttpResponse:
    """Close the review; its record stays as it is from now on."""
    try:
        review = actions.complete_review(acting_person=request.user, aco=request.aco_access.aco)
    except ReviewError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"The yearly review {review.year} is completed.")
    return redirect("yearly_review", aco_id)


def _contact(request: AcoRequest, contact_id: int) -> Contact:
    contacts = request.aco_access.aco.contacts.select_related("person", "aco")
    return get_object_or_404(contacts, pk=contact_id)


def _contacts_are(number: int) -> str:
    return "1 contact is" if number == 1 else f"{number} contacts are"


def _nobody_left(aco: Aco, contact_ids: Collection[int]) -> str:
    """Why none of several contacts was confirmed: they are already, or have left."""
    confirmed = in_review(current_season().year).filter(CONFIRMED, aco=aco, pk__in=contact_ids)
    if number := confirmed.count():
        return f"{_contacts_are(number)} confirmed already."
    return "Nobody whom that page listed is left to confirm."


def _confirmed_by(request: AcoRequest, contact: Contact) -> bool:
    """Whether this person has confirmed the contact already, who still holds a type."""
    review = review_of(contact.aco, current_season().year)
    own = answers_of(review).filter(contact=contact, kept=True, answered_by=request.user)
    return own.exists() and contact.held_types.active().exists()


def _already(request: AcoRequest, contact: Contact) -> str:
    """Why there was nothing to confirm: a colleague was here before, or the contact has left."""
    name = contact.person.full_name
    review = review_of(contact.aco, current_season().year)
    answer = answers_of(review).filter(contact=contact, kept=True).first()
    if answer and contact.held_types.active().exists():
        return f"{answer.answered_by.full_name} has confirmed {name} already."
    return f"{name} holds no contact type here any more."


def _list_params(request: AcoRequest) -> str:
    """The list's search, sorting and page, which the way back keeps."""
    asked = request.POST.get("back") or request.GET.get("back", "")
    return asked if asked.startswith("?") else ""


def _back(request: AcoRequest, contact: Contact) -> HttpResponseRedirect:
    """To the contact's line of the list, so that the next one is at hand."""
    url = reverse("yearly_review", args=[contact.aco.aco_id])
    return HttpResponseRedirect(f"{url}{_list_params(request)}#contact-{contact.pk}")
