"""Answering requests for a role: approved, denied or withdrawn, each once (rule D5).

The organization (or the ACO) is locked first, so that of two Security Officials at the same moment
one answers, and the other is told who did.
"""

import pghistory
from django.db import transaction
from django.utils import timezone

from accounts.models import Person
from accounts.queries import lock_unmerged
from acoms.access import Decision, Refused
from acoms.once.done import AlreadyDone, bears_repeating
from acoms.programme.clock import ago
from contacts.access import held_now
from contacts.actions import give_types
from contacts.errors import ContactError
from contacts.permissions import Permission, decide
from qpp_roles.organizations.errors import AlreadyAnswered, QppError
from qpp_roles.organizations.kinds import ROLE_OF_CONTACT_TYPE, Role, strongest
from qpp_roles.roles import notices
from qpp_roles.roles.models import HeldRole, RoleRequest
from qpp_roles.roles.officials import officials_of
from qpp_roles.roles.places import lock_place
from qpp_roles.roles.rules import RequestState, refusal_to_decide

REASON_NEEDED = "Enter a reason. We keep it with the record."


@bears_repeating
@transaction.atomic
def approve_request(*, acting_person: Person, role_request: RoleRequest) -> RoleRequest:
    """A Security Official approves a request: the role is the requester's from now on.

    Raises Refused for whoever may not answer it (D5), AlreadyAnswered, and QppError where the role
    cannot be given any more.
    """
    with pghistory.context(action="approve request for a role", acting_person=acting_person.pk):
        found = lock_pending(role_request, acting_person, RequestState.APPROVED)
        _require_decider(acting_person, found)
        grant(acting_person, found, HeldRole.Source.APPROVED)
        record_answer(acting_person, found, approved=True)
    return found


@bears_repeating
@transaction.atomic
def deny_request(*, acting_person: Person, role_request: RoleRequest, reason: str) -> RoleRequest:
    """A Security Official denies a request, saying why; the requester may ask again.

    Raises Refused for whoever may not answer it (D5), AlreadyAnswered, and QppError without a
    reason.
    """
    if not reason.strip():
        raise QppError(REASON_NEEDED)
    with pghistory.context(
        action="deny request for a role", acting_person=acting_person.pk, reason=reason
    ):
        found = lock_pending(role_request, acting_person, RequestState.DENIED, reason)
        _require_decider(acting_person, found)
        record_answer(acting_person, found, approved=False, reason=reason)
    return found


@bears_repeating
@transaction.atomic
def withdraw_request(*, acting_person: Person, role_request: RoleRequest) -> RoleRequest:
    """Someone takes back their own request while it waits. Raises AlreadyAnswered and QppError."""
    with pghistory.context(action="withdraw request for a role", acting_person=acting_person.pk):
        found = lock_pending(role_request, acting_person, RequestState.WITHDRAWN)
        if found.person_id != acting_person.pk:
            raise QppError("Only whoever asked withdraws a request.")
        found.withdrawn_at = timezone.now()
        found.save(update_fields=["withdrawn_at"])
    return found


def lock_pending(
    role_request: RoleRequest, person: Person, answer: RequestState, reason: str = ""
) -> RoleRequest:
    """The request as it is now, with its place locked before it. AlreadyDone if the person has
    given this very answer, and a role that it gave is held; AlreadyAnswered if it waits no more
    otherwise."""
    lock_place(role_request.place)
    found = (
        RoleRequest.objects.select_for_update(no_key=True, of=("self",))
        .select_related("organization", "aco", "person", "decided_by")
        .get(pk=role_request.pk)
    )
    by = found.person_id if found.withdrawn_at is not None else found.decided_by_id
    own = found.state is answer and by == person.pk and found.reason == as_kept(reason)
    if own and (
        answer is not RequestState.APPROVED or _role_at(found, found.person_id) == found.role
    ):
        raise AlreadyDone(found)
    if found.state is not RequestState.PENDING:
        raise AlreadyAnswered(what_became_of(found))
    return found


