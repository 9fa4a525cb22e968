"""HARP accounts brought in by CMS staff in the admin: file, preview, confirmation, result."""

import csv
import io
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from accounts.models import Person
from contacts.actions import end_types
from contacts.models import Contact, HeldType
from notifications.models import Notification
from qpp_roles.harp import admin as pages
from qpp_roles.harp.actions import HarpRefused, forget_unconfirmed_imports, look_at
from qpp_roles.harp.models import HarpImport
from qpp_roles.harp.tasks import forget_harp_files
from tests.cast import Cast, make_person
from tests.qpp_roles.harp.importing import HEAD, everything, line, person_of

ADD = "/admin/qpp_roles_harp/harpimport/add/"


@pytest.fixture
def staff(cast: Cast) -> Client:
    return cast.browser("cms_staff")


def upload(browser: Client, *lines: str, content: bytes = b"") -> Any:
    text = content or "\n".join([HEAD, *lines]).encode()
    file = SimpleUploadedFile("harp.csv", text, content_type="text/csv")
    return browser.post(ADD, {"file": file})


def waiting_page(browser: Client, *lines: str) -> str:
    """The address of the preview of a list that was just read in."""
    answer = upload(browser, *lines)
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])


def confirm(browser: Client, page: str, **typed: str) -> Any:
    shown = browser.get(page).context["form"].initial["shown"]
    return browser.post(button(page), {"shown": shown, **typed}, follow=True)


def button(page: str) -> str:
    return page.replace("/change/", "/confirm/")


def report(browser: Client, page: str) -> list[dict[str, str]]:
    answer = browser.get(page.replace("/change/", "/report/"))
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


@pytest.mark.rule("B4", "E4")
def test_the_preview_says_line_by_line_what_would_happen_and_writes_nothing(
    cast: Cast, staff: Client
) -> None:
    person_of(2, "known")
    before = everything()
    page = waiting_page(staff, line(1), line(2), line(3, "A9999"), line(4, "T1AR0058"))
    text = staff.get(page).content.decode()
    assert "Nothing is imported yet." in text
    assert "4 lines: 2 read, 2 left out. 1 account created, 2 roles given" in text
    assert "Account created, role given" in text
    assert "Signs in as known" in text
    assert text.index("knows no ACO A9999") < text.index("Signs in as known")
    assert "is the ID of a CPC+ Practice Site" in text
    assert "Import the good lines" in text
    assert [row["Outcome"] for row in report(staff, page)] == [
        "account created, role given",
        "role given",
        "refused",
        "refused",
    ]
    assert everything() == before


@pytest.mark.rule("B4", "E3")
def test_confirmed_it_does_what_was_shown_once(cast: Cast, staff: Client) -> None:
    page = waiting_page(staff, line(1), line(2, "A9999"))
    done = confirm(staff, page, mail="on")
    assert "2 lines: 1 read, 1 left out. 1 account created, 1 role given" in done.content.decode()
    assert "Accounts created: 1" in done.content.decode()
    person = Person.objects.get(user_id="harp.user1")
    assert person.events.first().pgh_context.metadata["acting_person"] == cast.cms_staff.pk  # type: ignore[attr-defined]
    assert Notification.objects.get().person == person
    assert [row["Outcome"] for row in report(staff, page)] == [
        "account created, role given",
        "refused",
    ]
    before = everything()
    again = staff.post(button(page), {"shown": "x"}, follow=True)
    assert "You have imported this file." in again.content.decode()
    assert everything() == before
    same = waiting_page(staff, line(1))
    assert "Nothing changed" in staff.get(same).content.decode()
    assert "There is nothing to import" in staff.get(same).content.decode()


