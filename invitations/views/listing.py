"""All invitations of an ACO, open and ended, on screen and as a file (rule A12)."""

from django.db.models import Count, Q, QuerySet, Value, Window
from django.db.models.functions import Concat
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from acoms.programme.clock import day_in_words
from acoms.tables.cells import badge, two_lines
from acoms.tables.exports import list_response
from acoms.tables.lists import Column, ListState
from acoms.text.folding import Folded
from contacts.access import AcoRequest
from invitations.models import STATES, Invitation, in_state


def _ended(one: Invitation) -> str:
    """When it came to its end, and what its person left out."""
    left = f"Declined: {one.declined_listed}" if one.declined_types else ""
    return ". ".join(filter(None, (day_in_words(one.ended_at) if one.ended_at else "", left)))


def _mail(one: Invitation) -> str:
    return f"{one.mail.mail_state} {one.mail.failure}".strip() if one.mail else ""


COLUMNS: tuple[Column[Invitation], ...] = (
    Column("sent", "Sent", ("-sent_at",), cell=lambda one: one.sent_at),
    Column(
        "to",
        "To",
        (Folded("last_name"), Folded("first_name")),
        cell=lambda one: two_lines(one.full_name, one.email),
        file={
            "First name": lambda one: one.first_name,
            "Last name": lambda one: one.last_name,
            "E-mail": lambda one: one.email,
        },
        names_row=True,
    ),
    Column("as", "As", cell=lambda one: one.types_listed),
    Column(
        "by",
        "Sent by",
        (Folded("invited_by__last_name"), Folded("invited_by__first_name")),
        cell=lambda one: one.senders,
    ),
    Column("mail", "Mail", cell="invitations/cells/mail.html", file={"Mail": _mail}),
    Column("ends", "Ends", ("expires_at",), cell=lambda one: one.expires_at),
    Column(
        "state",
        "State",
        cell=lambda one: two_lines(badge(one.state.value), _ended(one)),
        file={
            "State": lambda one: one.state.value,
            "Ended": lambda one: one.ended_at,
            "Declined": lambda one: one.declined_listed,
        },
    ),
)


@require_safe
def invitations(request: AcoRequest, aco_id: str) -> HttpResponse:
    """Every invitation that was ever sent for the ACO, newest first."""
    state = ListState(request, COLUMNS)
    found = _asked_for(request, state).annotate(total=Window(Count("pk")))
    rows = list(found[state.rows])
    context = {
        "state": state,
        "states": STATES.items(),
        "chosen": state.chosen("state", STATES),
        "rows": rows,
        "paging": state.paging(rows[0].total if rows else 0),
    }
    return render(request, "invitations/list.html", context)


@require_safe
def invitations_csv(request: AcoRequest, aco_id: str) -> HttpResponseBase:
    """The invitations that the page shows with the same search and filters, all of them."""
    found = _asked_for(request, ListState(request, COLUMNS))
    return list_response(f"{aco_id}-invitations.csv", COLUMNS, found)


def _asked_for(request: AcoRequest, state: ListState) -> QuerySet[Invitation]:
    found = Invitation.objects.filter(aco=request.aco_access.aco).with_people()
    found = found.filter(in_state(state.chosen("state", STATES), timezone.now()))
    if state.search:
        name = Concat("first_name", Value(" "), "last_name")
        found = found.annotate(name=name).filter(
            Q(name__icontains=state.search) | Q(email__icontains=state.search)
        )
    return found.order_by(*state.order, "-pk")
