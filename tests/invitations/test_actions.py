"""An invitation's life: sending, answering, ending."""

from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from acoms.access import Refused
from contacts.models import Contact, HeldType
from contacts.types import ADMIN_CODES, ALL_CODES
from invitations import actions
from invitations.actions import Invitee
from invitations.errors import InvitationError
from invitations.models import Invitation
from invitations.rules import State
from invitations.secrets import code_for
from notifications.models import Notification
from tests.cast import Cast, make_aco, make_person

JO = Invitee(first_name="Jo", last_name="Chen", email="Jo.Chen@Example.NET", phone="555-0199")


def invite(cast: Cast, *codes: str, by: str = "exec", to: Invitee = JO) -> Invitation:
    return actions.invite(
        acting_person=getattr(cast, by), aco=cast.lakeside, invitee=to, codes=codes or ["other"]
    )


def held(person_id: int) -> set[str]:
    return set(
        HeldType.objects.active().filter(contact__person=person_id).values_list("type", flat=True)
    )


@pytest.mark.rule("A5", "B1")
@pytest.mark.parametrize("code", ALL_CODES)
def test_the_six_administrator_types_invite_and_nobody_else(cast: Cast, code: str) -> None:
    holder = cast.holder_of(code)
    if code in ADMIN_CODES:
        actions.invite(
            acting_person=holder,
            aco=cast.lakeside,
            invitee=JO,
            codes=["qpp_staff_user", "qpp_security_official"],
        )
        assert Invitation.objects.count() == 1
    else:
        with pytest.raises(Refused) as refusal:
            actions.invite(acting_person=holder, aco=cast.lakeside, invitee=JO, codes=["other"])
        assert "CMS Liaison" in refusal.value.decision.who_could
        assert not Invitation.objects.exists()


@pytest.mark.rule("A5", "E1")
def test_an_outsider_cannot_invite(cast: Cast) -> None:
    with pytest.raises(InvitationError):
        invite(cast, by="outsider")


@pytest.mark.rule("A6")
def test_a_cms_liaison_cannot_invite_a_credential_delegate(cast: Cast) -> None:
    with pytest.raises(InvitationError, match="Only ACO Executive") as error:
        invite(cast, "credential_delegate", by="liaison")
    assert error.value.field == "types"
    for by in ("exec", "signer", "second_signer"):
        to = Invitee(first_name="A", last_name="B", email=f"{by}@example.net")
        invite(cast, "credential_delegate", by=by, to=to)


@pytest.mark.rule("A7", "E2")
def test_an_invitation_lasts_15_days_to_the_second(cast: Cast) -> None:
    with time_machine.travel("2026-11-21T12:00:00Z", tick=False) as clock:
        invitation = invite(cast)
        assert invitation.email == "jo.chen@example.net"
        assert invitation.expires_at - invitation.sent_at == timedelta(days=15)
        jo = make_person("jo_chen", email="jo.chen@example.net")
        clock.move_to("2026-12-06T11:59:59Z")
        assert invitation.is_answerable
        clock.move_to("2026-12-06T12:00:00Z")
        assert invitation.state is State.EXPIRED
        with pytest.raises(InvitationError, match="it is expired"):
            actions.activate(acting_person=jo, invitation=invitation)
        clock.move_to("2026-12-06T11:59:59Z")
        actions.activate(acting_person=jo, invitation=invitation)
    assert held(jo.pk) == {"other"}


@pytest.mark.rule("A7")
def test_sending_again_gives_new_secrets_and_15_new_days(cast: Cast) -> None:
    invitation = invite(cast)
    old_code = code_for(invitation.pk, 1)
    with time_machine.travel(timezone.now() + timedelta(days=20)):
        actions.send_again(acting_person=cast.liaison, invitation=invitation)
        invitation.refresh_from_db()
        assert invitation.generation == 2
        assert invitation.state is State.PENDING
        assert not actions.try_code(invitation_id=invitation.pk, generation=1, typed=old_code)
        assert not actions.try_code(invitation_id=invitation.pk, generation=2, typed=old_code)
        new_code = code_for(invitation.pk, 2)
        assert actions.try_code(invitation_id=invitation.pk, generation=2, typed=new_code)


@pytest.mark.rule("E5")
def test_five_wrong_codes_lock_the_link_until_it_is_sent_again(cast: Cast) -> None:
    invitation = invite(cast)
    right = code_for(invitation.pk, 1)
    for _ in range(4):
        assert not actions.try_code(invitation_id=invitation.pk, generation=1, typed="AAAA-AAAA")
    assert actions.try_code(invitation_id=invitation.pk, generation=1, typed=right)
    for _ in range(5):
        assert not actions.try_code(invitation_id=invitation.pk, generation=1, typed="AAAA-AAAA")
    invitation.refresh_from_db()
    assert invitation.state is State.LOCKED
    assert not actions.try_code(invitation_id=invitation.pk, generation=1, typed=right)
    actions.send_again(acting_person=cast.exec, invitation=invitation)
    new = code_for(invitation.pk, 2)
    assert actions.try_code(invitation_id=invitation.pk, generation=2, typed=new)


