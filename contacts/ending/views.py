"""The admin page on which CMS staff record that an ACO's agreement ends, or take it back (J4)."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from accounts.requests import staff
from acoms.once.shown import fingerprint
from acoms.programme.dates import in_words
from contacts.ending.actions import record_end, take_back_end
from contacts.ending.forms import EndForm, TakeBackForm
from contacts.ending.registry import parts_of_end, parts_recorded, what_ends
from contacts.errors import ContactError
from contacts.models import Aco


def end_of_agreement(request: HttpRequest, aco: Aco, context: dict[str, Any]) -> HttpResponse:
    """What is recorded, with the way back until its day is over; or the form, then what it does."""
    context |= {"aco": aco, "title": f"End of the agreement of {aco}"}
    if aco.ends_on is not None:
        return _recorded(request, aco, context)
    form = EndForm(request.POST or None)
    if form.is_valid():
        if "confirm" in request.POST and _record(request, aco, form):
            return redirect("admin:contacts_aco_change", aco.pk)
        shows = fingerprint(parts_of_end(aco, **form.end))
        context |= {"ends": what_ends(aco), "shows": shows}
    context["form"] = form
    return render(request, "admin/contacts/aco/end.html", context)


def _record(request: HttpRequest, aco: Aco, form: EndForm) -> bool:
    day = form.end["ends_on"]
    try:
        done = record_end(
            acting_person=staff(request),
            aco=aco,
            **form.end,
            shown=request.POST.get("shown", ""),
        )
    except ContactError as error:
        error.show_in(form)
        return False
    if done.has_ended:
        said = f"The agreement of {aco} has ended. Everyone who was its contact is told."
    else:
        said = f"The agreement of {aco} ends on {in_words(day)}. Its administrators are told."
    messages.success(request, said)
    return True


def _recorded(request: HttpRequest, aco: Aco, context: dict[str, Any]) -> HttpResponse:
    form = TakeBackForm(request.POST if "take_back" in request.POST else None)
    if form.is_valid():
        try:
            take_back_end(
                acting_person=staff(request),
                aco=aco,
                reason=form.cleaned_data["reason"],
                shown=request.POST.get("shown", ""),
            )
        except ContactError as error:
            error.show_in(form)
        else:
            said = f"The agreement of {aco} goes on. Its administrators are told."
            messages.success(request, said)
            return redirect("admin:contacts_aco_change", aco.pk)
    elif "confirm" in request.POST:  # pressed twice, or somebody else was first
        messages.info(request, f"An end of the agreement of {aco} is recorded already.")
    context |= {"take_back": form, "shows": fingerprint(parts_recorded(aco))}
    return render(request, "admin/contacts/aco/end.html", context)
