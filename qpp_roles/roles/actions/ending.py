"""Ending a role in an organization: its Security Officials a Staff User's, anyone their own.

In a Shared Savings Program ACO the roles are contact types, which its administrators end.
"""

import pghistory
from django.db import transaction
from django.utils import timezone

from accounts.ending import access_ended
from accounts.models import Person
from acoms.access import Decision, Refused
from acoms.database.history import last_done
from acoms.once.done import AlreadyDone, bears_repeating
from acoms.programme.clock import ago
from qpp_roles.organizations.actions.locking import lock_organization
from qpp_roles.organizations.errors import AlreadyEnded, QppError
from qpp_roles.organizations.kinds import Role
from qpp_roles.roles import notices
from qpp_roles.roles.actions.deciding import REASON_NEEDED, as_kept
from qpp_roles.roles.models import GAVE_UP, HeldRole
from qpp_roles.roles.officials import officials_of
from qpp_roles.roles.rules import refusal_to_end, refusal_to_leave


@bears_repeating
@transaction.atomic
def end_staff_user(*, acting_person: Person, held: HeldRole, reason: str) -> HeldRole:
    """A Security Official ends a Staff User's role in their organization, saying why (D9).

    Sessions of someone who is left without any access end too. Raises Refused for whoever may not,
    AlreadyEnded, and QppError without a reason.
    """
    if not reason.strip():
        raise QppError(REASON_NEEDED)
    with pghistory.context(
        action="end Staff User's role", acting_person=acting_person.pk, reason=reason.strip()
    ):
        found = lock_active(held, acting_person, "end Staff User's role", reason)
        _require_ender(acting_person, found)
        write_end(acting_person, found, reason)
        notices.tell_role_ended(found)
        announce_end(acting_person, found)
    return found


@bears_repeating
@transaction.atomic
def leave_role(*, acting_person: Person, held: HeldRole) -> HeldRole:
    """Someone gives up their own role; not the last Security Official (D9).

    The organization is locked, so that of two who leave at once one stays. Raises AlreadyEnded, and
    QppError with the way forward.
    """
    with pghistory.context(action="leave QPP role", acting_person=acting_person.pk):
        found = lock_active(held, acting_person, "leave QPP role", GAVE_UP)
        if found.person_id != acting_person.pk:
            raise QppError("Nobody gives up the role of somebody else.")
        others = [one for one in officials_of(found.organization) if one.pk != acting_person.pk]
        if why := refusal_to_leave(Role(found.role), other_officials=len(others)):
            raise QppError(why)
        write_end(acting_person, found, GAVE_UP)
        notices.tell_role_left(found)
        announce_end(acting_person, found)
    return found


def _require_ender(person: Person, held: HeldRole) -> None:
    """Raise Refused unless `person` may end this role of somebody at this moment."""
    own = HeldRole.objects.active().filter(organization=held.organization_id, person=person)
    role = own.values_list("role", flat=True).first()
    why = refusal_to_end(
        Role(held.role), ender_role=Role(role) if role else None, own=held.person_id == person.pk
    )
    if why:
        names = [one.full_name for one in officials_of(held.organization) if one.pk != person.pk]
        raise Refused(Decision(False, why, (Role.SECURITY_OFFICIAL.label,), tuple(names)))


def lock_active(held: HeldRole, person: Person, action: str, reason: str) -> HeldRole:
    """The role as it is now, its organization locked. AlreadyDone if the person has ended it by
    this very action and reason, AlreadyEnded if it is held no more otherwise."""
    lock_organization(held.organization)
    found = HeldRole.objects.select_related("organization", "person", "ended_by").get(pk=held.pk)
    if found.ended_at is not None:
        if last_done(found) == (action, person.pk) and found.end_reason == as_kept(reason):
            raise AlreadyDone(found)
        by = found.ended_by.full_name if found.ended_by else "ACO-MS"
        raise AlreadyEnded(
            f"{by} ended this role {ago(found.ended_at)}. Its record stays as it is."
        )
    return found


def write_end(acting_person: Person, held: HeldRole, reason: str) -> None:
    held.ended_at = timezone.now()
    held.ended_by = acting_person
    held.end_reason = as_kept(reason)
    held.save(update_fields=["ended_at", "ended_by", "end_reason"])


def announce_end(acting_person: Person, held: HeldRole) -> None:
    """To whoever listens for ends, once it is written and told: tokens end, and sessions."""
    access_ended(
        acting_person=acting_person,
        person=held.person,
        place=held.organization,
        codes=[held.role],
    )
