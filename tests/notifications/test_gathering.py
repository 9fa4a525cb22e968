"""Mails of one sitting: held for minutes, put together, and none lost or doubled (rules E3, E6)."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import Person
from notifications.actions import Telling, notify_all
from notifications.actions.gathering import LONGEST, QUIET, close_sittings, is_over
from notifications.actions.relay import relay_due_mail
from notifications.kinds import kind_of
from notifications.models import Notification
from tests.cast import make_person
from tests.concurrency.at_once import at_once

NOON = datetime(2026, 11, 2, 17, tzinfo=UTC)
pytestmark = pytest.mark.rule("E6")


@pytest.fixture
def ruth(db: None) -> Person:
    return make_person("ruth")


def tell(person: Person, said: str, about: str = "A9101") -> None:
    data = {"said": said, "title": "Approved", "aco": f"ACO {about}", "url": f"/{said}/"}
    with transaction.atomic():
        telling = Telling(person=person, data=data, about=about)
        notify_all(kind_of("change_decided"), [telling])


def at(minutes: float) -> time_machine.travel:
    return time_machine.travel(NOON + timedelta(minutes=minutes), tick=False)


def test_several_of_a_sitting_are_one_mail_that_lists_each(ruth: Person) -> None:
    for minute, said in ((0, "first"), (3, "second"), (7, "third")):
        with at(minute):
            tell(ruth, said)
    with at(7):
        tell(ruth, "elsewhere", about="A9102")
    assert Notification.objects.on_screen_for(ruth.pk).count() == 4, "on screen each, at once"
    with at(11.9):
        assert relay_due_mail() == 0
    with at(12):
        assert relay_due_mail() == 2
        assert relay_due_mail() == 0
    together, alone = sorted(mail.outbox, key=lambda letter: "elsewhere" in letter.body)
    assert together.subject == "CMS answered 3 change requests of ACO A9101"
    html = str(together.alternatives[0][0])  # type: ignore[attr-defined]
    for said in ("first", "second", "third"):
        assert together.body.count(f"/{said}/") == 1
        assert html.count(f"/{said}/") == 1
    assert alone.subject == "Approved: change request of ACO A9102"
    assert not Notification.objects.gathered().exists()


def test_nobody_waits_longer_than_half_an_hour(ruth: Person) -> None:
    for minute in range(0, 32, 4):
        with at(minute):
            tell(ruth, f"at-{minute}")
    with at(29.9):
        assert relay_due_mail() == 0
    with at(30):
        assert relay_due_mail() == 1
    assert "8 change requests" in mail.outbox[0].subject


@given(
    waits=st.lists(st.integers(0, 600), min_size=1, max_size=8),
    later=st.integers(0, 3000),
)
def test_a_sitting_is_over_five_minutes_after_its_last_or_half_an_hour_after_its_first(
    waits: list[int], later: int
) -> None:
    came = [NOON + timedelta(seconds=sum(waits[: n + 1])) for n in range(len(waits))]
    now = came[-1] + timedelta(seconds=later)
    over = is_over([each + QUIET for each in came], came, now)
    assert over is (later >= 300 or now - came[0] >= LONGEST)


@pytest.mark.django_db(transaction=True)
def test_two_workers_close_a_sitting_once_and_what_comes_meanwhile_waits() -> None:
    ruth = make_person("ruth")
    with at(0):
        tell(ruth, "first")
        tell(ruth, "second")
    with at(6):
        tell(ruth, "new")
        assert close_sittings() == 0, "the sitting goes on"
    when = NOON + timedelta(minutes=11)
    outcomes = at_once(lambda: close_sittings(when), lambda: close_sittings(when))
    assert sorted(outcomes) == [0, 1]
    assert Notification.objects.filter(kind="changes_answered").count() == 1
    assert Notification.objects.filter(digest__isnull=False).count() == 3
