"""Processes that are killed, two relays at once, a broker that is away (rule E6)."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, transaction

from notifications.actions.relay import BATCH, relay_due_mail
from notifications.models import Notification
from tests.cast import Cast
from tests.live import url_of_test_database
from tests.notifications.conftest import Post
from tests.notifications.mail_server import MailServer

pytestmark = [pytest.mark.rule("E6"), pytest.mark.django_db(transaction=True)]

RELAY = """
import django
django.setup()
from notifications.actions.relay import relay_due_mail
relay_due_mail()
"""


def python(code: str, **environment: str) -> "subprocess.Popen[str]":
    """Another process of the site, on the test's database."""
    return subprocess.Popen(
        [sys.executable, "-c", code],
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "acoms.settings.test",
            "DATABASE_URL": url_of_test_database(),
            **environment,
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def test_a_relay_killed_in_the_middle_loses_nothing_and_doubles_one_batch_at_most(
    server: MailServer, post: Post
) -> None:
    rows = post(*(f"n{n}" for n in range(BATCH + 20)))
    relay = python(RELAY, EMAIL_URL=f"smtp://127.0.0.1:{server.port}")
    server.wait_for(10)
    relay.send_signal(signal.SIGKILL)
    relay.communicate()
    end = time.monotonic() + 120
    while Notification.objects.filter(sent_at=None).exists():  # as beat does
        assert time.monotonic() < end, "the rows of the killed relay stayed locked"
        relay_due_mail()
    arrived = Counter(number for _, _, number in server.lines)
    assert set(arrived) == {row.message_id for row in rows}
    assert set(arrived.values()) <= {1, 2}
    assert 10 <= sum(arrived.values()) - len(rows) <= BATCH


def test_two_relays_at_once_send_each_mail_once(server: MailServer, post: Post) -> None:
    rows = post(*(f"n{n}" for n in range(3 * BATCH)))
    together = Barrier(2)

    def relay(_: int) -> int:
        together.wait()
        try:
            return relay_due_mail()
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        sent = list(pool.map(relay, range(2)))
    assert all(sent), "one of them did all the work: nothing was proved"
    assert sorted(server.taken) == sorted(row.address for row in rows)


INVITE = """
import time
import django
django.setup()
from django.test import Client
from accounts.models import Person
from tests.signing_in import sign_in
browser = sign_in(Client(), Person.objects.get(user_id="the_exec"))
browser.get("/acos/A9101/contacts/")
person = {"first_name": "Jo", "last_name": "Chen", "email": "jo@example.net", "types": ["other"]}
began = time.monotonic()
answer = browser.post("/acos/A9101/contacts/add/", person)
print(answer.status_code, time.monotonic() - began)
"""


@pytest.mark.parametrize("broker", ["closed", "silent"])
def test_without_a_broker_the_page_answers_at_once_and_the_mail_waits(
    cast: Cast, server: MailServer, broker: str
) -> None:
    cast.exec  # noqa: B018 - made by naming them
    with socket.create_server(("127.0.0.1", 0)) as listener:  # accepts, and never says a word
        port = listener.getsockname()[1]
        if broker == "closed":
            listener.close()
        page = python(INVITE, REDIS_URL=f"redis://127.0.0.1:{port}/0")
        said, _ = page.communicate(timeout=180)
    status, seconds = said.splitlines()[-1].split()
    assert status == "302", said
    assert float(seconds) < 2
    assert Notification.objects.get().mail_state == "waiting"
    assert relay_due_mail() == 1
    assert server.taken == ["jo@example.net"]


def test_a_rolled_back_action_tells_nobody(server: MailServer, post: Post) -> None:
    with transaction.atomic():
        post("ann")
        transaction.set_rollback(True)
    assert not Notification.objects.exists()
    assert relay_due_mail() == 0
