"""Reminders: of invitations before they end, and weekly of what needs attention."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from acoms.once.models import Claim
from contacts.actions import end_types
from contacts.models import Contact
from invitations import actions
from invitations.actions import Invitee
from invitations.address_change.actions import invite_new_address
from invitations.models import Invitation
from invitations.reminders.of_attention import remind_administrators
from invitations.reminders.of_invitations import remind_of_invitations
from invitations.reminders.rules import reminder_day, windows
from invitations.secrets import code_for
from invitations.tasks import remind
from notifications.actions.digests import run_weekly
from notifications.actions.relay import relay_due_mail
from notifications.models import Notification
from tests.cast import Cast, make_aco, make_contact, make_person
from tests.concurrency.at_once import at_once, errors

SENT = datetime(2026, 10, 25, 14, 30, tzinfo=UTC)  # a Sunday; the clocks change on November 1
JO = Invitee(first_name="Jo", last_name="Chen", email="jo.chen@example.net")
Clock = Callable[..., None]


def steps() -> list[str]:
    """What was claimed, in order."""
    return list(Claim.objects.order_by("pk").values_list("step", flat=True))


@pytest.fixture
def at() -> Iterator[Clock]:
    """Move the clock so long after the invitations were sent."""
    with time_machine.travel(SENT, tick=False) as traveller:

        def at(**after: float) -> None:
            traveller.move_to(SENT + timedelta(**after))

        yield at


def invite(cast: Cast, to: Invitee = JO, by: str = "exec") -> Invitation:
    return actions.invite(
        acting_person=getattr(cast, by), aco=cast.lakeside, invitee=to, codes=["other"]
    )


def kinds() -> list[str]:
    wanted = ["invitation_reminder", "invitation_unanswered"]
    found = Notification.objects.filter(kind__in=wanted).order_by("pk")
    return list(found.values_list("kind", flat=True))


# --- which day is due: pure rules ---------------------------------------------------------------


@pytest.mark.rule("A7")
@pytest.mark.parametrize(
    ("after", "day"),
    [
        (timedelta(0), None),
        (timedelta(days=7, seconds=-1), None),
        (timedelta(days=7), 7),
        (timedelta(days=12, seconds=-1), 7),
        (timedelta(days=12), 12),
        (timedelta(days=14, seconds=-1), 12),
        (timedelta(days=14), 14),
        (timedelta(days=15, seconds=-1), 14),
        (timedelta(days=15), None),
    ],
)
def test_the_reminder_that_is_due(after: timedelta, day: int | None) -> None:
    assert reminder_day(SENT, SENT + after) == day


@given(st.timedeltas(timedelta(days=-1), timedelta(days=20)))
def test_an_invitation_lies_in_one_window_at_most(after: timedelta) -> None:
    now = SENT + after
    assert len([w for w in windows(now) if w.after < SENT <= w.until]) <= 1


# --- invitations --------------------------------------------------------------------------------


@pytest.mark.rule("A7")
def test_both_are_reminded_on_days_7_12_and_14_and_then_it_ends(cast: Cast, at: Clock) -> None:
    invitation = invite(cast)
    reminded = []
    for hour in range(16 * 24):
        at(hours=hour)
        if remind_of_invitations():
            reminded.append(hour / 24)
    assert reminded == [7, 12, 14]
    assert kinds() == ["invitation_reminder", "invitation_unanswered"] * 3
    assert steps() == ["1, day 7", "1, day 12", "1, day 14"]
    assert set(Claim.objects.values_list("about", flat=True)) == {invitation.pk}


@pytest.mark.rule("A7", "E5")
def test_the_mail_carries_the_same_link_and_code_again(
    cast: Cast, at: Clock, mailoutbox: list[Any]
) -> None:
    invitation = invite(cast)
    relay_due_mail()
    at(days=7)
    remind_of_invitations()
    relay_due_mail()
    first, second = (m for m in mailoutbox if m.to == [JO.email])
    link = next(word for word in first.body.split() if "/invitation/" in word)
    assert link in second.body
    assert code_for(invitation.pk, 1) in second.body
    assert "ends November 9, 2026, 9:30 a.m. Eastern Time (8 days)" in second.body
    row = Notification.objects.get(kind="invitation_reminder")
    assert code_for(invitation.pk, 1) not in str(row.data)
    invitation.refresh_from_db()
    assert invitation.generation == 1


def test_the_inviter_is_told_on_screen_and_by_mail(
    cast: Cast, at: Clock, mailoutbox: list[Any]
) -> None:
    invite(cast)
    at(days=12)
    remind_of_invitations()
    relay_due_mail()
    told = Notification.objects.get(kind="invitation_unanswered")
    assert told.person_id == cast.exec.pk
    assert told.text == (
        "Your invitation to be Other Contact of Lakeside Care Partners ACO (A9101) has no answer "
        "yet. It ends November 9, 2026, 9:30 a.m. Eastern Time. Name given: “Jo Chen”."
    )
    (mail,) = [m for m in mailoutbox if m.to == [cast.exec.email]]
    assert mail.body.startswith(told.data["said"])
    assert "- “Jo Chen” (" in mail.body


def activate(cast: Cast, invitation: Invitation) -> None:
    jo = make_person("jo_chen", email=JO.email)
    actions.activate(acting_person=jo, invitation=invitation)


def decline(cast: Cast, invitation: Invitation) -> None:
    jo = make_person("jo_chen", email=JO.email)
    actions.decline(acting_person=jo, invitation=invitation)


def withdraw(cast: Cast, invitation: Invitation) -> None:
    actions.withdraw(acting_person=cast.exec, invitation=invitation)


@pytest.mark.parametrize("end", [activate, decline, withdraw])
def test_reminders_stop_as_soon_as_it_is_over(cast: Cast, at: Clock, end: Any) -> None:
    invitation = invite(cast)
    at(days=8)
    end(cast, invitation)
    for day in range(8, 16):
        at(days=day)
        assert remind_of_invitations() == 0


@pytest.mark.parametrize("end", [activate, decline, withdraw])
def test_a_reminder_that_waits_for_the_mail_server_is_dropped_when_it_is_over(
    cast: Cast, at: Clock, end: Any, mailoutbox: list[Any]
) -> None:
    invitation = invite(cast)
    at(days=7)
    remind_of_invitations()
    end(cast, invitation)
    relay_due_mail()
    assert not [m for m in mailoutbox if m.to == [JO.email]]
    assert not [m for m in mailoutbox if "no answer yet" in m.body]


def test_sending_again_counts_anew(cast: Cast, at: Clock) -> None:
    invitation = invite(cast)
    at(days=7)
    assert remind_of_invitations() == 1
    at(days=8)
    actions.send_again(acting_person=cast.exec, invitation=invitation)
    at(days=8 + 6)
    assert remind_of_invitations() == 0
    at(days=8 + 7)
    assert remind_of_invitations() == 1
    assert steps() == ["1, day 7", "2, day 7"]


@pytest.mark.rule("E6")
def test_after_an_outage_only_the_latest_reminder_comes(
    cast: Cast, at: Clock, mailoutbox: list[Any]
) -> None:
    invite(cast)
    relay_due_mail()
    mailoutbox.clear()
    at(days=14, hours=3)
    assert [remind_of_invitations(), remind_of_invitations()] == [1, 0]
    assert steps() == ["1, day 14"]
    relay_due_mail()
    assert sorted(m.to[0] for m in mailoutbox) == sorted([JO.email, cast.exec.email])


@pytest.mark.rule("E6")
def test_after_an_outage_of_the_mail_server_only_the_latest_reminder_is_mailed(
    cast: Cast, at: Clock, mailoutbox: list[Any]
) -> None:
    invite(cast)
    relay_due_mail()
    mailoutbox.clear()
    for day in (7, 12, 14):
        at(days=day)
        remind_of_invitations()
    relay_due_mail()
    assert sorted(m.to[0] for m in mailoutbox) == sorted([JO.email, cast.exec.email])


@pytest.mark.rule("E6")
@pytest.mark.django_db(transaction=True)
def test_two_beats_at_once_remind_once() -> None:
    cast = Cast()
    with time_machine.travel(timezone.now() - timedelta(days=7, hours=1)):
        for number in range(20):
            to = Invitee(first_name="Jo", last_name="Chen", email=f"jo.{number}@example.net")
            invite(cast, to)
    outcomes = at_once(remind, remind, remind)
    assert not errors(outcomes), outcomes
    assert len(steps()) == 20
    assert Notification.objects.filter(kind="invitation_reminder").count() == 20


@pytest.mark.rule("E6")
def test_the_database_holds_one_reminder_for_a_day_and_a_sending(cast: Cast) -> None:
    invitation = invite(cast)
    one = {"reminder": "invitations", "about": invitation.pk, "step": "1, day 7"}
    Claim.objects.create(**one, claimed_at=timezone.now())
    with pytest.raises(IntegrityError, match="claimed_once"):
        Claim.objects.create(**one, claimed_at=timezone.now())


def test_many_invitations_take_one_notification_and_no_more_queries(
    cast: Cast, at: Clock, django_assert_max_num_queries: Any
) -> None:
    for number in range(30):
        to = Invitee(first_name="Jo", last_name=f"Chen {number}", email=f"jo.{number}@example.net")
        invite(cast, to)
    at(days=7)
    with django_assert_max_num_queries(20):
        assert remind_of_invitations() == 30
    told = Notification.objects.get(kind="invitation_unanswered")
    assert told.text.startswith("30 people have not answered your invitations to Lakeside")


def test_an_inviter_who_is_no_administrator_any_more_is_left_alone(cast: Cast, at: Clock) -> None:
    cast.exec  # noqa: B018 - the ACO keeps an administrator
    invite(cast, by="liaison")
    contact = Contact.objects.get(person=cast.liaison)
    end_types(
        acting_person=cast.exec,
        contact=contact,
        codes=["cms_liaison"],
        reason="Left.",
        heir=cast.exec,
    )
    at(days=7)
    assert remind_of_invitations() == 1
    unanswered = Notification.objects.filter(kind="invitation_unanswered")
    assert [one.person for one in unanswered] == [cast.exec]


@pytest.mark.rule("E5")
def test_a_locked_link_is_not_mailed_again(cast: Cast, at: Clock, mailoutbox: list[Any]) -> None:
    invitation = invite(cast)
    Invitation.objects.update(wrong_codes=5)
    at(days=7)
    remind_of_invitations()
    mailoutbox.clear()
    relay_due_mail()
    mail = next(m for m in mailoutbox if "reminding" in m.body)
    assert code_for(invitation.pk, 1) not in mail.body + str(mail.alternatives)
    assert "The link is locked" in mail.body


# --- weekly, to administrators ------------------------------------------------------------------

MONDAY = datetime(2026, 11, 9, 13, 0, tzinfo=UTC)  # 8:00 in Eastern Standard Time


@pytest.fixture
def monday() -> Iterator[Any]:
    with time_machine.travel(MONDAY - timedelta(days=2), tick=False) as traveller:
        yield traveller


def told() -> list[Notification]:
    return list(Notification.objects.filter(kind="attention_reminder").order_by("pk"))


@pytest.mark.rule("A16")
def test_on_mondays_administrators_are_told_what_their_acos_lack(
    cast: Cast, monday: Any, mailoutbox: list[Any]
) -> None:
    cast.exec, cast.it  # noqa: B018 - made by naming them
    hill = make_aco("A9102", "Hill ACO")
    make_contact(hill, cast.exec, ["cms_liaison"])
    monday.move_to(MONDAY - timedelta(seconds=1))
    run_weekly()
    assert told() == []
    monday.move_to(MONDAY)
    run_weekly()
    (one,) = told()
    assert one.person_id == cast.exec.pk, "and nobody who edits no contacts"
    assert one.text == (
        "2 things need your attention in 2 of your ACOs. Your Dashboard has everything that you "
        "have to do."
    )
    relay_due_mail()
    mail = next(m for m in mailoutbox if one.text in m.body)
    assert "Hill ACO (A9102) lacks 16 required contact types" in mail.body
    assert "/acos/A9101/contacts/" in mail.body


@pytest.mark.rule("A11")
def test_a_change_of_address_left_half_done_is_in_it_until_it_is_finished(
    cast: Cast, monday: Any
) -> None:
    contact = make_contact(cast.lakeside, make_person("lee"), ["other"])
    invitation = invite_new_address(
        acting_person=cast.exec,
        contact=contact,
        invitee=Invitee(first_name="Lee", last_name="Park", email="lee@new.example.org"),
        codes=["other"],
    )
    actions.activate(
        acting_person=make_person("lee_new", email="lee@new.example.org"), invitation=invitation
    )
    for week in range(3):
        monday.move_to(MONDAY + timedelta(days=7 * week))
        if week == 2:
            end_types(acting_person=cast.exec, contact=contact, codes=["other"], reason="Done.")
        run_weekly()
    lines = [[line["text"] for line in n.data["lines"]] for n in told()]
    assert [any("new e-mail address" in line for line in week) for week in lines] == [
        True,
        True,
        False,
    ]


@pytest.mark.rule("E6")
def test_once_a_week_for_each_person(cast: Cast, monday: Any) -> None:
    cast.exec  # noqa: B018 - made by naming them
    for hour in range(24 * 14):
        monday.move_to(MONDAY + timedelta(hours=hour))
        remind_administrators(timezone.now())
    assert len(told()) == 2
    assert steps() == ["2026-11-09", "2026-11-16"]


def test_nobody_is_told_in_mid_week_of_what_came_up_since(
    cast: Cast, monday: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    cast.exec  # noqa: B018 - made by naming them
    monkeypatch.setattr("contacts.attention._finders", [])
    monday.move_to(MONDAY)
    assert remind_administrators(timezone.now()) == 1
    assert (steps(), told()) == (["2026-11-09"], [])
    monkeypatch.undo()
    monday.move_to(MONDAY + timedelta(days=1))
    cast.liaison  # noqa: B018 - an administrator since today
    assert remind_administrators(timezone.now()) == 0
    monday.move_to(MONDAY + timedelta(days=7))
    assert remind_administrators(timezone.now()) == 2


@pytest.mark.rule("E6")
def test_a_monday_that_was_missed_is_made_good_until_thursday(cast: Cast, monday: Any) -> None:
    cast.exec  # noqa: B018 - made by naming them
    monday.move_to(MONDAY + timedelta(days=3))
    assert remind_administrators(timezone.now()) == 0
    monday.move_to(MONDAY + timedelta(days=2, hours=23))
    assert remind_administrators(timezone.now()) == 1


@pytest.mark.rule("E6")
@pytest.mark.django_db(transaction=True)
def test_two_weekly_runs_at_once_tell_once() -> None:
    with time_machine.travel(MONDAY - timedelta(days=30)):
        cast = Cast()
        cast.exec, cast.liaison  # noqa: B018 - made by naming them
    with time_machine.travel(MONDAY + timedelta(minutes=1)):
        outcomes = at_once(run_weekly, run_weekly, run_weekly)
    assert not errors(outcomes), outcomes
    assert len(told()) == 2


def test_many_administrators_take_no_more_queries(
    cast: Cast, monday: Any, django_assert_max_num_queries: Any
) -> None:
    for number in range(12):
        aco = make_aco(f"A92{number:02}", f"ACO {number}")
        make_contact(aco, make_person(f"admin_{number}"), ["cms_liaison"])
    monday.move_to(MONDAY)
    with django_assert_max_num_queries(25):
        assert remind_administrators(timezone.now()) == 12
