"""Ending one person's access in several ACOs: choosing them, looking at it, doing it (rule J5)."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from acoms.once.shown import fingerprint
from acoms.site.forms import ChoiceText
from contacts.access import AcrossRequest
from contacts.across import actions
from contacts.across.ends import End, ends_of, shown_of_ends
from contacts.across.forms import AcosForm, EndForm, chosen_again
from contacts.across.none_left import none_left
from contacts.across.words import named_acos
from contacts.errors import ContactError
from contacts.models import Contact
from contacts.queries import SEVERAL
from contacts.rules import listed


@require_http_methods(["GET", "HEAD", "POST"])
def end_across(request: AcrossRequest, contact_id: int) -> HttpResponse:
    """A person's access in several of one's ACOs: the list of them, what would end, and ending it.

    The contact, of an ACO that is or was one's own, says who it is. Once it is done nothing is
    held, and a second press is still answered by the action.
    """
    own = Contact.objects.filter(aco__contacts__person=request.user)
    person_id = get_object_or_404(own, pk=contact_id).person_id
    if not request.edited:
        return none_left(request, "Nothing has ended.", EndForm([], initial=request.POST.dict()))
    if not (known := ends_of(person_id, request.edited)):
        raise Http404
    held = [end for end in known if end.types]
    contact = next((one.contact for one in known if one.contact.pk == contact_id), known[0].contact)
    confirmed = "confirmed" in request.POST
    if len(held) < (1 if request.method == "POST" else SEVERAL) and not confirmed:
        single = (held or known)[0].contact
        return redirect("end_contact", single.aco.aco_id, single.pk)
    offered = {
        end.aco.aco_id: ChoiceText(str(end.aco), hint=listed([row.code for row in end.types]))
        for end in held
    }
    sent = request.POST if request.method == "POST" and "choose" not in request.POST else None
    chosen = chosen_again(request.POST, list(offered)) if request.POST else [contact.aco.aco_id]
    form = AcosForm(sent, initial={"acos": chosen})
    form.offer({end.aco.aco_id: str(end.aco) for end in known} if confirmed else offered)
    if not form.is_valid():
        form.offer(offered)
        typed = EndForm(held, initial=request.POST.dict())
        context = {"contact": contact, "form": form, "typed": typed}
        return render(request, "contacts/across/choose.html", context)
    ends = [end for end in known if end.aco.aco_id in form.cleaned_data["acos"]]
    left_out = [end for end in held if end not in ends]
    asked = EndForm(ends, request.POST if confirmed else None, initial=request.POST.dict())
    if confirmed and asked.is_valid():
        try:
            ended = actions.end_across(
                acting_person=request.user,
                contacts=[end.contact for end in ends],
                reason=asked.cleaned_data["reason"],
                heirs=asked.heirs,
                shown=request.POST.get("shown", ""),
            )
        except ContactError as error:
            error.show_in(asked)
        else:
            _say(request, contact, ends, ended)
            return redirect("my_acos")
    context = {
        "contact": contact,
        "form": form,
        "going": [end for end in ends if end.goes],
        "staying": [end for end in ends if not end.goes],
        "asked": asked,
        "kept": EndForm(left_out, initial=request.POST.dict()).of_acos,
        "shows": fingerprint(shown_of_ends(ends)),
    }
    return render(request, "contacts/across/preview.html", context)


def _say(
    request: AcrossRequest, contact: Contact, ends: Sequence[End], ended: Sequence[Contact]
) -> None:
    """Where access has ended, and where not."""
    name = contact.person.full_name
    messages.success(
        request,
        f"{name} is no longer a contact of {named_acos([one.aco for one in ended])}. The record "
        "stays.",
    )
    if rest := [end.aco for end in ends if end.contact not in ended]:
        messages.info(request, f"{name} stays a contact of {named_acos(rest)}, as you were shown.")
