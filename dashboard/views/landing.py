"""The landing page for visitors, and the Dashboard for everyone who has signed in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.requests import SignedInRequest
from contacts.access import edited_among
from contacts.attention import days_ahead
from contacts.queries import SEVERAL
from dashboard.first_steps import first_steps
from dashboard.grouping import program_dates, sections
from dashboard.queries import checklists, of_person, own_acos
from invitations.acceptance.notices import who_decides
from invitations.acceptance.queries import waiting_of
from invitations.models import Invitation
from invitations.queries import hand_overs
from notifications.models import Notification
from qpp_roles.roles.queries import holds_a_role

RECENT = 4
DAYS = 5


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What ACO-MS is and how to get in; the Dashboard for who is in."""
    if request.user.is_authenticated:
        return redirect("dashboard")
    return render(request, "dashboard/home.html")


@require_safe
def dashboard(request: SignedInRequest) -> HttpResponse:
    """The Activation Widget, what is to be done by when, and recent activity (A8, A16).

    Whoever has no access to anything yet is told where it begins (D7).
    """
    person = request.user
    waiting = list(
        Invitation.objects.answerable(timezone.now()).addressed_to(person.email).with_people()
    )
    acos, items, statements = of_person(person.pk)
    has_role = holds_a_role(person.pk)
    new_acos, days, today = list(checklists(acos)), days_ahead(acos), timezone.localdate()
    context = {
        "waiting": hand_overs(waiting),
        "to_confirm": [(one, who_decides(one)) for one in waiting_of(person)],
        "statements": statements,
        "is_new": not (acos or person.is_staff or has_role),
        "sections": sections(items, today),
        "first_steps": list(first_steps(person, acos, has_role=has_role, is_busy=bool(items))),
        "checklist": new_acos[0] if new_acos else None,
        "more_checklists": len(new_acos) - 1,
        "acos": own_acos(acos, items),
        "number_of_acos": len(acos),
        "invites_across": len(edited_among(acos)) >= SEVERAL,
        "days": program_dates(days, today)[:DAYS],
        "recent": Notification.objects.on_screen_for(person.pk)[:RECENT],
    }
    return render(request, "dashboard/dashboard.html", context)
