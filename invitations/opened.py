"""The invitation that this browser session has opened with link and code (rule E7)."""

from django.http import HttpRequest
from django.utils import timezone

from acoms.site.opened_links import OpenedLink
from invitations.models import Invitation

_OPENED = OpenedLink("invitation")

remember_opened = _OPENED.remember
forget_opened = _OPENED.forget


def opened_generation(request: HttpRequest, invitation_id: int) -> int | None:
    """The generation of `invitation_id` that this session has opened, if it has."""
    opened = _OPENED.of(request)
    return opened.generation if opened and opened.row_id == invitation_id else None


def opened_invitation(request: HttpRequest) -> Invitation | None:
    """The opened invitation, while it can be answered and has not been sent again."""
    opened = _OPENED.of(request)
    if opened is None:
        return None
    return (
        Invitation.objects.answerable(timezone.now())
        .with_people()
        .filter(pk=opened.row_id, generation=opened.generation)
        .first()
    )


def was_opened(request: HttpRequest) -> Invitation | None:
    """The invitation that this session opened once, whatever has become of it."""
    opened = _OPENED.of(request)
    found: Invitation | None = (
        Invitation.objects.filter(pk=opened.row_id).first() if opened else None
    )
    return found
