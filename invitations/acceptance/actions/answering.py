"""What the invited person answers (rules A4, A8, E7)."""

from collections.abc import Collection

import pghistory
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.models import Person
from acoms.once.shown import refusal_of_change
from acoms.programme.clock import in_words
from acoms.site import opened_links
from contacts.actions import give_types
from contacts.errors import ContactError
from contacts.facts import ALL_LEFT_OUT, NO_FACTS, Facts, asks_for_facts
from contacts.models import Contact
from contacts.rules import listed
from invitations import notices
from invitations.addresses.checks import check_activation
from invitations.addresses.notices import tell_of_activation
from invitations.confirming.actions.asking import ask_after_all
from invitations.confirming.checks import (
    unconfirmed,
)
from invitations.errors import InvitationError
from invitations.giving import check_given_by_another
from invitations.locking import lock_invitation
from invitations.models import Invitation
from invitations.queries import shown_to_answer
from invitations.rules import (
    TRIES,
    State,
    answerable,
)
from invitations.secrets import code_matches


def try_code(*, invitation_id: int, generation: int, typed: str) -> bool:
    """Whether `typed` is the security code; wrong ones are counted (rule E5).

    False too for an invitation that is not pending, or of another generation.
    """
    current = Invitation.objects.answerable(timezone.now()).filter(
        pk=invitation_id, generation=generation
    )
    if not opened_links.try_code(
        current, TRIES, lambda: code_matches(typed, invitation_id, generation)
    ):
        return False
    current.filter(opened_at=None).update(opened_at=timezone.now())
    return True


def activate(
    *,
    acting_person: Person,
    invitation: Invitation,
    opened_generation: int | None = None,
    facts: Facts = NO_FACTS,
    shown: str | None = None,
    left_out: Collection[str] = (),
) -> Contact:
    """The invited person says yes: the types are theirs from now on (rules A4, A8, E7).

    `opened_generation` is the generation whose link and code this session has opened, if any;
    without it, the invitation must be addressed to the person. `facts` are what its types ask for
    (A18), `left_out` those of its types that the person declines, and `shown` is the fingerprint of
    what they were shown (`shown_to_answer`). Said again by who has said it, it is so already, while
    they hold what it gave. Raises InvitationError if it can no longer be answered, is not theirs,
    or a rule forbids the types by now; it then stays open. Where it needs a confirmation that
    nobody has given, that is asked for, and nothing else done.
    """
    done = _activate(acting_person, invitation, opened_generation, facts, shown, left_out)
    if isinstance(done, str):  # what was asked for is kept, so this is said afterwards
        raise InvitationError(done)
    return done


@transaction.atomic
def _activate(
    acting_person: Person,
    invitation: Invitation,
    opened_generation: int | None,
    facts: Facts,
    shown: str | None,
    left_out: Collection[str],
) -> Contact | str:
    with pghistory.context(action="activate invitation", acting_person=acting_person.pk):
        locked = lock_invitation(invitation)
        if locked.state is State.ACTIVATED and locked.answered_by_id == acting_person.pk:
            return still_held(locked)
        invitation = answerable_by(acting_person, invitation, opened_generation)
        check_shown(invitation, shown)
        if need := unconfirmed(invitation, acting_person):
            check_given_by_another(acting_person, invitation)
            return ask_after_all(invitation, need, timezone.now())
        leave_out(invitation, left_out)
        if invitation.waits_for_confirmation_of(acting_person):
            raise InvitationError(
                "Someone else must first confirm that you are the person who was invited."
            )
        check_answer(acting_person, invitation)
        return give_invited(acting_person, invitation, facts)


def check_shown(invitation: Invitation, shown: str | None) -> None:
    """Raise InvitationError where the invited person was shown something else."""
    if shown is not None and (changed := refusal_of_change(shown, shown_to_answer(invitation))):
        raise InvitationError(changed)


