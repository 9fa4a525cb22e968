"""Deadlines as a calendar: the file, and an address that one makes, renews and turns off."""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import icalendar
import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from acoms.process.logs import redact
from dashboard.actions import renew_feed
from dashboard.ics import Event, calendar
from dashboard.models import CalendarFeed
from dashboard.secrets import token_for
from invitations.actions import Invitee, invite
from participants.years.models import FeedbackCycle, PerformanceYear
from tests.cast import Cast, make_aco, make_contact
from tests.participants.changes.asked import draft

PAGE, DOWNLOAD = "/dashboard/calendar/", "/dashboard/calendar/deadlines.ics"


@pytest.fixture(autouse=True)
def _files(settings: Any, tmp_path: Any) -> None:
    settings.FILES_ROOT = tmp_path


def events(content: bytes) -> list[Any]:
    return list(icalendar.Calendar.from_ical(content).walk("VEVENT"))


def address(browser: Client) -> str:
    found = re.search(r"(/calendar/\d+\.[^<\s]+\.ics)", browser.get(PAGE).content.decode())
    assert found
    return found[1]


def test_what_is_written_is_read_back_whatever_is_in_it() -> None:
    said = "Ärzte, Söhne; \\ & “Töchter” " * 9 + "\nnext line"
    event = Event("a@b", date(2026, 12, 31), said, said, "https://acoms.example.gov/x?a=1,2")
    text = calendar("Mine", [event], datetime(2026, 11, 30, 1, 2, 3, tzinfo=UTC))
    assert text.endswith("END:VCALENDAR\r\n")
    assert max(len(line) for line in text.encode().split(b"\r\n")) <= 75
    (read,) = events(text.encode())
    assert read["SUMMARY"] == read["DESCRIPTION"] == said
    assert read.decoded("DTSTART") == date(2026, 12, 31)
    assert read.decoded("DTEND") == date(2027, 1, 1)
    assert read["UID"] == "a@b"
    assert read["URL"] == "https://acoms.example.gov/x?a=1,2"


def test_the_file_has_what_is_due_with_acos_and_no_people(cast: Cast) -> None:
    draft(cast.lakeside, cast.exec, days=5)
    invitee = Invitee(first_name="Jo", last_name="Chen", email="jo@example.net")
    invite(acting_person=cast.exec, aco=cast.lakeside, invitee=invitee, codes=["other"])
    today = timezone.localdate()
    year = PerformanceYear.objects.create(year=2027, certify_from=today, certify_by=today)
    FeedbackCycle.objects.create(
        performance_year=year, number=2, opens_on=today, closes_on=today, feedback_on=today
    )
    answer = cast.browser("exec").get(DOWNLOAD)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    found = {str(one["SUMMARY"]): one for one in events(answer.content)}
    due = found["Submit change requests: A9101"]
    assert due.decoded("DTSTART") == today + timedelta(days=25)
    assert due["DESCRIPTION"] == "Lakeside Care Partners ACO (A9101): 1 draft to submit."
    assert "Follow up on invitations: A9101" in found
    assert "Second feedback cycle for 2027: last day to submit changes" in found
    for personal in (b"Chen", b"jo@", cast.exec.last_name.encode(), b"example.net"):
        assert personal not in answer.content


def test_an_event_stays_the_same_when_its_day_and_number_change(cast: Cast) -> None:
    browser = cast.browser("exec")
    draft(cast.lakeside, cast.exec, days=5)
    (before,) = events(browser.get(DOWNLOAD).content)
    draft(cast.lakeside, cast.exec, days=9, tin="001700009")
    (after,) = events(browser.get(DOWNLOAD).content)
    assert before["UID"] == after["UID"]
    assert before["DTSTART"].dt != after["DTSTART"].dt


@pytest.mark.rule("E5")
def test_the_address_works_without_signing_in_until_it_is_renewed_or_off(cast: Cast) -> None:
    browser, stranger = cast.browser("exec"), Client()
    draft(cast.lakeside, cast.exec)
    assert "Make an address" in browser.get(PAGE).content.decode()
    first = browser.post(f"{PAGE}renew/", follow=True).content.decode()
    assert "Your calendar has a new address." in first
    assert "from before" not in first
    first = address(browser)
    assert len(events(stranger.get(first).content)) == 1
    assert stranger.get(first)["Cache-Control"] == "private, no-store"
    browser.post(f"{PAGE}renew/")
    second = address(browser)
    assert first != second
    assert stranger.get(first).status_code == 404
    assert stranger.get(second).status_code == 200
    browser.post(f"{PAGE}revoke/")
    assert stranger.get(second).status_code == 404
    revoked_at = CalendarFeed.objects.get().revoked_at
    browser.post(f"{PAGE}revoke/")
    assert CalendarFeed.objects.get().revoked_at == revoked_at
    browser.post(f"{PAGE}renew/")
    assert stranger.get(second).status_code == 404
    assert stranger.get(address(browser)).status_code == 200


@pytest.mark.rule("E5")
def test_a_guess_another_persons_number_and_a_closed_account_find_nothing(cast: Cast) -> None:
    feed = renew_feed(acting_person=cast.exec)
    genuine = token_for(feed.pk, feed.generation)
    stranger = Client()
    for wrong in (f"{genuine}x", f"{feed.pk}.1.", "1.1", "x", token_for(feed.pk + 1, 1)):
        assert stranger.get(f"/calendar/{wrong}.ics").status_code == 404
    cast.exec.created_at = cast.exec.password_changed_at = timezone.now() - timedelta(days=60)
    cast.exec.last_login = None
    cast.exec.save()
    assert cast.exec.is_dormant
    assert stranger.get(f"/calendar/{genuine}.ics").status_code == 404
    cast.exec.last_login = timezone.now()
    cast.exec.save()
    assert stranger.get(f"/calendar/{genuine}.ics").status_code == 200
    cast.exec.is_active = False
    cast.exec.save()
    assert stranger.get(f"/calendar/{genuine}.ics").status_code == 404


@pytest.mark.rule("E5")
def test_the_address_stands_in_no_log(cast: Cast) -> None:
    feed = renew_feed(acting_person=cast.exec)
    token = token_for(feed.pk, feed.generation)
    line = f'"GET https://acoms.example.gov/calendar/{token}.ics HTTP/1.1" 200'
    assert token not in redact(line)
    assert "/calendar/[secret]" in redact(line)
    assert redact("POST /dashboard/calendar/renew/") == "POST /dashboard/calendar/renew/"


def test_what_somebody_is_no_more_is_gone_from_their_calendar(cast: Cast) -> None:
    feed = renew_feed(acting_person=cast.exec)
    draft(cast.lakeside, cast.exec)
    url = f"/calendar/{token_for(feed.pk, feed.generation)}.ics"
    assert len(events(Client().get(url).content)) == 1
    cast.lakeside.held_types.update(ended_at=timezone.now(), ended_by=cast.exec, end_reason="Left")
    assert events(Client().get(url).content) == []


def test_the_feed_takes_as_many_queries_for_45_acos_as_for_one(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    feed = renew_feed(acting_person=cast.liaison)
    url = f"/calendar/{token_for(feed.pk, feed.generation)}.ics"
    draft(cast.lakeside, cast.liaison)
    with django_assert_num_queries(16) as few:
        Client().get(url)
    for n in range(44):
        aco = make_aco(f"A8{n:03}", f"ACO {n}")
        make_contact(aco, cast.liaison, ["cms_liaison"])
        draft(aco, cast.liaison)
    with django_assert_num_queries(len(few)):
        assert len(events(Client().get(url).content)) == 45
