"""A signer confirms a new ACO Executive or Authorized to Sign (primary) of others (rule A5)."""

from datetime import timedelta
from functools import partial
from itertools import product
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Person
from acoms.access import Refused
from contacts.access import held_now
from contacts.attention import needing_attention_of
from contacts.models import Contact, HeldType
from contacts.rules import emptied_lately, may_confirm, needs_confirmation
from contacts.types import ALL_CODES, SIGNERS
from invitations import actions
from invitations.actions import Invitee
from invitations.address_change.actions import invite_new_address
from invitations.confirming.actions import confirm_invitation, refuse_invitation
from invitations.errors import InvitationError
from invitations.models import Invitation
from invitations.rules import State
from notifications.actions.relay import relay_due_mail
from notifications.models import Notification
from tests.cast import Cast, make_contact, make_person
from tests.invitations.confirming.waiting import JO, confirm, end, invite, state
from tests.signing_in import sign_in

pytestmark = pytest.mark.rule("A5")


def test_what_needs_a_confirmation() -> None:
    for giver, code in product(ALL_CODES, ALL_CODES):
        needed = code in {"aco_executive", "authorized_to_sign_primary"} and giver not in SIGNERS
        ask = partial(needs_confirmation, giver_holds=[giver, "other"], codes=[code, "other"])
        assert ask(present=[code], emptied=[]) == ([code] if needed else [])
        assert ask(present=[], emptied=[code]) == ([code] if needed else [])
        assert ask(present=[], emptied=[]) == []


def test_a_signer_confirms_and_never_the_giver_or_the_successor() -> None:
    for code in ALL_CODES:
        assert may_confirm(held=[code], gave_it=False, gets_it=False) == (code in SIGNERS)
        assert not may_confirm(held=[code], gave_it=True, gets_it=False)
        assert not may_confirm(held=[code], gave_it=False, gets_it=True)


def test_a_place_counts_as_emptied_for_15_days_to_the_second() -> None:
    now = timezone.now()
    for age, by_signer, expected in (
        (timedelta(0), False, True),
        (timedelta(days=15) - timedelta(seconds=1), False, True),
        (timedelta(days=15), False, False),
        (timedelta(0), True, False),
    ):
        assert emptied_lately(ended_at=now - age, by_signer=by_signer, now=now) == expected


def test_nothing_is_sent_before_and_the_15_days_begin_with_the_confirmation(
    cast: Cast, waiting: Invitation, jo: Person, mailoutbox: list[Any]
) -> None:
    relay_due_mail()
    assert JO.email not in [to for mail in mailoutbox for to in mail.to]
    assert (waiting.generation, waiting.state) == (0, State.WAITING)
    with pytest.raises(InvitationError, match="waiting for confirmation"):
        actions.activate(acting_person=jo, invitation=waiting)
    with pytest.raises(InvitationError, match="waits for a confirmation"):
        actions.send_again(acting_person=cast.liaison, invitation=waiting)
    dashboard = sign_in(Client(), jo).get(reverse("dashboard")).content.decode()
    assert "Decline Request" not in dashboard
    with time_machine.travel(timezone.now() + timedelta(days=3), tick=False):
        confirm(waiting, cast.exec)
        now = timezone.now()
        relay_due_mail()
        waiting.refresh_from_db()
        assert (waiting.sent_at, waiting.expires_at) == (now, now + timedelta(days=15))
        assert (waiting.generation, waiting.confirmed_by) == (1, cast.exec)
        assert JO.email in [to for mail in mailoutbox for to in mail.to]
        actions.activate(acting_person=jo, invitation=waiting)
    assert held_now(jo.pk, cast.lakeside.pk) == {"aco_executive"}
    assert not held_now(cast.exec.pk, cast.lakeside.pk)


def test_those_who_may_are_asked_and_the_giver_hears_the_answer(
    cast: Cast, waiting: Invitation
) -> None:
    asked = Notification.objects.filter(kind="confirmation_asked")
    assert {one.person_id for one in asked} == {cast.exec.pk, cast.signer.pk}
    assert all(one.on_screen and one.by_email for one in asked)
    assert [item.text for item in needing_attention_of(cast.signer.pk)] == [
        f"Confirm who becomes ACO Executive of {cast.lakeside}."
    ]
    assert not list(needing_attention_of(cast.liaison.pk))
    refuse_invitation(acting_person=cast.signer, invitation=waiting, reason="Not agreed")
    assert state(waiting) is State.REFUSED
    told = Notification.objects.get(kind="confirmation_answered", person=cast.liaison)
    assert "The Signer did not confirm the invitation" in told.text
    assert told.data["quoted"][-1]["text"] == "Not agreed"
    assert not list(needing_attention_of(cast.signer.pk))
    invite(cast)


