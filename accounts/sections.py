"""What accounts shows on every page."""

from django.conf import settings
from django.http import HttpRequest

from acoms.site.sections import Section


def session_warning(request: HttpRequest, _: object) -> Section:
    """The question before a session that nobody uses ends; no query."""
    seconds = {"SESSION_IDLE_SECONDS": settings.SESSION_IDLE_SECONDS}
    return Section("accounts/session_warning.html", seconds)
