"""What QPP staff do in an organization's place, with a reason that is kept (rule D9)."""

import pghistory
from django.db import transaction
from django.utils import timezone

from accounts.duties import require
from accounts.models import Person
from accounts.queries import lock_unmerged
from accounts.staff import Duty
from acoms.database.history import last_done
from acoms.once.done import AlreadyDone, bears_repeating
from acoms.once.shown import Parts, refusal_of_change
from qpp_roles.organizations.actions.locking import lock_organization
from qpp_roles.organizations.errors import AlreadyEnded, QppError
from qpp_roles.organizations.kinds import Role
from qpp_roles.organizations.models import Organization
from qpp_roles.roles import notices
from qpp_roles.roles.actions.deciding import REASON_NEEDED, grant, lock_pending, record_answer
from qpp_roles.roles.actions.ending import announce_end, lock_active, write_end
from qpp_roles.roles.models import HeldRole, RoleRequest
from qpp_roles.roles.officials import officials_of
from qpp_roles.roles.rules import RequestState, refusal_to_give, refusal_to_step_in

GOES_WITH_THE_ROLE = "QPP staff gave a role meanwhile."


@bears_repeating
@transaction.atomic
def end_role(
    *, acting_person: Person, held: HeldRole, reason: str, shown: str | None = None
) -> HeldRole:
    """QPP staff end a role, also the last Security Official's; the record stays (rule D9).

    Sessions of someone who is left without any access end too. `shown` is the fingerprint of what
    they were shown (`shown_to_end`). Raises Refused for what the acting person's role does not
    include, and QppError.
    """
    _require(acting_person, reason)
    action = "end QPP role"
    with pghistory.context(action=action, acting_person=acting_person.pk, reason=reason.strip()):
        found = lock_active(held, acting_person, action, reason)
        _require_as_shown(shown, shown_to_end(found))
        write_end(acting_person, found, reason)
        notices.tell_role_ended(found)
        _tell_if_left_without_official(found)
        announce_end(acting_person, found)
    return found


@bears_repeating
@transaction.atomic
def change_role(
    *,
    acting_person: Person,
    held: HeldRole,
    role: Role,
    reason: str,
    shown: str | None = None,
) -> HeldRole:
    """QPP staff make a Staff User a Security Official or the other way round (rule D9).

    The old role ends and the new one begins in the same moment, and both stay on record. `shown` is
    as for `end_role`. Raises Refused and QppError.
    """
    _require(acting_person, reason)
    action = "change QPP role"
    with pghistory.context(action=action, acting_person=acting_person.pk, reason=reason.strip()):
        try:
            found = lock_active(held, acting_person, action, reason)
        except AlreadyDone:
            given = HeldRole.objects.active().filter(
                organization=held.organization, person=held.person, role=role
            )
            if (new := given.first()) is None:
                raise AlreadyEnded("The new role has ended since.") from None
            raise AlreadyDone(new) from None
        _require_as_shown(shown, shown_to_end(found))
        if found.role == role:
            raise QppError(f"{found.person.full_name} is {role.label} already.")
        write_end(acting_person, found, reason)
        new = _give(acting_person, found.organization, found.person, role)
        notices.tell_role_changed(found, new)
        _tell_if_left_without_official(found)
        announce_end(acting_person, found)
    return new


@bears_repeating
@transaction.atomic
def give_role(
    *, acting_person: Person, organization: Organization, person: Person, role: Role, reason: str
) -> HeldRole:
    """QPP staff give someone a role, which answers their own request if one waits (rule D9).

    Raises Refused, and QppError: for someone who has a role there, for a Staff User where there is
    no Security Official (D3), in a closed organization.
    """
    _require(acting_person, reason)
    action = "give QPP role"
    with pghistory.context(action=action, acting_person=acting_person.pk, reason=reason.strip()):
        locked = lock_organization(organization)
        if locked.closed_at is not None:
            raise QppError("This organization is closed: nobody gets a role in it.")
        has_official = bool(officials_of(locked))
        if why := refusal_to_give(role, has_security_official=has_official):
            raise QppError(why)
        held = HeldRole.objects.filter(organization=locked).active().filter(person=person).first()
        if held is not None:
            if held.role == role and last_done(held) == (action, acting_person.pk):
                raise AlreadyDone(held)
            raise QppError(
                f"{person.full_name} is {Role(held.role).label} of this organization. Change that "
                "role instead."
            )
        new = _give(acting_person, locked, person, role)
        notices.tell_role_given(new, reason.strip())
        waiting = RoleRequest.objects.pending().filter(organization=locked, person=person)
        for one in waiting.select_related("organization", "aco", "person", "decided_by"):
            record_answer(acting_person, one, approved=one.role == role, reason=GOES_WITH_THE_ROLE)
    return new