def what_became_of(role_request: RoleRequest) -> str:
    """What has become of a request, for whoever comes second."""
    who = role_request.person.full_name
    if role_request.withdrawn_at is not None:
        return f"{who} withdrew this request {ago(role_request.withdrawn_at)}."
    assert role_request.decided_at is not None  # the database says so
    by = role_request.decided_by.full_name if role_request.decided_by else "ACO-MS"
    state = role_request.state.value
    return f"{by} {state} {who}'s request {ago(role_request.decided_at)}. It stays so."


def _require_decider(person: Person, role_request: RoleRequest) -> None:
    """Raise Refused unless `person` may answer this request at this moment (D5)."""
    role = _role_at(role_request, person.pk)
    why = refusal_to_decide(
        decider_is_requester=person.pk == role_request.person_id, decider_role=role
    )
    if why:
        names = _others_who_decide(person, role_request, role)
        raise Refused(Decision(False, why, (Role.SECURITY_OFFICIAL.label,), names))


def _others_who_decide(
    person: Person, role_request: RoleRequest, role: Role | None
) -> tuple[str, ...]:
    """The people who could, for a refusal: to someone with a role there, and in an ACO to
    someone who sees its contacts (rule E1)."""
    sees: object = role
    if role_request.aco_id is not None:
        sees = decide(held_now(person.pk, role_request.aco_id), Permission.CONTACTS_READ)
    if not sees:
        return ()
    return tuple(one.full_name for one in officials_of(role_request.place) if one.pk != person.pk)


def _role_at(role_request: RoleRequest, person_id: int) -> Role | None:
    """The role that a person has where a request was made to; one query."""
    if role_request.aco_id is not None:
        held = held_now(person_id, role_request.aco_id)
        return strongest(ROLE_OF_CONTACT_TYPE[code] for code in held & set(ROLE_OF_CONTACT_TYPE))
    in_organization = HeldRole.objects.active().filter(
        organization=role_request.organization_id, person=person_id
    )
    role = in_organization.values_list("role", flat=True).first()
    return Role(role) if role else None


def grant(acting_person: Person, role_request: RoleRequest, source: HeldRole.Source) -> None:
    """Give what was asked for: a role in the organization, a contact type in the ACO (decision
    0014). Its place is locked. Raises QppError where the role cannot be given any more."""
    person, role = role_request.person, Role(role_request.role)
    held = _role_at(role_request, person.pk)
    if held is not None:
        raise QppError(
            f"{person.full_name} is {held.label} of this organization already. Deny the request; "
            "to change a role, contact the Quality Payment Program."
        )
    if role_request.aco is not None:
        try:
            give_types(
                acting_person=acting_person,
                aco=role_request.aco,
                person=person,
                codes=[role.contact_type],
                given_by=acting_person,
            )
        except ContactError as error:
            raise QppError(str(error)) from error
        return
    assert role_request.organization is not None
    if role_request.organization.closed_at is not None:
        raise QppError("This organization is closed. Deny the request.")
    if not lock_unmerged(person):
        raise QppError("This account was merged into another one, which asks again.")
    HeldRole.objects.create(
        organization=role_request.organization,
        person=person,
        role=role,
        source=source,
        given_by=acting_person,
    )


def as_kept(reason: str) -> str:
    """A reason as the records of roles and requests have it."""
    return reason.strip()[:500]


def record_answer(
    acting_person: Person, role_request: RoleRequest, *, approved: bool, reason: str = ""
) -> None:
    """Write the answer to a locked request, and tell the requester (D5)."""
    role_request.decided_at = timezone.now()
    role_request.decided_by = acting_person
    role_request.approved = approved
    role_request.reason = as_kept(reason)
    role_request.save(update_fields=["decided_at", "decided_by", "approved", "reason"])
    notices.tell_answered(role_request)
