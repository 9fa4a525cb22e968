"""The invitation that this browser session has opened with link and code (rule E7).

The session keeps its id and generation only. It lets the visitor see what they are invited to and
create an account; it never signs anyone in.
"""

from django.http import HttpRequest
from django.utils import timezone

from invitations.models import Invitation
from invitations.secrets import LinkTarget

SESSION_KEY = "opened_invitation"


def remember_opened(request: HttpRequest, target: LinkTarget) -> None:
    request.session[SESSION_KEY] = {"id": target.invitation_id, "generation": target.generation}


def forget_opened(request: HttpRequest) -> None:
    request.session.pop(SESSION_KEY, None)


def opened_generation(request: HttpRequest, invitation_id: int) -> int | None:
    """The generation of `invitation_id` that this session has opened, if it has."""
    opened = request.session.get(SESSION_KEY)
    return opened["generation"] if opened and opened["id"] == invitation_id else None


def opened_invitation(request: HttpRequest) -> Invitation | None:
    """The opened invitation, while it can be answered and has not been sent again."""
    opened = request.session.get(SESSION_KEY)
    if not opened:
        return None
    found: Invitation | None = (
        Invitation.objects.answerable(timezone.now())
        .with_people()
        .filter(pk=opened["id"], generation=opened["generation"])
        .first()
    )
    return found


def was_opened(request: HttpRequest) -> Invitation | None:
    """The invitation that this session opened once, whatever has become of it."""
    opened = request.session.get(SESSION_KEY)
    found: Invitation | None = (
        Invitation.objects.filter(pk=opened["id"]).first() if opened else None
    )
    return found
