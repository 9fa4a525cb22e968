"""Steps 1 and 2: the organization type, and finding the organization (rules D1, D2, D11, D12)."""

from http import HTTPStatus

from allauth.core import ratelimit
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.requests import SignedInRequest
from acoms.access.pages import require_POST
from acoms.programme.identifiers import tin_in_search
from acoms.text.numbers import key_of
from qpp_roles.connect.forms import (
    ApmModelForm,
    FindForm,
    ResultsForm,
    TypeForm,
    VirtualGroupForm,
    described,
    place_value,
)
from qpp_roles.connect.queries import administrators_of_acos_of
from qpp_roles.connect.state import Choices, choices_of, keep, read_place
from qpp_roles.organizations.kinds import KINDS, SSP_ACO, OrganizationType
from qpp_roles.organizations.search import (
    LIMIT,
    complete_id,
    find_page,
    is_a_number,
    plain,
    suggest,
    virtual_group,
)
from qpp_roles.roles.places import Place, open_place

STEPS = ("Organization type", "Find it", "Role", "Confirmation")
NOT_YET_A_TIN = (
    "Nothing is found by this number: a complete TIN has nine digits. To search by name, type "
    "letters."
)
TOO_MANY = "You have searched very often. Wait a while, then go on."
_READING = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@_READING
def choose_type(request: SignedInRequest) -> HttpResponse:
    """Step 1, with what each type is for."""
    choices = choices_of(request)
    form = TypeForm(request.POST or None, initial={"type": choices.type})
    if form.is_valid():
        choices.choose_type(OrganizationType(form.cleaned_data["type"]))
        keep(request, choices)
        return redirect("connect_model" if choices.has_models else "connect_find")
    context = {"form": form, "steps": STEPS, "step": 1}
    return render(request, "qpp_roles/connect/type.html", context)


@never_cache
@_READING
def choose_model(request: SignedInRequest) -> HttpResponse:
    """The first half of step 2 for an APM Entity; says why a model cannot be connected to (D12)."""
    choices = choices_of(request)
    if not choices.has_models:
        return redirect(choices.next_step)
    form = ApmModelForm(request.POST or None, initial={"model": choices.model})
    if form.is_valid():
        choices.choose_model(form.cleaned_data["model"])
        keep(request, choices)
        return redirect("connect_model" if choices.refusal else "connect_find")
    refused_aco = choices.refusal and choices.model == SSP_ACO
    context = {
        "form": form,
        "refusal": choices.refusal,
        "refused_aco": refused_aco,
        "administrators": administrators_of_acos_of(request.user.pk) if refused_aco else {},
        "steps": STEPS,
        "step": 2,
    }
    return render(request, "qpp_roles/connect/model.html", context)


@never_cache
@_READING
def find(request: SignedInRequest) -> HttpResponse:
    """Step 2: the search, and its results for those who choose no suggestion."""
    choices = choices_of(request)
    if not choices.kinds or choices.refusal:
        return redirect(choices.next_step)
    if choices.organization_type is OrganizationType.VIRTUAL_GROUP:
        return _find_virtual_group(request, choices)
    form = FindForm(choices.kinds, request.POST or None, initial={"typed": choices.typed})
    if request.method != "POST":
        return _found(request, choices, form, request.GET.get("page", ""))
    if "results" in request.POST and not request.POST.get("place"):
        unsent = FindForm(choices.kinds, initial={"typed": choices.typed})
        return _found(request, choices, unsent, request.POST["results"])
    if not form.is_valid():
        return _page(request, choices, form)
    place = form.cleaned_data["place"]
    if place:
        choices.typed = form.cleaned_data["typed"] or choices.typed
        return _chosen(request, choices, form, place)
    if not may_search(request, form.cleaned_data["typed"]):
        form.add_error("typed", TOO_MANY)
        return _page(request, choices, form, status=HTTPStatus.TOO_MANY_REQUESTS)
    choices.typed = choices.searched = form.cleaned_data["typed"]
    keep(request, choices)
    return redirect(f"{request.path}?page=1")


