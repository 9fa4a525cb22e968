"""Certifying the list, and the record of what was certified (rule C2)."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import too_many_from_here
from acoms.access.pages import require_POST
from acoms.storage.stream import DamagedFile
from acoms.text.names import UnreadableName
from acoms.text.numbers import key_of
from acoms.text.refusals import Refusal
from contacts.access import AcoRequest
from contacts.models import Aco
from contacts.permissions import Permission
from participants.certification.actions import certify_list, give_out_certified, list_to_certify
from participants.certification.checking import what_is_wrong
from participants.certification.forms import CertifyForm
from participants.certification.models import CertifiedList
from participants.certification.queries import (
    certified_lists,
    has_certified,
    since_certified,
    standing_of,
    undecided_changes,
    year_to_certify,
)
from participants.certification.rules import State, statement
from participants.certification.storage import file_of
from participants.lists.difference import Difference, difference
from participants.lists.snapshot import Snapshot, read, says_its_certification
from participants.years.models import PerformanceYear
from signing.views.documents import pdf_response


@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def certify(request: AcoRequest, aco_id: str) -> HttpResponse:
    """How the ACO stands; for a signer, the certification."""
    access = request.aco_access
    year = year_to_certify()
    context: dict[str, Any] = {"year": year, "lists": list(certified_lists(access.aco))}
    if year is None:
        return render(request, "participants/certification/certify.html", context)
    signs = bool(access.decide(Permission.SIGN_ACO_DOCUMENTS))
    if request.method == "POST":
        access.require(Permission.SIGN_ACO_DOCUMENTS)
        if (limited := too_many_from_here(request, "second_factor")) is not None:
            return limited
    form = CertifyForm(request.POST or None)
    if form.is_bound and form.is_valid() and _certified(request, form, year):
        messages.success(request, f"The list for {year.year} is certified and frozen.")
        return redirect("certified_list", aco_id, year.year)
    snapshot, found = list_to_certify(access.aco, year)
    standing = standing_of(access.aco, year)
    if standing.state is State.CERTIFIED and form.is_bound:  # somebody else was first
        for error in form.non_field_errors():
            messages.warning(request, f"Yours was not taken: {error}")
    context |= {
        "standing": standing,
        "since": since_certified(standing.certified) if standing.certified else None,
        "snapshot": snapshot,
        "sha256": found,
        "statement": statement(
            str(access.aco), year.year, len(snapshot.participants), snapshot.provider_count
        ),
        "undecided": undecided_changes(access.aco),
        "form": form,
        "signs": signs,
        "previous": _since_last_year(access.aco, year.year, snapshot),
    }
    if not signs:
        context["signers"] = access.who_could(Permission.SIGN_ACO_DOCUMENTS)
    return render(request, "participants/certification/certify.html", context)


def _certified(request: AcoRequest, form: CertifyForm, year: PerformanceYear) -> bool:
    """Whether the list is certified as the form asks, now or when it was sent before."""
    said, aco = form.cleaned_data, request.aco_access.aco
    try:
        certify_list(
            acting_person=request.user,
            aco=aco,
            year=year,
            seen=said["seen"],
            name=said["name"],
            code=said["code"],
        )
    except UnreadableName as error:
        form.add_error("name", str(error))
    except Refusal as error:
        error.show_in(form)
    return not form.errors or has_certified(request.user, aco, year, said["seen"])


def _since_last_year(aco: Aco, year: int, snapshot: Snapshot) -> Difference | None:
    """What differs from the list certified for the year before, if there is one (rule C10)."""
    before = CertifiedList.objects.current().filter(aco=aco, performance_year=year - 1).first()
    return difference(read(before.content), snapshot) if before else None


@require_safe
def certified_list(request: AcoRequest, aco_id: str, year: int) -> HttpResponse:
    """The record: who, when, exactly what, and its hash. What was replaced is asked for by its
    number, and says by which."""
    certified = _of_aco(request, year)
    context = {
        "certified": certified,
        "snapshot": read(certified.content),
        "replaced_by": getattr(certified, "replaced_by", None),
        "reopening": getattr(certified, "reopening", None),
        "wrong": what_is_wrong(certified),
        "covers": says_its_certification(certified.content),
        "sees_tins": bool(request.aco_access.decide(Permission.TINS_READ)),
    }
    return render(request, "participants/certification/record.html", context)


@require_safe
def certification_pdf(request: AcoRequest, aco_id: str, year: int) -> HttpResponseBase:
    """The signed PDF of the certification."""
    certified = _of_aco(request, year)
    try:
        file = file_of(certified).opened()
    except (FileNotFoundError, DamagedFile):
        raise Http404 from None
    name = f"{aco_id}-certification-{year}-signed.pdf"
    return pdf_response(file, file.size, name)


@require_POST
def certified_list_file(request: AcoRequest, aco_id: str, year: int) -> HttpResponse:
    """The certified text itself, with the TINs; it is recorded who took it."""
    certified = _of_aco(request, year)
    text = give_out_certified(acting_person=request.user, certified=certified)
    return certified_response(certified, text)


def certified_response(certified: CertifiedList, text: str) -> HttpResponse:
    """The certified text as a download."""
    response = HttpResponse(text.encode(), content_type="application/json")
    name = f"{certified.aco.aco_id}-certified-{certified.performance_year_id}.json"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response


def _of_aco(request: AcoRequest, year: int) -> CertifiedList:
    if year > 9999:
        raise Http404
    asked = key_of(request.POST.get("list", "") or request.GET.get("list", ""))
    of_aco = CertifiedList.objects.filter(aco=request.aco_access.aco, performance_year=year)
    of_aco = of_aco.current() if asked is None else of_aco.filter(pk=asked)
    return get_object_or_404(
        of_aco.select_related(
            "aco", "certified_by", "reopening", "replaces", "replaced_by__certified_by"
        )
    )
