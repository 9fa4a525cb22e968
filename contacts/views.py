"""Pages of ACOs and their contacts."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from acoms.clock import day_in_words
from acoms.requests import SignedInRequest
from contacts import actions
from contacts.access import AcoRequest
from contacts.errors import ContactError
from contacts.forms import EndTypesForm
from contacts.models import HeldType
from contacts.permissions import Permission, decide
from contacts.queries import acos_of_person, active_contacts
from contacts.rules import listed, missing_required
from contacts.types import REQUIRED_CODES, by_group, in_order

PAGE = 50


@require_safe
def my_acos(request: SignedInRequest) -> HttpResponse:
    """The person's ACOs, what they are there, and what each still lacks (rule A16)."""
    page = Paginator(acos_of_person(request.user.pk), PAGE).get_page(request.GET.get("page"))
    rows = [
        (aco, in_order(aco.codes), missing_required(aco.filled), _first_page(aco)) for aco in page
    ]
    return render(request, "contacts/my_acos.html", {"page": page, "rows": rows})


def _first_page(aco: Any) -> str:
    """Where the ACO's name leads, or "" where the person's types open no page of it (A13)."""
    if decide(aco.codes, Permission.OVERVIEW_READ):
        return reverse("aco_overview", args=[aco.aco_id])
    return ""


@require_safe
def overview(request: AcoRequest, aco_id: str) -> HttpResponse:
    """The ACO's own facts, and its required contact types."""
    context = {
        "filled": _filled(request),
        "your_types": in_order(list(request.aco_access.held)),
    }
    return render(request, "contacts/overview.html", context)


@require_safe
def contacts(request: AcoRequest, aco_id: str) -> HttpResponse:
    """The Contacts subtab: everyone associated with the ACO, and invitations (A12, A16)."""
    access = request.aco_access
    number = _page_number(request)
    rows = list(active_contacts(access.aco)[(number - 1) * PAGE : number * PAGE])
    total = rows[0]["total"] if rows else 0
    context = {
        "contacts": [contact_row(contact) for contact in rows],
        "invitations": access.aco.invitations.shown_beside_contacts(timezone.now()),
        "filled": _filled(request),
        "total": total,
        "first": (number - 1) * PAGE + 1,
        "last": (number - 1) * PAGE + len(rows),
        "previous": number - 1,
        "next": number + 1 if number * PAGE < total else 0,
    }
    return render(request, "contacts/contacts.html", context)


def _page_number(request: HttpRequest) -> int:
    """The page asked for: the first, where what was asked for cannot be a number of one."""
    asked = request.GET.get("page", "")
    return max(1, int(asked)) if asked.isdecimal() and len(asked) < 7 else 1


def contact_row(contact: dict[str, Any]) -> dict[str, Any]:
    """One line of the Contacts subtab, from a row of `active_contacts`."""
    types = in_order(contact["codes"])
    privileges = ["Administrator"] if any(t.administers for t in types) else []
    privileges += dict.fromkeys(f"Signs {t.signs}" for t in types if t.signs)
    return {
        "id": contact["contact_id"],
        "name": f"{contact['last_name']}, {contact['first_name']}",
        "types": " · ".join(t.label for t in types),
        "privileges": ", ".join(privileges),
        "since": day_in_words(contact["since"]),
    }


def _filled(request: AcoRequest) -> str:
    required = len(REQUIRED_CODES)
    return f"{required - len(request.aco_access.missing)} of {required}"


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


@require_safe
def contact_types(request: HttpRequest) -> HttpResponse:
    """Every contact type in plain words, from the table that everything else uses (A1)."""
    return render(request, "contacts/contact_types.html", {"groups": by_group().items()})


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
