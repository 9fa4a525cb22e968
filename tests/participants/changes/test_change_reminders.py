"""Administrators are reminded of drafts on day 20, on day 27 and once late; each once (rule C4)."""

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine

from acoms.once.models import Claim
from notifications.actions.relay import relay_due_mail
from notifications.models import Notification
from participants.changes.actions.requests import withdraw_change
from participants.changes.reminding import remind_of_unsubmitted
from participants.changes.rules import ChangeKind
from tests.cast import Cast, make_participant
from tests.participants.changes.asked import draft, submit

HAPPENED = date(2026, 3, 2)


@pytest.fixture(autouse=True)
def _the_day() -> Any:
    with time_machine.travel("2026-03-05 15:00Z", tick=False):
        yield


def told() -> list[str]:
    return [
        n.text for n in Notification.objects.filter(kind="changes_not_submitted").order_by("pk")
    ]


def on_day(days: int) -> int:
    return remind_of_unsubmitted(HAPPENED + timedelta(days=days))


@pytest.mark.rule("C4", "E6")
def test_each_step_is_sent_once_and_says_the_days(cast: Cast) -> None:
    draft(cast.lakeside, cast.exec, happened_on=HAPPENED)
    assert on_day(19) == 0
    for times, days in enumerate((20, 27, 31), start=1):
        assert on_day(days) == 1
        assert on_day(days) == 0
        assert len(told()) == times
    assert "1 draft is near or past the 30 days" in told()[0]
    assert "the first by April 1, 2026" in told()[0]
    assert "1 late already" in told()[2]
    assert on_day(90) == 0
    assert set(Claim.objects.values_list("step", flat=True)) == {
        "day 20",
        "day 27",
        "late",
    }


@pytest.mark.rule("C4")
def test_several_drafts_are_one_message_and_missed_steps_are_not_made_up_for(cast: Cast) -> None:
    for n in range(3):
        draft(cast.lakeside, cast.exec, tin=f"00177{n:04}", happened_on=HAPPENED)
    assert on_day(28) == 3
    assert len(told()) == 1
    assert "3 drafts are near or past the 30 days" in told()[0]
    assert set(Claim.objects.values_list("step", flat=True)) == {"day 27"}


@pytest.mark.rule("C4")
def test_nobody_is_reminded_of_what_is_submitted_withdrawn_or_ahead(cast: Cast) -> None:
    elm = make_participant(cast.lakeside)
    submit(
        cast.exec,
        draft(
            cast.lakeside,
            cast.exec,
            ChangeKind.REMOVE_PARTICIPANT,
            participant=elm,
            happened_on=HAPPENED,
        ),
    )
    gone = draft(cast.lakeside, cast.exec, happened_on=HAPPENED)
    withdraw_change(acting_person=cast.exec, change=gone)
    assert on_day(40) == 0
    assert told() == []


@pytest.mark.rule("C4")
def test_the_mail_names_each_draft_and_administrators_alone_get_it(
    cast: Cast, mailoutbox: list[Any]
) -> None:
    cast.it, cast.qpp_staff, cast.signer  # noqa: B018 - the first two are told nothing
    draft(cast.lakeside, cast.exec, happened_on=HAPPENED)
    on_day(31)
    relay_due_mail()
    assert {to for mail in mailoutbox for to in mail.to} == {cast.exec.email, cast.signer.email}
    assert mailoutbox[0].subject.startswith("Late: Change requests of Lakeside")
    assert "Add a participant: “Pine Street Clinic”: 1 day late, due April 1, 2026" in (
        mailoutbox[0].body
    )
    assert "/acos/A9101/change-requests/" in mailoutbox[0].body
