"""What people are told of requests and roles, on screen and by e-mail (rules D5, D9).

A place is called by its name alone: its ID may be a proof that an outsider is asked for (D4).
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.urls import reverse

from accounts.models import Person
from acoms.programme.clock import day_in_words
from acoms.site.navigation import url_of_way
from contacts.models import Aco
from notifications.actions import Telling, notify, notify_all
from notifications.kinds import Kind, Outgoing, register
from notifications.quoting import BY, NAME, REASON, in_marks, quoted
from notifications.subjects import subject_about
from qpp_roles.organizations.helpline import QPP
from qpp_roles.organizations.kinds import Role
from qpp_roles.organizations.models import Organization
from qpp_roles.roles.models import HeldRole, RoleRequest
from qpp_roles.roles.rules import WAITING_LONG


def _still_waiting(notifications: Sequence[Outgoing]) -> Mapping[int, dict[str, Any]]:
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


def _only_still_waiting(notifications: Sequence[Outgoing]) -> Mapping[int, dict[str, Any]]:
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
        said = f"You are {role.label} of {name_of(place)} now. Your request was approved."
    else:
        said = f"Your request to be {role.label} of {name_of(place)} was denied."
    approved = bool(role_request.approved)
    url = url_of(place) if approved else reverse("manage_access")
    data = {"said": said, "place": name_of(place), "approved": approved, "url": url}
    data |= {"quoted": quoted((BY, by), (REASON, role_request.reason))}
    notify(ANSWERED, person=role_request.person, data=data)


def tell_role_given(held: HeldRole, reason: str) -> None:
    """QPP staff gave a role: the person and the organization's Security Officials learn of it."""
    role, place = _role_at(held)
    _tell_concerned(
        held,
        f"You are {role} of {place} now.",
        f"Someone is {role} of {place} now.",
        (BY, _called(held.given_by)),
        (REASON, reason),
    )


def tell_role_changed(before: HeldRole, held: HeldRole) -> None:
    """QPP staff made a Staff User a Security Official, or the other way round."""
    role, place = _role_at(held)
    rest = f"is {role} of {place} now, and no longer {Role(before.role).label}."
    _tell_concerned(
        held,
        rest.replace("is", "You are", 1),
        f"Someone {rest}",
        (BY, _called(held.given_by)),
        (REASON, before.end_reason),
    )


def tell_role_ended(held: HeldRole) -> None:
    role, place = _role_at(held)
    _tell_concerned(
        held,
        f"You are no longer {role} of {place}.",
        f"Someone is no longer {role} of {place}.",
        (BY, _called(held.ended_by)),
        (REASON, held.end_reason),
    )


def tell_role_left(held: HeldRole) -> None:
    """Someone gave up their own role: they have it in writing, the Security Officials learn it."""
    role, place = _role_at(held)
    _tell_concerned(
        held,
        f"You are no longer {role} of {place}. You gave the role up.",
        f"Someone is no longer {role} of {place}, and gave the role up.",
    )


def tell_left_without_official(organization: Organization) -> None:
    """Everyone who still has a role, and whoever waits for one, learns that nobody there can
    answer requests (D3, D5, D9)."""
    said = (
        f"{organization.name} has no Security Official any more. The next person who connects to "
        "it as Security Official is validated as the first one."
    )
    held = HeldRole.objects.filter(organization=organization).active().select_related("person")
    subject = subject_about("{} has no Security Official any more", organization.name)
    _tell([one.person for one in held], subject, said, [], organization)
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
            "url": url_of_way("role_request:left_waiting", role_request.pk),
        },
    )


def remind_official(person: Person, requests: Sequence[RoleRequest]) -> Telling:
    """One reminder for a Security Official, of all that waits in one place."""
    place = requests[0].place
    return Telling(
        person=person,
        data={
            "said": _waiting_said(requests),
            "quoted": quoted((NAME, requests[0].person.full_name)) if len(requests) == 1 else [],
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


def _tell_concerned(held: HeldRole, to_them: str, to_others: str, *typed: tuple[str, str]) -> None:
    """The person whose role it is, and the organization's Security Officials but who did it."""
    organization = held.organization
    officials = HeldRole.objects.filter(organization=organization).active().security_officials()
    officials = officials.exclude(person__in=[held.person_id, held.ended_by_id or held.person_id])
    role, place = _role_at(held)
    what = f"{role} of {{}} now" if held.ended_at is None else f"no longer {role} of {{}}"
    still_there = organization if held.ended_at is None else None
    subject = subject_about(f"You are {what}", place)
    _tell([held.person], subject, to_them, quoted(*typed), still_there)
    others = [one.person for one in officials.select_related("person")]
    subject = subject_about(f"Someone is {what}", place)
    theirs = quoted(("Person", held.person.full_name), *typed)
    _tell(others, subject, to_others, theirs, organization)


def _tell(
    people: Iterable[Person],
    subject: str,
    said: str,
    typed: list[Any],
    organization: Organization | None,
) -> None:
    url = url_of(organization) if organization else reverse("manage_access")
    data = {"subject": subject, "said": said, "quoted": typed, "url": url}
    notify_all(ROLE_CHANGED, [Telling(person=person, data=data) for person in people])


def _role_at(held: HeldRole) -> tuple[str, str]:
    return Role(held.role).label, held.organization.name


def _called(person: Person | None) -> str:
    assert person is not None  # every answer and change here is somebody's
    return f"{person.full_name} of QPP" if person.is_staff else person.full_name


def _waiting_said(requests: Sequence[RoleRequest]) -> str:
    place = name_of(requests[0].place)
    if len(requests) == 1:
        one = requests[0]
        return (
            f"A request to be {Role(one.role).label} of {place} has waited since "
            f"{day_in_words(one.requested_at)}."
        )
    return f"{len(requests)} people wait for a role in {place}."


def _lines(requests: Sequence[RoleRequest]) -> list[dict[str, str]]:
    """One line for each."""
    return [
        {
            "text": f"{in_marks(one.person.full_name)}, {Role(one.role).label}, since "
            f"{day_in_words(one.requested_at)}"
        }
        for one in requests
    ]
