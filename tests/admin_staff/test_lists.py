"""The programme at a glance: lists that filter, count and export (rules A12, A16)."""

import csv
import io
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from invitations.actions import Invitee, invite, invite_first_administrator
from invitations.models import Invitation
from notifications.models import Notification
from tests.cast import Cast, make_aco, make_contact, make_person


@pytest.fixture
def staff(cast: Cast) -> Client:
    return cast.browser("cms_staff")


def exported(browser: Client, list_: str, **query: Any) -> list[dict[str, str]]:
    answer = browser.get(f"/admin/{list_}/export/", query)
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    text = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    return list(csv.DictReader(io.StringIO(text)))


def names(rows: list[dict[str, str]], column: str) -> set[str]:
    return {row[column] for row in rows}


@pytest.mark.rule("A16", "A17")
def test_acos_without_administrator_or_security_official_are_found_and_counted(
    cast: Cast, staff: Client
) -> None:
    make_contact(cast.lakeside, make_person("so"), ["qpp_security_official"])
    led = make_aco("A9102", "Led")
    make_contact(led, make_person("leader"), ["aco_executive"])
    make_aco("A9103", "Empty")
    for query, found in (
        ("no_administrator", {"A9101", "A9103"}),
        ("no_security_official", {"A9102", "A9103"}),
        ("missing", {"A9101", "A9102", "A9103"}),
        ("complete", set()),
    ):
        assert names(exported(staff, "contacts/aco", required=query), "ACO ID") == found
    page = staff.get("/admin/contacts/aco/").content.decode()
    assert "No administrator (2)" in page
    assert "No QPP Security Official (2)" in page
    row = exported(staff, "contacts/aco", q="Led")[0]
    assert row["Administrator"] == "yes"
    assert "QPP Security Official" in row["Required types missing"]


@pytest.mark.rule("A12")
def test_invitations_show_their_age_and_those_that_end_soon(cast: Cast, staff: Client) -> None:
    now = timezone.now()
    for days in (1, 11, 13):
        to = Invitee(first_name="Jo", last_name=f"Days{days}", email=f"jo{days}@example.net")
        sent = invite(acting_person=cast.exec, aco=cast.lakeside, invitee=to, codes=["other"])
        Invitation.objects.filter(pk=sent.pk).update(
            sent_at=now - timedelta(days=days), expires_at=now + timedelta(days=15 - days)
        )
    soon = exported(staff, "invitations/invitation", ends="soon")
    assert names(soon, "Last name") == {"Days13"}
    rows = exported(staff, "invitations/invitation", state="pending")
    assert {row["Last name"]: row["Sent, days ago"] for row in rows} == {
        "Days1": "1",
        "Days11": "11",
        "Days13": "13",
    }
    assert not exported(staff, "invitations/invitation", sent_by="staff")


def test_people_in_several_acos_are_found_with_the_number(cast: Cast, staff: Client) -> None:
    make_contact(make_aco("A9102", "Second"), cast.liaison, ["cms_liaison", "financial"])
    make_contact(cast.lakeside, make_person("single"), ["other"])
    rows = exported(staff, "accounts/person", several_acos="yes")
    assert [(row["IDM user ID"], row["ACOs"]) for row in rows] == [("the_liaison", "2")]
    page = staff.get("/admin/accounts/person/", {"several_acos": "yes"}).content.decode()
    assert '<td class="field-acos">2</td>' in page
    assert "single" not in page


def test_current_contacts_are_told_from_those_who_ended_as_their_acos_record_counts_them(
    cast: Cast, staff: Client
) -> None:
    aco = make_aco("A9102", "Second")
    current = make_contact(aco, make_person("current"), ["other", "financial"])
    ended = make_contact(aco, make_person("ended"), ["other"])
    ended.held_types.update(ended_at=timezone.now(), end_reason="resigned")
    for holds, contact in (("yes", current), ("no", ended)):
        page = staff.get("/admin/contacts/contact/", {"q": "A9102", "holds": holds})
        assert list(page.context["cl"].result_list) == [contact]
    record = staff.get(f"/admin/contacts/aco/{aco.pk}/change/").content.decode()
    assert "Contacts now: 1<" in record


