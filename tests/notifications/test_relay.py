"""The outbox against a real mail server: nothing lost, nothing twice, whoever goes away (E6)."""

import smtplib
from datetime import timedelta
from email import message_from_string

import pytest
import time_machine
from django.utils import timezone

from notifications import kinds
from notifications.actions import relay
from notifications.actions.relay import (
    BATCH,
    GIVE_UP_AFTER,
    OUTAGE_DELAY,
    delay_before,
    relay_due_mail,
)
from notifications.kinds import Kind
from notifications.models import Notification
from tests.notifications.conftest import Post
from tests.notifications.mail_server import MailServer

pytestmark = [pytest.mark.rule("E6"), pytest.mark.django_db]


def now_again(notification: Notification) -> Notification:
    notification.refresh_from_db()
    return notification


def test_a_mail_goes_out_once(server: MailServer, post: Post) -> None:
    (ann,) = post("ann")
    assert relay_due_mail() == 1
    assert relay_due_mail() == 0
    assert server.taken == ["ann@example.org"]
    assert now_again(ann).mail_state == "sent"


def test_more_than_one_batch_goes_out_in_one_go(server: MailServer, post: Post) -> None:
    post(*(f"n{n}" for n in range(BATCH + 5)))
    assert relay_due_mail() == BATCH + 5
    assert len(set(server.taken)) == BATCH + 5


def test_without_a_mail_server_mail_waits_with_the_reason(server: MailServer, post: Post) -> None:
    rows = post("ann", "bob")
    server.go()
    assert relay_due_mail() == 0
    for row in rows:
        assert now_again(row).mail_state == "waiting"
        assert "The mail server does not answer" in row.failure
        assert row.attempts == 0, "an outage is nobody's failed attempt"
    server.come()
    assert relay_due_mail() == 0, "it is asked again after a while, not at once"
    with time_machine.travel(timezone.now() + OUTAGE_DELAY):
        assert relay_due_mail() == 2
    assert sorted(server.taken) == ["ann@example.org", "bob@example.org"]
    assert {(now_again(row).mail_state, row.failure) for row in rows} == {("sent", "")}


def test_an_unknown_mailbox_is_not_delivered_with_the_servers_words_and_the_others_are(
    server: MailServer, post: Post
) -> None:
    _, unknown, _ = post("ann", "unknown", "bob")
    assert relay_due_mail() == 2
    assert server.taken == ["ann@example.org", "bob@example.org"]
    assert now_again(unknown).mail_state == "not delivered"
    assert unknown.failure == "5.1.1 No such mailbox here (550)"
    with time_machine.travel(timezone.now() + timedelta(days=9)):
        assert relay_due_mail() == 0


def test_a_mailbox_that_is_busy_gets_the_same_message_later(server: MailServer, post: Post) -> None:
    busy, _ = post("busy", "ann")
    assert relay_due_mail() == 1
    assert now_again(busy).mail_state == "waiting"
    assert busy.failure == "4.2.2 Busy, come back (451)"
    assert relay_due_mail() == 0
    with time_machine.travel(timezone.now() + delay_before(2)):
        assert relay_due_mail() == 1
    first, second = (line for line in server.lines if line[1] == "busy@example.org")
    assert (first[0], second[0]) == ("put-off", "taken")
    assert first[2] == second[2] == busy.message_id


def test_a_mail_that_makes_the_server_hang_up_does_not_hold_up_the_others(
    server: MailServer, post: Post
) -> None:
    _, drop, bob = post("ann", "drop", "bob")
    assert relay_due_mail() == 1
    assert now_again(bob).mail_state == "waiting"
    assert relay_due_mail() == 1, "the next relay goes on behind it"
    assert server.taken == ["ann@example.org", "bob@example.org"]
    assert now_again(drop).mail_state == "waiting"
    assert drop.attempts == 1
    assert drop.failure


def test_a_mail_that_cannot_be_made_neither_stops_nor_doubles_the_others(
    server: MailServer, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(_: object) -> dict[int, dict[str, object]]:
        raise KeyError("a mistake of ours")

    ann, forgotten, broken, bob = post("ann", "forgotten", "broken", "bob")
    Notification.objects.filter(pk=forgotten.pk).update(kind="no longer known")
    kind = Kind(name="broken", mail="accounts/email/security_change", mail_contexts=breaks)
    monkeypatch.setitem(kinds._kinds, kind.name, kind)
    Notification.objects.filter(pk=broken.pk).update(kind="broken")
    assert relay_due_mail() == 2
    assert relay_due_mail() == 0
    assert sorted(server.taken) == [ann.address, bob.address]
    for row in (forgotten, broken):
        assert now_again(row).mail_state == "waiting"
        assert row.attempts == 1
        assert "could not be made" in row.failure


def test_it_gives_up_after_a_while_and_says_why(server: MailServer, post: Post) -> None:
    (drop,) = post("drop")
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for _ in range(GIVE_UP_AFTER):
            assert now_again(drop).mail_state == "waiting"
            relay_due_mail()
            clock.shift(timedelta(hours=9))
    assert now_again(drop).mail_state == "not delivered"
    assert drop.failure


@pytest.mark.parametrize("address", ["a@b@example.org", "x\r\ny@example.org"])
def test_an_address_that_cannot_be_written_to_is_not_delivered_and_the_others_are(
    server: MailServer, post: Post, address: str
) -> None:
    odd, bob = post("odd", "bob")
    Notification.objects.filter(pk=odd.pk).update(address=address)
    relay_due_mail()
    assert now_again(bob).mail_state == "sent"
    assert now_again(odd).mail_state == "not delivered"
    assert odd.failure


def test_what_the_mail_says_stands_in_text_and_html(
    server: MailServer, post: Post, settings: object, mailoutbox: list[object]
) -> None:
    (ann,) = post("ann")
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"  # type: ignore[attr-defined]
    relay_due_mail()
    mail = message_from_string(mailoutbox[0].message().as_string())  # type: ignore[attr-defined]
    assert [part.get_content_type() for part in mail.walk()][1:] == ["text/plain", "text/html"]
    assert mail["Message-ID"] == ann.message_id
    assert mail["Auto-Submitted"] == "auto-generated"
    assert "\n" not in mail["Subject"]


def test_a_refused_sender_is_ours_to_mend_and_is_tried_again() -> None:
    refused = smtplib.SMTPSenderRefused(550, b"Not you", "no-reply@acoms.invalid")
    assert relay.read_refusal(refused) == (False, "Not you (550)")
