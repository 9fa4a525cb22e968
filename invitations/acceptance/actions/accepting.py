"""Accepting an invitation, and deciding on an acceptance that waits (rules A8, A9)."""

from collections.abc import Collection
from dataclasses import asdict

import pghistory
from django.db import transaction
from django.utils import timezone

from accounts.duties import require as require_duty
from accounts.models import Person
from accounts.staff import Duty
from acoms.once.done import reason_kept
from acoms.once.shown import refusal_of_change
from contacts.access import held_now, require
from contacts.facts import NO_FACTS, Facts, refusal_without
from contacts.models import Contact
from contacts.one_person import person_at
from contacts.permissions import Permission
from contacts.rules import family_conflict, refusal_to_grant
from invitations.acceptance import notices
from invitations.acceptance.actions.answering import (
    activate,
    answerable_by,
    check_answer,
    check_shown,
    give_invited,
    leave_out,
    still_held,
)
from invitations.acceptance.queries import accounts_of_accepter, staff_decide
from invitations.confirming.checks import unconfirmed
from invitations.errors import InvitationError
from invitations.locking import lock_invitation
from invitations.models import Invitation
from invitations.rules import State, expires

REASON_NEEDED = "Enter a reason. Both sides will read it."


def accept(
    *,
    acting_person: Person,
    invitation: Invitation,
    opened_generation: int | None = None,
    facts: Facts = NO_FACTS,
    shown: str | None = None,
    left_out: Collection[str] = (),
) -> bool:
    """The invited person says yes. True if the types are theirs; False if it waits, for up to 15
    days, until somebody confirms that it is who was invited: then nothing is given yet.

    Arguments and errors as for `activate`.
    """
    if _accept_to_wait(acting_person, invitation, opened_generation, facts, shown, left_out):
        return False
    activate(
        acting_person=acting_person,
        invitation=invitation,
        opened_generation=opened_generation,
        facts=facts,
        shown=shown,
        left_out=left_out,
    )
    return True


@transaction.atomic
def _accept_to_wait(
    acting_person: Person,
    invitation: Invitation,
    opened_generation: int | None,
    facts: Facts,
    shown: str | None,
    left_out: Collection[str],
) -> bool:
    """Whether the acceptance waits now; else it is to be activated, or to ask a signer (A5)."""
    locked = lock_invitation(invitation)
    if locked.answered_by_id == acting_person.pk and locked.state is State.ACCEPTED:
        return True
    if locked.answered_by_id == acting_person.pk and locked.state is State.ACTIVATED:
        return False
    found = answerable_by(acting_person, invitation, opened_generation)
    if not found.waits_for_confirmation_of(acting_person) or unconfirmed(found, acting_person):
        return False
    check_shown(found, shown)
    leave_out(found, left_out)
    with pghistory.context(action="accept invitation", acting_person=acting_person.pk):
        check_answer(acting_person, found)
        _check_what_is_offered(acting_person, found, facts)
        found.accepted_at = timezone.now()
        found.answered_by = acting_person
        found.accepted_facts = {**asdict(facts), "attested": sorted(facts.attested)}
        found.expires_at = expires(found.accepted_at)
        found.save(update_fields=["accepted_at", "answered_by", "accepted_facts", "expires_at"])
        notices.tell_of_wait(found)
    return True


def _check_what_is_offered(person: Person, invitation: Invitation, facts: Facts) -> None:
    """Rules A3 and A18, asked before anybody waits for nothing."""
    if refusal := refusal_without(invitation.types, facts):
        raise InvitationError(refusal)
    known = person_at(invitation.aco_id, person.email)
    if conflict := family_conflict(known.codes | set(invitation.types)):
        raise InvitationError(
            f"{conflict} Ask {invitation.given_by.full_name} to change the invitation."
        )


