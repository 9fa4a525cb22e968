"""How long a session lives, and what of a second factor a request knows."""

import time
from collections.abc import Callable
from functools import partial
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY, logout
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponseBase
from django_otp import DEVICE_ID_SESSION_KEY
from django_otp.models import Device

from acoms.access.unsent import to_sign_in

STARTED_KEY = "session_started_at"
SEEN_KEY = "session_seen_at"
WRITE_EVERY = 60

GetResponse = Callable[[HttpRequest], HttpResponseBase]


class SecondFactorMiddleware:
    """Adds `is_verified()` to whoever is signed in, as django-otp does, but asks when asked.

    django-otp's own middleware reads the device on every request. The pages need only that the
    session carries one (`acoms.access`); the admin asks for the device itself. A device that is
    removed or replaced ends its sessions with it (`accounts.actions`).
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.has_second_factor = partial(  # type: ignore[attr-defined]
            has_second_factor, request
        )
        return self.get_response(request)


def has_second_factor(request: HttpRequest) -> bool:
    """Whether this session was opened with a device that its person still has."""
    device_id = request.session.get(DEVICE_ID_SESSION_KEY)
    device = Device.from_persistent_id(device_id) if device_id else None
    return bool(device is not None and device.confirmed and device.user_id == request.user.pk)


@receiver(user_logged_in)
def _start_clock(request: HttpRequest, **kwargs: Any) -> None:
    request.session[STARTED_KEY] = request.session[SEEN_KEY] = int(time.time())


class SessionLimitsMiddleware:
    """A session ends after 30 idle minutes, after 12 hours, and with a change of how one signs in.

    What counts is the time of the last request, as the session has it: written at most once a
    minute, so that an idle session may end up to a minute early, and never late.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.came_signed_in = SESSION_KEY in request.session  # type: ignore[attr-defined]
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *args: Any) -> HttpResponseBase | None:
        session = request.session
        if SESSION_KEY not in session:
            return _ended_by_change(request)
        now = int(time.time())
        seen = session.get(SEEN_KEY, 0)
        if now - seen >= settings.SESSION_IDLE_SECONDS:
            return _ended(
                request, f"nobody used it for {settings.SESSION_IDLE_SECONDS // 60} minutes"
            )
        if now - session.get(STARTED_KEY, 0) >= settings.SESSION_ABSOLUTE_SECONDS:
            return _ended(request, f"it was {settings.SESSION_ABSOLUTE_SECONDS // 3600} hours old")
        if now - seen >= WRITE_EVERY:
            session[SEEN_KEY] = now
        return None


def _ended_by_change(request: HttpRequest) -> HttpResponseBase | None:
    """Django has emptied the session, because it carries another password or epoch (`Person`)."""
    if not getattr(request, "came_signed_in", False):
        return None
    return _ended(request, "your password or second factor was changed")


def _ended(request: HttpRequest, why: str) -> HttpResponseBase:
    """Sign out, say why, and lead to the sign-in and from there back to the page."""
    person = request.user.pk
    logout(request)
    return to_sign_in(request, f"Your session ended because {why}.", person)