@pytest.mark.rule("A8", "E3")
def test_activating_gives_the_types_at_once_and_tells_the_inviter(cast: Cast) -> None:
    invitation = invite(cast, "cms_liaison", "quality_primary")
    jo = make_person("jo_chen", email="jo.chen@example.net")
    contact = actions.activate(acting_person=jo, invitation=invitation)
    assert held(jo.pk) == {"cms_liaison", "quality_primary"}
    assert contact.phone == "555-0199"
    told = Notification.objects.on_screen_for(cast.exec.pk).get()
    assert told.text == (
        "Jo Chen activated your invitation and is now CMS Liaison and Quality Contact (primary) "
        "of Lakeside Care Partners ACO (A9101)."
    )
    # In force on the very next action: Jo invites somebody.
    to = Invitee(first_name="K", last_name="L", email="k@example.net")
    actions.invite(acting_person=jo, aco=cast.lakeside, invitee=to, codes=["other"])


@pytest.mark.rule("A8")
def test_the_inviter_reads_the_name_that_lists_have_and_the_invited_one(cast: Cast) -> None:
    invitation = invite(cast, "other")
    olive = make_person("olive_stone", email="jo.chen@example.net")
    actions.activate(acting_person=olive, invitation=invitation)
    told = Notification.objects.on_screen_for(cast.exec.pk).get()
    assert told.text.startswith(f"{olive.full_name} (invited as Jo Chen) activated")


@pytest.mark.rule("A8")
def test_declining_ends_it_and_tells_the_inviter(cast: Cast) -> None:
    invitation = invite(cast)
    jo = make_person("jo_chen", email="jo.chen@example.net")
    actions.decline(acting_person=jo, invitation=invitation)
    assert not held(jo.pk)
    assert "declined" in Notification.objects.on_screen_for(cast.exec.pk).get().text
    with pytest.raises(InvitationError, match="it is declined"):
        actions.activate(acting_person=jo, invitation=invitation)
    actions.decline(acting_person=jo, invitation=invitation)
    assert Notification.objects.on_screen_for(cast.exec.pk).count() == 1


@pytest.mark.rule("E7")
def test_another_account_needs_link_and_code_of_the_latest_sending(cast: Cast) -> None:
    invitation = invite(cast)
    other = make_person("other_address")
    for generation in (None, 2, 0):
        with pytest.raises(InvitationError, match="not addressed to you"):
            actions.activate(
                acting_person=other, invitation=invitation, opened_generation=generation
            )
    actions.activate(acting_person=other, invitation=invitation, opened_generation=1)
    assert held(other.pk) == {"other"}
    jo = make_person("jo_chen", email="jo.chen@example.net")
    with pytest.raises(InvitationError, match="it is activated"):
        actions.activate(acting_person=jo, invitation=invitation)


@pytest.mark.rule("A3", "E2")
def test_primary_and_secondary_are_never_offered_to_one_person(cast: Cast) -> None:
    with pytest.raises(InvitationError, match="two different people"):
        invite(cast, "it_primary", "it_secondary")
    invite(cast, "quality_primary")
    shouting = Invitee(first_name="Jo", last_name="Chen", email="JO.CHEN@example.net")
    with pytest.raises(InvitationError, match="has an open invitation already, as Quality"):
        invite(cast, "quality_secondary", to=shouting)
    the_it_contact = Invitee(first_name="The", last_name="It", email=cast.it.email.upper())
    with pytest.raises(InvitationError, match=r"two different people.*already"):
        invite(cast, "it_secondary", to=the_it_contact)


@pytest.mark.rule("A3")
def test_the_database_refuses_an_invitation_as_both_of_a_family(cast: Cast) -> None:
    invitation = invite(cast)
    with pytest.raises(IntegrityError, match="invitation_it_two_people"), transaction.atomic():
        Invitation.objects.filter(pk=invitation.pk).update(types=["it_primary", "it_secondary"])


@pytest.mark.rule("A3")
def test_a_person_who_became_primary_meanwhile_cannot_activate_as_secondary(cast: Cast) -> None:
    invitation = invite(cast, "it_secondary")
    it = cast.it  # holds IT Contact (primary), under another address
    with pytest.raises(InvitationError, match="two different people"):
        actions.activate(acting_person=it, invitation=invitation, opened_generation=1)
    invitation.refresh_from_db()
    assert invitation.state is State.PENDING


