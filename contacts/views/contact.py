"""One contact: the Contact Data page, changing it and ending it, each previewed first."""

from collections.abc import Collection

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from acoms.once.shown import fingerprint
from acoms.site.forms import filled_from
from acoms.site.navigation import url_of_way
from contacts import actions
from contacts.access import AcoRequest
from contacts.choices import AT_ONCE, type_choices
from contacts.confirmation import confirmation_needed, confirmers_among, signing_in
from contacts.editing import NOTHING, Details, changes_since, laid_over, read_details
from contacts.errors import ContactError
from contacts.forms import ContactForm, PreviewForm
from contacts.models import Contact, ContactAttestation, HeldType
from contacts.one_person import accounts_counted_as_one, held_or_offered_elsewhere
from contacts.plans import Plan, plan_change
from contacts.previews import shown_of_change, shown_of_end
from contacts.queries import edits_several, held_elsewhere, other_holders
from contacts.rules import CMS_STAFF, confirms_first, listed, refusal_to_edit_back, should_diversify
from contacts.succession import left_behind
from contacts.types import ALL_CODES, in_order


@require_safe
def contact(request: AcoRequest, aco_id: str, contact_id: int) -> HttpResponse:
    """The Contact Data page: one contact's details, types held now and before."""
    found = _contact(request, contact_id)
    stated = ContactAttestation.objects.in_force().select_related("attested_by")
    held = HeldType.objects.filter(contact=found).select_related("given_by", "ended_by")
    held = held.prefetch_related(Prefetch("attestations", stated))
    elsewhere = held_elsewhere(found, request.user.pk)
    edits = request.aco_access.edits_contacts
    acos = [found.aco, *(there.aco for there in elsewhere)]
    context = {
        "contact": found,
        "held": [h for h in held.order_by("-since", "type") if h.ended_at is None],
        "ended": [h for h in held.order_by("-ended_at", "type") if h.ended_at is not None],
        "diversify": should_diversify([h.type for h in held if h.ended_at is None]),
        "elsewhere": [(there, in_order(codes)) for there, codes in elsewhere.items()],
        "ends_across": edits and bool(elsewhere) and edits_several(request.user.pk, acos),
        "corrects_line": edits or found.person_id == request.user.pk,
    }
    return render(request, "contacts/contact.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def change_contact(request: AcoRequest, aco_id: str, contact_id: int) -> HttpResponse:
    """Details and types of a contact: the form, what it would do, and doing it (rule A10)."""
    found = _contact(request, contact_id)
    held = _held(found)
    if refusal := refusal_to_edit_back(found.person.full_name, held):
        messages.error(request, refusal)
        return redirect(f"{url_of_way('invite', aco_id)}?again={contact_id}")
    own = found.person_id in accounts_counted_as_one(found.aco_id, request.user.pk)
    choices = type_choices(
        request.aco_access,
        held=held,
        takes_over=AT_ONCE,
        own=own,
        elsewhere=held_or_offered_elsewhere(found),
    )
    now = Details(found.title, found.phone, frozenset(held))
    form = ContactForm(choices, request.POST or None, initial=_values(now))
    carried = filled_from(request, form, now.as_text())
    context = {"contact": found, "form": form, "filled_from": carried}
    if not form.is_valid() or "back" in request.POST:
        return render(request, "contacts/change.html", context)
    before = read_details(carried) or NOTHING
    typed = Details(**{**form.cleaned_data, "types": frozenset(form.cleaned_data["types"])})
    if now not in (before, typed):
        form = ContactForm(choices, initial=_values(laid_over(now, before, typed)))
        context |= {"form": form, "filled_from": now.as_text()}
        context["changed"] = changes_since(before, now)
        return render(request, "contacts/change.html", context)
    plan = _plan(request, found, held, form.cleaned_data["types"], own=own)
    confirmed = "confirmed" in request.POST or not plan.changes_types
    left = left_behind(found, plan.holds_then(held))
    shows = fingerprint(shown_of_change(found, held, plan, left))
    asked = PreviewForm(plan, left, request.POST if confirmed else None)
    if confirmed and asked.is_valid():
        try:
            actions.change_contact(
                acting_person=request.user,
                contact=found,
                codes=form.cleaned_data["types"],
                title=form.cleaned_data["title"],
                phone=form.cleaned_data["phone"],
                reason=asked.cleaned_data.get("reason", ""),
                facts=asked.facts,
                heir=asked.heir,
                shown=request.POST.get("shown") if plan.changes_types else shows,
            )
        except ContactError as error:
            error.show_in(asked)
        else:
            messages.success(request, f"{found.person.full_name}'s Contact Data is up to date.")
            if plan.waiting:
                messages.info(request, _said_of_waiting(request, found, plan))
            return redirect("contact", aco_id, contact_id)
    return _preview(request, found, plan, asked, shows, form, before)


@require_http_methods(["GET", "HEAD", "POST"])
def end_contact(request: AcoRequest, aco_id: str, contact_id: int) -> HttpResponse:
    """End all of a contact's types: what that does, why, and doing it (rules A17, A19).

    The page carries which types it showed. Where none is held, the action says what became of it.
    """
    found = _contact(request, contact_id)
    held = _held(found)
    codes = [code for code in request.POST.getlist("types") if code in ALL_CODES] or held
    if not held:
        if codes:
            _end_again(request, found, codes)
        return redirect("contact", aco_id, contact_id)
    plan = _plan(request, found, held, ())
    asked = PreviewForm(plan, left_behind(found, ()), request.POST or None)
    if asked.is_valid():
        try:
            actions.end_types(
                acting_person=request.user,
                contact=found,
                codes=codes,
                reason=asked.cleaned_data["reason"],
                heir=asked.heir,
                shown=request.POST.get("shown"),
            )
        except ContactError as error:
            error.show_in(asked)
        else:
            messages.success(request, _said_of_end(found))
            return redirect("contacts", aco_id)
    return _preview(request, found, plan, asked, fingerprint(shown_of_end(found, held)))


def _end_again(request: AcoRequest, contact: Contact, codes: Collection[str]) -> None:
    """A second press, or the page of somebody who was not the first."""
    try:
        actions.end_types(
            acting_person=request.user,
            contact=contact,
            codes=codes,
            reason=request.POST.get("reason", ""),
        )
    except ContactError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _said_of_end(contact))


