"""Writing to the SSP Helpdesk, and the thread of what was written (rule J3)."""

from http import HTTPStatus
from typing import Any

from allauth.core import ratelimit
from allauth.core.internal.ratelimit import get_ip
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.models import Person
from accounts.requests import SignedInRequest
from acoms.site.sections import Section
from acoms.text.saying import say
from helpdesk import actions
from helpdesk.errors import HelpdeskError, TooOften
from helpdesk.forms import AskForm, MessageForm, StrangersForm
from helpdesk.models import Ticket
from helpdesk.rules import Where

SHOWN = 10  # threads on the Helpdesk's page


def _person(request: HttpRequest) -> Person | None:
    return request.user if isinstance(request.user, Person) else None


def _form(request: HttpRequest) -> AskForm:
    kind = StrangersForm if _person(request) is None else AskForm
    if request.method == "POST":
        return kind(request.POST)
    asked = request.GET.get("from", "")
    return kind(initial={"where": asked if asked in [*Where] else Where.OTHER.value})


def form_section(request: HttpRequest, about: Any) -> Section:
    """The form on the Helpdesk's page, and the threads of whoever is signed in; one query."""
    person = _person(request)
    mine = Ticket.objects.with_last().filter(person=person)[:SHOWN] if person else []
    return Section("helpdesk/_form.html", {"form": _form(request), "tickets": mine})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """The message of anyone; what was typed stays where something is wrong."""
    form, status = _form(request), HTTPStatus.OK
    if request.method == "POST" and form.is_valid():
        try:
            return _thank(request, _asked(request, form.cleaned_data))
        except HelpdeskError as error:
            error.show_in(form)
            status = error.status
    return render(request, "helpdesk/ask.html", {"form": form}, status=status)


def _asked(request: HttpRequest, given: dict[str, Any]) -> Ticket:
    person, where = _person(request), Where(given.pop("where"))
    if person is not None:  # whose own messages that wait are counted
        return actions.ask(acting_person=person, where=where, **given)
    _count(request)
    return actions.ask_as_stranger(network=get_ip(request), where=where, **given)


def _count(request: HttpRequest) -> None:
    """Raises HelpdeskError for a network that writes too often."""
    if not ratelimit.consume(request, action="helpdesk"):
        raise TooOften(
            say(
                "Too many messages have come from your network. Try again in an hour, or tomorrow "
                "if you read this again. If it is urgent, call {phone}.",
                phone=settings.HELPDESK_PHONE,
            )
        )


def _thank(request: HttpRequest, ticket: Ticket) -> HttpResponse:
    if ticket.person_id is not None:
        messages.success(
            request,
            "Your message has reached the SSP Helpdesk. Its reference number is "
            f"{ticket.reference}. The answer will appear here.",
        )
        return redirect("helpdesk_ticket", ticket.reference)
    messages.success(
        request,
        say(
            "Your message has reached the SSP Helpdesk. Its reference number is {reference}. We "
            "answer by e-mail.",
            reference=ticket.reference,
        ),
    )
    return redirect("helpdesk")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ticket(request: SignedInRequest, reference: str) -> HttpResponse:
    """A thread, for whoever asked: what was said, and a field to go on."""
    mine = Ticket.objects.filter(person=request.user, reference=reference[:9])
    found = mine.prefetch_related("messages__written_by").first()
    if found is None:
        raise Http404
    form, status = MessageForm(request.POST or None), HTTPStatus.OK
    if request.method == "POST" and form.is_valid():
        try:
            _count(request)
            actions.go_on(acting_person=request.user, ticket=found, body=form.cleaned_data["body"])
        except HelpdeskError as error:
            error.show_in(form)
            status = error.status
        else:
            messages.success(request, "Your message is sent.")
            return redirect("helpdesk_ticket", found.reference)
    context = {"ticket": found, "form": form}
    return render(request, "helpdesk/ticket.html", context, status=status)
