"""Ending a Staff User's role, and giving up one's own: a question first, then doing it (D9)."""

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from acoms.access import Decision, Refused
from qpp_roles.organizations.errors import AlreadyEnded, QppError
from qpp_roles.organizations.kinds import Role, allowed_by
from qpp_roles.roles.access import OrganizationRequest
from qpp_roles.roles.actions.ending import end_staff_user, leave_role
from qpp_roles.roles.manage_access.forms import EndForm
from qpp_roles.roles.models import HeldRole
from qpp_roles.roles.notices import url_of
from qpp_roles.roles.officials import officials_of
from qpp_roles.roles.rules import refusal_to_end, refusal_to_leave


@require_http_methods(["GET", "HEAD", "POST"])
def end_role(request: OrganizationRequest, organization_id: int, held_id: int) -> HttpResponse:
    """A Security Official ends a Staff User's role. Whoever comes second is told who was first."""
    access = request.organization_access
    roles = HeldRole.objects.filter(organization=access.organization)
    held = get_object_or_404(roles.select_related("person", "organization"), pk=held_id)
    _refuse_if(
        refusal_to_end(
            Role(held.role), ender_role=access.role, own=held.person_id == request.user.pk
        )
    )
    form = EndForm(request.POST or None)
    if form.is_valid():
        try:
            end_staff_user(acting_person=request.user, held=held, **form.cleaned_data)
        except AlreadyEnded as error:
            messages.warning(request, str(error))
            return redirect(url_of(access.organization))
        except QppError as error:
            error.show_in(form)
        else:
            name = held.person.full_name
            messages.success(
                request, f"{name} has no role here any more. We told them, on screen and by e-mail."
            )
            return redirect(url_of(access.organization))
    if held.ended_at is not None:
        return redirect(url_of(access.organization))
    context = {"held": held, "form": form, "url": url_of(access.organization)}
    return render(request, "qpp_roles/roles/manage_access/end_role.html", context)


def _refuse_if(why: str) -> None:
    if why:
        raise Refused(Decision(False, why, (), ()))


@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: OrganizationRequest, organization_id: int) -> HttpResponse:
    """Someone gives up their own role, also said twice; the last Security Official reads who must
    come first."""
    access = request.organization_access
    place = access.organization
    others = [one for one in officials_of(place) if one.pk != request.user.pk]
    refusal = refusal_to_leave(access.role, other_officials=len(others))
    if request.method == "POST":
        own = HeldRole.objects.filter(organization=place, person=request.user.pk)
        try:
            leave_role(acting_person=request.user, held=own.latest("since", "pk"))
        except QppError as error:
            refusal = str(error)
        else:
            return _left(request, access.role, place.name)
    context = {
        "place": place,
        "role": access.role,
        "refusal": refusal,
        "others": [one.full_name for one in others],
        "allowed": allowed_by(access.role, place.kind_row),
        "url": url_of(place),
    }
    return render(request, "qpp_roles/roles/manage_access/leave.html", context)


def _left(request: HttpRequest, role: Role, place: str) -> HttpResponse:
    """To what is left; to the sign-in where that was the person's last access, which ended their
    sessions, this one too."""
    key = request.session.session_key
    signed_out = not (key and request.session.exists(key))
    if signed_out:
        logout(request)
    said = f"You are no longer {role.label} of {place}."
    messages.success(request, f"{said} You are signed out." if signed_out else said)
    return redirect("account_login" if signed_out else "manage_access")
