"""Asking for a role: the first Security Official is validated, others wait (rules D3-D6)."""

import pghistory
from django.db import transaction
from django.utils import timezone

from accounts.models import Person
from accounts.queries import lock_unmerged
from contacts.actions import give_types
from contacts.errors import ContactError
from contacts.models import Aco
from qpp_roles.connect import notices
from qpp_roles.connect.errors import NotOnRecord, NotValidated, TriesUsedUp
from qpp_roles.connect.models import ValidationTry
from qpp_roles.connect.on_record import on_record
from qpp_roles.connect.standing import Standing, standing_of
from qpp_roles.connect.validation import Given, could_fit, fits
from qpp_roles.organizations.errors import Overtaken, QppError
from qpp_roles.organizations.kinds import Role, refusal_to_connect
from qpp_roles.roles.models import HeldRole, RoleRequest
from qpp_roles.roles.officials import officials_of
from qpp_roles.roles.places import Place, at, kind_of_place, lock_place
from qpp_roles.roles.rules import refusal_to_request

SOMEBODY_WAS_FIRST = (
    "Somebody became Security Official of this organization a moment ago. Ask for a role, and they "
    "will answer."
)
NOBODY_IS_NOW = (
    "This organization has no Security Official now. To be the first, answer what is asked below."
)


def request_role(
    *, acting_person: Person, place: Place, role: Role, given: Given | None = None
) -> RoleRequest:
    """Someone asks for a role in an organization or, before August 5, 2021, in an ACO.

    Where there is no Security Official, `given` are the facts that the first one is validated by,
    and the request is approved at once; elsewhere it waits for a Security Official. Asking twice
    for the same is asking once. Raises QppError: NotValidated and TriesUsedUp for wrong facts,
    NotOnRecord where none could be right, Overtaken where facts are or are not asked for any more,
    else what a rule forbids.
    """
    failed: NotValidated | None = None
    with (
        transaction.atomic(),
        pghistory.context(action="request role", acting_person=acting_person.pk),
    ):
        place = lock_place(place)
        standing = standing_of(acting_person, place)
        if standing.pending is not None and standing.pending.role == role.value:
            return standing.pending
        _check(acting_person, place, role, standing)
        if standing.has_security_official:
            if given is not None:
                raise Overtaken(SOMEBODY_WAS_FIRST)
            return _ask(acting_person, place, role)
        if given is None:
            raise Overtaken(NOBODY_IS_NOW)
        failed = _failure(acting_person, place, given, standing)
        if failed is None:
            return _approve_first(acting_person, place)
    raise failed  # only now: the failed try is counted


def _check(person: Person, place: Place, role: Role, standing: Standing) -> None:
    """Everything that may have changed since the page was shown."""
    if getattr(place, "closed_at", None) is not None:
        raise QppError("This organization is closed. Find the one that you represent now.")
    if refusal := refusal_to_connect(kind_of_place(place), timezone.localdate()):
        raise QppError(refusal)
    if refusal := refusal_to_request(
        role, has_security_official=standing.has_security_official, held=standing.held
    ):
        raise QppError(refusal)
    if standing.pending is not None:
        asked = Role(standing.pending.role).label
        raise QppError(
            f"You have asked to be {asked} of this organization already. Withdraw that request to "
            "ask for another role."
        )
    if not lock_unmerged(person):
        raise QppError("This account was merged into another one: sign in with that.")


def _failure(person: Person, place: Place, given: Given, standing: Standing) -> NotValidated | None:
    """Compare what was given with what is on record; a failure is counted (rules D4, D6).

    Nobody else tries here at the same moment: the place is locked.
    """
    code, record = kind_of_place(place).code, on_record(place, timezone.localdate())
    if not could_fit(code, record):
        raise NotOnRecord
    if standing.locked_until is not None:
        raise TriesUsedUp(standing.locked_until)
    if fits(code, record, given):
        return None
    ValidationTry.objects.create(person=person, **at(place))
    return NotValidated(standing.tries_left - 1)


def _ask(person: Person, place: Place, role: Role) -> RoleRequest:
    request = RoleRequest.objects.create(person=person, role=role.value, **at(place))
    notices.tell_pending(request, officials_of(place))
    return request


def _approve_first(person: Person, place: Place) -> RoleRequest:
    """Nobody decides on the first Security Official: the validation does (rule D4)."""
    now = timezone.now()
    role = Role.SECURITY_OFFICIAL
    request = RoleRequest.objects.create(
        person=person,
        role=role.value,
        requested_at=now,
        decided_at=now,
        approved=True,
        **at(place),
    )
    if isinstance(place, Aco):
        _make_contact(person, place, role)
    else:
        HeldRole.objects.create(
            organization=place,
            person=person,
            role=role.value,
            source=HeldRole.Source.VALIDATED,
            since=now,
        )
    notices.tell_validated(request)
    return request


def _make_contact(person: Person, aco: Aco, role: Role) -> None:
    """A role in an ACO is a contact type there (decision 0014)."""
    try:
        give_types(
            acting_person=person, aco=aco, person=person, codes=[role.contact_type], given_by=None
        )
    except ContactError as error:
        raise QppError(str(error)) from error
