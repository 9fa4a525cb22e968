"""Security Officials answer the requests of others, in organizations and in ACOs (rules B2, D5)."""

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts.requests import SignedInRequest
from acoms.access import Decision, Refused
from acoms.tables.cells import two_lines
from acoms.tables.lists import Column, ListState
from acoms.text.folding import Folded
from contacts.access import AcoRequest
from contacts.models import Aco
from qpp_roles.organizations.errors import AlreadyAnswered, QppError
from qpp_roles.organizations.kinds import KINDS, SSP_ACO, Role, allowed_by
from qpp_roles.organizations.models import Organization
from qpp_roles.roles.access import OrganizationRequest
from qpp_roles.roles.actions.deciding import approve_request, deny_request, what_became_of
from qpp_roles.roles.manage_access.forms import DenyForm
from qpp_roles.roles.manage_access.queries import STATE_RANK, STATES, newest_first
from qpp_roles.roles.models import RoleRequest
from qpp_roles.roles.notices import url_of
from qpp_roles.roles.rules import RequestState

COLUMNS: tuple[Column[RoleRequest], ...] = (
    Column("asked", "Asked", ("requested_at",), cell=lambda one: one.requested_at),
    Column(
        "name",
        "Name",
        (Folded("person__last_name"), Folded("person__first_name")),
        cell=lambda one: two_lines(one.person.listed_name, one.person.email),
        names_row=True,
    ),
    Column("role", "Role", ("role",), cell=lambda one: one.get_role_display()),
    Column("state", "State", ("rank",), cell="qpp_roles/roles/manage_access/cells/state.html"),
    Column("actions", "Actions", cell="qpp_roles/roles/manage_access/cells/answer.html"),
)


@require_safe
def requests_of_organization(request: OrganizationRequest, organization_id: int) -> HttpResponse:
    """Every request to the organization, waiting and answered, for its Security Officials."""
    return _requests_page(request, request.organization_access.organization)


@require_safe
def requests_of_aco(request: AcoRequest, aco_id: str) -> HttpResponse:
    """The same for an ACO's QPP Security Officials: requests from before August 5, 2021 (B2)."""
    return _requests_page(request, request.aco_access.aco)


def _requests_page(request: HttpRequest, place: Organization | Aco) -> HttpResponse:
    state = newest_first(ListState(request, COLUMNS))
    chosen = state.chosen("state", STATES)
    found = _requests_of(place).filter(**STATES.get(chosen, {})).annotate(rank=STATE_RANK)
    context = {
        "place": place,
        "in_aco": isinstance(place, Aco),
        "state": state,
        "states": list(RequestState),
        "chosen": chosen,
        "requests": found.order_by(*state.order, "-pk")[state.rows],
        "paging": state.paging(found.count()),
    }
    return render(request, "qpp_roles/roles/manage_access/requests.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def approve(request: OrganizationRequest, organization_id: int, request_id: int) -> HttpResponse:
    return _answer(request, request.organization_access.organization, request_id, approving=True)


@require_http_methods(["GET", "HEAD", "POST"])
def deny(request: OrganizationRequest, organization_id: int, request_id: int) -> HttpResponse:
    return _answer(request, request.organization_access.organization, request_id, approving=False)


@require_http_methods(["GET", "HEAD", "POST"])
def approve_in_aco(request: AcoRequest, aco_id: str, request_id: int) -> HttpResponse:
    return _answer(request, request.aco_access.aco, request_id, approving=True)


@require_http_methods(["GET", "HEAD", "POST"])
def deny_in_aco(request: AcoRequest, aco_id: str, request_id: int) -> HttpResponse:
    return _answer(request, request.aco_access.aco, request_id, approving=False)


def _answer(
    request: SignedInRequest, place: Organization | Aco, request_id: int, *, approving: bool
) -> HttpResponse:
    """What the answer would do, and doing it. Whoever comes second is told who was first."""
    found = get_object_or_404(_requests_of(place), pk=request_id)
    if found.person_id == request.user.pk:
        why = "Nobody answers their own request. Another Security Official answers it."
        raise Refused(Decision(False, why, (Role.SECURITY_OFFICIAL.label,)))
    form = DenyForm(request.POST or None)
    if request.method == "POST" and (approving or form.is_valid()):
        try:
            if approving:
                approve_request(acting_person=request.user, role_request=found)
            else:
                deny_request(acting_person=request.user, role_request=found, **form.cleaned_data)
        except AlreadyAnswered as error:
            messages.warning(request, str(error))
            return redirect(url_of(place))
        except QppError as error:
            error.show_in(form)
        else:
            _say(request, found, approving)
            return redirect(url_of(place))
    if found.state is not RequestState.PENDING:
        messages.warning(request, what_became_of(found))
        return redirect(url_of(place))
    kind = KINDS[SSP_ACO] if isinstance(place, Aco) else place.kind_row
    context = {
        "role_request": found,
        "place": place,
        "url": url_of(place),
        "in_aco": isinstance(place, Aco),
        "approving": approving,
        "allowed": allowed_by(Role(found.role), kind),
        "form": form,
    }
    return render(request, "qpp_roles/roles/manage_access/answer.html", context)


def _say(request: HttpRequest, role_request: RoleRequest, approved: bool) -> None:
    name, role = role_request.person.full_name, Role(role_request.role).label
    said = f"{name} is {role} now" if approved else f"The request of {name} is denied"
    messages.success(request, f"{said}. We told them, on screen and by e-mail.")


def _requests_of(place: Organization | Aco) -> QuerySet[RoleRequest]:
    own = Q(aco=place) if isinstance(place, Aco) else Q(organization=place)
    return RoleRequest.objects.filter(own).select_related(
        "person", "decided_by", "organization", "aco"
    )
