"""What the database holds of a confirmation, also with two at once (rule A5)."""

from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import Person
from acoms.once.shown import fingerprint
from contacts.access import held_now
from invitations import actions
from invitations.actions import Invitee
from invitations.confirming.actions import confirm_invitation, refuse_invitation
from invitations.confirming.checks import shown_to_confirm
from invitations.errors import InvitationError
from invitations.models import Invitation
from invitations.rules import State
from notifications.models import Notification
from tests.cast import Cast, make_person
from tests.concurrency.at_once import at_once, errors, successes
from tests.invitations.confirming.waiting import JO, invite, state

pytestmark = pytest.mark.rule("A5")


@pytest.mark.parametrize(
    ("constraint", "change"),
    [
        ("invitation_confirmed_by_someone", {"confirmed_at": "now"}),
        ("invitation_sent_once_confirmed", {"sent_at": "later"}),
        ("invitation_answered_once_confirmed", {"activated_at": "now", "answered_by": "exec"}),
        ("invitation_unsent_while_unconfirmed", {"confirmation_asked_at": None}),
        ("invitation_refused_instead_of_confirmed", {"refused": True}),
        (
            "invitation_confirmed_by_another",
            {"confirmed_at": "now", "confirmed_by": "liaison", "confirmed_over": []},
        ),
    ],
)
def test_the_database_holds_it(
    cast: Cast, waiting: Invitation, constraint: str, change: dict[str, Any]
) -> None:
    words = {
        "now": timezone.now(),
        "later": timezone.now() + timedelta(seconds=5),
        "exec": cast.exec,
        "liaison": cast.liaison,
    }
    values = {n: words.get(v, v) if isinstance(v, str) else v for n, v in change.items()}
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Invitation.objects.filter(pk=waiting.pk).update(**values)


@pytest.mark.django_db(transaction=True)
def test_two_answers_at_once_are_one(cast: Cast, waiting: Invitation) -> None:
    outcomes = at_once(
        partial(confirm_invitation, acting_person=cast.exec, invitation=waiting),
        partial(confirm_invitation, acting_person=cast.signer, invitation=waiting),
        partial(refuse_invitation, acting_person=cast.signer, invitation=waiting),
    )
    assert len(successes(outcomes)) == 1
    assert all("waits for no confirmation any more" in str(one) for one in errors(outcomes))
    refused = state(waiting) is State.REFUSED
    mails = Notification.objects.filter(kind="invited", address=JO.email).count()
    assert mails == (0 if refused else 1)


@pytest.mark.django_db(transaction=True)
def test_confirming_and_withdrawing_at_once_come_one_after_the_other(
    cast: Cast, waiting: Invitation
) -> None:
    outcomes = at_once(
        partial(confirm_invitation, acting_person=cast.exec, invitation=waiting),
        partial(actions.withdraw, acting_person=cast.liaison, invitation=waiting),
    )
    assert state(waiting) is State.WITHDRAWN
    for error in errors(outcomes):
        assert "it is withdrawn" in str(error)


@pytest.mark.django_db(transaction=True)
def test_the_place_is_filled_while_it_is_confirmed(
    cast: Cast, waiting: Invitation, jo: Person
) -> None:
    """Whichever comes first, nobody is replaced whom a signer has not been shown."""
    new = make_person("new_exec")
    to = Invitee(first_name="N", last_name="E", email=new.email)
    theirs = invite(cast, by="signer", to=to)
    shown = fingerprint(shown_to_confirm(waiting))
    confirmed, activated = at_once(
        partial(confirm_invitation, acting_person=cast.exec, invitation=waiting, shown=shown),
        partial(actions.activate, acting_person=new, invitation=theirs),
    )
    assert activated.person == new
    if isinstance(confirmed, Exception):
        assert "another signer confirms this" in str(confirmed), "they are none any more"
    with pytest.raises(InvitationError):
        actions.activate(acting_person=jo, invitation=waiting)
    assert held_now(new.pk, cast.lakeside.pk) == {"aco_executive"}
