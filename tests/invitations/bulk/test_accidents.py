"""Two submits at once, two workers at once, a worker that is killed, a broker that is away."""

import os
import subprocess
import sys
import time
from collections import Counter
from functools import partial

import pytest

from invitations.bulk.actions import confirm_bulk_invitation, send_rows
from invitations.bulk.checks import fingerprint
from invitations.bulk.models import BulkInvitation
from invitations.models import Invitation
from notifications.models import Notification
from tests.cast import Cast
from tests.concurrency.at_once import at_once
from tests.invitations.bulk.lists import check, confirm, people, prepare, results, send_all
from tests.live import url_of_test_database

pytestmark = [pytest.mark.rule("E6"), pytest.mark.django_db(transaction=True)]


def everybody_was_invited_once(bulk: BulkInvitation, rows: int) -> None:
    assert Counter(results(bulk).values()) == {"sent": rows}
    assert sorted(Invitation.objects.values_list("email", flat=True)) == sorted(
        f"guest{n}@example.net" for n in range(1, rows + 1)
    )
    assert Notification.objects.filter(kind="invited").count() == rows
    bulk.refresh_from_db()
    assert bulk.finished_at is not None


@pytest.mark.rule("E4")
def test_two_submits_at_once_confirm_once(cast: Cast) -> None:
    bulk = prepare(cast.exec, cast.lakeside, people(20))
    shown = fingerprint(check(bulk, cast.exec))
    submit = partial(confirm_bulk_invitation, bulk=bulk, shown=shown, good_ones_only=False)
    outcomes = at_once(
        *(partial(submit, acting_person=person) for person in (cast.exec, cast.liaison) * 2)
    )
    assert sorted(outcomes) == [False, False, False, True]
    send_all(bulk)
    everybody_was_invited_once(bulk, 20)


def test_two_workers_at_once_send_each_row_once(cast: Cast) -> None:
    bulk = prepare(cast.exec, cast.lakeside, people(40))
    confirm(bulk, cast.exec)
    outcomes = at_once(*[partial(send_rows, bulk.pk, 100)] * 3)
    assert outcomes == [False] * 3
    everybody_was_invited_once(bulk, 40)


WORKER = """
import time
import django
django.setup()
from invitations.bulk import actions
from invitations.actions import invite_anew
def invite_slowly(**kwargs):
    invitation = invite_anew(**kwargs)
    if invitation.email == "guest3@example.net":
        print("in the middle", flush=True)
        time.sleep(600)
    return invitation
actions.invite_anew = invite_slowly
actions.send_rows({bulk}, 100)
"""


def test_a_worker_killed_in_the_middle_of_a_row_has_sent_the_rows_before_and_not_that_one(
    cast: Cast,
) -> None:
    bulk = prepare(cast.exec, cast.lakeside, people(6))
    confirm(bulk, cast.exec)
    worker = python(WORKER.format(bulk=bulk.pk))
    assert worker.stdout is not None
    assert worker.stdout.readline() == "in the middle\n"
    worker.kill()  # -9
    worker.communicate()
    assert Counter(results(bulk).values()) == {"sent": 2, "waiting": 4}
    assert Invitation.objects.count() == 2
    end = time.monotonic() + 120
    while send_rows(bulk.pk, 100) or "waiting" in results(bulk).values():  # as beat does
        assert time.monotonic() < end, "the row of the killed worker stayed locked"
    everybody_was_invited_once(bulk, 6)


PAGE = """
import re, time
import django
django.setup()
from django.test import Client
from accounts.models import Person
from tests.signing_in import sign_in
browser = sign_in(Client(), Person.objects.get(user_id="the_exec"))
page = "/acos/A9101/contacts/invite-several/{bulk}/"
shown = re.search('name="shown" value="([^"]+)"', browser.get(page).content.decode())[1]
began = time.monotonic()
answer = browser.post(page + "send/", {{"shown": shown, "rows": "all"}}, follow=True)
print(answer.status_code, "0 of 2" in answer.content.decode(), time.monotonic() - began)
"""


def test_without_a_broker_the_page_answers_at_once_and_beat_sends_later(cast: Cast) -> None:
    bulk = prepare(cast.exec, cast.lakeside, people(2))
    page = python(PAGE.format(bulk=bulk.pk), REDIS_URL="redis://127.0.0.1:1/0")
    said, _ = page.communicate(timeout=180)
    status, shows_progress, seconds = said.splitlines()[-1].split()
    assert (status, shows_progress) == ("200", "True"), said
    assert float(seconds) < 2
    send_all(bulk)
    everybody_was_invited_once(bulk, 2)


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