@pytest.mark.rule("B4", "E2")
def test_lines_that_contradict_an_account_are_confirmed_one_by_one(
    cast: Cast, staff: Client
) -> None:
    for n in (1, 2):
        person_of(n, email=f"new{n}@example.org")
    page = waiting_page(staff, line(1), line(2))
    text = staff.get(page).content.decode()
    assert "2 lines contradict accounts here and wait for somebody to confirm them." in text
    assert "Line 2: harp.user1, Harp Number1, harp1@example.org. The account" in text
    assert "has another e-mail address, new1@example.org." in text
    assert text.count("checked") == 1  # the mail's
    refused = confirm(staff, page, confirmed="harp.user3").content.decode()
    assert "Something has changed" in refused
    confirm(staff, page, confirmed="harp.user2")
    assert [row["Outcome"] for row in report(staff, page)] == ["not confirmed", "role given"]
    assert [
        held.contact.person.user_id for held in HeldType.objects.filter(type="qpp_staff_user")
    ] == ["harp.user2"]


def test_nobody_is_written_to_without_the_tick(cast: Cast, staff: Client) -> None:
    confirm(staff, waiting_page(staff, line(1)))
    assert Person.objects.filter(user_id="harp.user1").exists()
    assert not Notification.objects.exists()


@pytest.mark.rule("B4")
def test_nobody_confirms_what_they_were_not_shown(cast: Cast, staff: Client) -> None:
    first = waiting_page(staff, line(1))
    confirm(staff, first)
    page = waiting_page(staff, line(1, role="Security Official"), line(2))
    shown = staff.get(page).context["form"].initial["shown"]
    contact = Contact.objects.get(person__user_id="harp.user1")
    end_types(acting_person=cast.exec, contact=contact, codes=["qpp_staff_user"], reason="Left")
    make_person("harp.user2", email="harp2@example.org", is_active=False)
    before = everything()
    answer = staff.post(button(page), {"shown": shown}, follow=True)
    assert "Something has changed since this page was made" in answer.content.decode()
    assert "harp.user2 is closed" in answer.content.decode()
    assert everything() == before


@pytest.mark.rule("E5")
def test_the_file_waits_for_24_hours_and_no_longer(cast: Cast, staff: Client) -> None:
    page = waiting_page(staff, line(1))
    waiting = HarpImport.objects.get()
    ends = waiting.created_at + timedelta(hours=24)
    with time_machine.travel(ends - timedelta(seconds=1), tick=False):
        assert forget_unconfirmed_imports() == 0
        assert look_at(waiting)
    with time_machine.travel(ends, tick=False):
        with pytest.raises(HarpRefused, match="24 hours"):
            look_at(waiting)
        forget_harp_files()
    assert not HarpImport.objects.exists()
    assert staff.get(page).status_code == 404
    done = waiting_page(staff, line(1))
    confirm(staff, done)
    with time_machine.travel(timezone.now() + timedelta(days=2)):
        forget_harp_files()
    assert HarpImport.objects.count() == 1


def test_a_list_that_cannot_be_read_is_refused_on_its_own_page(
    staff: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    for content, why in (
        (b"a,b\n1,2", "lacks the columns HARP user ID, E-mail"),
        (b"PK\x03\x04\x00", "must name the columns"),
        (b"\xff\xfe", "CSV UTF-8"),
    ):
        assert why in upload(staff, content=content).content.decode()
    monkeypatch.setattr(pages, "MOST_BYTES", 10)
    assert "larger than 1 MB" in upload(staff, line(1)).content.decode()
    assert "Choose a file." in staff.post(ADD, {}).content.decode()
    assert not HarpImport.objects.exists()


def test_who_may_not_import_sees_that_a_list_waits_and_not_what_is_in_it(
    cast: Cast, staff: Client
) -> None:
    page = waiting_page(staff, line(1))
    analyst = cast.browser("cms_analyst")
    text = analyst.get(page).content.decode()
    assert "waits to be confirmed by a CMS administrator" in text
    assert "harp.user1" not in text
    assert analyst.get(page.replace("/change/", "/report/")).status_code == 403
    assert analyst.post(button(page), {"shown": "x"}).status_code == 403
    assert cast.browser("exec").get(page).status_code == 404
    confirm(staff, page)
    assert len(report(analyst, page)) == 1


def test_a_long_preview_shows_the_refused_lines_first(staff: Client) -> None:
    lines = [line(n) for n in range(1_000, 1_000 + pages.SHOWN)]
    text = staff.get(waiting_page(staff, *lines, line(1, "A9999"))).content.decode()
    assert "knows no ACO A9999" in text
    assert "And 1 more lines" in text