def _chosen(request: SignedInRequest, choices: Choices, form: FindForm, value: str) -> HttpResponse:
    key = read_place(value, choices.kinds)
    if key is None or open_place(*key) is None:
        form.add_error("typed", "That organization is not here any more. Search again.")
        return _page(request, choices, form)
    choices.choose_place(value)
    keep(request, choices)
    return redirect("connect_role")


def _found(request: SignedInRequest, choices: Choices, form: FindForm, number: str) -> HttpResponse:
    """The page with what was searched for last; without a page's number, the search alone.

    Only what `may_search` has let pass is searched for, however often the page is asked for.
    """
    asked_for = key_of(number)
    if not choices.searched or asked_for is None:
        return _page(request, choices, form)
    page = find_page(choices.kinds, choices.searched, asked_for)
    asked = request.POST or None  # nothing was chosen: the form says so
    results = ResultsForm(page.suggestions, asked, initial={"place": choices.place})
    return _page(request, choices, form, results=results, found=page)


def _find_virtual_group(request: SignedInRequest, choices: Choices) -> HttpResponse:
    """By its complete ID only: no list of groups is shown to anybody (rule D2)."""
    form = VirtualGroupForm(request.POST or None, initial={"typed": choices.typed})
    if not form.is_valid():
        return _page(request, choices, form)
    if not may_search(request, form.cleaned_data["typed"], by_number=True):
        form.add_error("typed", TOO_MANY)
        return _page(request, choices, form, status=HTTPStatus.TOO_MANY_REQUESTS)
    group = virtual_group(form.cleaned_data["typed"])
    if group is None:
        form.add_error("typed", "No virtual group has this ID. Enter the complete ID.")
        return _page(request, choices, form)
    choices.typed = form.cleaned_data["typed"]
    choices.choose_place(f"{group.kind}:{group.pk}")
    keep(request, choices)
    return redirect("connect_role")


def _page(
    request: SignedInRequest,
    choices: Choices,
    form: FindForm | VirtualGroupForm,
    status: int = HTTPStatus.OK,
    **more: object,
) -> HttpResponse:
    context = {
        "form": form,
        "choices": choices,
        "chosen": chosen_place(choices),
        "kind": choices.kinds[0],
        "steps": STEPS,
        "step": 2,
        **more,
    }
    return render(request, "qpp_roles/connect/find.html", context, status=status)


def chosen_place(choices: Choices) -> Place | None:
    """The chosen organization, if it can still be connected to."""
    key = choices.place_key
    return open_place(*key) if key else None


def may_search(request: SignedInRequest, typed: str, *, by_number: bool = False) -> bool:
    """Whether this person may search once more. Numbers are guessed sooner than names are."""
    ids = (complete_id(kind, typed) for kind in KINDS.values())
    by_number = by_number or bool(tin_in_search(typed)) or any(ids)
    action = "organization_by_number" if by_number else "organization_search"
    return bool(ratelimit.consume(request, action=action))


@never_cache
@require_POST
def suggestions(request: SignedInRequest) -> JsonResponse:
    """What to offer for what was typed so far, in the kinds that the session chose.

    `more` says that there is more than is offered, `said` why there is nothing.
    """
    choices, typed = choices_of(request), request.POST.get("typed", "")
    if choices.refusal or not choices.kinds:
        return JsonResponse({"options": []})
    if not may_search(request, typed):
        return JsonResponse({"said": TOO_MANY}, status=HTTPStatus.TOO_MANY_REQUESTS)
    if is_partial_tin(choices, typed):
        return JsonResponse({"options": [], "said": NOT_YET_A_TIN})
    suggested = suggest(choices.kinds, typed, LIMIT + 1)
    found = [
        {"value": place_value(one), "name": one.name, "detail": described(one)}
        for one in suggested[:LIMIT]
    ]
    return JsonResponse({"options": found, "more": len(suggested) > LIMIT})


def is_partial_tin(choices: Choices, typed: str) -> bool:
    """Whether a number was typed that finds nothing: part of a TIN, or more than one (rule D2)."""
    typed = plain(typed)
    with_tin = all(kind.has_tin for kind in choices.kinds)
    return with_tin and is_a_number(typed) and not tin_in_search(typed)
