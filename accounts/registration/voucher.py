"""What an opened request for an account is worth: an address at sign-up, and the way on (E7)."""

from django.http import HttpRequest
from django.utils import timezone

from accounts.registration.models import Registration
from accounts.signup import Voucher
from acoms.site.navigation import url_of_way
from acoms.site.opened_links import OpenedLink

OPENED = OpenedLink("registration")


def read_voucher(request: HttpRequest) -> Voucher | None:
    """The address of the opened request, while it is good, or None."""
    found = _opened(request)
    if found is None or found.expires_at <= timezone.now():
        return None
    return Voucher(email=found.email, then="Manage Access")


def next_url(request: HttpRequest) -> str | None:
    """Manage Access, where a new user starts (D7), for the one who asked for this account."""
    found = _opened(request)
    if found is None or getattr(request.user, "email", "") != found.email:
        return None
    return url_of_way("registered")


def _opened(request: HttpRequest) -> Registration | None:
    target = OPENED.of(request)
    if target is None:
        return None
    return Registration.objects.filter(pk=target.row_id, generation=target.generation).first()
