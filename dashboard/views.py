"""The landing page for visitors, and the Dashboard for everyone who has signed in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.requests import SignedInRequest
from contacts.attention import (
    needing_attention,
    needing_attention_by_right,
    needing_attention_of,
)
from contacts.permissions import Permission, decide
from contacts.queries import acos_of_person
from contacts.statements import concerning
from invitations.acceptance.notices import who_decides
from invitations.acceptance.queries import waiting_of
from invitations.models import Invitation
from invitations.queries import hand_overs
from notifications.models import Notification
from qpp_roles.roles.queries import holds_a_role

LATELY = 8


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What ACO-MS is and how to get in; the Dashboard for who is in."""
    if request.user.is_authenticated:
        return redirect("dashboard")
    return render(request, "dashboard/home.html")


@require_safe
def dashboard(request: SignedInRequest) -> HttpResponse:
    """The Activation Widget, what needs attention, and what happened lately (A8, A16).

    Whoever has no access to anything yet is told where it begins (D7).
    """
    person = request.user
    waiting = list(
        Invitation.objects.answerable(timezone.now()).addressed_to(person.email).with_people()
    )
    acos = list(acos_of_person(person.pk))
    edited = [aco for aco in acos if decide(aco.codes, Permission.CONTACTS_EDIT)]
    statements, unconfirmed = concerning(person.pk)
    by_right = needing_attention_by_right(acos)
    context = {
        "waiting": hand_overs(waiting),
        "to_confirm": [(one, who_decides(one)) for one in waiting_of(person)],
        "statements": statements,
        "is_new": not (acos or person.is_staff or holds_a_role(person.pk)),
        "attention": [
            *unconfirmed,
            *needing_attention_of(person.pk),
            *(item for item in by_right if item.is_for(person.pk)),
            *(item for item in needing_attention(edited) if item.is_for(person.pk)),
        ],
        "lately": Notification.objects.on_screen_for(person.pk)[:LATELY],
    }
    return render(request, "dashboard/dashboard.html", context)
