"""Pressed again, what was sent is not sent anew (`acoms.once.again`)."""

from datetime import timedelta
from functools import partial

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from invitations import actions
from invitations.models import Invitation
from notifications.models import Notification
from tests.acoms.once.flows import invited
from tests.cast import Cast
from tests.concurrency.at_once import at_once, errors
from tests.signing_in import sign_in

SENDERS = ["its page", "new pages", "the admin", "the admin, undelivered"]


@pytest.mark.rule("A7")
@pytest.mark.parametrize("how", SENDERS)
def test_send_again_pressed_sixteen_times_sends_once(cast: Cast, how: str) -> None:
    invitation = invited(cast)
    page = reverse("send_invitation_again", args=["A9101", invitation.pk])
    browser = cast.browser("exec")
    form = {"shown": "1"}
    if how.startswith("the admin"):
        if how == "the admin":
            Invitation.objects.update(invited_by=cast.cms_staff)
        else:
            Notification.objects.filter(kind="invited").update(
                failed_at=timezone.now(), failure="550 no such user"
            )
        browser, page = cast.browser("cms_staff"), "/admin/invitations/invitation/"
        form = {
            "action": "send_again",
            "_selected_action": str(invitation.pk),
            "apply": "1",
            "reason": "The mailbox was full.",
            f"shown-{invitation.pk}": "1",
        }
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for _ in range(16):
            answer = browser.post(page, {} if how == "new pages" else form, follow=True)
            for error in ("ds-c-alert--error", '<li class="error"'):
                assert error not in answer.content.decode()
            clock.shift(2 if how == "new pages" else 600)
    invitation.refresh_from_db()
    assert invitation.generation == 2
    assert Notification.objects.filter(kind="invited").count() == 2
    told = Notification.objects.filter(kind="invitation_sent_by_staff", person=cast.exec)
    assert told.count() == (how == "the admin, undelivered")


def test_send_again_is_sent_again_after_a_minute(cast: Cast) -> None:
    invitation = invited(cast)
    for minutes in range(3):
        with time_machine.travel(timezone.now() + timedelta(minutes=minutes), tick=False):
            actions.send_again(acting_person=cast.exec, invitation=invitation)
    invitation.refresh_from_db()
    assert invitation.generation == 4


@pytest.mark.rule("A7", "E6")
@pytest.mark.django_db(transaction=True)
def test_send_again_pressed_at_once_in_many_tabs_sends_once(cast: Cast) -> None:
    invitation = invited(cast)
    page = reverse("send_invitation_again", args=["A9101", invitation.pk])
    tabs = [sign_in(Client(), cast.exec) for _ in range(6)]
    answers = at_once(*(partial(tab.post, page, {"shown": "1"}) for tab in tabs))
    assert not errors(answers)
    invitation.refresh_from_db()
    assert invitation.generation == 2


def test_a_link_for_an_account_or_a_password_asked_for_twice_is_mailed_once(cast: Cast) -> None:
    browser = Client()
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for minute in range(2):
            for page, email in (
                ("/account/register/", "pat@example.org"),
                ("/account/register/", cast.exec.email),
                ("/account/password/reset/", cast.liaison.email),
            ):
                answers = [browser.post(page, {"email": email}) for _ in range(2)]
                assert [answer.status_code for answer in answers] == [302, 302]
            clock.shift(61)
            assert Notification.objects.filter(by_email=True).count() == 3 * (minute + 1)