@transaction.atomic
def confirm_acceptance(
    *, acting_person: Person, invitation: Invitation, shown: str | None = None
) -> Contact:
    """Somebody who decides says that it is who was invited: the types are given now (rule A4).

    `shown` is the fingerprint of what they were shown (`shown_to_decide`). What they have decided
    so already is no error while it holds. Raises Refused or InvitationError; where a rule forbids
    the types by now, it goes on waiting.
    """
    with pghistory.context(action="confirm acceptance", confirmed_by=acting_person.pk):
        invitation, done = _waiting(acting_person, invitation, State.ACTIVATED, shown)
        if done:
            return still_held(invitation)
        person = invitation.answered_by
        assert person is not None
        check_answer(person, invitation)
        if unconfirmed(invitation, person):
            raise InvitationError(
                "By now a signer is to confirm whom this replaces. Refuse it and send a new "
                "invitation."
            )
        invitation.decided_by = acting_person
        contact = give_invited(person, invitation, _facts(invitation))
        notices.tell_of_confirmation(invitation)
        return contact


@transaction.atomic
def refuse_acceptance(
    *, acting_person: Person, invitation: Invitation, reason: str, shown: str | None = None
) -> None:
    """It is not who was invited: the invitation ends, and both sides are told.

    `shown` is as above, and so is a second time, with the same reason. Raises Refused or
    InvitationError.
    """
    if not (kept := reason.strip()[:500]):
        raise InvitationError(REASON_NEEDED, "reason")
    with pghistory.context(action="refuse acceptance", acting_person=acting_person.pk):
        invitation, done = _waiting(acting_person, invitation, State.NOT_CONFIRMED, shown)
        if done and invitation.refusal_reason == kept:
            return
        if done:
            said = reason_kept(invitation.refusal_reason)
            raise InvitationError(f"You refused this already. {said}", "reason")
        invitation.not_confirmed_at = timezone.now()
        invitation.decided_by = acting_person
        invitation.refusal_reason = kept
        invitation.accepted_facts = None
        invitation.save(
            update_fields=["not_confirmed_at", "decided_by", "refusal_reason", "accepted_facts"]
        )
        what = "did not confirm who accepted"
        notices.tell_of_refusal(invitation, acting_person, what, invitation.refusal_reason)


def refusal_to_decide(person: Person, invitation: Invitation) -> str:
    """Why this person does not decide on the acceptance; empty if they do. Raises Refused for what
    the role of CMS staff or the types in the ACO do not include."""
    if person.pk in accounts_of_accepter(invitation):
        return "Someone else must confirm who you are."
    held = held_now(person.pk, invitation.aco_id)
    if person.is_staff and not held:
        require_duty(person, Duty.INVITE_FIRST)
        return "" if staff_decide(invitation) else "An administrator of the ACO decides on this."
    if not held:
        return "You are not a contact of this ACO."
    require(held, Permission.CONTACTS_EDIT)
    if invitation.invited_by.is_staff:
        return "CMS staff invited this person, and decide on this."
    return refusal_to_grant(held, invitation.types)


def _waiting(
    person: Person, invitation: Invitation, to: State, shown: str | None
) -> tuple[Invitation, bool]:
    """The invitation under its locks, and whether the person has brought it `to` there already.

    Raises InvitationError unless it waits, as it was shown, and the person decides on it.
    """
    invitation = lock_invitation(invitation)
    if invitation.state is to and invitation.decided_by_id == person.pk:
        return invitation, True
    if refusal := refusal_to_decide(person, invitation):
        raise InvitationError(refusal)
    if invitation.state is not State.ACCEPTED:
        raise InvitationError(
            f"This no longer waits for confirmation: it is {invitation.state.value.lower()}."
        )
    if shown is not None and (changed := refusal_of_change(shown, shown_to_decide(invitation))):
        raise InvitationError(changed)
    return invitation, False


def shown_to_decide(invitation: Invitation) -> dict[str, object]:
    """What the page shows of an acceptance that waits (`acoms.once.shown`)."""
    accepter = invitation.answered_by
    names = (accepter.full_name, str(accepter.proven_name), accepter.email) if accepter else ()
    return {**invitation.parts, "who accepted": names}


def _facts(invitation: Invitation) -> Facts:
    kept = invitation.accepted_facts or {}
    return Facts(**{**kept, "attested": frozenset(kept.get("attested", ()))})
