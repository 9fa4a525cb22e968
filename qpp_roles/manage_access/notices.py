"""What people are told of requests and roles, on screen and by e-mail (rules D5, D9).

A place is called by its name alone: its ID may be a proof that an outsider is asked for (D4).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from accounts.models import Person
from acoms.clock import day_in_words
from contacts.models import Aco
from notifications.actions import Telling, notify, notify_all
from notifications.kinds import Kind, register
from notifications.models import Notification
from qpp_roles.helpline import QPP
from qpp_roles.kinds import Role
from qpp_roles.models import HeldRole, Organization, RoleRequest
from qpp_roles.rules import WAITING_LONG


def _still_waiting(notifications: Sequence[Notification]) -> Mapping[int, dict[str, Any]]:
    """What each reminder still says, without requests answered meanwhile; one query."""
    wanted = {pk for n in notifications for pk in n.data["requests"]}
    pending = RoleRequest.objects.pending().filter(pk__in=wanted)
    waiting = {one.pk: one for one in pending.select_related("person", "organization", "aco")}
    contexts: dict[int, dict[str, Any]] = {}
    for notification in notifications:
        left = [waiting[pk] for pk in notification.data["requests"] if pk in waiting]
        if left:
            contexts[notification.pk] = {"said": _waiting_said(left), "lines": _lines(left)}
    return contexts


def _only_still_waiting(notifications: Sequence[Notification]) -> Mapping[int, dict[str, Any]]:
    """The requester is not told of waiting once the request is answered; one query."""
    return {pk: {} for pk in _still_waiting(notifications)}


ANSWERED = register(
    Kind(
        name="role_request_answered",
        on_screen="{said}",
        mail="qpp_roles/email/answered",
        helpline=QPP,
    )
)
ROLE_CHANGED = register(
    Kind(
        name="qpp_role_changed",
        on_screen="{said}",
        mail="qpp_roles/email/role_changed",
        helpline=QPP,
    )
)
REQUESTS_WAITING = register(
    Kind(
        name="role_requests_waiting",
        on_screen="{said}",
        mail="qpp_roles/email/requests_waiting",
        helpline=QPP,
        mail_contexts=_still_waiting,
        digestible=True,
        section="Requests for a role that wait for your answer",
    )
)
WAITING_FOR_LONG = register(
    Kind(
        name="role_request_waiting_long",
        on_screen="{said}",
        mail="qpp_roles/email/waiting_long",
        helpline=QPP,
        mail_contexts=_only_still_waiting,
    )
)
LEFT_WAITING = register(
    Kind(
        name="role_request_left_waiting",
        on_screen="{said}",
        mail="qpp_roles/email/left_waiting",
        helpline=QPP,
        mail_contexts=_only_still_waiting,
    )
)


def url_of(place: Organization | Aco) -> str:
    """Where the people of a place see its roles and requests."""
    if isinstance(place, Aco):
        return reverse("manage_access_aco", args=[place.aco_id])
    return reverse("manage_access_organization", args=[place.pk])


def name_of(place: Organization | Aco) -> str:
    return str(place) if isinstance(place, Aco) else str(place.name)


def tell_answered(role_request: RoleRequest) -> None:
    """The requester learns the answer, who gave it, and why."""
    role, place = Role(role_request.role), role_request.place
    by = _called(role_request.decided_by)
    if role_request.approved:
        said = f"You are {role.label} of {name_of(place)} now. {by} approved your request."
    else:
        said = f"{by} denied your request to be {role.label} of {name_of(place)}."
    said += _because(role_request.reason)
    approved = bool(role_request.approved)
    url = url_of(place) if approved else reverse("manage_access")
    data = {"said": said, "place": name_of(place), "approved": approved, "url": url}
    notify(ANSWERED, person=role_request.person, data=data)


def tell_role_given(held: HeldRole, reason: str) -> None:
    """QPP staff gave a role: the person and the organization's Security Officials learn of it."""
    by, why, role, place = _called(held.given_by), _because(reason), *_role_at(held)
    they = held.person.full_name
    _tell_concerned(
        held,
        _Said(f"You are {role} of {place} now", f"{by} made you {role} of {place}.{why}"),
        _Said(f"{they} is {role} of {place} now", f"{by} made {they} {role} of {place}.{why}"),
    )


def tell_role_changed(before: HeldRole, held: HeldRole) -> None:
    """QPP staff made a Staff User a Security Official, or the other way round."""
    by, why, role, place = _called(held.given_by), _because(before.end_reason), *_role_at(held)
    they = held.person.full_name
    rest = f" of {place} now, and no longer {Role(before.role).label}. {by} changed it.{why}"
    _tell_concerned(
        held,
        _Said(f"You are {role} of {place} now", f"You are {role}{rest}"),
        _Said(f"{they} is {role} of {place} now", f"{they} is {role}{rest}"),
    )


