"""What an ACO answers reaches CMS staff's queue, and CMS's answer the ACO's readers (rule G2)."""

import re
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from acoms.access import Refused
from documents.correspondence.actions.answering import (
    answer_as_cms,
    answer_message,
    settle_answers,
)
from documents.correspondence.errors import MessageError
from documents.correspondence.models import Delivery, Reply
from documents.correspondence.queries import waiting_answers
from notifications.actions.relay import relay_due_mail
from notifications.models import Notification
from tests.cast import Cast
from tests.documents.correspondence.written import delivery_of, draft, send
from tests.signing_in import sign_in

QUEUE = reverse("admin:documents_correspondence_reply_changelist")


@pytest.fixture
def delivery(cast: Cast) -> Delivery:
    """A message of Lakeside that may be answered."""
    cast.exec, cast.it  # noqa: B018 - who receive
    message = send(cast.cms_staff, cast.lakeside, may_answer=True, named_types=["aco_executive"])
    Notification.objects.all().delete()
    return delivery_of(message, cast.lakeside)


def page_of(delivery: Delivery) -> str:
    return f"/acos/A9101/correspondence/{delivery.pk}/"


def staff_page(delivery: Delivery) -> str:
    return reverse("admin:documents_correspondence_delivery_change", args=[delivery.pk])


@pytest.mark.rule("G2")
def test_an_answer_stands_in_the_thread_and_in_the_queue_with_count_and_oldest(
    cast: Cast, delivery: Delivery
) -> None:
    browser = cast.browser("it")
    asked = {"body": "We will.\n\nBy Friday."}
    page = browser.post(f"{page_of(delivery)}answer/", asked, follow=True).content.decode()
    assert "Your answer went to CMS." in page
    assert "By Friday." in page
    assert "By Friday." in cast.browser("exec").get(page_of(delivery)).content.decode()
    queue = cast.browser("cms_viewer").get(QUEUE).content.decode()
    assert "1 answer waits, the oldest since" in queue
    assert "We will. By Friday." in queue
    assert not mail.outbox


@pytest.mark.rule("G2")
def test_cms_answers_in_the_thread_and_the_acos_readers_are_told(
    cast: Cast, delivery: Delivery
) -> None:
    answer_message(acting_person=cast.it, delivery=delivery, body="When? See evil.example")
    staff = cast.browser("cms_analyst")
    (reply,) = Reply.objects.all()
    assert f'href="{staff_page(delivery)}"' in staff.get(QUEUE).content.decode()
    alone = staff.get(reverse("admin:documents_correspondence_reply_change", args=[reply.pk]))
    assert "When? See evil.example" in alone.content.decode()
    url = reverse("admin:documents_correspondence_delivery_answer", args=[delivery.pk])
    staff.post(url, {"body": "On March 1."}, follow=True)
    page = cast.browser("exec").get(page_of(delivery)).content.decode()
    assert "On March 1." in page
    assert "Analyst" not in page
    told = Notification.objects.all()
    assert {one.person for one in told} == {cast.exec, cast.it}
    assert all(one.by_email for one in told), "whom the mail went to, and who asked"
    relay_due_mail()
    assert len(mail.outbox) == 2
    body = mail.outbox[0].body
    assert "On March 1." in body
    assert "> When? See evil. example" in body
    assert mail.outbox[0].subject == "CMS answered: Lakeside Care Partners ACO (A9101)"
    assert waiting_answers().count == 0
    assert "No answer from an ACO waits" in staff.get(QUEUE).content.decode()
    assert "1 answer from" in staff.get(QUEUE, {"state": "settled"}).content.decode()
    assert "1 answer from" in staff.get(QUEUE, {"state": "all"}).content.decode()


@pytest.mark.parametrize("sign", ["\u202e", "\u200b", "\x07"])
def test_an_answer_with_what_nobody_sees_is_refused(
    cast: Cast, delivery: Delivery, sign: str
) -> None:
    with pytest.raises(MessageError, match="cannot be seen"):
        answer_message(acting_person=cast.it, delivery=delivery, body=f"Yes.\n{sign}No.")
    page = cast.browser("it").post(f"{page_of(delivery)}answer/", {"body": f"Yes{sign}."})
    assert "cannot be seen" in page.content.decode()
    assert not Reply.objects.exists()


@pytest.mark.rule("G2")
def test_staff_say_that_an_answer_needs_none(cast: Cast, delivery: Delivery) -> None:
    answer_message(acting_person=cast.it, delivery=delivery, body="Thank you!")
    staff = cast.browser("cms_staff")
    assert "It needs no answer" in staff.get(staff_page(delivery)).content.decode()
    staff.post(reverse("admin:documents_correspondence_delivery_settle", args=[delivery.pk]))
    assert waiting_answers() == type(waiting_answers())(0, None)
    assert "It needs no answer" not in staff.get(staff_page(delivery)).content.decode()
    assert settle_answers(acting_person=cast.cms_staff, delivery=delivery) == 0


@pytest.mark.rule("G2")
def test_what_an_aco_writes_after_staff_opened_the_page_waits_on(
    cast: Cast, delivery: Delivery
) -> None:
    answer_message(acting_person=cast.it, delivery=delivery, body="Thank you!")
    staff = cast.browser("cms_staff")
    page = staff.get(staff_page(delivery)).content.decode()
    seen = re.findall(r'name="seen" value="(\d+)"', page)
    assert len(seen) == 1, "both buttons send the same"
    answer_message(acting_person=cast.it, delivery=delivery, body="One question, though.")
    settle = reverse("admin:documents_correspondence_delivery_settle", args=[delivery.pk])
    staff.post(settle, {"seen": seen[0]})
    assert waiting_answers().count == 1
    answer = reverse("admin:documents_correspondence_delivery_answer", args=[delivery.pk])
    staff.post(answer, {"seen": seen[0], "body": "Good."})
    assert waiting_answers().count == 1
    staff.post(settle, {"seen": max(delivery.replies.values_list("pk", flat=True))})
    assert waiting_answers().count == 0


