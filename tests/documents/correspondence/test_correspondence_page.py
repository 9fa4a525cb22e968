"""An ACO's Correspondence page: who reads what, and what is noted of it (rules A14, A6, G2)."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from contacts.actions import end_types
from contacts.models import Contact
from contacts.types import ALL_CODES
from documents.correspondence.actions.answering import answer_as_cms
from documents.correspondence.models import Attachment, Copy, Reply
from documents.correspondence.rules import RECEIVING
from documents.correspondence.storage import ATTACHMENTS
from notifications.models import Notification
from tests.cast import Cast, make_aco, make_contact, make_person
from tests.documents.correspondence.written import (
    a_file,
    delivery_of,
    draft,
    read_by,
    send,
    sent,
)
from tests.signing_in import sign_in

LIST = "/acos/A9101/correspondence/"


def page_of(delivery: Any) -> str:
    return f"{LIST}{delivery.pk}/"


@pytest.mark.rule("A14", "G2")
def test_everyone_who_receives_reads_every_message_whoever_got_the_mail(cast: Cast) -> None:
    cast.exec, cast.it  # noqa: B018 - who receive
    message = send(cast.cms_staff, cast.lakeside, named_types=["aco_executive"])
    delivery = delivery_of(message, cast.lakeside)
    mailed = Notification.objects.filter(by_email=True)
    assert [one.person for one in mailed] == [cast.exec]
    assert {one.person for one in Notification.objects.all()} == {cast.exec, cast.it}
    for role in ("exec", "it"):
        assert message.subject in cast.browser(role).get(LIST).content.decode()
        page = cast.browser(role).get(page_of(delivery)).content.decode()
        assert "Please tell your participants." in page
        assert "ACO Executive" in page


@pytest.mark.rule("A14", "G2")
def test_who_comes_later_reads_earlier_messages_and_who_has_ended_none(cast: Cast) -> None:
    cast.exec  # noqa: B018
    delivery = delivery_of(send(cast.cms_staff, cast.lakeside), cast.lakeside)
    browser = cast.browser("liaison")
    assert browser.get(page_of(delivery)).status_code == 200
    contact = Contact.objects.get(person=cast.liaison)
    end_types(acting_person=cast.exec, contact=contact, codes=["cms_liaison"], reason="Left")
    assert "sign-in" in browser.get(page_of(delivery))["Location"]
    assert cast.browser("liaison").get(page_of(delivery)).status_code == 404


@pytest.mark.rule("A14", "E1")
@pytest.mark.parametrize("code", sorted(set(ALL_CODES) - set(RECEIVING) - {"credential_delegate"}))
def test_the_others_are_told_which_types_could(cast: Cast, code: str) -> None:
    cast.exec  # noqa: B018
    delivery = delivery_of(send(cast.cms_staff, cast.lakeside), cast.lakeside)
    browser = sign_in(Client(), cast.holder_of(code))
    for url in (LIST, page_of(delivery), f"{LIST}messages.csv"):
        answer = browser.get(url)
        assert answer.status_code == 403
        page = answer.content.decode()
        assert "Credential Delegate" in page
        assert "Compliance Contact" in page
        assert delivery.message.subject not in page
    assert not Copy.objects.filter(person__user_id=f"holder_{code}").exists()


@pytest.mark.rule("A6", "A14", "G2")
def test_a_credential_delegate_reads_and_answers_nothing(cast: Cast) -> None:
    message = send(cast.cms_staff, cast.lakeside, may_answer=True)
    delivery = delivery_of(message, cast.lakeside)
    browser = cast.browser("delegate")
    page = browser.get(page_of(delivery)).content.decode()
    assert "Please tell your participants." in page
    assert "do not let you answer CMS" in page.replace("&#x27;", "'")
    assert "Send the answer" not in page
    assert browser.post(f"{page_of(delivery)}answer/", {"body": "Yes"}).status_code == 403
    assert not Reply.objects.exists()
    assert not Notification.objects.filter(person=cast.delegate).exists()
    assert read_by(delivery) == ["the_delegate"]


@pytest.mark.rule("G2")
def test_the_first_reading_is_noted_and_a_glance_at_the_list_is_none(cast: Cast) -> None:
    cast.exec, cast.it  # noqa: B018
    delivery = delivery_of(send(cast.cms_staff, cast.lakeside), cast.lakeside)
    browser = cast.browser("it")
    assert "Unread" in browser.get(LIST).content.decode()
    browser.head(page_of(delivery))
    assert read_by(delivery) == []
    browser.get(page_of(delivery))
    first = Copy.objects.get(person=cast.it).read_at
    browser.get(page_of(delivery))
    copy = Copy.objects.get(person=cast.it)
    assert copy.read_at == first
    assert copy.seen_at is not None
    assert first is not None
    assert copy.seen_at > first
    assert read_by(delivery) == ["the_it"]
    assert "Unread" not in browser.get(LIST).content.decode()
    assert "Unread" in cast.browser("exec").get(LIST).content.decode()


def test_an_answer_of_cms_makes_a_read_message_new_again(cast: Cast) -> None:
    cast.exec  # noqa: B018
    delivery = delivery_of(send(cast.cms_staff, cast.lakeside), cast.lakeside)
    browser = cast.browser("exec")
    browser.get(page_of(delivery))
    answer_as_cms(acting_person=cast.cms_staff, delivery=delivery, body="One more thing.")
    assert "New answer" in browser.get(LIST).content.decode()
    only_new = browser.get(LIST, {"unread": "yes"}).content.decode()
    assert "1 message<" in only_new
    assert 'value="yes" checked' in only_new
    assert 'value="yes" checked' not in browser.get(LIST).content.decode()
    assert "One more thing." in browser.get(page_of(delivery)).content.decode()
    assert "New answer" not in browser.get(LIST).content.decode()


def test_the_list_is_searched_filtered_and_exported(cast: Cast) -> None:
    staff, lakeside = cast.cms_staff, cast.lakeside
    cast.exec  # noqa: B018
    send(staff, lakeside, subject="Please report quality")
    send(staff, lakeside, subject="A finding", kind="compliance_notice")
    browser = cast.browser("exec")
    by_text = browser.get(LIST, {"q": "quality"}).content.decode()
    assert "Please report quality" in by_text
    assert "A finding" not in by_text
    by_kind = browser.get(LIST, {"kind": "compliance_notice"}).content.decode()
    assert "A finding" in by_kind
    assert "Please report quality" not in by_kind
    year = timezone.localdate().year
    assert "2 messages" in browser.get(LIST, {"year": year}).content.decode()
    for none in ({"q": "finding", "kind": "general"}, {"q": "nothing like it"}):
        assert "No messages match your search." in browser.get(LIST, none).content.decode()
    assert "2 messages" in browser.get(LIST, {"year": "x", "kind": "y"}).content.decode()
    file = b"".join(browser.get(f"{LIST}messages.csv", {"q": "finding"})).decode()
    assert "A finding,Unread,Compliance notice,Compliance Contact" in file
    assert "quality" not in file


@pytest.mark.parametrize("year", ["0000", "9999", "9" * 1_000, "\u0662\u0660\u0662\u0666"])
def test_a_year_without_messages_is_no_filter(cast: Cast, year: str) -> None:
    send(cast.cms_staff, cast.lakeside)
    browser = cast.browser("exec")
    assert "1 message" in browser.get(LIST, {"year": year}).content.decode()
    assert b"".join(browser.get(f"{LIST}messages.csv", {"year": year})).count(b"\r\n") == 2


def test_the_newest_message_stands_first_and_its_heading_says_so(cast: Cast) -> None:
    staff, lakeside = cast.cms_staff, cast.lakeside
    send(staff, lakeside, subject="The older one")
    send(staff, lakeside, subject="The newer one")
    browser = cast.browser("exec")
    page = browser.get(LIST).content.decode()
    assert page.index("The newer one") < page.index("The older one")
    assert 'aria-sort="descending"' in page
    turned = browser.get(LIST, {"sort": "received"}).content.decode()
    assert turned.index("The older one") < turned.index("The newer one")
    assert 'aria-sort="ascending"' in turned


def test_without_messages_the_page_says_that_nothing_is_to_do(cast: Cast) -> None:
    draft(cast.cms_staff, cast.lakeside)
    assert "There are no messages." in cast.browser("exec").get(LIST).content.decode()


@pytest.mark.rule("E1", "G2")
def test_a_message_to_another_aco_is_not_there(cast: Cast) -> None:
    elsewhere = make_aco("A9102", "Elsewhere")
    message = send(cast.cms_staff, cast.lakeside, elsewhere)
    theirs = delivery_of(message, elsewhere)
    browser = cast.browser("exec")
    assert browser.get(page_of(theirs)).status_code == 404
    assert browser.post(f"{page_of(theirs)}answer/", {"body": "Hm"}).status_code == 404


@pytest.mark.rule("G1")
def test_an_attachment_is_saved_from_the_message_by_those_who_read_it(cast: Cast) -> None:
    delivery = sent(cast.lakeside, cast.cms_staff)
    file = a_file(delivery.message, cast.cms_staff)
    url = f"{page_of(delivery)}files/{file.pk}/"
    answer = cast.browser("it").get(url)
    assert answer["Content-Disposition"] == 'attachment; filename="letter.pdf"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert b"".join(answer).startswith(b"%PDF-")
    assert cast.browser("other").get(url).status_code == 403
    assert cast.browser("outsider").get(url).status_code == 404
    another = sent(cast.lakeside, cast.cms_staff)
    assert cast.browser("it").get(f"{page_of(another)}files/{file.pk}/").status_code == 404
    ATTACHMENTS.delete(file.stored_as)
    gone = cast.browser("it").get(url)
    assert gone.status_code == 404
    assert file.sha256 in gone.content.decode()
    assert Attachment.objects.exists()


def test_list_and_message_ask_as_much_for_many_as_for_one(cast: Cast) -> None:
    browser = cast.browser("exec")
    first = delivery_of(send(cast.cms_staff, cast.lakeside), cast.lakeside)
    answer_as_cms(acting_person=cast.cms_staff, delivery=first, body="And another thing.")
    for url in (LIST, page_of(first)):
        browser.get(url)
    few = [_queries(browser, url) for url in (LIST, page_of(first))]
    for number in range(12):
        more = sent(cast.lakeside, cast.cms_staff, created_at=_earlier(number))
        a_file(more.message, cast.cms_staff)
        answer_as_cms(acting_person=cast.cms_staff, delivery=first, body=f"Thing {number}.")
    assert [_queries(browser, url) for url in (LIST, page_of(first))] == few
    assert "13 messages" in browser.get(LIST).content.decode()


def _earlier(days: int) -> Any:
    return timezone.now() - timedelta(days=days)


def _queries(browser: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        browser.get(url)
    return len(asked)


@pytest.mark.rule("G2")
def test_the_dashboard_says_that_messages_are_unread_until_they_are_read(cast: Cast) -> None:
    cast.exec, cast.it  # noqa: B018
    assert "unread" not in cast.browser("it").get("/dashboard/").content.decode()
    delivery = delivery_of(send(cast.cms_staff, cast.lakeside), cast.lakeside)
    browser = cast.browser("it")
    assert "1 unread message" in browser.get("/dashboard/").content.decode()
    send(cast.cms_staff, cast.lakeside, subject="Another")
    assert "2 unread messages" in browser.get("/dashboard/").content.decode()
    browser.get(page_of(delivery))
    assert "1 unread message" in browser.get("/dashboard/").content.decode()
    newcomer = make_person("new_comer")
    make_contact(cast.lakeside, newcomer, ["public"])
    page = sign_in(Client(), newcomer).get("/dashboard/").content.decode()
    assert "unread" not in page, "earlier messages are there to read, and nobody's to do"