def test_neither_giver_nor_successor_nor_a_non_signer_confirms(cast: Cast) -> None:
    cast.exec  # noqa: B018
    both = make_contact(cast.lakeside, make_person("lee"), ["authorized_to_sign_secondary"])
    to = Invitee(first_name="Lee", last_name="P", email=both.person.email)
    invitation = invite(cast, to=to)
    for person in (cast.liaison, both.person, cast.applicant, cast.dua_requestor):
        for act in (confirm_invitation, refuse_invitation):
            with pytest.raises(Refused, match="another signer confirms"):
                act(acting_person=person, invitation=invitation)
    HeldType.objects.create(
        contact=Contact.objects.get(person=cast.liaison),
        aco=cast.lakeside,
        type="authorized_to_sign_secondary",
    )
    with pytest.raises(Refused):
        confirm(invitation, cast.liaison)
    confirm(invitation, cast.exec)


def test_nor_the_givers_other_account(cast: Cast) -> None:
    cast.exec  # noqa: B018
    invitation = invite(cast, "authorized_to_sign_primary", "other")
    assert invitation.state is State.PENDING, "nobody held it"
    new = make_person("liaison_new", email="liaison@new.example.org")
    change = invite_new_address(
        acting_person=cast.exec,
        contact=Contact.objects.get(person=cast.liaison),
        invitee=Invitee(first_name="L", last_name="M", email=new.email),
        codes=["cms_liaison"],
    )
    actions.activate(acting_person=new, invitation=change)
    waits = invite(cast, to=Invitee(first_name="A", last_name="B", email="a@example.net"))
    make_contact(cast.lakeside, new, ["authorized_to_sign_secondary"])
    with pytest.raises(Refused):
        confirm(waits, new)


def test_a_signer_who_gives_needs_nobody(cast: Cast) -> None:
    cast.exec  # noqa: B018
    for by in ("signer", "second_signer"):
        to = Invitee(first_name="A", last_name="B", email=f"{by}@example.net")
        assert invite(cast, by=by, to=to).state is State.PENDING


def test_a_place_that_a_non_signer_emptied(cast: Cast) -> None:
    cast.exec, cast.signer  # noqa: B018
    end(cast, cast.liaison, "exec", "aco_executive")
    invitation = invite(cast)
    assert invitation.state is State.WAITING
    actions.withdraw(acting_person=cast.applicant, invitation=invitation)
    with time_machine.travel(timezone.now() + timedelta(days=15, seconds=1)):
        assert invite(cast).state is State.PENDING


@pytest.mark.parametrize("role", ["exec", "signer"])
def test_a_place_that_a_signer_emptied_is_filled_in_one_step(cast: Cast, role: str) -> None:
    cast.exec, cast.signer, cast.liaison  # noqa: B018
    end(cast, getattr(cast, role), "exec", "aco_executive")
    assert invite(cast).state is State.PENDING


def test_a_new_address_of_a_signer_is_confirmed_too(cast: Cast) -> None:
    """Only the giver says that the new address is the same person's."""
    invitation = invite_new_address(
        acting_person=cast.liaison,
        contact=Contact.objects.get(person=cast.exec),
        invitee=JO,
        codes=["aco_executive"],
    )
    assert invitation.state is State.WAITING
    confirm(invitation, cast.exec)


@pytest.mark.rule("A15")
def test_authorized_to_sign_secondary_is_named_in_one_step(cast: Cast, jo: Person) -> None:
    present, _ = cast.second_signer, cast.exec
    invitation = invite(cast, "authorized_to_sign_secondary")
    assert invitation.state is State.PENDING
    actions.withdraw(acting_person=cast.liaison, invitation=invitation)
    end(cast, cast.liaison, "second_signer", "authorized_to_sign_secondary")
    again = invite(cast, "authorized_to_sign_secondary")
    assert again.state is State.PENDING, "also in the place that was emptied just now"
    Notification.objects.all().delete()
    actions.activate(acting_person=jo, invitation=again)
    assert held_now(jo.pk, cast.lakeside.pk) == {"authorized_to_sign_secondary"}
    assert not held_now(present.pk, cast.lakeside.pk)
    told = Notification.objects.filter(kind="administrators_changed")
    assert {one.person for one in told} == {cast.exec}
    assert "became Authorized to Sign (secondary)" in told[0].text
