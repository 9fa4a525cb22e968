"""Who repeats what they did is told that it is done while it stands; otherwise what is recorded."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Person
from contacts.actions import change_contact, end_types
from contacts.errors import ContactError
from contacts.models import Contact, HeldType
from invitations import actions
from invitations.acceptance.actions import accept, confirm_acceptance, refuse_acceptance
from invitations.actions import Invitee
from invitations.actions.by_staff import withdraw_by_staff
from invitations.confirming.actions import (
    confirm_by_staff,
    confirm_invitation,
    refuse_by_staff,
    refuse_invitation,
)
from invitations.errors import InvitationError
from invitations.models import Invitation
from invitations.rules import TRIES, State
from notifications.models import Notification
from tests.cast import Cast, make_contact, make_person
from tests.invitations.confirming.waiting import invite as invite_to_be_confirmed
from tests.signing_in import sign_in

pytestmark = pytest.mark.rule("E3")

JO = Invitee(
    first_name="Jo", last_name="Chen", email="jo@example.net", phone="212-555-0101", title="Chief"
)


def invite(cast: Cast, *codes: str, by: str = "exec", to: Invitee = JO) -> Invitation:
    person: Person = getattr(cast, by)
    return actions.invite(
        acting_person=person, aco=cast.lakeside, invitee=to, codes=codes or ["other"]
    )


def end(cast: Cast, person: Person, *codes: str) -> None:
    contact = Contact.objects.get(person=person)
    end_types(acting_person=cast.exec, contact=contact, codes=codes, reason="Left")


def jo_chen(**proven: str) -> Person:
    return make_person("jo_chen", email=JO.email, **proven)


def lock_link(invitation: Invitation) -> None:
    Invitation.objects.filter(pk=invitation.pk).update(wrong_codes=TRIES)


@pytest.mark.rule("A4", "A8")
def test_what_was_activated_and_has_ended_is_not_said_to_be_theirs(cast: Cast) -> None:
    jo, invitation = jo_chen(), invite(cast, "other", "compliance")
    browser = sign_in(Client(), jo)
    page = reverse("activate_invitation", args=[invitation.pk])
    for _ in range(2):
        said = browser.post(page, follow=True).content.decode()
        assert "You are now" in said
    end(cast, jo, "other")
    said = browser.post(page, follow=True).content.decode()
    assert "You are now" not in said
    assert "what it gave has ended since. The Exec ended Other Contact on" in said
    assert "ended Compliance" not in said
    again = invite(cast, "other")
    actions.activate(acting_person=jo, invitation=again)
    assert actions.activate(acting_person=jo, invitation=again)
    with pytest.raises(InvitationError, match="has ended since"):  # another one gave it anew
        actions.activate(acting_person=jo, invitation=invitation)


@pytest.mark.rule("A4", "A8")
def test_what_they_held_before_and_hold_still_counts_and_what_ended_before_does_not(
    cast: Cast,
) -> None:
    jo = jo_chen()
    make_contact(cast.lakeside, jo, ["other", "compliance"])
    end(cast, jo, "compliance")
    invitation = invite(cast, "compliance")
    assert accept(acting_person=jo, invitation=invitation)
    assert accept(acting_person=jo, invitation=invitation)
    assert HeldType.objects.active().filter(contact__person=jo).count() == 2


@pytest.mark.rule("A9")
def test_an_acceptance_that_was_confirmed_is_so_while_what_it_gave_is_held(cast: Cast) -> None:
    jo = jo_chen(proven_first_name="Brett", proven_last_name="Novak")
    invitation = invite(cast)
    assert not accept(acting_person=jo, invitation=invitation)
    for _ in range(2):
        assert confirm_acceptance(acting_person=cast.exec, invitation=invitation).person == jo
    end(cast, jo, "other")
    with pytest.raises(InvitationError, match="The Exec ended Other Contact on"):
        confirm_acceptance(acting_person=cast.exec, invitation=invitation)
    page = reverse("confirm_acceptance", args=["A9101", invitation.pk])
    said = cast.browser("exec").post(page, {"confirm": "1"}, follow=True).content.decode()
    assert "The Exec ended Other Contact on" in said
    assert "is now Other" not in said


@pytest.fixture
def to_confirm(cast: Cast) -> Invitation:
    """A CMS Liaison would replace the ACO Executive, in an ACO with a second signer."""
    cast.exec, cast.signer  # noqa: B018
    return invite_to_be_confirmed(cast)


def withdrawn(cast: Cast, invitation: Invitation) -> None:
    actions.withdraw(acting_person=cast.liaison, invitation=invitation)


def declined(cast: Cast, invitation: Invitation) -> None:
    actions.decline(acting_person=jo_of(invitation), invitation=invitation)


def expired(cast: Cast, invitation: Invitation) -> None:
    past = timezone.now() - timedelta(days=1)
    Invitation.objects.filter(pk=invitation.pk).update(
        sent_at=past - timedelta(days=15), expires_at=past
    )


def activated(cast: Cast, invitation: Invitation) -> None:
    actions.activate(acting_person=jo_of(invitation), invitation=invitation)


def locked(cast: Cast, invitation: Invitation) -> None:
    lock_link(invitation)


def nothing(cast: Cast, invitation: Invitation) -> None:
    pass


def jo_of(invitation: Invitation) -> Person:
    return make_person("jo_chen", email=invitation.email)


@pytest.mark.rule("A5")
@pytest.mark.parametrize(
    ("meanwhile", "said"),
    [
        (nothing, "You confirmed. The invitation to jo.chen@example.net is on its way."),
        (locked, "You confirmed. The invitation to jo.chen@example.net is locked by now."),
        (activated, "You confirmed. The invitation to jo.chen@example.net is activated by now."),
        (withdrawn, "waits for no confirmation any more: it is withdrawn."),
        (declined, "waits for no confirmation any more: it is declined."),
        (expired, "waits for no confirmation any more: it is expired."),
    ],
)
def test_who_confirmed_reads_what_has_become_of_it(
    cast: Cast, to_confirm: Invitation, meanwhile: Callable[..., None], said: str
) -> None:
    confirm_invitation(acting_person=cast.signer, invitation=to_confirm)
    to_confirm.refresh_from_db()
    meanwhile(cast, to_confirm)
    page = reverse("confirm_invitation", args=["A9101", to_confirm.pk])
    answer = cast.browser("signer").post(page, {"confirm": "1"}, follow=True).content.decode()
    assert said in answer
    assert "is on its way" in said or "is on its way" not in answer


def other_reason(act: Callable[..., Any], **what: Any) -> None:
    """Said twice with one reason it is done once; with another one it is refused."""
    for _ in range(2):
        act(**what, reason="Not ours.")
    told = Notification.objects.count()
    with pytest.raises(InvitationError, match=r"The reason that you gave is kept: Not ours\."):
        act(**what, reason="Left long ago.")
    assert Notification.objects.count() == told


@pytest.mark.rule("A5")
@pytest.mark.parametrize(
    ("act", "who"),
    [(refuse_invitation, "exec"), (refuse_by_staff, "cms_staff"), (confirm_by_staff, "cms_staff")],
)
def test_what_waits_is_answered_for_one_reason(
    cast: Cast, to_confirm: Invitation, act: Callable[..., Any], who: str
) -> None:
    other_reason(act, acting_person=getattr(cast, who), invitation=to_confirm)


@pytest.mark.rule("A5")
def test_what_was_refused_without_a_reason_gets_none_later(
    cast: Cast, to_confirm: Invitation
) -> None:
    for _ in range(2):
        refuse_invitation(acting_person=cast.exec, invitation=to_confirm)
    with pytest.raises(InvitationError, match=r"it is refused\. You gave no reason\."):
        refuse_invitation(acting_person=cast.exec, invitation=to_confirm, reason="Not ours.")


@pytest.mark.rule("A5")
def test_cms_staff_withdraw_for_one_reason(cast: Cast) -> None:
    invitation = actions.invite_first_administrator(
        acting_person=cast.cms_staff, aco=cast.lakeside, invitee=JO, codes=["aco_executive"]
    )
    other_reason(withdraw_by_staff, acting_person=cast.cms_staff, invitation=invitation)


@pytest.mark.rule("A9")
def test_an_acceptance_is_refused_for_one_reason(cast: Cast) -> None:
    jo = jo_chen(proven_first_name="Brett", proven_last_name="Novak")
    invitation = invite(cast)
    assert not accept(acting_person=jo, invitation=invitation)
    other_reason(refuse_acceptance, acting_person=cast.exec, invitation=invitation)


OTHERWISE = [
    {"first_name": "Joan"},
    {"last_name": "Chan"},
    {"phone": "212-555-0199"},
    {"title": ""},
]


@pytest.mark.rule("A5", "A7")
def test_a_form_that_comes_twice_is_sent_once_and_only_if_it_is_the_same(cast: Cast) -> None:
    first = invite(cast, "other", "compliance")
    told = Notification.objects.count()
    retyped = replace(JO, email=" JO@example.net", title="Chief ")
    assert invite(cast, "compliance", "other", to=retyped) == first
    assert Notification.objects.count() == told
    for change in OTHERWISE:
        with pytest.raises(InvitationError, match="has an open invitation already"):
            invite(cast, "other", "compliance", to=replace(JO, **change))
    with pytest.raises(InvitationError, match="has an open invitation already"):
        invite(cast, "other")
    with pytest.raises(InvitationError, match="has an open invitation already"):
        invite(cast, "other", "compliance", by="liaison")
    contact = make_contact(cast.lakeside, make_person("lee_park"), ["other", "compliance"])
    page = reverse("change_address", args=["A9101", contact.pk])
    form = {"first_name": "Jo", "last_name": "Chen", "email": JO.email, "types": first.types}
    Contact.objects.filter(pk=contact.pk).update(phone=JO.phone, title=JO.title)
    answer = cast.browser("exec").post(page, form)
    assert "has an open invitation already" in answer.content.decode(), "it replaces nobody"
    lock_link(first)
    with pytest.raises(InvitationError, match="has an open invitation already"):
        invite(cast, "other", "compliance")


def test_after_a_quarter_of_an_hour_it_is_another_form(cast: Cast) -> None:
    invite(cast)
    with (
        time_machine.travel(timezone.now() + timedelta(minutes=15), tick=False),
        pytest.raises(InvitationError, match="has an open invitation already"),
    ):
        invite(cast)


def test_the_page_that_invites_says_so_only_of_the_same_form(cast: Cast) -> None:
    browser = cast.browser("exec")
    page = reverse("add_contact", args=["A9101"])
    form = {"first_name": "Jo", "last_name": "Chen", "email": JO.email, "types": ["other"]}
    for _ in range(2):
        assert "is on its way" in browser.post(page, form, follow=True).content.decode()
    said = browser.post(page, {**form, "last_name": "Chan"}, follow=True).content.decode()
    assert "has an open invitation already" in said
    assert "is on its way" not in said
    assert Invitation.objects.count() == 1


def test_the_page_of_cms_staff_says_so_only_of_the_same_form(cast: Cast) -> None:
    browser = cast.browser("cms_staff")
    page = reverse("admin:invitations_invitation_add")
    form: dict[str, object] = {"first_name": "Jo", "last_name": "Chen", "email": JO.email}
    form |= {"aco": cast.lakeside.aco_id, "types": ["aco_executive"], "phone": "", "title": ""}
    for _ in range(2):
        assert "is on its way" in browser.post(page, form, follow=True).content.decode()
    said = browser.post(page, {**form, "title": "Chief"}, follow=True).content.decode()
    assert "has an open invitation already" in said
    assert "is on its way" not in said
    assert Invitation.objects.count() == 1
    assert LogEntry.objects.count() == 1


@pytest.mark.rule("A11")
def test_a_change_of_address_is_started_once_from_one_form(cast: Cast) -> None:
    contact = make_contact(cast.lakeside, make_person("lee_park"), ["other", "compliance"])
    page = reverse("change_address", args=["A9101", contact.pk])
    form = {"first_name": "Lee", "last_name": "Park", "email": JO.email, "types": ["other"]}
    browser = cast.browser("exec")
    for _ in range(2):
        assert "is on its way" in browser.post(page, form, follow=True).content.decode()
    told = Notification.objects.count()
    for change in ({"last_name": "Parker"}, {"types": ["compliance"]}, {"email": "x@example.net"}):
        said = browser.post(page, {**form, **change}, follow=True).content.decode()
        assert "The Exec has started a change of this address." in said
        assert "is on its way" not in said
    assert (Invitation.objects.count(), Notification.objects.count()) == (1, told)


@pytest.mark.rule("A5", "A10")
def test_an_edit_asks_a_signer_once(cast: Cast) -> None:
    cast.exec, cast.signer  # noqa: B018
    contact = Contact.objects.get(person=cast.other)
    edit = {"acting_person": cast.liaison, "contact": contact, "title": "", "phone": ""}
    codes = ["other", "aco_executive"]
    for _ in range(2):
        change_contact(**edit, codes=codes)  # type: ignore[arg-type]
    assert Invitation.objects.count() == 1
    with pytest.raises(ContactError, match="has an open invitation already"):
        change_contact(**{**edit, "title": "Chief"}, codes=codes)  # type: ignore[arg-type]


@pytest.mark.rule("A7")
def test_a_link_that_was_locked_is_sent_again_from_an_old_page_too(cast: Cast) -> None:
    invitation = invite(cast)
    page = reverse("send_invitation_again", args=["A9101", invitation.pk])
    browser = cast.browser("exec")

    def send(shown: str) -> tuple[str, int]:
        said = browser.post(page, {"shown": shown}, follow=True).content.decode()
        invitation.refresh_from_db()
        return said, invitation.generation

    said, times = send("1")
    assert ("A new link and code are on their way" in said, times) == (True, 2)
    said, times = send("1")
    assert ("The invitation to jo@example.net was sent again on" in said, times) == (True, 2)
    assert "A new link and code" not in said
    lock_link(invitation)
    said, times = send("1")
    assert ("A new link and code are on their way" in said, times) == (True, 3)
    assert invitation.state is State.PENDING


@pytest.mark.rule("A7")
def test_the_admin_says_what_was_sent_and_what_was_not(cast: Cast) -> None:
    invitation = actions.invite_first_administrator(
        acting_person=cast.cms_staff, aco=cast.lakeside, invitee=JO, codes=["aco_executive"]
    )
    form = {
        "action": "send_again",
        "_selected_action": str(invitation.pk),
        "apply": "1",
        f"shown-{invitation.pk}": "1",
    }
    browser = cast.browser("cms_staff")
    page = reverse("admin:invitations_invitation_changelist")
    assert "sent again to jo@example.net" in browser.post(page, form, follow=True).content.decode()
    said = browser.post(page, form, follow=True).content.decode()
    assert "was sent again on" in said
    assert "sent again to" not in said
