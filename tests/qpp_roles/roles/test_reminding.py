"""Requests that wait are called to mind, each step once (rules D5, E6)."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from acoms.once.models import Claim
from acoms.programme.clock import day_in_words
from notifications.actions.relay import relay_due_mail
from notifications.models import Notification
from qpp_roles.roles.actions.deciding import approve_request
from qpp_roles.roles.actions.reminding import remind_of_requests
from qpp_roles.roles.models import RoleRequest
from qpp_roles.roles.rules import REMIND_AFTER, WAITING_LONG
from qpp_roles.roles.tasks import remind
from tests.cast import Cast, make_organization, make_person
from tests.qpp_roles.roles.in_roles import OFFICIAL, ElmStreet, ask, hold, said_to


def waits(name: str, days: float, place: str = "Elm Street Family Practice") -> str:
    """What a Security Official reads of somebody who has waited so many days."""
    since = day_in_words(timezone.now() - timedelta(days=days))
    request = f"A request to be Staff User of {place} has waited since {since}."
    return f"{request} Name given: “{name}”."


@pytest.mark.rule("D5", "E6")
@pytest.mark.parametrize("step", range(1, len(REMIND_AFTER) + 1))
def test_each_reminder_comes_on_its_second_and_once(elm: ElmStreet, step: int) -> None:
    now = timezone.now()
    earlier = {"reminder": "requests for a role", "about": elm.ask(now=now).pk, "claimed_at": now}
    Claim.objects.create(**earlier, step=str(step - 1))
    due = now + REMIND_AFTER[step - 1]
    assert remind_of_requests(due - timedelta(seconds=1)) == 0
    assert remind_of_requests(due) == 1
    assert remind_of_requests(due + timedelta(hours=1)) == 0
    assert said_to(elm.official) == [waits("Ann Asker", 0)]
    assert said_to(elm.staff_user) == []
    assert RoleRequest.objects.get().reminders_sent == step


@pytest.mark.rule("D5")
def test_after_two_weeks_the_requester_learns_whom_to_turn_to(elm: ElmStreet) -> None:
    elm.ask(days_ago=7)
    remind_of_requests()
    assert said_to(elm.asker) == []
    RoleRequest.objects.update(requested_at=timezone.now() - timedelta(days=14))
    remind_of_requests()
    assert "contact the Quality Payment Program" in said_to(elm.asker)[0]
    remind_of_requests()
    assert len(said_to(elm.asker)) == 1
    assert len(said_to(elm.official)) == 2


@pytest.mark.rule("D5")
def test_two_weeks_are_long_however_many_reminders_there_are() -> None:
    assert timedelta(days=14) == WAITING_LONG


@pytest.mark.rule("D5", "E6")
def test_an_outage_past_a_later_reminder_still_tells_the_requester_and_once(
    elm: ElmStreet, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "qpp_roles.roles.actions.reminding.REMIND_AFTER",
        (*REMIND_AFTER, timedelta(days=21), timedelta(days=28)),
    )
    elm.ask(days_ago=22)
    assert remind_of_requests() == 1
    assert len(said_to(elm.asker)) == 1
    RoleRequest.objects.update(requested_at=timezone.now() - timedelta(days=28))
    assert remind_of_requests() == 1
    assert len(said_to(elm.asker)) == 1


@pytest.mark.rule("D5", "D9")
def test_where_nobody_can_answer_the_requester_is_not_sent_to_one_who_could(
    elm: ElmStreet,
) -> None:
    elm.ask(days_ago=15)
    elm.held.delete()
    remind_of_requests()
    (said,) = said_to(elm.asker)
    assert "There is no Security Official there now: contact the Quality Payment" in said


@pytest.mark.rule("E6")
def test_after_an_outage_only_the_latest_is_written(elm: ElmStreet) -> None:
    elm.ask(days_ago=30)
    assert remind_of_requests() == 1
    assert remind_of_requests() == 0
    assert said_to(elm.official) == [waits("Ann Asker", 30)]


def test_what_is_answered_or_withdrawn_is_not_called_to_mind(elm: ElmStreet) -> None:
    approve_request(acting_person=elm.official, role_request=elm.ask(days_ago=9))
    ask(make_person("otto"), elm.practice, days_ago=9, withdrawn_at=timezone.now())
    remind()
    assert said_to(elm.official) == []


def test_one_reminder_for_each_place_however_many_wait(elm: ElmStreet, cast: Cast) -> None:
    hold(cast.security_official, elm.practice, OFFICIAL)
    for name in ("otto", "vera"):
        ask(make_person(name), elm.practice, days_ago=4)
    ask(elm.asker, cast.lakeside, days_ago=4)
    assert remind_of_requests() == 3
    assert said_to(elm.official) == ["2 people wait for a role in Elm Street Family Practice."]
    assert sorted(said_to(cast.security_official)) == [
        "2 people wait for a role in Elm Street Family Practice.",
        waits("Ann Asker", 4, "Lakeside Care Partners ACO (A9101)"),
    ]


@pytest.mark.rule("E6")
def test_a_reminder_that_is_out_of_date_is_not_mailed(elm: ElmStreet) -> None:
    request = elm.ask(days_ago=15)
    other = ask(make_person("otto"), elm.practice, days_ago=15)
    third = make_organization("practice", "Oak Lane")
    hold(elm.official, third, OFFICIAL)
    oak = ask(elm.asker, third, days_ago=15)
    remind_of_requests()
    approve_request(acting_person=elm.official, role_request=request)
    approve_request(acting_person=elm.official, role_request=oak)
    relay_due_mail()
    subjects = [message.subject for message in mail.outbox]
    assert subjects.count("A request for a role in Elm Street Family… still waits") == 1
    (left,) = [m.body for m in mail.outbox if "still waits" in m.subject]
    assert "\n- “Otto Person”, Staff User" in left
    assert not any("Oak Lane is still" in subject for subject in subjects)
    assert Notification.objects.filter(failure__contains="Out of date").count() == 3
    long = next(m for m in mail.outbox if m.subject.endswith("is still waiting"))
    assert long.to == [other.person.email]
    assert "QPP@cms.hhs.gov" in long.body


def test_a_hundred_requests_cost_the_queries_of_one(elm: ElmStreet) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as counted:
            remind_of_requests()
        return len(counted)

    elm.ask(days_ago=4)
    one = queries()
    for number in range(100):
        ask(make_person(f"person_{number}"), elm.practice, days_ago=4)
        place = make_organization("practice", f"Practice {number}")
        hold(elm.official, place, OFFICIAL)
        ask(elm.asker, place, days_ago=4)
    assert queries() == one