@bears_repeating
@transaction.atomic
def answer_stuck_request(
    *,
    acting_person: Person,
    role_request: RoleRequest,
    approve: bool,
    reason: str,
    shown: str | None = None,
) -> RoleRequest:
    """QPP staff answer a request that nobody at the organization can answer, or has for a long
    time (rules D5, D9).

    `shown` is the fingerprint of what they were shown (`shown_to_answer`). Raises Refused,
    AlreadyAnswered, and QppError where the organization is to answer it itself.
    """
    _require(acting_person, reason)
    with pghistory.context(
        action="answer request for a role in the organization's place",
        acting_person=acting_person.pk,
        reason=reason.strip(),
    ):
        answer = RequestState.APPROVED if approve else RequestState.DENIED
        found = lock_pending(role_request, acting_person, answer, reason)
        _require_as_shown(shown, shown_to_answer(found))
        if found.person_id == acting_person.pk:
            raise QppError("Nobody answers their own request. Ask someone else of QPP staff.")
        has_official = bool(officials_of(found.place))
        if why := refusal_to_step_in(
            has_security_official=has_official,
            requested_at=found.requested_at,
            now=timezone.now(),
        ):
            raise QppError(why)
        if approve:
            if why := refusal_to_give(Role(found.role), has_security_official=has_official):
                raise QppError(why)
            grant(acting_person, found, HeldRole.Source.QPP_STAFF)
        record_answer(acting_person, found, approved=approve, reason=reason)
    return found


def shown_to_end(held: HeldRole) -> dict[str, object]:
    """What the pages show before a role ends or becomes another one (`acoms.once.shown`)."""
    return {"the role": held.role, "who is left to answer": left_waiting(held)}


def left_waiting(held: HeldRole) -> int | None:
    """How many requests would wait with nobody there to answer them, if this role ended; None
    while a Security Official is left, or none ends."""
    others = HeldRole.objects.filter(organization=held.organization).active().security_officials()
    if held.role != Role.SECURITY_OFFICIAL or others.exclude(pk=held.pk).exists():
        return None
    return RoleRequest.objects.filter(organization=held.organization).pending().count()


def shown_to_answer(role_request: RoleRequest) -> dict[str, object]:
    """What the page shows before staff answer a request (`acoms.once.shown`)."""
    return {"Security Officials": [one.pk for one in officials_of(role_request.place)]}


def _require_as_shown(shown: str | None, now: Parts) -> None:
    if changed := refusal_of_change(shown, now):
        raise QppError(changed)


def _require(acting_person: Person, reason: str) -> None:
    require(acting_person, Duty.MANAGE_QPP_ROLES)
    if not reason.strip():
        raise QppError(REASON_NEEDED)


def _give(
    acting_person: Person, organization: Organization, person: Person, role: Role
) -> HeldRole:
    if person.pk == acting_person.pk:
        raise QppError("Nobody gives a role to themselves. Ask someone else of QPP staff.")
    if not lock_unmerged(person):
        raise QppError("This account was merged into another one: give the role to that one.")
    return HeldRole.objects.create(
        organization=organization,
        person=person,
        role=role,
        source=HeldRole.Source.QPP_STAFF,
        given_by=acting_person,
    )


def _tell_if_left_without_official(before: HeldRole) -> None:
    """After a Security Official's role has ended: tell those who are left where it was the last."""
    if before.role == Role.SECURITY_OFFICIAL and not officials_of(before.organization):
        notices.tell_left_without_official(before.organization)
