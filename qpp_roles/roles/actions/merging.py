"""QPP roles and requests when two accounts of one person are merged (rules D5, D9).

Where both have a role in one organization, the stronger one stays. What one of the two accounts
decided or gave about the other stays with the closed account: the record cannot say that someone
approved themselves, and a role that is still held begins anew as given by QPP staff.
"""

from collections.abc import Iterable, Iterator

from django.db.models import Q
from django.utils import timezone

from accounts.ending import access_ended
from accounts.merging import Plan, Room
from accounts.models import Person
from contacts.models import HeldType
from qpp_roles.organizations.kinds import ROLE_OF_CONTACT_TYPE, Role, strongest
from qpp_roles.organizations.models import Organization
from qpp_roles.roles.models import HeldRole, RoleRequest, RoleRequestQuerySet
from qpp_roles.roles.officials import PlaceKey

REASON = "Merged: the same person has the account {}."


def _active(person: Person) -> dict[int, HeldRole]:
    held = HeldRole.objects.active().filter(person=person).select_related("organization")
    return {one.organization_id: one for one in held}


def _pending(*people: Person) -> RoleRequestQuerySet:
    return RoleRequest.objects.pending().filter(person__in=people)


def acos_of_pending(kept: Person, gone: Person) -> Iterable[int]:
    """The ACOs that either account has asked for a role in, before August 5, 2021 (B2)."""
    asked = _pending(kept, gone).filter(aco__isnull=False).values_list("aco_id", flat=True)
    return [aco for aco in asked if aco is not None]


def _lock(kept: Person, gone: Person) -> list[int]:
    """The organizations of both, in the order of their ids."""
    held = HeldRole.objects.filter(person__in=[kept, gone]).values("organization")
    asked = RoleRequest.objects.filter(person__in=[kept, gone]).values("organization")
    locked = Organization.objects.select_for_update(no_key=True).filter(
        Q(pk__in=held) | Q(pk__in=asked)
    )
    return list(locked.order_by("pk").values_list("pk", flat=True))


def _plan(kept: Person, gone: Person) -> Plan:
    plan = Plan()
    theirs = _active(kept)
    for organization, held in _active(gone).items():
        said = f"{held.organization}: {Role(held.role).label}"
        if other := theirs.get(organization):
            stays = _stronger(other, held)
            said += f" ({kept.user_id} is {Role(other.role).label}: {Role(stays.role).label} stays)"
        plan.moves.append(f"{said}.")
    if asked := _pending(gone).count():
        plan.moves.append(f"Requests for a QPP role that wait for an answer: {asked}.")
    return plan


def _move(acting_person: Person, kept: Person, gone: Person) -> None:
    ended = list(_end_doubles(acting_person, kept, gone))
    HeldRole.objects.filter(person=gone).exclude(given_by=kept).update(person=kept)
    _withdraw_moot(kept, gone)
    RoleRequest.objects.filter(person=gone).exclude(decided_by=kept).update(person=kept)
    for held in ended:  # now that what is left has moved, and counts as access
        access_ended(
            acting_person=acting_person,
            person=held.person,
            place=held.organization,
            codes=[held.role],
        )


def _end_doubles(acting_person: Person, kept: Person, gone: Person) -> Iterator[HeldRole]:
    """Leave one role in each organization, which can be the kept account's: what was ended."""
    theirs = _active(kept)
    for organization, held in _active(gone).items():
        other = theirs.get(organization)
        if other is not None:
            weaker = held if _stronger(other, held) is other else other
            yield _end(acting_person, weaker, kept if weaker is held else gone)
        if held.ended_at is None and held.given_by_id == kept.pk:
            yield _end(acting_person, held, kept)
            HeldRole.objects.create(
                organization=held.organization,
                person=kept,
                role=held.role,
                source=HeldRole.Source.QPP_STAFF,
                given_by=acting_person,
            )


def _end(acting_person: Person, held: HeldRole, other_account: Person) -> HeldRole:
    held.ended_at = timezone.now()
    held.ended_by = acting_person
    held.end_reason = REASON.format(other_account.user_id)
    held.save(update_fields=["ended_at", "ended_by", "end_reason"])
    return held


def _withdraw_moot(kept: Person, gone: Person) -> None:
    """Requests where the person has a role now, and all but one where both accounts asked."""
    covered = _places_held(kept, gone)
    pending = list(_pending(kept, gone))
    pending.sort(key=lambda one: (list(Role).index(Role(one.role)), one.person_id != kept.pk))
    moot = []
    for one in pending:
        key = (one.organization_id, one.aco_id)
        if key in covered:
            moot.append(one.pk)
        covered.add(key)
    RoleRequest.objects.filter(pk__in=moot).update(withdrawn_at=timezone.now())


def _places_held(kept: Person, gone: Person) -> set[PlaceKey]:
    people = [kept, gone]
    organizations = HeldRole.objects.active().filter(person__in=people)
    acos = HeldType.objects.active().filter(
        contact__person__in=people, type__in=list(ROLE_OF_CONTACT_TYPE)
    )
    return {(pk, None) for pk in organizations.values_list("organization_id", flat=True)} | {
        (None, pk) for pk in acos.values_list("aco_id", flat=True)
    }


def _stronger(kept: HeldRole, gone: HeldRole) -> HeldRole:
    """The role that stays; the kept account's, of two that are the same."""
    return kept if strongest([Role(kept.role), Role(gone.role)]) == kept.role else gone


ROOM = Room(plan=_plan, move=_move, lock=_lock)
