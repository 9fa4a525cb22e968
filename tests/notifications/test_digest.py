"""The weekly digest: what can wait comes once a week, all of it and once (rules E3, E6)."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import Person
from accounts.notices import SECURITY_CHANGE
from invitations import actions
from invitations.actions import Invitee
from invitations.reminders.of_invitations import remind_of_invitations
from notifications import kinds
from notifications.actions import choose_mail, notify
from notifications.actions.digests import run_weekly
from notifications.actions.relay import relay_due_mail
from notifications.kinds import Kind, digestible_kinds
from notifications.models import MailPreference, Notification
from notifications.rules import EASTERN, last_weekly, next_weekly, weekly_due
from notifications.tasks import send_weekly
from tests.cast import Cast, make_person
from tests.concurrency.at_once import at_once, errors

WEDNESDAY = datetime(2026, 11, 4, 15, 0, tzinfo=UTC)
MONDAY = datetime(2026, 11, 9, 13, 0, tzinfo=UTC)


@pytest.fixture
def clock() -> Iterator[Any]:
    with time_machine.travel(WEDNESDAY, tick=False) as traveller:
        yield traveller


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> Kind:
    """A kind that can wait, with the template of one that exists."""
    monkeypatch.setattr(kinds, "_kinds", dict(kinds._kinds))
    return kinds.register(
        Kind(
            name="tests.waits",
            on_screen="{said}",
            mail="invitations/email/answered",
            digestible=True,
            section="News for tests",
        )
    )


def tell(kind: Kind, person: Person, said: str) -> Notification:
    with transaction.atomic():
        return notify(kind, person=person, data={"said": said, "aco": "an ACO", "url": "/my-acos/"})


def digests() -> list[Notification]:
    return list(Notification.objects.filter(kind="weekly_digest").order_by("pk"))


# --- when: pure rules ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("now", "last", "next_"),
    [
        ("2026-11-09T12:59:59Z", "2026-11-02T13:00:00Z", "2026-11-09T13:00:00Z"),
        ("2026-11-09T13:00:00Z", "2026-11-09T13:00:00Z", "2026-11-09T13:00:00Z"),
        ("2026-11-09T13:00:01Z", "2026-11-09T13:00:00Z", "2026-11-16T13:00:00Z"),
        # The clocks go back on November 1, 2026, and forward on March 14, 2027.
        ("2026-10-31T00:00:00Z", "2026-10-26T12:00:00Z", "2026-11-02T13:00:00Z"),
        ("2027-03-14T12:00:00Z", "2027-03-08T13:00:00Z", "2027-03-15T12:00:00Z"),
        # Still Sunday in Eastern Time.
        ("2026-11-09T04:00:00Z", "2026-11-02T13:00:00Z", "2026-11-09T13:00:00Z"),
    ],
)
def test_weekly_is_mondays_at_eight_in_eastern_time(now: str, last: str, next_: str) -> None:
    moment = datetime.fromisoformat(now)
    assert last_weekly(moment) == datetime.fromisoformat(last)
    assert next_weekly(moment) == datetime.fromisoformat(next_)


@given(st.datetimes(datetime(2024, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)))
def test_any_moment_lies_between_two_mondays(now: datetime) -> None:
    last, following = last_weekly(now), next_weekly(now)
    assert last <= now <= following
    assert following - last <= timedelta(days=7, hours=1)
    for moment in (last, following):
        there = moment.astimezone(EASTERN)
        assert (there.weekday(), there.hour, there.minute) == (0, 8, 0)
    assert weekly_due(now) == (last if now - last < timedelta(days=3) else None)


# --- what may wait ------------------------------------------------------------------------------


def test_the_kinds_that_can_wait_are_these() -> None:
    """Answers to invitations, and reminders to administrators."""
    ours = {kind.name for kind in digestible_kinds()}
    assert ours >= {
        "invitation_activated",
        "invitation_declined",
        "invitation_expired",
        "invitation_unanswered",
        "address_change_activated",
        "attention_reminder",
    }


@pytest.mark.rule("E5")
def test_mail_with_a_link_and_a_code_and_security_notices_never_wait() -> None:
    at_once = {
        "invited",
        "invitation_reminder",
        "address_change_started",
        "accounts.password_reset",
        "accounts.security_change",
        "accounts.recovery_code_used",
        "weekly_digest",
    }
    assert not at_once & {kind.name for kind in digestible_kinds()}
    assert at_once <= set(kinds._kinds)


@pytest.mark.parametrize("lacking", ["on_screen", "mail", "section"])
def test_a_kind_that_waits_without_a_screen_a_mail_or_a_section_is_a_mistake(lacking: str) -> None:
    whole: dict[str, Any] = {"on_screen": "{said}", "mail": "x", "section": "News", lacking: ""}
    with pytest.raises(ValueError, match="weekly digest"):
        Kind(name="tests.wrong", digestible=True, **whole)


# --- held and carried ---------------------------------------------------------------------------


def test_without_a_choice_each_mail_comes_at_once(
    cast: Cast, clock: Any, waits: Kind, mailoutbox: list[Any]
) -> None:
    tell(waits, cast.exec, "One.")
    assert relay_due_mail() == 1


def test_what_waits_is_on_screen_at_once_and_in_mondays_mail(
    cast: Cast, clock: Any, waits: Kind, mailoutbox: list[Any]
) -> None:
    choose_mail(acting_person=cast.outsider, weekly_digest=True)
    one, two = tell(waits, cast.outsider, "One."), tell(waits, cast.outsider, "Two.")
    assert [n.text for n in Notification.objects.on_screen_for(cast.outsider.pk)] == [
        "Two.",
        "One.",
    ]
    assert relay_due_mail() == 0
    clock.move_to(MONDAY - timedelta(seconds=1))
    assert run_weekly() == 0
    clock.move_to(MONDAY)
    assert run_weekly() == 1
    assert run_weekly() == 0
    assert relay_due_mail() == 1
    (mail,) = mailoutbox
    assert mail.to == [cast.outsider.email]
    assert mail.subject == "Your week in ACO-MS"
    for body in (mail.body, mail.alternatives[0][0]):
        assert body.index("News for tests") < body.index("One.") < body.index("Two.")
        assert "/notifications/preferences/" in body
    for row in (one, two):
        row.refresh_from_db()
        assert (row.held, row.by_email, row.digest) == (False, False, digests()[0])


@pytest.mark.rule("E5")
def test_what_cannot_wait_comes_at_once_whatever_was_chosen(cast: Cast, clock: Any) -> None:
    choose_mail(acting_person=cast.outsider, weekly_digest=True)
    with transaction.atomic():
        notify(SECURITY_CHANGE, person=cast.outsider, data={"what": "x", "first_name": "x"})
    assert relay_due_mail() == 1


def test_what_comes_after_mondays_digest_waits_for_the_next(
    cast: Cast, clock: Any, waits: Kind
) -> None:
    choose_mail(acting_person=cast.outsider, weekly_digest=True)
    clock.move_to(MONDAY + timedelta(seconds=1))
    tell(waits, cast.outsider, "Late.")
    assert run_weekly() == 0
    clock.move_to(MONDAY + timedelta(days=7))
    assert run_weekly() == 1


@pytest.mark.rule("E6")
def test_a_missed_monday_is_made_good_with_one_digest(
    cast: Cast, clock: Any, waits: Kind, mailoutbox: list[Any]
) -> None:
    choose_mail(acting_person=cast.outsider, weekly_digest=True)
    for week in range(3):
        clock.move_to(WEDNESDAY + timedelta(days=7 * week))
        tell(waits, cast.outsider, f"Week {week}.")
    clock.move_to(MONDAY + timedelta(days=15))
    assert run_weekly() == 1
    relay_due_mail()
    (mail,) = mailoutbox
    assert all(f"Week {week}." in mail.body for week in range(3))


@pytest.mark.rule("E6")
def test_whoever_goes_back_to_single_mails_gets_what_waited_at_once(
    cast: Cast, clock: Any, waits: Kind, mailoutbox: list[Any]
) -> None:
    choose_mail(acting_person=cast.outsider, weekly_digest=True)
    tell(waits, cast.outsider, "Waited.")
    assert choose_mail(acting_person=cast.outsider, weekly_digest=False) == 1
    assert choose_mail(acting_person=cast.outsider, weekly_digest=False) == 0
    assert relay_due_mail() == 1
    assert "Waited." in mailoutbox[0].body
    tell(waits, cast.outsider, "Single.")
    assert relay_due_mail() == 1
    clock.move_to(MONDAY)
    assert run_weekly() == 0


@pytest.mark.rule("E6")
def test_what_a_change_of_mind_leaves_behind_is_not_lost(
    cast: Cast, clock: Any, waits: Kind
) -> None:
    """A notification may be written with the old choice while the new one is being saved."""
    choose_mail(acting_person=cast.outsider, weekly_digest=True)
    tell(waits, cast.outsider, "In between.")
    MailPreference.objects.update(weekly_digest=False)
    clock.move_to(MONDAY)
    assert run_weekly() == 1


def test_a_mondays_reminders_are_in_that_mondays_digest(
    cast: Cast, clock: Any, mailoutbox: list[Any]
) -> None:
    choose_mail(acting_person=cast.exec, weekly_digest=True)
    clock.move_to(MONDAY + timedelta(minutes=7))
    run_weekly()
    relay_due_mail()
    (mail,) = mailoutbox
    assert "What needs your attention" in mail.body
    assert "Lakeside Care Partners ACO (A9101) lacks" in mail.body
    assert "/acos/A9101/contacts/" in mail.body


def test_what_is_out_of_date_by_monday_is_left_out(
    cast: Cast, clock: Any, mailoutbox: list[Any]
) -> None:
    jo = Invitee(first_name="Jo", last_name="Chen", email="jo@example.net")
    clock.move_to(MONDAY - timedelta(days=9))
    choose_mail(acting_person=cast.exec, weekly_digest=True)
    invitation = actions.invite(
        acting_person=cast.exec, aco=cast.lakeside, invitee=jo, codes=["other"]
    )
    clock.move_to(MONDAY - timedelta(days=2))
    assert remind_of_invitations() == 1
    account = make_person("jo", email="jo@example.net")
    actions.activate(acting_person=account, invitation=invitation)
    clock.move_to(MONDAY)
    run_weekly()
    relay_due_mail()
    mail = next(m for m in mailoutbox if m.to == [cast.exec.email])
    assert "Your invitation to be Other Contact of Lakeside" in mail.body
    assert "was activated" in mail.body
    assert f"  Name given:\n  > {account.full_name} (invited as Jo Chen)\n" in mail.body
    assert "no answer yet" not in mail.body


@pytest.mark.rule("E6")
@pytest.mark.django_db(transaction=True)
def test_two_runs_and_a_change_of_mind_at_once_carry_each_once(waits: Kind) -> None:
    with time_machine.travel(WEDNESDAY):
        people = [make_person(f"reader_{n}") for n in range(8)]
        for person in people:
            choose_mail(acting_person=person, weekly_digest=True)
            tell(waits, person, "One.")

    def back() -> int:
        return choose_mail(acting_person=people[0], weekly_digest=False)

    with time_machine.travel(MONDAY + timedelta(minutes=1)):
        outcomes = at_once(send_weekly, send_weekly, back)
    assert not errors(outcomes), outcomes
    assert sorted(d.address for d in digests()) == sorted(p.email for p in people)
    assert not Notification.objects.held().exists()


@pytest.mark.rule("E6")
def test_the_database_holds_that_nothing_is_mailed_alone_and_in_a_digest(
    cast: Cast, clock: Any, waits: Kind
) -> None:
    choose_mail(acting_person=cast.outsider, weekly_digest=True)
    row = tell(waits, cast.outsider, "One.")
    with pytest.raises(IntegrityError, match="held_is_mailed_once"), transaction.atomic():
        Notification.objects.filter(pk=row.pk).update(by_email=True)
    choose_mail(acting_person=cast.outsider, weekly_digest=False)
    with pytest.raises(IntegrityError, match="carried_is_mailed_once"), transaction.atomic():
        Notification.objects.filter(pk=row.pk).update(by_email=True)


def test_many_digests_take_no_more_queries(
    cast: Cast, clock: Any, waits: Kind, django_assert_max_num_queries: Any
) -> None:
    for number in range(25):
        person = make_person(f"reader_{number}")
        choose_mail(acting_person=person, weekly_digest=True)
        tell(waits, person, "One.")
    clock.move_to(MONDAY)
    with django_assert_max_num_queries(25):
        assert run_weekly() == 25
    with django_assert_max_num_queries(8):
        assert relay_due_mail() == 25


# --- the page -----------------------------------------------------------------------------------


def test_the_page_says_what_can_wait_and_keeps_the_choice(
    cast: Cast, clock: Any, waits: Kind
) -> None:
    browser = cast.browser("outsider")
    url = reverse("mail_preferences")
    for page in ("notifications", "your_account"):
        assert url in browser.get(reverse(page)).content.decode()
    assert "Answers to your invitations" in browser.get(url).content.decode()
    answer = browser.post(url, {"mail": "weekly"}, follow=True)
    assert "Mondays at 8:00 a.m. Eastern Time" in answer.content.decode()
    assert MailPreference.objects.get(person=cast.outsider).weekly_digest
    tell(waits, cast.outsider, "Waits.")
    assert "1 notification waits for your next digest" in browser.get(url).content.decode()
    answer = browser.post(url, {"mail": "at once"}, follow=True)
    assert "What waited (1) is on its way to you" in answer.content.decode()
    assert browser.post(url, {"mail": "never"}).status_code == 200