def leave_out(invitation: Invitation, codes: Collection[str]) -> None:
    """Record that the person takes the invitation without some of its types, inside an action that
    holds its locks. Raises InvitationError where that leaves none, or for a type that asks for
    nothing: those are ended by an administrator (rule A18)."""
    left = [code for code in invitation.types if code in codes]
    if not left:
        return
    if len(left) == len(invitation.types):
        raise InvitationError(ALL_LEFT_OUT)
    if not all(asks_for_facts([code]) for code in left):
        raise InvitationError("Only a contact type that asks you for something can be left out.")
    invitation.types = [code for code in invitation.types if code not in left]
    invitation.declined_types = [*invitation.declined_types, *left]
    invitation.save(update_fields=["types", "declined_types"])


def check_answer(person: Person, invitation: Invitation) -> None:
    """Raise InvitationError where what is offered may not be given to this person (A5, A11)."""
    check_given_by_another(person, invitation)
    if invitation.replaces is not None:
        check_activation(person, invitation)


def give_invited(person: Person, invitation: Invitation, facts: Facts) -> Contact:
    """Give the person what the invitation offers, inside an action that holds its locks."""
    # Before the types are given: from now on the two records are one person's (rule A11).
    invitation.activated_at = timezone.now()
    invitation.answered_by = person
    invitation.accepted_facts = None
    invitation.save(update_fields=["activated_at", "answered_by", "accepted_facts", "decided_by"])
    try:
        contact = give_types(
            acting_person=person,
            aco=invitation.aco,
            person=person,
            codes=invitation.types,
            given_by=invitation.given_by,
            title=invitation.title,
            phone=invitation.phone,
            facts=facts,
            also=invitation.replaces,
        )
    except ContactError as error:
        raise InvitationError(
            f"{error} Ask {invitation.given_by.full_name} to change the invitation."
        ) from error
    if invitation.declined_types:
        notices.tell_inviter(invitation, notices.IN_PART)
    elif invitation.replaces is None:
        notices.tell_of_activation(invitation)
    if invitation.replaces is not None:
        tell_of_activation(invitation)
    return contact


def still_held(invitation: Invitation) -> Contact:
    """The contact that activated the invitation, while all that it gave is held since.

    Under its locks. Raises InvitationError with who has ended what.
    """
    contact = Contact.objects.get(aco=invitation.aco_id, person=invitation.answered_by)
    # Of each type the one that was held at the activation: what somebody gave later is another.
    since = Q(ended_at=None) | Q(ended_at__gte=invitation.activated_at)
    given = contact.held_types.filter(since, type__in=invitation.types)
    first = given.order_by("type", "since", "pk").distinct("type").select_related("ended_by")
    ended = [
        f"{one.ended_by.full_name if one.ended_by else 'ACO-MS'} ended {listed([one.type])} on "
        f"{in_words(one.ended_at)}."
        for one in first
        if one.ended_at is not None
    ]
    if ended:
        raise InvitationError(
            " ".join(["This invitation was activated, and what it gave has ended since.", *ended])
        )
    return contact


@transaction.atomic
def decline(
    *, acting_person: Person, invitation: Invitation, opened_generation: int | None = None
) -> Invitation:
    """The invited person says no. Arguments and errors as for `activate`."""
    with pghistory.context(action="decline invitation", acting_person=acting_person.pk):
        locked = lock_invitation(invitation)
        if locked.state is State.DECLINED and locked.answered_by_id == acting_person.pk:
            return locked
        invitation = answerable_by(acting_person, invitation, opened_generation)
        invitation.declined_at = timezone.now()
        invitation.answered_by = acting_person
        invitation.save(update_fields=["declined_at", "answered_by"])
        notices.tell_inviter(invitation, notices.DECLINED)
    return invitation


def answerable_by(
    person: Person, invitation: Invitation, opened_generation: int | None
) -> Invitation:
    invitation = lock_invitation(invitation)
    if invitation.email != person.email and invitation.generation != opened_generation:
        raise InvitationError(
            "This invitation is not addressed to you. Sign in with the account for the invited "
            "address."
        )
    state = invitation.state
    if not answerable(state):
        raise InvitationError(
            f"This invitation can no longer be answered: it is {state.value.lower()}."
        )
    return invitation
