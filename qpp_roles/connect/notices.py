"""What people are told when someone asks for a role, on screen and by e-mail (rule D5)."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from accounts.models import Person
from notifications.actions import Telling, notify, notify_all
from notifications.kinds import Kind, register
from notifications.quoting import NAME, quoted
from qpp_roles.organizations.helpline import QPP
from qpp_roles.organizations.kinds import Role
from qpp_roles.roles.models import RoleRequest

PENDING = register(
    Kind(
        name="role_pending",
        on_screen="You asked to be {role} of {place}. A Security Official there approves or denies "
        "your request.",
        mail="qpp_roles/email/pending",
        helpline=QPP,
    )
)
VALIDATED = register(
    Kind(
        name="role_validated",
        on_screen="You are now {role} of {place}: what you entered was validated.",
        mail="qpp_roles/email/validated",
        helpline=QPP,
    )
)
ASKS_FOR_ROLE = register(
    Kind(
        name="role_request_waiting",
        on_screen="{who} asks to be {role} of {place}. Approve or deny the request.",
        mail="qpp_roles/email/asks_for_role",
        helpline=QPP,
    )
)


def tell_pending(request: RoleRequest, officials: Iterable[Person]) -> None:
    """The requester, and everyone who can answer."""
    _tell_requester(PENDING, request)
    if request.aco is not None:
        url = reverse("manage_access_aco_requests", args=[request.aco.aco_id])
    else:
        url = reverse("manage_access_requests", args=[request.organization_id])
    data = _data(ASKS_FOR_ROLE, request, url)
    notify_all(ASKS_FOR_ROLE, [Telling(person=person, data=data) for person in officials])


def tell_validated(request: RoleRequest) -> None:
    _tell_requester(VALIDATED, request)


def _tell_requester(kind: Kind, request: RoleRequest) -> None:
    data = _data(kind, request, reverse("connect_confirmation", args=[request.pk]))
    notify(kind, person=request.person, data=data)


def _data(kind: Kind, request: RoleRequest, url: str) -> dict[str, Any]:
    """`place` is its name alone: an ID may be one of the facts that are asked for (rule D4)."""
    data = {
        "who": request.person.full_name,
        "role": Role(request.role).label,
        "place": request.place.name,
        "url": url,
    }
    if kind is not ASKS_FOR_ROLE:
        return {**data, "said": kind.on_screen.format(**data)}
    said = f"Someone asks to be {data['role']} of {data['place']}. Approve or deny the request."
    return {**data, "said": said, "quoted": quoted((NAME, data["who"]))}
