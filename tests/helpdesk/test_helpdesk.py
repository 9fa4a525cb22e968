"""Messages to the SSP Helpdesk and their answers (rule J3)."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.merging import plan_merge
from acoms.access import Refused
from helpdesk.actions import answer, ask, ask_as_stranger, close, go_on
from helpdesk.errors import HelpdeskError
from helpdesk.models import Ticket
from helpdesk.rules import KEPT_FOR, MOST_WAITING, Where
from helpdesk.tasks import forget_old_messages
from notifications.models import Notification
from tests.cast import Cast, make_person
from tests.concurrency.at_once import at_once, errors, waits_for

pytestmark = [pytest.mark.rule("J3"), pytest.mark.django_db]
TYPED = {"name": "Jo Chen", "email": "Jo@Example.net", "where": "identity", "body": "It fails."}


def strangers(
    body: str = "It fails.", email: str = "jo@example.net", network: str = "198.51.100.7"
) -> Ticket:
    return ask_as_stranger(name="Jo", email=email, network=network, where=Where.OTHER, body=body)


def mails() -> list[Notification]:
    return list(Notification.objects.filter(kind="helpdesk_answered"))


def test_a_stranger_writes_and_gets_a_reference_and_no_mail() -> None:
    stranger = Client()
    page = stranger.get("/help/?from=identity").content.decode()
    assert '<option value="identity" selected>' in page
    said = stranger.post(reverse("ask_helpdesk"), TYPED, follow=True).content.decode()
    ticket = Ticket.objects.get()
    assert f"Its reference number is {ticket.reference}. We answer by e-mail." in said
    assert (ticket.email, ticket.where, ticket.person) == ("jo@example.net", "identity", None)
    assert not Notification.objects.exists()


@pytest.mark.parametrize("lacks", ["name", "email", "body"])
def test_what_was_typed_is_kept_when_something_is_wrong(lacks: str) -> None:
    page = Client().post(reverse("ask_helpdesk"), {**TYPED, lacks: " "}).content.decode()
    assert all(value in page for key, value in TYPED.items() if key != lacks)
    assert "Error:" in page
    assert not Ticket.objects.exists()


def test_a_stranger_gets_the_answer_by_mail_and_nothing_that_they_typed(cast: Cast) -> None:
    ticket = strangers("Click evil.example now")
    answer(acting_person=cast.cms_staff, ticket=ticket, body="Call us tomorrow.")
    (mail,) = mails()
    assert (mail.address, mail.person) == ("jo@example.net", None)
    assert mail.data["quoted"][0]["text"] == "Call us tomorrow."
    assert "evil" not in str(mail.data)
    assert ticket.reference in mail.data["said"]


def test_who_is_signed_in_sees_the_thread_and_goes_on(cast: Cast) -> None:
    browser = cast.browser("outsider")
    page = browser.post(reverse("ask_helpdesk"), {"where": "other", "body": "How?"}, follow=True)
    ticket = Ticket.objects.get(person=cast.outsider)
    assert page.redirect_chain[0][0] == reverse("helpdesk_ticket", args=[ticket.reference])
    answer(acting_person=cast.cms_staff, ticket=ticket, body="Like this.")
    (told,) = mails()
    assert told.person == cast.outsider
    assert "Like this." not in str(told.data)
    page = browser.get(told.url)
    assert "Like this." in page.content.decode()
    browser.post(told.url, {"body": "And then?"})
    assert Ticket.objects.waiting().get() == ticket
    assert ticket.reference in browser.get("/help/").content.decode()


def test_a_thread_is_nobody_elses(cast: Cast) -> None:
    ticket = ask(acting_person=cast.exec, where=Where.OTHER, body="How?")
    url = reverse("helpdesk_ticket", args=[ticket.reference])
    assert cast.browser("outsider").get(url).status_code == 404
    assert cast.browser("cms_staff").get(url).status_code == 404
    with pytest.raises(HelpdeskError):
        go_on(acting_person=cast.outsider, ticket=ticket, body="Mine!")


def test_the_same_words_again_are_one_message_and_waiting_ones_are_limited(cast: Cast) -> None:
    asks = partial(ask, acting_person=cast.exec, where=Where.OTHER)
    assert asks(body="How?") == asks(body="How?")
    for number in range(MOST_WAITING - 1):
        asks(body=f"Number {number}")
    with pytest.raises(HelpdeskError, match="wait for an answer"):
        asks(body="One more")


def test_nobody_hears_of_or_holds_up_a_stranger_by_their_address(cast: Cast) -> None:
    first = strangers()
    assert strangers() == first
    assert strangers(network="203.0.113.9") != first
    for number in range(MOST_WAITING):
        strangers(f"Number {number}", network="203.0.113.9")
    strangers("One more")
    answer(acting_person=cast.cms_staff, ticket=first, body="So.")
    again = strangers()
    assert again != first
    assert strangers() == again


@pytest.mark.parametrize(
    ("language", "says"),
    [("en", "Try again in an hour"), ("es", "Inténtelo otra vez dentro de una hora")],
)
def test_strangers_of_a_network_are_limited(cast: Cast, language: str, says: str) -> None:
    stranger = Client(headers={"accept-language": language})
    sent = [
        stranger.post(reverse("ask_helpdesk"), {**TYPED, "email": f"jo{number}@example.net"})
        for number in range(6)
    ]
    assert [one.status_code for one in sent] == [302] * 5 + [429]
    page = sent[-1].content.decode()
    assert all(words in page for words in (TYPED["body"], says, "1-888-"))
    assert Ticket.objects.count() == 5
    member = cast.browser("exec").post(reverse("ask_helpdesk"), TYPED)
    assert member.status_code == 302, "strangers do not hold up who is signed in"


def test_staff_answer_from_a_queue_with_the_oldest_first(cast: Cast) -> None:
    first, second = strangers("First"), strangers("Second")
    staff = cast.browser("cms_analyst")
    page = staff.get("/admin/helpdesk/ticket/?waits=yes").content.decode()
    assert page.index(first.reference) < page.index(second.reference)
    shown = staff.get(f"/admin/helpdesk/ticket/{first.pk}/change/").content.decode()
    assert "First" in shown
    staff.post(f"/admin/helpdesk/ticket/{first.pk}/answer/", {"answer": "So."})
    staff.post(f"/admin/helpdesk/ticket/{second.pk}/close/")
    assert not Ticket.objects.waiting().exists()
    assert len(mails()) == 1
    page = staff.get("/admin/helpdesk/ticket/?waits=no").content.decode()
    assert first.reference in page
    assert second.reference in page


def test_who_only_reads_the_admin_answers_nothing(cast: Cast) -> None:
    ticket = strangers()
    viewer = cast.browser("cms_viewer")
    url = f"/admin/helpdesk/ticket/{ticket.pk}/answer/"
    assert viewer.post(url, {"answer": "So."}).status_code == 403
    for acts in (close, lambda **given: answer(**given, body="So.")):
        with pytest.raises(Refused):
            acts(acting_person=cast.cms_viewer, ticket=ticket)
    assert mails() == []


def test_an_answer_said_twice_is_sent_once_and_two_peoples_answers_are_one(cast: Cast) -> None:
    ticket = strangers()
    answer(acting_person=cast.cms_staff, ticket=ticket, body="So.")
    answer(acting_person=cast.cms_staff, ticket=ticket, body="So.")
    with pytest.raises(HelpdeskError, match="answered this already"):
        answer(acting_person=cast.cms_analyst, ticket=ticket, body="Not so.")
    assert len(mails()) == 1


@pytest.mark.django_db(transaction=True)
def test_two_of_staff_at_once_answer_once(cast: Cast) -> None:
    ticket, people = strangers(), (cast.cms_staff, cast.cms_analyst)
    calls = [
        lambda one=one: answer(acting_person=one, ticket=ticket, body=f"{one.pk}") for one in people
    ]
    (refused,) = errors(at_once(*calls))
    assert isinstance(refused, HelpdeskError)
    assert len(mails()) == 1


def test_what_is_closed_meanwhile_is_not_answered(cast: Cast) -> None:
    ticket = strangers()
    close(acting_person=cast.cms_analyst, ticket=ticket)
    page = cast.browser("cms_staff").post(
        f"/admin/helpdesk/ticket/{ticket.pk}/answer/", {"answer": "So."}
    )
    assert f"{cast.cms_analyst.full_name} has closed this" in page.content.decode()
    assert mails() == []


def write_more(cast: Cast, ticket: Ticket) -> None:
    go_on(acting_person=cast.exec, ticket=ticket, body="It is solved.")


def answer_it(cast: Cast, ticket: Ticket) -> None:
    answer(acting_person=cast.cms_analyst, ticket=ticket, body="So.")


@pytest.mark.rule("E3")
@pytest.mark.parametrize(
    ("does", "meanwhile"), [("answer", write_more), ("close", write_more), ("close", answer_it)]
)
def test_what_staff_have_not_read_is_neither_answered_nor_closed(
    does: str, meanwhile: Callable[[Cast, Ticket], None], cast: Cast
) -> None:
    ticket, staff = ask(acting_person=cast.exec, where=Where.OTHER, body="How?"), "cms_staff"
    browser, url = cast.browser(staff), f"/admin/helpdesk/ticket/{ticket.pk}/{does}/"
    shown = browser.get(url).context["shows"]
    meanwhile(cast, ticket)
    before = len(mails())
    page = browser.post(url, {"answer": "Like this.", "shown": shown})
    assert "Something has changed since this page was made" in page.content.decode()
    ticket.refresh_from_db()
    assert (ticket.closed_at, len(mails())) == (None, before)
    given = {"answer": "Like this.", "shown": page.context["shows"]}
    assert browser.post(url, given).status_code == 302


@pytest.mark.django_db(transaction=True)
def test_the_same_words_at_once_are_one_message(cast: Cast) -> None:
    asks = partial(ask, acting_person=cast.exec, where=Where.OTHER, body="How?")
    assert waits_for(asks, asks)
    assert waits_for(strangers, strangers)
    assert Ticket.objects.count() == 2


def test_after_two_years_it_is_forgotten_with_the_mail_that_answered(cast: Cast) -> None:
    with time_machine.travel(timezone.now() - KEPT_FOR - timedelta(days=1)):
        answer(acting_person=cast.cms_staff, ticket=strangers("Old"), body="So.")
    new = strangers("New")
    answer(acting_person=cast.cms_staff, ticket=new, body="Like this.")
    forget_old_messages()
    assert list(Ticket.objects.all()) == [new]
    assert [mail.data["reference"] for mail in mails()] == [new.reference]


def test_threads_go_with_the_account_that_is_kept(cast: Cast) -> None:
    gone = make_person("ana_old")
    ask(acting_person=gone, where=Where.OTHER, body="How?")
    assert "Messages to the SSP Helpdesk: 1." in plan_merge(cast.exec, gone).moves


def test_the_queue_takes_the_same_number_of_queries_however_long_it_is(cast: Cast) -> None:
    staff = cast.browser("cms_staff")

    def queries() -> int:
        with CaptureQueriesContext(connection) as caught:
            staff.get("/admin/helpdesk/ticket/")
        return len(caught)

    strangers()
    queries()
    few = queries()
    for number in range(100):
        strangers(f"Number {number}", f"jo{number}@example.net")
    assert queries() == few
