"""Add New Contact, the e-mail's link, and the answers, page by page."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from contacts.models import HeldType
from invitations import actions
from invitations.actions import Invitee, invite
from invitations.models import Invitation
from invitations.secrets import code_for, token_for
from tests.cast import Cast, make_aco, make_contact, make_person
from tests.signing_in import sign_in

PERSON = {
    "first_name": "Jo",
    "last_name": "Chen",
    "email": "jo.chen@example.net",
    "phone": "555-0199",
    "title": "Director",
}


@pytest.fixture
def invitation(cast: Cast) -> Invitation:
    jo = Invitee(first_name="Jo", last_name="Chen", email="jo.chen@example.net")
    return invite(acting_person=cast.exec, aco=cast.lakeside, invitee=jo, codes=["quality_primary"])


def link(invitation: Invitation) -> str:
    return reverse("open_invitation", args=[token_for(invitation.pk, invitation.generation)])


def code(invitation: Invitation) -> str:
    return code_for(invitation.pk, invitation.generation)


@pytest.mark.rule("A7")
def test_add_new_contact_sends_an_invitation(cast: Cast) -> None:
    browser = cast.browser("exec")
    url = reverse("add_contact", args=[cast.lakeside.aco_id])
    answer = browser.post(url, {**PERSON, "types": ["financial", "other"]}, follow=True)
    page = answer.content.decode()
    assert "is on its way" in page
    assert "Eastern Time" in page
    assert Invitation.objects.get().types == ["financial", "other"]


def test_add_new_contact_keeps_what_was_typed(cast: Cast) -> None:
    url = reverse("add_contact", args=[cast.lakeside.aco_id])
    answer = cast.browser("exec").post(
        url, {**PERSON, "email": "jo.chen", "types": ["it_primary", "it_secondary"]}
    )
    page = answer.content.decode()
    assert 'value="jo.chen"' in page
    assert 'value="Director"' in page
    assert page.count(" checked") == 2
    assert not Invitation.objects.exists()


@pytest.mark.rule("A6")
def test_a_type_one_may_not_give_is_shown_disabled_and_refused(cast: Cast) -> None:
    url = reverse("add_contact", args=[cast.lakeside.aco_id])
    browser = cast.browser("liaison")
    assert "can add this" in browser.get(url).content.decode()
    answer = browser.post(url, {**PERSON, "types": ["credential_delegate"]})
    assert "can add Credential Delegate" in answer.content.decode()
    assert not Invitation.objects.exists()


@pytest.mark.rule("A4")
def test_the_page_says_who_will_hand_over(cast: Cast) -> None:
    cast.it  # noqa: B018
    page = cast.browser("exec").get(reverse("add_contact", args=["A9101"])).content.decode()
    assert "Held by The It: the new contact takes over when they activate." in page


@pytest.mark.rule("E4", "E1")
def test_opening_the_link_changes_nothing_and_names_nobody(
    client: Client, invitation: Invitation
) -> None:
    before = Invitation.objects.values().get()
    for _ in range(10):
        page = client.get(link(invitation)).content.decode()
    assert Invitation.objects.values().get() == before
    page = re.sub(r'value="\w{64}"', "", page)  # the form's token, which is at random
    for secret in ("Lakeside", "A9101", "Jo", "Chen", "Exec", "Quality"):
        assert secret not in page
    assert "Security code from the e-mail" in page


@pytest.mark.rule("A7", "E7")
def test_the_right_code_shows_the_invitation_and_signs_nobody_in(
    client: Client, invitation: Invitation
) -> None:
    answer = client.post(link(invitation), {"code": code(invitation).lower()}, follow=True)
    page = answer.content.decode()
    assert "Lakeside Care Partners ACO (A9101)" in page
    assert "Create an account" in page
    assert "_auth_user_id" not in client.session
    assert client.get(reverse("dashboard")).status_code == 302


@pytest.mark.rule("E5")
def test_wrong_codes_are_counted_down_and_then_locked(
    client: Client, invitation: Invitation
) -> None:
    for left in ("4 tries are", "3 tries are", "2 tries are", "1 try is"):
        assert left in client.post(link(invitation), {"code": "AAAA-AAAA"}).content.decode()
    for typed in ("AAAA-AAAA", code(invitation)):
        answer = client.post(link(invitation), {"code": typed})
        assert answer.status_code == 410
        assert "This link is locked" in answer.content.decode()


@pytest.mark.rule("E5")
def test_guessing_across_invitations_is_limited_by_address(
    client: Client, cast: Cast, invitation: Invitation
) -> None:
    answers = [
        client.post(link(invitation), {"code": code(invitation)}).status_code for _ in range(31)
    ]
    assert answers[-1] == 429
    assert answers[0] == 302


@pytest.mark.rule("A7", "E1")
def test_every_dead_link_has_its_own_page_and_tells_nothing(
    client: Client, cast: Cast, invitation: Invitation
) -> None:
    def says(words: str, url: str, status: int = 410) -> None:
        for answer in (client.get(url), client.post(url, {"code": "AAAA-AAAA"})):
            page = answer.content.decode()
            assert words in page
            assert answer.status_code == status
            assert "Lakeside" not in page
            assert "Chen" not in page

    says("This link does not work", "/invitation/12.1.AAAAAAAAAAAAAAAAAAAAAA/", 404)
    says("This link does not work", "/invitation/nonsense/", 404)
    old = link(invitation)
    actions.send_again(acting_person=cast.exec, invitation=invitation)
    invitation.refresh_from_db()
    says("We sent you a newer link", old)
    with time_machine.travel(timezone.now() + timedelta(days=15)):
        says("This invitation has expired", link(invitation))
    actions.withdraw(acting_person=cast.exec, invitation=invitation)
    says("This invitation was withdrawn", link(invitation))
    Invitation.objects.update(withdrawn_at=None, withdrawn_by=None)
    jo = make_person("jo_chen", email="jo.chen@example.net")
    actions.activate(acting_person=jo, invitation=invitation)
    says("This invitation has been answered", link(invitation))


@pytest.mark.rule("A8")
def test_the_activation_widget_activates_without_the_code(
    client: Client, invitation: Invitation
) -> None:
    jo = make_person("jo_chen", email="jo.chen@example.net")
    sign_in(client, jo)
    page = client.get(reverse("dashboard")).content.decode()
    assert "Waiting for your answer (1)" in page
    assert "Quality Contact (primary)" in page
    answer = client.post(reverse("activate_invitation", args=[invitation.pk]), follow=True)
    assert "You are now Quality Contact (primary)" in answer.content.decode()
    assert HeldType.objects.active().filter(contact__person=jo).exists()


@pytest.mark.rule("A8")
def test_the_activation_widget_declines(client: Client, invitation: Invitation) -> None:
    jo = make_person("jo_chen", email="jo.chen@example.net")
    sign_in(client, jo)
    answer = client.post(reverse("decline_invitation", args=[invitation.pk]), follow=True)
    assert "You declined" in answer.content.decode()
    assert "Waiting for your answer" not in answer.content.decode()


@pytest.mark.rule("E7", "E1")
def test_an_invitation_is_not_there_for_another_account_without_the_code(
    cast: Cast, invitation: Invitation
) -> None:
    browser = cast.browser("outsider")
    for name in ("activate_invitation", "decline_invitation"):
        assert browser.post(reverse(name, args=[invitation.pk])).status_code == 404
    assert "Waiting for your answer" not in browser.get(reverse("dashboard")).content.decode()
    opened = browser.post(link(invitation), {"code": code(invitation)}, follow=True)
    assert "It was sent to jo.chen@example.net" in opened.content.decode()
    browser.post(reverse("activate_invitation", args=[invitation.pk]))
    assert HeldType.objects.active().filter(contact__person=cast.outsider).exists()


@pytest.mark.rule("A7", "E7")
def test_an_opened_invitation_that_is_sent_again_must_be_opened_again(
    cast: Cast, invitation: Invitation
) -> None:
    browser = cast.browser("outsider")
    browser.post(link(invitation), {"code": code(invitation)})
    actions.send_again(acting_person=cast.exec, invitation=invitation)
    browser.post(reverse("activate_invitation", args=[invitation.pk]))
    assert not HeldType.objects.filter(contact__person=cast.outsider).exists()


@pytest.mark.rule("E4")
@pytest.mark.parametrize("name", ["activate_invitation", "decline_invitation"])
def test_answers_are_posts(cast: Cast, invitation: Invitation, name: str) -> None:
    jo = make_person("jo_chen", email="jo.chen@example.net")
    browser = sign_in(Client(), jo)
    assert browser.get(reverse(name, args=[invitation.pk])).status_code == 405


@pytest.mark.parametrize("name", ["send_invitation_again", "withdraw_invitation"])
def test_another_acos_invitation_is_not_there(
    cast: Cast, invitation: Invitation, name: str
) -> None:
    elsewhere = make_aco("A9102", "Elsewhere")
    stranger = make_person("stranger")
    make_contact(elsewhere, stranger, ["aco_executive"])
    browser = sign_in(Client(), stranger)
    for aco_id in ("A9102", "A9101"):
        url = reverse(name, args=[aco_id, invitation.pk])
        assert browser.post(url).status_code == 404


def test_sending_again_and_withdrawing_ask_first(cast: Cast, invitation: Invitation) -> None:
    browser = cast.browser("exec")
    again = reverse("send_invitation_again", args=["A9101", invitation.pk])
    assert "stop working right away" in browser.get(again).content.decode()
    assert (
        "A new link and code are on their way" in browser.post(again, follow=True).content.decode()
    )
    away = reverse("withdraw_invitation", args=["A9101", invitation.pk])
    assert "Withdraw" in browser.get(away).content.decode()
    page = browser.post(away, follow=True).content.decode()
    assert "is withdrawn" in page
    assert "Withdrawn" in page


@pytest.mark.rule("E1")
def test_an_opened_invitation_that_ends_meanwhile_says_what_became_of_it(
    client: Client, cast: Cast, invitation: Invitation
) -> None:
    client.post(link(invitation), {"code": code(invitation)})
    actions.withdraw(acting_person=cast.exec, invitation=invitation)
    answer = client.get(reverse("answer_invitation"))
    assert answer.status_code == 410
    assert "This invitation was withdrawn" in answer.content.decode()
    assert client.get(reverse("answer_invitation")).status_code == 302