@pytest.mark.rule("A4")
def test_a_successor_takes_a_single_type_over_in_one_step(cast: Cast) -> None:
    before = cast.it
    invitation = invite(cast, "it_primary")
    assert held(before.pk) == {"it_primary"}
    jo = make_person("jo_chen", email="jo.chen@example.net")
    actions.activate(acting_person=jo, invitation=invitation)
    assert held(before.pk) == set()
    assert held(jo.pk) == {"it_primary"}
    ended = HeldType.objects.get(contact__person=before)
    assert ended.end_reason == "Handed over to Jo Chen."


@pytest.mark.rule("A4")
def test_an_administrator_may_hand_their_own_single_type_over(cast: Cast) -> None:
    invitation = invite(cast, "aco_executive")
    jo = make_person("jo_chen", email="jo.chen@example.net")
    actions.activate(acting_person=jo, invitation=invitation)
    assert held(cast.exec.pk) == set()
    with pytest.raises(InvitationError):
        invite(cast)


@pytest.mark.rule("A5")
def test_cms_staff_invite_the_first_administrator_only(cast: Cast) -> None:
    new = make_aco("A9109", "New ACO")
    staff = cast.cms_staff
    first = actions.invite_first_administrator
    with pytest.raises(Refused, match="Only a CMS analyst"):
        first(acting_person=cast.exec, aco=new, invitee=JO, codes=["aco_executive"])
    with pytest.raises(InvitationError, match="admin privileges"):
        first(acting_person=staff, aco=new, invitee=JO, codes=["other"])
    invitation = first(acting_person=staff, aco=new, invitee=JO, codes=["aco_executive"])
    jo = make_person("jo_chen", email="jo.chen@example.net")
    actions.activate(acting_person=jo, invitation=invitation)
    with pytest.raises(InvitationError, match="has an administrator"):
        first(acting_person=staff, aco=new, invitee=JO, codes=["cms_liaison"])


@pytest.mark.rule("A12")
def test_a_withdrawn_invitation_is_dead_and_kept(cast: Cast) -> None:
    invitation = invite(cast)
    actions.withdraw(acting_person=cast.liaison, invitation=invitation)
    jo = make_person("jo_chen", email="jo.chen@example.net")
    with pytest.raises(InvitationError, match="it is withdrawn"):
        actions.activate(acting_person=jo, invitation=invitation)
    with pytest.raises(InvitationError, match="answered or withdrawn"):
        actions.send_again(acting_person=cast.exec, invitation=invitation)
    assert invite(cast).pk != invitation.pk


@pytest.mark.rule("A7")
def test_the_sweep_records_what_has_ended_and_tells_the_inviter_once(cast: Cast) -> None:
    invitation = invite(cast)
    assert actions.record_expired() == 0
    with time_machine.travel(timezone.now() + timedelta(days=15)):
        assert actions.record_expired() == 1
        assert actions.record_expired() == 0
    invitation.refresh_from_db()
    assert invitation.expiry_recorded_at
    assert "did not answer" in Notification.objects.on_screen_for(cast.exec.pk).get().text


@pytest.mark.rule("A7")
def test_an_ended_invitation_does_not_stand_in_the_way_of_a_new_one(cast: Cast) -> None:
    invite(cast)
    with time_machine.travel(timezone.now() + timedelta(days=16)):
        invite(cast)
    assert Invitation.objects.filter(expiry_recorded_at=None).count() == 1


def test_an_invitation_needs_a_type(cast: Cast) -> None:
    with pytest.raises(InvitationError, match="at least one"):
        actions.invite(acting_person=cast.exec, aco=cast.lakeside, invitee=JO, codes=[])
    assert not Contact.objects.filter(person__email="jo.chen@example.net").exists()


def test_what_an_inviter_is_told_leads_where_they_can_look(cast: Cast) -> None:
    jo = make_person("jo_chen", email="jo.chen@example.net")
    actions.decline(acting_person=jo, invitation=invite(cast))
    assert Notification.objects.on_screen_for(cast.exec.pk).get().url == "/acos/A9101/contacts/"
    by_staff = actions.invite_first_administrator(
        acting_person=cast.cms_staff,
        aco=make_aco("A9109", "New ACO"),
        invitee=JO,
        codes=["aco_executive"],
    )
    actions.decline(acting_person=jo, invitation=by_staff)
    told = Notification.objects.on_screen_for(cast.cms_staff.pk).get()
    assert told.url == f"/admin/invitations/invitation/{by_staff.pk}/change/"
