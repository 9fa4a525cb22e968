"""What the invited person says without an account (rule J6)."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from contacts.agreement import EndKind
from contacts.ending.actions import record_end
from invitations.actions import Invitee, Said, invite, say, send_again
from invitations.models import Invitation
from invitations.rules import TRIES
from invitations.secrets import token_for
from notifications.models import Notification
from tests.cast import Cast
from tests.concurrency.at_once import at_once

pytestmark = [pytest.mark.rule("J6"), pytest.mark.django_db]
JO = Invitee(first_name="Jo", last_name="Chen", email="jo@example.net")


@pytest.fixture
def invitation(cast: Cast) -> Invitation:
    return invite(acting_person=cast.exec, aco=cast.lakeside, invitee=JO, codes=["other"])


def told() -> list[str]:
    return [one.text for one in Notification.objects.filter(kind="invitee_says")]


def url(name: str, invitation: Invitation) -> str:
    return reverse(name, args=[token_for(invitation.pk, invitation.generation)])


def ends(invitation: Invitation) -> None:
    now = timezone.now()
    Invitation.objects.filter(pk=invitation.pk).update(
        sent_at=now - timedelta(days=16), expires_at=now - timedelta(days=1)
    )


def locks(invitation: Invitation) -> None:
    Invitation.objects.filter(pk=invitation.pk).update(wrong_codes=TRIES)


def press(name: str, invitation: Invitation) -> str:
    page = Client().post(url(name, invitation), follow=True)
    text = page.content.decode()
    for named in ("Lakeside", "A9101", "Chen", "Exec", "jo@example.net"):
        assert named not in text
    return text


@pytest.mark.parametrize("end", [ends, locks])
def test_a_new_link_is_asked_for_from_the_page_of_a_dead_one(
    invitation: Invitation, end: object
) -> None:
    end(invitation)  # type: ignore[operator]
    page = Client().get(url("open_invitation", invitation))
    assert url("ask_for_link", invitation) in page.content.decode()
    assert "for a new link. If they send one" in press("ask_for_link", invitation)
    assert "for a new link. If they send one" in press("ask_for_link", invitation)
    (said,) = told()
    assert said.startswith("A new link is asked for: the one for Other Contact of Lakeside")
    notification = Notification.objects.get(kind="invitee_says")
    assert notification.person_id == invitation.invited_by_id
    assert "Chen" not in notification.data["subject"]


def test_of_an_invitation_that_can_be_opened_no_link_is_asked_for(invitation: Invitation) -> None:
    assert url("ask_for_link", invitation) not in press("ask_for_link", invitation)
    assert told() == []


def test_not_meant_for_me_withdraws_nothing_and_tells_the_inviter(invitation: Invitation) -> None:
    assert "We told the person who sent the invitation" in press("not_meant", invitation)
    (said,) = told()
    assert "was not meant for them" in said
    invitation.refresh_from_db()
    assert invitation.is_answerable
    assert invitation.withdrawn_at is None


def test_each_sending_is_told_of_once(invitation: Invitation, cast: Cast) -> None:
    press("not_meant", invitation)
    press("not_meant", invitation)
    assert len(told()) == 1
    send_again(acting_person=cast.exec, invitation=invitation)
    invitation.generation = 1
    press("not_meant", invitation)  # by the link of the first mail, which is replaced
    assert len(told()) == 1
    invitation.refresh_from_db()
    press("not_meant", invitation)
    assert len(told()) == 2


def test_a_withdrawn_invitation_tells_nobody(invitation: Invitation) -> None:
    Invitation.objects.filter(pk=invitation.pk).update(withdrawn_at=timezone.now())
    for said in Said:
        say(invitation=invitation, generation=1, said=said)
    assert told() == []


def its_agreement_ends(cast: Cast, in_days: int = -1) -> None:
    record_end(
        acting_person=cast.cms_staff,
        aco=cast.lakeside,
        ends_on=timezone.localdate() + timedelta(days=in_days),
        kind=EndKind.TERMINATED,
        reason="Below 5,000 beneficiaries",
    )


@pytest.mark.rule("E1", "J4")
@pytest.mark.parametrize("end", [ends, locks])
def test_once_the_agreement_is_over_no_link_is_asked_for_and_nothing_is_said_of_the_aco(
    invitation: Invitation, cast: Cast, end: object
) -> None:
    end(invitation)  # type: ignore[operator]
    its_agreement_ends(cast)
    for page in (
        Client().get(url("open_invitation", invitation)).content.decode(),
        press("ask_for_link", invitation),
    ):
        assert url("ask_for_link", invitation) not in page
        assert "for a new link" not in page
    assert told() == []


@pytest.mark.rule("E1", "J4")
def test_before_the_end_is_carried_out_the_link_is_dead_already(
    invitation: Invitation, cast: Cast
) -> None:
    its_agreement_ends(cast, in_days=0)
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        assert "This invitation was withdrawn" in press("not_meant", invitation)
    assert told() == []


def test_thanks_are_said_only_for_what_was_told(invitation: Invitation) -> None:
    assert "We asked the person" not in press("ask_for_link", invitation)
    Invitation.objects.filter(pk=invitation.pk).update(withdrawn_at=timezone.now())
    assert "We told the person" not in press("not_meant", invitation)


@pytest.mark.parametrize("name", ["ask_for_link", "not_meant"])
def test_an_unknown_link_says_nothing_and_a_mail_scanner_does_nothing(
    invitation: Invitation, name: str
) -> None:
    assert Client().post(reverse(name, args=["no-such-link"])).status_code == 404
    Client().get(url(name, invitation))
    assert told() == []


def test_it_is_limited_by_network(invitation: Invitation) -> None:
    stranger = Client()
    for _ in range(10):
        assert stranger.post(url("not_meant", invitation)).status_code == 302
    assert stranger.post(url("not_meant", invitation)).status_code == 429


@pytest.mark.django_db(transaction=True)
def test_two_presses_at_once_tell_once(invitation: Invitation) -> None:
    at_once(*[lambda: say(invitation=invitation, generation=1, said=Said.NOT_MEANT)] * 2)
    assert len(told()) == 1
