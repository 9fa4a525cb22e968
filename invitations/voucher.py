"""What an opened invitation is worth at sign-up: an address, proven by the code (rule E7)."""

from django.http import HttpRequest
from django.urls import reverse

from accounts.signup import Voucher
from invitations.opened import opened_invitation


def read_voucher(request: HttpRequest) -> Voucher | None:
    """The name and address of the opened invitation, or None."""
    invitation = opened_invitation(request)
    if invitation is None:
        return None
    return Voucher(
        email=invitation.email,
        first_name=invitation.first_name,
        last_name=invitation.last_name,
    )


def next_url(request: HttpRequest) -> str | None:
    """Where someone who has just signed in answers the opened invitation, or None."""
    return reverse("answer_invitation") if opened_invitation(request) else None