def test_held_types_are_counted_by_type(cast: Cast, staff: Client) -> None:
    for n in range(3):
        make_contact(cast.lakeside, make_person(f"other_{n}"), ["other"])
    page = staff.get("/admin/contacts/heldtype/", {"held": "now"}).content.decode()
    assert "Other Contact (3)" in page
    rows = exported(staff, "contacts/heldtype", type__exact="other")
    assert [row["Contact type"] for row in rows] == ["Other Contact"] * 3


def test_an_export_holds_no_formula_and_all_rows_not_one_page(cast: Cast, staff: Client) -> None:
    make_person("evil", first_name="=cmd|' /C calc'!A0", last_name="Formula")
    for n in range(60):
        make_person(f"more_{n:02}")
    rows = exported(staff, "accounts/person")
    assert len(rows) > 60
    (row,) = [row for row in rows if row["IDM user ID"] == "evil"]
    assert row["First name"].startswith("'=")
    assert [row["Last name"] for row in exported(staff, "accounts/person", q="form")] == ["Formula"]


def test_an_export_takes_the_same_queries_with_many_rows(cast: Cast, staff: Client) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            exported(staff, "contacts/heldtype")
            exported(staff, "accounts/person")
            exported(staff, "contacts/aco")
        return len(captured)

    make_contact(cast.lakeside, make_person("one"), ["other"])
    few = queries()
    for n in range(30):
        make_contact(make_aco(f"A92{n:02}", f"ACO {n}"), make_person(f"p_{n}"), ["other"])
    assert queries() == few


def test_a_list_offers_its_export_with_the_filters_of_the_page(cast: Cast, staff: Client) -> None:
    page = staff.get("/admin/contacts/aco/", {"required": "missing", "q": "Lake"})
    assert 'href="export/?required=missing&amp;q=Lake"' in page.content.decode()
    viewer = cast.browser("cms_viewer").get("/admin/contacts/aco/").content.decode()
    assert "export/?" not in viewer
    assert "Only a CMS analyst or a CMS administrator can export lists" in viewer


def fail(invitation: Invitation) -> None:
    assert invitation.mail is not None
    Notification.objects.filter(pk=invitation.mail.pk).update(
        failed_at=timezone.now(), failure="550 no such user"
    )


def send(browser: Client, invitation: Invitation, reason: str = "") -> str:
    form = {"action": "send_again", "_selected_action": str(invitation.pk), "apply": "1"}
    page = browser.post("/admin/invitations/invitation/", {**form, "reason": reason}, follow=True)
    invitation.refresh_from_db()
    return page.content.decode()


@pytest.mark.rule("A7")
def test_an_acos_invitation_is_sent_again_only_if_undelivered_and_with_a_reason(
    cast: Cast,
) -> None:
    browser = cast.browser("cms_analyst")
    jo = Invitee(first_name="Jo", last_name="Chen", email="jo@example.net")
    sent = invite(acting_person=cast.exec, aco=cast.lakeside, invitee=jo, codes=["other"])
    assert "send their own invitations again" in send(browser, sent, "Asked for")
    assert sent.generation == 1
    fail(sent)
    assert "Enter a reason" in send(browser, sent)
    assert sent.generation == 1
    assert "sent again to jo@example.net" in send(browser, sent, "Mailbox was full")
    assert sent.generation == 2
    assert sent.events.last().pgh_context.metadata["reason"] == "Mailbox was full"  # type: ignore[attr-defined]
    told = Notification.objects.on_screen_for(cast.exec.pk)[0]
    assert "CMS staff sent your invitation of Jo Chen" in told.text
    assert "Mailbox was full" in told.text


@pytest.mark.rule("A5", "A7")
def test_what_cms_staff_sent_any_analyst_sends_again(cast: Cast) -> None:
    aco = make_aco("A9102", "New")
    jo = Invitee(first_name="Jo", last_name="Chen", email="jo@example.net")
    sent = invite_first_administrator(
        acting_person=cast.cms_staff, aco=aco, invitee=jo, codes=["aco_executive"]
    )
    send(cast.browser("cms_analyst"), sent)
    assert sent.generation == 2
