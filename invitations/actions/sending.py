"""Inviting someone, and sending an invitation again (rules A5, A6, A7)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

import pghistory
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts import duties
from accounts.models import Person
from accounts.staff import Duty
from acoms.once.again import is_pressed_again
from acoms.once.done import AlreadyDone, bears_repeating
from acoms.text.email_addresses import UnreadableAddress, read_email
from acoms.text.lines import problem_with_line, tidied
from acoms.text.names import UnreadableName, read_name
from contacts.access import held_now
from contacts.actions import lock_aco
from contacts.errors import ContactError
from contacts.models import Aco, Contact, HeldType
from contacts.one_person import OnePerson, person_at
from contacts.rules import refusal_of_one_person, refusal_to_grant
from contacts.types import ADMIN_CODES
from invitations.actions.by_staff import override_to_send
from invitations.actions.ending import record_expiry, require_editor
from invitations.addresses.checks import check_change
from invitations.confirming.actions.asking import send_or_ask
from invitations.confirming.checks import (
    confirms_by_sending,
    unconfirmed_to_send,
)
from invitations.errors import InvitationError
from invitations.giving import check_not_oneself
from invitations.locking import lock_invitation
from invitations.models import Invitation, InvitationQuerySet
from invitations.offers import as_elsewhere, unanswered_to
from invitations.rules import (
    State,
    expires,
    refusal_of_second,
    refusal_to_offer,
)

SAME_FORM = timedelta(minutes=15)  # within which a form that comes twice is taken for one
NOT_SENT_AGAIN = (
    State.ACTIVATED,
    State.DECLINED,
    State.WITHDRAWN,
    State.REFUSED,
    State.NOT_CONFIRMED,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitee:
    """Who is invited, as typed."""

    first_name: str
    last_name: str
    email: str
    phone: str = ""
    title: str = ""


@bears_repeating
def invite(
    *, acting_person: Person, aco: Aco, invitee: Invitee, codes: Collection[str]
) -> Invitation:
    """An administrator of `aco` invites someone as `codes` (rules A5, A6, A7, B1).

    The same form again is what was sent for it. Raises Refused if the acting person edits no
    contacts there, and InvitationError where a rule forbids a type, or another invitation to that
    address is open.
    """
    return invite_anew(acting_person=acting_person, aco=aco, invitee=invitee, codes=codes)


@transaction.atomic
def invite_anew(
    *, acting_person: Person, aco: Aco, invitee: Invitee, codes: Collection[str]
) -> Invitation:
    """As `invite`, for whoever needs an invitation of its own: the same again is AlreadyDone."""
    with pghistory.context(action="invite", acting_person=acting_person.pk):
        lock_aco(aco)
        held = require_editor(acting_person, aco.pk)
        if refusal := refusal_to_grant(held, codes):
            raise InvitationError(refusal, "types")
        return create_invitation(acting_person, aco, invitee, codes)


@bears_repeating
@transaction.atomic
def invite_first_administrator(
    *, acting_person: Person, aco: Aco, invitee: Invitee, codes: Collection[str]
) -> Invitation:
    """CMS staff invite the administrator of an ACO that has none (rule A5).

    The same form again is what was sent for it. Raises Refused for what the acting person's role
    does not include, and InvitationError if the ACO has an administrator who can invite, or if
    `codes` has no type with admin privileges.
    """
    with pghistory.context(action="invite first administrator", acting_person=acting_person.pk):
        lock_aco(aco)
        duties.require(acting_person, Duty.INVITE_FIRST)
        if HeldType.objects.active().filter(aco=aco, type__in=ADMIN_CODES).exists():
            raise InvitationError(
                "This ACO has an administrator. Its own administrators invite everyone else.", "aco"
            )
        if not set(codes) & set(ADMIN_CODES):
            raise InvitationError("Choose a contact type with admin privileges.", "types")
        return create_invitation(acting_person, aco, invitee, codes)


def create_invitation(
    acting_person: Person,
    aco: Aco,
    invitee: Invitee,
    codes: Collection[str],
    replaces: Contact | None = None,
) -> Invitation:
    """What all invitations have in common, inside an action that holds the ACO's lock.

    It is sent, unless somebody has to confirm it first (rule A5). `replaces` is the contact whose
    address the invitee's is to replace (rule A11). Raises AlreadyDone with what the acting person
    has just invited so, in everything that the form asks for.
    """
    invitation = written(acting_person, aco, invitee, codes, replaces)
    person = _check_types(aco, invitation.email, codes, replaces)
    check_not_oneself(acting_person, aco, invitation.email, codes, replaces)
    _make_way(invitation, person, invitation.sent_at)
    send_or_ask(invitation, invitation.sent_at, acting_person)
    return invitation


def written(
    acting_person: Person,
    aco: Aco,
    invitee: Invitee,
    codes: Collection[str],
    replaces: Contact | None = None,
) -> Invitation:
    """An invitation of what was typed, which is not saved. Raises InvitationError for what cannot
    be read."""
    now = timezone.now()
    try:
        email = read_email(invitee.email)
        name = read_name(invitee.first_name, invitee.last_name)
    except (UnreadableAddress, UnreadableName) as error:
        raise InvitationError(str(error), error.field) from error
    return Invitation(
        aco=aco,
        email=email,
        first_name=name.first,
        last_name=name.last,
        phone=_line(invitee.phone, "phone"),
        title=_line(invitee.title, "title"),
        types=list(codes),
        invited_by=acting_person,
        replaces=replaces,
        generation=0,
        sent_at=now,
        expires_at=expires(now),
    )


@bears_repeating
def ask_for_contact(acting_person: Person, contact: Contact, codes: Collection[str]) -> None:
    """For `contacts.confirmation`: offer types to a contact whom an edit is to give them."""
    invitee = Invitee(
        first_name=contact.person.first_name,
        last_name=contact.person.last_name,
        email=contact.person.email,
        phone=contact.phone,
        title=contact.title,
    )
    try:
        create_invitation(acting_person, contact.aco, invitee, codes)
    except InvitationError as error:
        raise ContactError(str(error)) from error


def _line(typed: str, field: str) -> str:
    line = tidied(typed)
    if problem := problem_with_line(line):
        raise InvitationError(problem, field)
    return line


def _make_way(invitation: Invitation, person: OnePerson, now: datetime) -> None:
    """One open invitation to an ACO for one address, and for one contact's new address: refuse a
    second, unless it is the same again; record one that has ended. What others offer to the same
    person counts for rule A3.

    The ACO's lock makes this sure, and the constraints `invitation_one_open` and
    `invitation_one_new_address` hold it.
    """
    # Only the keys, because there hardly ever are any. Locked, because the sweep may be at it too.
    keys = list(_locked_keys(unanswered_to(invitation.aco_id, person)))
    if not keys:
        return
    found = list(Invitation.objects.unanswered().filter(pk__in=keys).with_people())
    for earlier in found:
        replaces = invitation.replaces_id
        second = earlier.email == invitation.email or (
            replaces is not None and earlier.replaces_id == replaces
        )
        if earlier.is_open and second:
            if is_same(earlier, invitation):
                raise AlreadyDone(earlier)
            inviter = earlier.given_by.full_name
            raise InvitationError(refusal_of_second(earlier.email, earlier.types, inviter), "email")
    if refusal := refusal_of_one_person(invitation.types, as_elsewhere(found)):
        raise InvitationError(refusal, "types")
    record_expiry(Invitation.objects.unanswered().filter(pk__in=keys).stale(now), now)


def is_same(earlier: Invitation, invitation: Invitation) -> bool:
    """Whether an open invitation is what has just been written from the very same form, and its
    link works or waits for a confirmation."""
    return (
        _form_of(earlier) == _form_of(invitation)
        and earlier.sent_at > invitation.sent_at - SAME_FORM
        and earlier.state in (State.WAITING, State.PENDING)
    )


def _form_of(one: Invitation) -> tuple[object, ...]:
    asked = one.email, one.first_name, one.last_name, one.phone, one.title, one.replaces_id
    return (one.invited_by_id, set(one.types), *asked)


def _locked_keys(invitations: InvitationQuerySet) -> Iterable[int]:
    locked = invitations.order_by().select_for_update(of=("self",))
    return locked.values_list("pk", flat=True)


def _check_types(
    aco: Aco, email: str, codes: Collection[str], replaces: Contact | None = None
) -> OnePerson:
    """Rule A3, counting what the person with this address holds already under any of theirs; and
    what carries over where the address is to replace another one (rule A11). Returns who it is."""
    addresses = [email]
    if replaces is not None:
        check_change(replaces, email, codes)
        addresses.append(replaces.person.email)
    person = person_at(aco.pk, *addresses)
    if refusal := refusal_to_offer(person.held.get(email, ()), codes) or refusal_of_one_person(
        codes, person.under_others_than(email)
    ):
        raise InvitationError(refusal, "types")
    return person


@transaction.atomic
def send_again(
    *,
    acting_person: Person,
    invitation: Invitation,
    reason: str = "",
    shown: str | None = None,
) -> bool:
    """A new link, a new code and a new 15 days; the old ones stop working (rule A7).

    Pressed again, it stays as it was sent (`acoms.once.again`), and the answer is False; `shown` is
    the generation that the page of the button carried. A link that was locked since is sent anew.

    Where it needs a confirmation by now, that is asked for instead (A5). Works for an open and for
    an expired invitation. `reason` is CMS staff's, who send again what could not be delivered.
    Raises Refused or InvitationError.
    """
    with pghistory.context(
        action="send invitation again",
        acting_person=acting_person.pk,
        **({"reason": reason.strip()} if reason else {}),
    ):
        invitation = lock_invitation(invitation)
        by_staff = acting_person.is_staff and not held_now(acting_person.pk, invitation.aco_id)
        if by_staff:
            duties.require(acting_person, Duty.HANDLE_MAIL)
        else:
            _require_sender(acting_person, invitation)
        now = timezone.now()
        if invitation.state in NOT_SENT_AGAIN:
            raise InvitationError(
                "This invitation has been answered or withdrawn; send a new invitation."
            )
        if _is_repeated(invitation, acting_person, shown):
            return False
        if by_staff:
            override_to_send(invitation, reason)
        if _waits_still(invitation, acting_person):
            raise InvitationError(
                "This invitation waits for a confirmation, and is sent when that is given."
            )
        if invitation.state is State.ACCEPTED:
            raise InvitationError(
                "This invitation is accepted and waits for confirmation. Confirm or refuse it."
            )
        # An acceptance that nobody confirmed in time is none any more.
        invitation.accepted_at = invitation.answered_by = invitation.accepted_facts = None
        person = _check_types(
            invitation.aco, invitation.email, invitation.types, invitation.replaces
        )
        others = unanswered_to(invitation.aco_id, person).exclude(pk=invitation.pk)
        offered = as_elsewhere(one for one in others if one.email != invitation.email)
        if refusal := refusal_of_one_person(invitation.types, offered):
            raise InvitationError(refusal)
        try:
            with transaction.atomic():
                send_or_ask(invitation, now, acting_person)
        except IntegrityError as error:
            raise InvitationError(
                f"A newer invitation to {invitation.email} is open. Send that one again instead."
            ) from error
    return True


def _is_repeated(invitation: Invitation, sender: Person, shown: str | None) -> bool:
    """Whether it is sent as this press of the button wants it."""
    return (
        invitation.state is State.PENDING
        and is_pressed_again(invitation.generation, invitation.sent_at, timezone.now(), shown)
        and not unconfirmed_to_send(invitation, sender)
    )


def _waits_still(invitation: Invitation, sender: Person) -> bool:
    """Whether it waits for a confirmation, and this sender's act is none."""
    if invitation.state is not State.WAITING or confirms_by_sending(sender, invitation):
        return False
    return bool(unconfirmed_to_send(invitation, sender))


def _require_sender(person: Person, invitation: Invitation) -> None:
    """Administrators of the ACO who may grant its types; CMS staff for those that staff sent."""
    if person.is_staff and invitation.invited_by_id == person.pk:
        return
    held = require_editor(person, invitation.aco_id)
    if refusal := refusal_to_grant(held, invitation.types):
        raise InvitationError(refusal)