def tell_role_ended(held: HeldRole) -> None:
    by, why, role, place = _called(held.ended_by), _because(held.end_reason), *_role_at(held)
    to_them = f"You are no longer {role} of {place}"
    to_others = f"{held.person.full_name} is no longer {role} of {place}"
    _tell_concerned(
        held,
        _Said(to_them, f"{to_them}. {by} ended it.{why}"),
        _Said(to_others, f"{to_others}. {by} ended it.{why}"),
    )


def tell_role_left(held: HeldRole) -> None:
    """Someone gave up their own role: they have it in writing, the Security Officials learn it."""
    role, place = _role_at(held)
    to_them = f"You are no longer {role} of {place}"
    to_others = f"{held.person.full_name} is no longer {role} of {place}"
    _tell_concerned(
        held,
        _Said(to_them, f"{to_them}. You gave the role up."),
        _Said(to_others, f"{to_others}. They gave the role up."),
    )


def tell_left_without_official(organization: Organization) -> None:
    """Everyone who still has a role, and whoever waits for one, learns that nobody there can
    answer requests (D3, D5, D9)."""
    place = organization.name
    subject = f"{place} has no Security Official any more"
    said = _Said(
        subject,
        f"{subject}. The next person who connects to it as Security Official is validated as the "
        "first one.",
    )
    held = organization.held_roles.active().select_related("person")
    _tell([one.person for one in held], said, organization)
    waiting = RoleRequest.objects.pending().filter(organization=organization)
    notify_all(LEFT_WAITING, map(_left_waiting, waiting.select_related("person", "organization")))


def _left_waiting(role_request: RoleRequest) -> Telling:
    place = name_of(role_request.place)
    said = (
        f"{place} has no Security Official any more, so nobody there can answer your request to be "
        f"{Role(role_request.role).label}. Contact the Quality Payment Program, which can. Or, if "
        "you should be the Security Official, withdraw the request and ask for that role: you are "
        "then validated as the first one."
    )
    return Telling(
        person=role_request.person,
        data={
            "said": said,
            "place": place,
            "requests": [role_request.pk],
            "url": reverse("connect_confirmation", args=[role_request.pk]),
        },
    )


def remind_official(person: Person, requests: Sequence[RoleRequest]) -> Telling:
    """One reminder for a Security Official, of all that waits in one place."""
    place = requests[0].place
    return Telling(
        person=person,
        data={
            "said": _waiting_said(requests),
            "place": name_of(place),
            "requests": [one.pk for one in requests],
            "url": url_of(place),
        },
    )


def tell_waiting_long(role_request: RoleRequest, *, has_official: bool) -> Telling:
    """The requester learns whom to turn to when nobody answers."""
    place = name_of(role_request.place)
    turn_to = (
        "Ask a Security Official there, or contact the Quality Payment Program."
        if has_official
        else "There is no Security Official there now: contact the Quality Payment Program."
    )
    return Telling(
        person=role_request.person,
        data={
            "said": f"Nobody has answered your request to be {Role(role_request.role).label} of "
            f"{place} for {WAITING_LONG.days} days. {turn_to}",
            "place": place,
            "requests": [role_request.pk],
            "url": reverse("manage_access"),
        },
    )


@dataclass(frozen=True, slots=True)
class _Said:
    """What is told of a role that changed: a mail's subject, and the whole of it."""

    subject: str
    text: str


def _tell_concerned(held: HeldRole, to_them: _Said, to_others: _Said) -> None:
    """The person whose role it is, and the organization's Security Officials but who did it."""
    organization = held.organization
    officials = organization.held_roles.active().security_officials()
    officials = officials.exclude(person__in=[held.person_id, held.ended_by_id or held.person_id])
    _tell([held.person], to_them, organization if held.ended_at is None else None)
    _tell([one.person for one in officials.select_related("person")], to_others, organization)


def _tell(people: Iterable[Person], said: _Said, organization: Organization | None) -> None:
    url = url_of(organization) if organization else reverse("manage_access")
    data = {"said": said.text, "subject": said.subject, "url": url}
    notify_all(ROLE_CHANGED, [Telling(person=person, data=data) for person in people])


def _role_at(held: HeldRole) -> tuple[str, str]:
    return Role(held.role).label, held.organization.name


def _because(reason: str) -> str:
    """A reason as a sentence of its own, however it was typed; "" without one."""
    return f" Reason: “{reason.strip()}”." if reason.strip() else ""


def _called(person: Person | None) -> str:
    assert person is not None  # every answer and change here is somebody's
    return f"{person.full_name} of QPP" if person.is_staff else person.full_name


def _waiting_said(requests: Sequence[RoleRequest]) -> str:
    place = name_of(requests[0].place)
    if len(requests) == 1:
        one = requests[0]
        return (
            f"{one.person.full_name} has waited since {day_in_words(one.requested_at)} to be "
            f"{Role(one.role).label} of {place}."
        )
    return f"{len(requests)} people wait for a role in {place}."


def _lines(requests: Sequence[RoleRequest]) -> list[dict[str, str]]:
    """One line for each, where there are several."""
    if len(requests) == 1:
        return []
    return [
        {
            "text": f"{one.person.full_name}, {Role(one.role).label}, since "
            f"{day_in_words(one.requested_at)}"
        }
        for one in requests
    ]
