"""Deadlines as a calendar: a file to download, and an address that calendars fetch."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.models import Person
from accounts.requests import SignedInRequest
from acoms.access.pages import require_POST
from dashboard.actions import renew_feed, revoke_feed
from dashboard.deadlines import calendar_of
from dashboard.models import CalendarFeed
from dashboard.secrets import read_token, token_for


@require_safe
def calendar_page(request: SignedInRequest) -> HttpResponse:
    """The ways to one's deadlines in another calendar."""
    feed = CalendarFeed.objects.in_use().filter(person=request.user.pk).first()
    context: dict[str, object] = {"feed": feed}
    if feed is not None:
        path = reverse("calendar_feed", args=[token_for(feed.pk, feed.generation)])
        context["address"] = f"{settings.SITE_URL}{path}"
    return render(request, "dashboard/calendar.html", context)


@require_safe
def download(request: SignedInRequest) -> HttpResponse:
    return _file(request.user)


@require_POST
def renew(request: SignedInRequest) -> HttpResponse:
    had_one = CalendarFeed.objects.in_use().filter(person=request.user.pk).exists()
    renew_feed(acting_person=request.user)
    off = " The one from before is off." if had_one else ""
    messages.success(request, f"Your calendar has a new address.{off}")
    return redirect("calendar")


@require_POST
def revoke(request: SignedInRequest) -> HttpResponse:
    revoke_feed(acting_person=request.user)
    messages.success(request, "The address is off. Calendars that used it get nothing more.")
    return redirect("calendar")


@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """What a calendar fetches; the address is the secret, and says nothing where it is wrong."""
    target = read_token(token)
    found = target and (
        CalendarFeed.objects.in_use()
        .filter(pk=target.row_id, generation=target.generation)
        .select_related("person")
        .first()
    )
    if not found:
        raise Http404
    return _file(found.person)


def _file(person: Person) -> HttpResponse:
    return HttpResponse(
        calendar_of(person),
        content_type="text/calendar; charset=utf-8",
        headers={
            "Content-Disposition": 'attachment; filename="aco-ms-deadlines.ics"',
            "Cache-Control": "private, no-store",
        },
    )
