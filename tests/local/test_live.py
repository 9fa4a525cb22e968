"""The live stack that tests of the whole path stand on."""

import json
import urllib.request

from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.smtp import EmailBackend

from acoms.celery import app
from tests.live import LiveStack


def test_mail_goes_over_the_wire_into_the_mailbox_page(live: LiveStack) -> None:
    host, port = live.mail_server.environment["EMAIL_URL"].removeprefix("smtp://").split(":")
    message = EmailMultiAlternatives("Grüße", "the text", "a@example.org", ["Dana@Example.org"])
    message.attach_alternative("<p>the page</p>", "text/html")
    EmailBackend(host=host, port=int(port)).send_messages([message])

    (received,) = live.mailbox("dana@example.ORG")

    assert (received.subject, received.text.strip()) == ("Grüße", "the text")
    with urllib.request.urlopen(f"{live.url}/_mail/messages.json?to=DANA@example.org") as answer:
        assert [one["html"].strip() for one in json.load(answer)] == ["<p>the page</p>"]


def test_the_worker_works_again_after_it_was_killed(live: LiveStack) -> None:
    live.worker.kill()
    live.worker.start()
    live.take_tasks()
    assert app.control.ping(timeout=5)