def _said_of_end(contact: Contact) -> str:
    return f"{contact.person.full_name} is no longer a contact of this ACO. The record stays."


def _values(details: Details) -> dict[str, object]:
    """The first values of the form."""
    return {"title": details.title, "phone": details.phone, "types": list(details.types)}


def _preview(
    request: AcoRequest,
    contact: Contact,
    plan: Plan,
    asked: PreviewForm,
    shows: str,
    form: ContactForm | None = None,
    before: Details | None = None,
) -> HttpResponse:
    """What a change would do, before it is made; `before` is what its `form` was filled from. Both
    are None where the contact ends."""
    context = {
        "contact": contact,
        "plan": plan,
        "asked": asked,
        "form": form,
        "shows": shows,
        "filled_from": before.as_text() if before else "",
        "diversify": should_diversify(form.cleaned_data["types"]) if form else False,
        "confirms": confirms_first(_confirmers(request, contact, plan)),
        "tells_all": plan.refusal == "" and plan.gives_oneself,
    }
    return render(request, "contacts/preview.html", context)


def _confirmers(request: AcoRequest, contact: Contact, plan: Plan) -> str:
    """Who confirms what the plan lets wait (A5)."""
    signing = signing_in(contact.aco) if plan.waiting else []
    codes = [row.code for row in plan.waiting]
    return confirmers_among(signing, codes, (request.user.pk, contact.person_id))


def _said_of_waiting(request: AcoRequest, contact: Contact, plan: Plan) -> str:
    """What becomes of the types that wait, once the rest is done (A5)."""
    who = _confirmers(request, contact, plan)
    told = " We have told them." if who == CMS_STAFF else ""
    return (
        f"{listed([row.code for row in plan.waiting])}: {confirms_first(who)}.{told} Then "
        f"{contact.person.full_name} is invited and takes over when they activate."
    )


def _contact(request: AcoRequest, contact_id: int) -> Contact:
    return get_object_or_404(
        request.aco_access.aco.contacts.select_related("person", "aco"), pk=contact_id
    )


def _held(contact: Contact) -> list[str]:
    return list(contact.held_types.active().values_list("type", flat=True))


def _plan(
    request: AcoRequest,
    contact: Contact,
    held: Collection[str],
    wanted: Collection[str],
    *,
    own: bool = False,
) -> Plan:
    return plan_change(
        actor_holds=request.aco_access.held,
        held=held,
        wanted=wanted,
        others=other_holders(contact),
        own=own,
        elsewhere=held_or_offered_elsewhere(contact),
        waits=confirmation_needed(
            contact.aco, request.aco_access.held, set(wanted) - set(held)
        ).codes,
    )