@pytest.mark.rule("G2")
def test_where_cms_asks_for_no_answer_there_is_none(cast: Cast) -> None:
    cast.exec  # noqa: B018
    delivery = delivery_of(send(cast.cms_staff, cast.lakeside), cast.lakeside)
    browser = cast.browser("exec")
    assert "Send the answer" not in browser.get(page_of(delivery)).content.decode()
    answer = browser.post(f"{page_of(delivery)}answer/", {"body": "Still"})
    assert "CMS asks for no answer" in answer.content.decode()
    assert not Reply.objects.exists()


@pytest.mark.rule("G2")
@pytest.mark.parametrize("role", ["other", "dua_requestor", "delegate", "security_official"])
def test_who_does_not_receive_does_not_answer(cast: Cast, delivery: Delivery, role: str) -> None:
    with pytest.raises(Refused):
        answer_message(acting_person=getattr(cast, role), delivery=delivery, body="Hm")
    answer = cast.browser(role).post(f"{page_of(delivery)}answer/", {"body": "Hm"})
    assert answer.status_code == 403
    assert not Reply.objects.exists()


def test_an_answer_said_twice_is_one(cast: Cast, delivery: Delivery) -> None:
    for _ in range(2):
        answer_message(acting_person=cast.it, delivery=delivery, body="We will.")
    assert Reply.objects.count() == 1
    for _ in range(2):
        answer_as_cms(acting_person=cast.cms_staff, delivery=delivery, body="Good.")
    assert Reply.objects.count() == 2
    assert Notification.objects.count() == 2
    answer_message(acting_person=cast.it, delivery=delivery, body="We will.")
    assert Reply.objects.count() == 3, "after CMS's answer it is said anew"


def test_an_empty_or_endless_answer_is_refused(cast: Cast, delivery: Delivery) -> None:
    browser = cast.browser("it")
    page = browser.post(f"{page_of(delivery)}answer/", {"body": " "}).content.decode()
    assert "Write an answer." in page
    for body, why in ((" ", "Write an answer"), ("x" * 10_001, "at most 10,000")):
        with pytest.raises(MessageError, match=why):
            answer_message(acting_person=cast.it, delivery=delivery, body=body)
        with pytest.raises(MessageError, match=why):
            answer_as_cms(acting_person=cast.cms_staff, delivery=delivery, body=body)
    staff = cast.browser("cms_staff")
    url = reverse("admin:documents_correspondence_delivery_answer", args=[delivery.pk])
    assert "Write an answer." in staff.post(url, {"body": ""}).content.decode()
    assert staff.get(url)["Location"] == staff_page(delivery)


def test_what_is_not_sent_has_no_thread(cast: Cast) -> None:
    message = draft(cast.cms_staff, cast.lakeside, may_answer=True)
    unsent = Delivery.objects.create(message=message, aco=cast.lakeside)
    for answer, person in ((answer_message, cast.exec), (answer_as_cms, cast.cms_staff)):
        with pytest.raises(MessageError):
            answer(acting_person=person, delivery=unsent, body="Early")


@pytest.mark.rule("G2")
def test_a_viewer_of_cms_reads_the_thread_and_writes_nothing(
    cast: Cast, delivery: Delivery
) -> None:
    viewer = cast.browser("cms_viewer")
    assert "Send the answer" not in viewer.get(staff_page(delivery)).content.decode()
    for action in ("answer", "settle"):
        url = reverse(f"admin:documents_correspondence_delivery_{action}", args=[delivery.pk])
        assert viewer.post(url, {"body": "Hm"}).status_code == 403
    for act in (
        lambda: answer_as_cms(acting_person=cast.cms_viewer, delivery=delivery, body="Hm"),
        lambda: settle_answers(acting_person=cast.cms_viewer, delivery=delivery),
    ):
        with pytest.raises(Refused):
            act()


@pytest.mark.rule("G2", "E3")
def test_the_activity_says_what_was_sent_and_answered(cast: Cast, delivery: Delivery) -> None:
    answer_message(acting_person=cast.it, delivery=delivery, body="We will.")
    answer_as_cms(acting_person=cast.cms_staff, delivery=delivery, body="Good.")
    page = cast.browser("exec").get("/acos/A9101/activity/").content.decode()
    said = "message “The deadline moves to March 1”"
    assert f"The Cms Staff (CMS staff) sent the {said} from CMS" in page
    assert f"The It wrote an answer below the {said}" in page
    assert f"The Cms Staff (CMS staff) wrote an answer for CMS below the {said}" in page
    assert f"dealt with an answer to the {said}" in page


def test_staff_and_aco_see_each_others_words_as_text(cast: Cast, delivery: Delivery) -> None:
    answer_message(acting_person=cast.it, delivery=delivery, body="<b>bold</b>")
    for browser, url in (
        (cast.browser("exec"), page_of(delivery)),
        (sign_in(Client(), cast.cms_staff), staff_page(delivery)),
    ):
        page: Any = browser.get(url).content.decode()
        assert "&lt;b&gt;bold&lt;/b&gt;" in page
