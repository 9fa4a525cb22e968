"""CMS staff write, look, send and follow messages in the admin (rules G1, G2)."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from accounts.actions import merge_people
from documents.correspondence.actions.composing import attach_file
from documents.correspondence.models import Attachment, Copy, Delivery, Message
from documents.correspondence.rules import MessageState
from documents.correspondence.storage import ATTACHMENTS
from notifications.models import Notification
from tests.cast import Cast, make_aco, make_contact, make_person
from tests.documents.correspondence.written import delivery_of, draft, send, send_all
from tests.participants.changes.asked import pdf

LIST = reverse("admin:documents_correspondence_message_changelist")
BY_ACO = reverse("admin:documents_correspondence_delivery_changelist")


def url(name: str, message: Message, *more: int) -> str:
    return reverse(f"admin:documents_correspondence_message_{name}", args=[message.pk, *more])


FORM = {
    "kind": "general",
    "subject": "The deadline moves",
    "body": "To March 1.",
    "to": "listed",
    "aco_ids": "a9101, A9102",
}


def shown_on(page: str) -> str:
    """The fingerprint that a page carries."""
    return page.split('name="shown" value="')[1].split('"')[0]


@pytest.mark.rule("G1")
def test_a_message_is_written_looked_at_and_sent(cast: Cast) -> None:
    cast.exec, cast.it  # noqa: B018
    make_aco("A9102", "Elsewhere")
    staff = cast.browser("cms_analyst")
    page = staff.get(f"{LIST}add/").content.decode()
    assert "<h1>Write to ACOs</h1>" in page
    assert page.count('type="submit" class="default" value="Preview (nothing is sent)"') == 1
    assert "Save" not in page
    assert "attachments are added there" in page
    assert "Nobody has this contact type:" in page
    page = staff.post(f"{LIST}add/", FORM, follow=True).content.decode()
    assert "It would go to 2 ACOs: 2 people read" in page
    assert "Nobody receives messages at 1" in page
    assert "Change it</a>" in page
    assert "Elsewhere (A9102)" in page
    assert "To March 1." in page.split("The e-mail, as the first")[1]
    message = Message.objects.get()
    assert message.state is MessageState.DRAFT
    asked = {"when": "now", "shown": shown_on(page)}
    page = staff.post(url("send", message), asked, follow=True).content.decode()
    assert "is sent now" in page
    assert "It is being sent to 2 ACOs now" in " ".join(page.split())
    for not_true in ("Scheduled", "Until then", "Take it back", "Withdraw the message"):
        assert not_true not in page
    send_all()
    page = staff.get(url("look", message)).content.decode()
    assert "Sent to 2 of 2 ACOs" in page
    assert "Who has read it</a>" in page
    by_aco = staff.get(BY_ACO).content.decode()
    assert "Nobody receives messages there" in by_aco
    assert "Elsewhere" in staff.get(BY_ACO, {"reached": "nobody"}).content.decode()
    assert "Lakeside" not in staff.get(BY_ACO, {"reached": "nobody"}).content.decode()
    assert Notification.objects.count() == 2


@pytest.mark.rule("G1")
def test_what_changed_since_the_page_was_made_is_shown_again_and_not_sent(cast: Cast) -> None:
    cast.exec  # noqa: B018
    message = draft(cast.cms_staff, cast.lakeside)
    staff = cast.browser("cms_staff")
    shown = shown_on(staff.get(url("look", message)).content.decode())
    cast.it  # noqa: B018
    page = staff.post(url("send", message), {"when": "now", "shown": shown}).content.decode()
    assert "Something has changed" in page
    assert "2 people read" in page
    assert not Delivery.objects.exists()
    asked = {"when": "now", "shown": shown_on(page)}
    assert "is sent now" in staff.post(url("send", message), asked, follow=True).content.decode()


@pytest.mark.rule("G1")
def test_a_time_is_said_in_eastern_time_and_can_be_taken_back(cast: Cast) -> None:
    cast.exec  # noqa: B018
    message = draft(cast.cms_staff, cast.lakeside)
    with time_machine.travel("2026-07-01 12:00:00+00:00", tick=False):
        staff = cast.browser("cms_staff")
        shown = shown_on(staff.get(url("look", message)).content.decode())
        asked = {"when": "later", "day": "", "time": "", "shown": shown}
        page = staff.post(url("send", message), asked).content.decode()
        assert "Choose a day." in page
        assert "Choose a time." in page
        asked |= {"day": "2026-06-30", "time": "09:00"}
        assert "has passed" in staff.post(url("send", message), asked).content.decode()
        asked |= {"day": "2026-07-02", "time": "09:00"}
        page = staff.post(url("send", message), asked, follow=True).content.decode()
        assert "July 2, 2026, 9 a.m. Eastern Time" in page
        assert "Who has read it" not in page
        message.refresh_from_db()
        assert message.due_at is not None
        assert message.due_at.isoformat() == "2026-07-02T13:00:00+00:00"
        page = staff.post(url("take_back", message), follow=True).content.decode()
        assert "is a draft again" in page
        assert 'name="subject"' in page
        page = staff.post(url("withdraw", message), follow=True).content.decode()
        assert "Nobody got it." in page
        assert "is withdrawn" in staff.post(url("withdraw", message), follow=True).content.decode()
        page = staff.post(url("take_back", message), follow=True).content.decode()
        assert "withdrew this message" in page


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ({"aco_ids": ""}, "Name at least one ACO"),
        ({"aco_ids": "A9101 nonsense"}, "No ACO IDs: nonsense"),
        ({"aco_ids": "A9999"}, "Not in ACO-MS: A9999."),
        ({"to": "alike"}, "Fill in at least one fact"),
        ({"subject": ""}, "Fill in “"),
        ({"named_types": ["other"]}, "Choose from what is listed."),
    ],
)
def test_a_mistake_in_the_form_is_said_at_its_field(
    cast: Cast, typed: dict[str, Any], why: str
) -> None:
    page = cast.browser("cms_staff").post(f"{LIST}add/", {**FORM, **typed}).content.decode()
    assert why in page
    assert not Message.objects.exists()


def test_a_draft_is_changed_and_what_is_sent_is_only_looked_at(cast: Cast) -> None:
    cast.exec  # noqa: B018
    make_aco("A9102", "Elsewhere")
    message = draft(cast.cms_staff, cast.lakeside)
    staff = cast.browser("cms_staff")
    page = staff.get(url("change", message)).content.decode()
    assert "<h1>Write to ACOs</h1>" in page
    assert "A9101</textarea>" in page
    asked = {**FORM, "to": "alike", "state_served": "oh", "may_answer": "on"}
    page = staff.post(url("change", message), asked, follow=True).content.decode()
    assert "No ACOs match" in page
    assert "may answer" in page
    message.refresh_from_db()
    assert message.state_served == "OH"
    sent = send(cast.cms_staff, cast.lakeside)
    assert staff.get(url("change", sent))["Location"] == url("look", sent)
    viewer = cast.browser("cms_viewer")
    assert viewer.get(url("change", message))["Location"] == url("look", message)
    assert "Send to" not in viewer.get(url("look", message)).content.decode()
    assert viewer.post(url("send", message), {"when": "now"}).status_code == 403
    assert viewer.get(f"{LIST}add/").status_code == 403


@pytest.mark.rule("G1")
def test_files_are_added_saved_and_removed(
    cast: Cast, django_capture_on_commit_callbacks: Any
) -> None:
    cast.exec  # noqa: B018
    message = draft(cast.cms_staff, cast.lakeside)
    staff = cast.browser("cms_staff")
    bad = {"file": SimpleUploadedFile("x.exe", b"MZ")}
    assert "This is not a PDF" in staff.post(url("files", message), bad).content.decode()
    good = {"file": SimpleUploadedFile("Notice.pdf", pdf())}
    page = staff.post(url("files", message), good, follow=True).content.decode()
    assert "Attached: Notice.pdf." in page
    assert "1 file goes with this message" in page
    file = Attachment.objects.get()
    answer = cast.browser("cms_viewer").get(url("file", message, file.pk))
    assert b"".join(answer).startswith(b"%PDF-")
    with django_capture_on_commit_callbacks(execute=True):
        page = staff.post(url("remove", message, file.pk), follow=True).content.decode()
    assert "Removed: Notice.pdf." in page
    assert staff.post(url("remove", message, file.pk)).status_code == 302
    lost = attach_file(acting_person=cast.cms_staff, message=message, name="a.pdf", content=pdf())
    ATTACHMENTS.delete(lost.stored_as)
    page = staff.get(url("file", message, lost.pk), follow=True).content.decode()
    assert "is missing from the store" in page


@pytest.mark.rule("G2")
def test_staff_see_who_has_read_it_and_who_was_not_reached(cast: Cast) -> None:
    cast.exec, cast.it  # noqa: B018
    delivery = delivery_of(send(cast.cms_staff, cast.lakeside), cast.lakeside)
    Notification.objects.filter(person=cast.it).update(
        failed_at=timezone.now(), failure="No such mailbox (550)"
    )
    cast.browser("exec").get(f"/acos/A9101/correspondence/{delivery.pk}/")
    cast.browser("delegate").get(f"/acos/A9101/correspondence/{delivery.pk}/")
    staff = cast.browser("cms_viewer")
    page = staff.get(reverse("admin:documents_correspondence_delivery_change", args=[delivery.pk]))
    text = " ".join(page.content.decode().split())
    assert "E-mail not delivered.</strong> No such mailbox (550)" in text
    assert "Not told. May read what CMS writes to the ACO." in text
    assert "E-mail waiting" in text
    assert text.count("Not read") == 1
    assert "1, and 1 who did not receive it" in staff.get(BY_ACO).content.decode()
    for reached, seen in (("not_all", True), ("unread", False), ("nobody", False)):
        listed = staff.get(BY_ACO, {"reached": reached}).content.decode()
        assert ("The deadline moves to March 1" in listed) is seen
    exported = b"".join(staff.get(f"{BY_ACO}export/")).decode() if _may_export(staff) else ""
    assert "not reached" in exported.lower() or not exported


def _may_export(staff: Any) -> bool:
    return bool(staff.get(f"{BY_ACO}export/").status_code == 200)


@pytest.mark.rule("G2")
def test_accounts_that_are_merged_have_each_message_once(cast: Cast) -> None:
    cast.exec  # noqa: B018
    old, new = make_person("old_account"), make_person("new_account")
    make_contact(cast.lakeside, old, ["compliance"])
    make_contact(cast.lakeside, new, ["public"])
    elsewhere = make_aco("A9102", "Elsewhere")
    make_contact(elsewhere, old, ["public"])
    message = send(cast.cms_staff, cast.lakeside, elsewhere)
    delivery = delivery_of(message, cast.lakeside)
    read_at = timezone.now() - timedelta(days=1)
    Copy.objects.filter(person=old, delivery=delivery).update(read_at=read_at, seen_at=read_at)
    merge_people(acting_person=cast.cms_staff, kept=new, gone=old, reason="The same person")
    assert not Copy.objects.filter(person=old).exists()
    assert Copy.objects.get(person=new, delivery=delivery).read_at == read_at
    assert Copy.objects.filter(person=new).count() == 2
