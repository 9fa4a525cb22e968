"""Steps 3 and 4: asking for a role, and what became of the request (rules D3-D6)."""

import logging
from contextlib import suppress
from http import HTTPStatus

from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect, render
from django.template import loader
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.requests import SignedInRequest
from acoms.access.pages import require_POST
from acoms.site.navigation import shell
from qpp_roles.connect.actions.requesting import NOBODY_IS_NOW, SOMEBODY_WAS_FIRST, request_role
from qpp_roles.connect.forms import RoleForm
from qpp_roles.connect.on_record import on_record
from qpp_roles.connect.standing import Standing, standing_of
from qpp_roles.connect.state import Choices, choices_of, keep
from qpp_roles.connect.validation import FACTS, could_fit
from qpp_roles.connect.views.finding import STEPS, chosen_place
from qpp_roles.organizations.errors import Overtaken, QppError
from qpp_roles.organizations.kinds import Kind, Role, allowed_by
from qpp_roles.roles.models import RoleRequest
from qpp_roles.roles.officials import officials_of
from qpp_roles.roles.places import Place, kind_of_place
from qpp_roles.roles.rules import RequestState

log = logging.getLogger(__name__)
# What the form of step 3 has, in whatever kind of organization.
_TYPED = ("role", *sorted({fact.name for facts in FACTS.values() for fact in facts}))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def choose_role(request: SignedInRequest) -> HttpResponse:
    """Step 3: the role, and what validates a first Security Official."""
    try:
        return _choose_role(request)
    except Exception:  # whatever it was, nothing is half done, and the page must say so (D6)
        log.exception("a role could not be asked for")
        return _not_processed(request)


def _choose_role(request: SignedInRequest) -> HttpResponse:
    choices = choices_of(request)
    place = chosen_place(choices) if choices.next_step == "connect_role" else None
    if place is None:
        return _elsewhere(choices)
    standing = standing_of(request.user, place)
    kind = kind_of_place(place)
    initial = {"role": choices.role or _first_choice(standing), **choices.answers}
    form = RoleForm(kind, standing, request.POST or None, initial=initial)
    if request.method == "POST":  # until the request is made, nothing that was typed is lost
        choices.role, choices.answers = request.POST.get("role", "")[:20], form.typed
        keep(request, choices)
    if "back" in request.POST:
        return redirect("connect_find")
    if form.is_overtaken and not (standing.held or standing.pending):
        why = SOMEBODY_WAS_FIRST if standing.has_security_official else NOBODY_IS_NOW
        return _again(request, choices, place, why)
    if form.is_valid() and standing.locked_until is None:
        return _ask(request, choices, place, form)
    return _page(request, place, standing, form)


def _elsewhere(choices: Choices) -> HttpResponse:
    """Where someone belongs who has no organization chosen: after a request, to what it became."""
    if choices.asked and not choices.type:
        return redirect("connect_confirmation", choices.asked)
    step = choices.next_step
    return redirect("connect_find" if step == "connect_role" else step)


def _first_choice(standing: Standing) -> str:
    return standing.roles[0].value if len(standing.roles) == 1 else ""


def _ask(request: SignedInRequest, choices: Choices, place: Place, form: RoleForm) -> HttpResponse:
    """Make the request. Asked twice, it leads to what the first one became."""
    try:
        made = request_role(
            acting_person=request.user, place=place, role=form.chosen, given=form.given
        )
    except Overtaken as error:
        return _again(request, choices, place, str(error))
    except QppError as error:
        standing = standing_of(request.user, place)
        if standing.held is form.chosen and standing.latest is not None:
            return _confirm(request, standing.latest)
        error.show_in(form)
        return _page(request, place, standing, form)
    return _confirm(request, made)


def _again(request: SignedInRequest, choices: Choices, place: Place, why: str) -> HttpResponse:
    """The page as it has to be now, with what was overtaken said above (rule D4)."""
    standing = standing_of(request.user, place)
    choices.answers = {}
    keep(request, choices)
    form = RoleForm(kind_of_place(place), standing, initial={"role": choices.role})
    return _page(request, place, standing, form, overtaken=why)


def _confirm(request: SignedInRequest, made: RoleRequest) -> HttpResponse:
    """Nothing of what led to the request is kept, TINs and PTANs least of all."""
    keep(request, Choices(asked=made.pk))
    return redirect("connect_confirmation", made.pk)


def _not_processed(request: SignedInRequest) -> HttpResponse:
    """Drawn without the database, which may be what broke.

    What was typed goes with the page, to be sent again. Django saves no session after a fault; what
    it has of the form is saved here if it can be.
    """
    with suppress(Exception):
        request.session.save()
    typed = {name: request.POST[name][:40] for name in _TYPED if name in request.POST}
    context = {**shell(request), "typed": typed, "csrf_token": get_token(request)}
    page = loader.get_template("qpp_roles/connect/not_processed.html").render(context)
    return HttpResponse(page, status=HTTPStatus.INTERNAL_SERVER_ERROR)


def _page(
    request: SignedInRequest,
    place: Place,
    standing: Standing,
    form: RoleForm,
    overtaken: str = "",
) -> HttpResponse:
    kind = kind_of_place(place)
    validating = not (standing.has_security_official or standing.held or standing.pending)
    context = {
        "form": form,
        "overtaken": overtaken,
        "place": place,
        "kind": kind,
        "standing": standing,
        "validating": validating,
        "nothing_on_record": validating
        and not could_fit(kind.code, on_record(place, timezone.localdate())),
        "held": standing.held.label if standing.held else "",
        "pending_role": Role(standing.pending.role).label if standing.pending else "",
        "allows": _allows(kind),
        "steps": STEPS,
        "step": 3,
    }
    return render(request, "qpp_roles/connect/role.html", context)


def _allows(kind: Kind) -> list[tuple[str, list[str]]]:
    """What each role lets one do there, Staff User first; the other's is what it adds (rule D8)."""
    staff = [one.sentence for one in allowed_by(Role.STAFF_USER, kind)]
    official = [one.sentence for one in allowed_by(Role.SECURITY_OFFICIAL, kind)]
    more = [sentence for sentence in official if sentence not in staff]
    return [(Role.STAFF_USER.label, staff), (Role.SECURITY_OFFICIAL.label, more)]


@require_POST
def ask_again(request: SignedInRequest, request_id: int) -> HttpResponse:
    """From a request that was denied or withdrawn straight to step 3, for the same place (D5)."""
    made = _own_request(request, request_id)
    choices = Choices.at(kind_of_place(made.place), made.place.pk)
    choices.role = made.role
    keep(request, choices)
    return redirect(choices.next_step)


@never_cache
@require_safe
def confirmation(request: SignedInRequest, request_id: int) -> HttpResponse:
    """Step 4: the state of a request, for whoever made it; for others it is not there (E1)."""
    made = _own_request(request, request_id)
    kind = kind_of_place(made.place)
    role = Role(made.role)
    context = {
        "made": made,
        "state": made.state.value,
        "role": role.label,
        "kind": kind,
        "in_aco": made.aco is not None,
        "answerable": made.state is RequestState.PENDING and bool(officials_of(made.place)),
        "allows": [one.sentence for one in allowed_by(role, kind)],
        "steps": STEPS,
        "step": 4,
    }
    return render(request, "qpp_roles/connect/confirmation.html", context)


def _own_request(request: SignedInRequest, request_id: int) -> RoleRequest:
    return get_object_or_404(
        RoleRequest.objects.select_related("organization", "aco", "decided_by"),
        pk=request_id,
        person=request.user,
    )
