"""Messages are confirmed once and sent to each ACO once, at once or at a time (rule G1, E6)."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import OperationalError
from django.utils import timezone

from acoms.access import Refused
from acoms.once.shown import fingerprint
from contacts.models import Aco
from documents.correspondence import tasks
from documents.correspondence.actions import sending
from documents.correspondence.actions.composing import attach_file, remove_file, save_draft
from documents.correspondence.actions.sending import (
    confirm_message,
    send_deliveries,
    start_due,
    take_back_message,
    withdraw_message,
)
from documents.correspondence.errors import MessageError
from documents.correspondence.models import Copy, Delivery, Message
from documents.correspondence.queries import preview_of, reached_nobody
from documents.correspondence.rules import MOST_ATTACHMENTS, MessageState, To
from documents.correspondence.storage import ATTACHMENTS
from notifications.actions.relay import relay_due_mail
from notifications.models import Notification
from tests.cast import Cast, make_aco, make_contact, make_person
from tests.documents.correspondence.written import delivery_of, draft, send, send_all
from tests.participants.changes.asked import pdf, picture


def make_acos(number: int, people: int = 1) -> list[Aco]:
    """So many ACOs more, each with people who receive."""
    made = [make_aco(f"A92{each:02}", f"Number {each} ACO") for each in range(number)]
    for aco in made:
        for each in range(people):
            code = "public" if each else "aco_executive"
            make_contact(aco, make_person(f"p{each}_{aco.aco_id}".lower()), [code])
    return made


@pytest.mark.rule("G1", "A14")
def test_one_several_or_all_acos_get_a_message_with_each_person_once(cast: Cast) -> None:
    cast.exec  # noqa: B018
    one, two, _ = make_acos(3, people=3)
    for acos, people in (((one,), 3), ((one, two), 6), ((), 10)):
        Notification.objects.all().delete()
        message = send(cast.cms_staff, *acos)
        assert message.state is MessageState.SENT
        told = Notification.objects.filter(kind="correspondence", by_email=True, on_screen=True)
        assert told.count() == people
        assert len({row.person_id for row in told}) == people
        assert Copy.objects.filter(delivery__message=message, received=True).count() == people


@pytest.mark.rule("A14", "G1")
def test_who_does_not_receive_correspondence_hears_nothing_of_a_message(cast: Cast) -> None:
    for role in ("exec", "it", "dua_requestor", "delegate", "qpp_staff", "other"):
        getattr(cast, role)
    message = send(cast.cms_staff, cast.lakeside)
    told = Notification.objects.filter(kind="correspondence")
    assert {row.person for row in told} == {cast.exec, cast.it}
    copies = Copy.objects.filter(delivery__message=message, received=True)
    assert {copy.person for copy in copies} == {cast.exec, cast.it}


@pytest.mark.rule("G1", "A14")
def test_the_mail_has_the_text_and_a_link_and_never_the_file(cast: Cast) -> None:
    cast.exec  # noqa: B018
    message = draft(cast.cms_staff, cast.lakeside, may_answer=True)
    attach_file(acting_person=cast.cms_staff, message=message, name="a.pdf", content=pdf())
    confirm_message(acting_person=cast.cms_staff, message=message)
    send_all()
    relay_due_mail()
    (sent,) = mail.outbox
    assert sent.subject == "Message from CMS: Lakeside Care Partners ACO (A9101)"
    assert "Please tell your participants." in sent.body
    assert f"/acos/A9101/correspondence/{delivery_of(message, cast.lakeside).pk}/" in sent.body
    assert "1 file goes with this message, and is in ACO-MS." in sent.body
    assert len(sent.attachments) == 0
    assert "The deadline moves to March 1" in str(sent.alternatives[0])  # type: ignore[attr-defined]


def test_a_person_of_several_types_and_a_closed_account(cast: Cast) -> None:
    both, closed = make_person("both_types"), make_person("closed_account")
    make_contact(cast.lakeside, both, ["compliance", "public"])
    make_contact(cast.lakeside, closed, ["it_primary"])
    closed.is_active = False
    closed.save()
    delivery = delivery_of(send(cast.cms_staff, cast.lakeside), cast.lakeside)
    assert [copy.person for copy in delivery.copies.all()] == [both]
    assert (delivery.people, delivery.mailed) == (1, 1)


@pytest.mark.rule("G1")
def test_acos_are_chosen_by_what_is_known_of_them(cast: Cast) -> None:
    make_aco("A9301", "One", track="BASIC", service_area=["MI", "OH"])
    make_aco("A9302", "Two", track="ENHANCED", service_area=["OH"])
    third = make_aco("A9303", "Three", agreement_start_date="2025-01-01", service_area=["OH"])
    make_contact(third, make_person("third_exec"), ["aco_executive"])

    def chosen(**facts: Any) -> list[str]:
        message = draft(cast.cms_staff, to=To.ALIKE.value, **facts)
        return sorted(one.aco.aco_id for one in preview_of(message).acos)

    assert chosen(track="BASIC") == ["A9301"]
    assert chosen(state_served="OH") == ["A9301", "A9302", "A9303"]
    assert chosen(state_served="OH", track="ENHANCED") == ["A9302"]
    assert chosen(agreement_year=2025) == ["A9303"]
    assert chosen(lacks_type="aco_executive", state_served="OH") == ["A9301", "A9302"]


@pytest.mark.rule("G1")
def test_what_was_shown_is_what_is_sent(cast: Cast) -> None:
    cast.exec  # noqa: B018
    staff, message = cast.cms_staff, draft(cast.cms_staff, cast.lakeside)
    shown = fingerprint(preview_of(message).parts)
    cast.it  # noqa: B018 - one more who receives
    with pytest.raises(MessageError, match="the ACOs and their people"):
        confirm_message(acting_person=staff, message=message, shown=shown)
    assert not Delivery.objects.exists()
    shown = fingerprint(preview_of(message).parts)
    attach_file(acting_person=staff, message=message, name="a.png", content=picture())
    with pytest.raises(MessageError, match="the attachments"):
        confirm_message(acting_person=staff, message=message, shown=shown)
    message.body = "Another text."
    save_draft(acting_person=staff, message=message)
    with pytest.raises(MessageError, match="the message, the attachments"):
        confirm_message(acting_person=staff, message=message, shown=shown)
    shown = fingerprint(preview_of(message).parts)
    confirm_message(acting_person=staff, message=message, shown=shown)
    assert Delivery.objects.count() == 1


@pytest.mark.rule("G1")
def test_a_message_is_confirmed_once_whoever_says_it_again(cast: Cast) -> None:
    cast.exec  # noqa: B018
    message = draft(cast.cms_staff, cast.lakeside)
    first = confirm_message(acting_person=cast.cms_staff, message=message)
    again = confirm_message(acting_person=cast.cms_staff, message=message)
    assert again.confirmed_at == first.confirmed_at
    with pytest.raises(MessageError, match=r"The Cms Staff confirmed this message.*not sent twice"):
        confirm_message(acting_person=cast.cms_analyst, message=message)
    assert Delivery.objects.count() == 1


@pytest.mark.rule("G1")
def test_a_scheduled_message_goes_out_at_its_time_and_not_before(cast: Cast) -> None:
    cast.exec  # noqa: B018
    at = timezone.now() + timedelta(hours=2)
    message = draft(cast.cms_staff, cast.lakeside)
    confirm_message(acting_person=cast.cms_staff, message=message, at=at)
    tasks.send_messages()
    assert not Notification.objects.exists()
    assert "The deadline" not in (
        cast.browser("exec").get("/acos/A9101/correspondence/").content.decode()
    )
    with time_machine.travel(at + timedelta(seconds=1)):
        tasks.send_messages()
        message.refresh_from_db()
        assert message.state is MessageState.SENT
    assert Notification.objects.count() == 1


@pytest.mark.rule("G1")
def test_until_its_time_a_message_is_taken_back_changed_or_withdrawn(cast: Cast) -> None:
    cast.exec  # noqa: B018
    staff, at = cast.cms_staff, timezone.now() + timedelta(hours=2)
    message = draft(staff, cast.lakeside)
    with pytest.raises(MessageError, match="has passed"):
        confirm_message(acting_person=staff, message=message, at=timezone.now())
    confirm_message(acting_person=staff, message=message, at=at)
    with pytest.raises(MessageError, match="Take it back first"):
        save_draft(acting_person=staff, message=message)
    take_back_message(acting_person=staff, message=message)
    take_back_message(acting_person=staff, message=message)
    assert not Delivery.objects.exists()
    save_draft(acting_person=staff, message=message)
    confirm_message(acting_person=staff, message=message, at=at)
    withdraw_message(acting_person=cast.cms_analyst, message=message)
    withdraw_message(acting_person=staff, message=message)
    with pytest.raises(MessageError, match="The Cms Analyst withdrew"):
        confirm_message(acting_person=staff, message=message)
    with pytest.raises(MessageError, match="withdrew"):
        take_back_message(acting_person=staff, message=message)
    with time_machine.travel(at + timedelta(hours=1)):
        send_all()
    assert not Notification.objects.exists()


@pytest.mark.rule("G1")
def test_once_its_time_has_come_a_message_stays_sent(cast: Cast) -> None:
    cast.exec  # noqa: B018
    staff = cast.cms_staff
    message = draft(staff, cast.lakeside)
    confirm_message(acting_person=staff, message=message)
    for refused in (take_back_message, withdraw_message):
        with pytest.raises(MessageError, match="on its way"):
            refused(acting_person=staff, message=message)
    send_all()
    with pytest.raises(MessageError, match="cannot be changed any more"):
        save_draft(acting_person=staff, message=message)
    with pytest.raises(MessageError, match="on its way"):
        withdraw_message(acting_person=staff, message=message)


class Killed(BaseException):
    """The worker is gone, whatever it was at."""


def _dies_at(number: int, real: Callable[..., Any]) -> Callable[..., Any]:
    calls = iter(range(1, 1_000))

    def dying(*args: Any, **kwargs: Any) -> Any:
        done = real(*args, **kwargs)
        if next(calls) == number:
            raise Killed
        return done

    return dying


@pytest.mark.rule("G1", "E6")
@pytest.mark.parametrize("number", [1, 2, 5])
def test_a_killed_worker_loses_nothing_and_doubles_nothing(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    message = draft(cast.cms_staff, *make_acos(5, people=2))
    confirm_message(acting_person=cast.cms_staff, message=message)
    with monkeypatch.context() as patched:
        patched.setattr(sending, "deliver", _dies_at(number, sending.deliver))
        with pytest.raises(Killed):
            send_all()
    assert Copy.objects.count() == 2 * (number - 1)
    send_all()
    send_all()
    assert Copy.objects.count() == 10
    assert Notification.objects.count() == 10
    message.refresh_from_db()
    assert message.finished_at is not None


@pytest.mark.rule("E6")
def test_an_aco_that_breaks_something_holds_up_no_other_and_is_tried_again(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    message = draft(cast.cms_staff, *make_acos(3))
    confirm_message(acting_person=cast.cms_staff, message=message)
    real = sending.deliver

    def fails(delivery: Delivery) -> None:
        if delivery.aco.aco_id == "A9201":
            raise RuntimeError("broken")
        real(delivery)

    with monkeypatch.context() as patched:
        patched.setattr(sending, "deliver", fails)
        send_all()
    assert Message.objects.get(pk=message.pk).state is MessageState.SENDING
    assert Delivery.objects.get(sent_at=None).aco.aco_id == "A9201"
    send_all()
    message.refresh_from_db()
    assert message.state is MessageState.SENT

    def away(delivery: Delivery) -> None:
        raise OperationalError("away")

    again = draft(cast.cms_staff, cast.lakeside)
    confirm_message(acting_person=cast.cms_staff, message=again)
    monkeypatch.setattr(sending, "deliver", away)
    with pytest.raises(OperationalError):
        send_all()


def test_the_worker_does_a_part_and_asks_for_the_next(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    message = draft(cast.cms_staff, *make_acos(3))
    confirm_message(acting_person=cast.cms_staff, message=message)
    asked: list[str] = []
    monkeypatch.setattr(tasks, "nudge", asked.append)
    monkeypatch.setattr(tasks, "AT_A_TIME", 2)
    tasks.send_messages()
    assert Delivery.objects.sent().count() == 2
    tasks.send_messages()
    assert asked == [sending.SENDING]
    message.refresh_from_db()
    assert message.state is MessageState.SENT
    assert start_due() == []
    assert not send_deliveries(message.pk, 1)


@pytest.mark.rule("G2")
def test_an_aco_where_nobody_receives_is_said_before_and_after(cast: Cast) -> None:
    message = draft(cast.cms_staff, cast.lakeside)
    assert [one.aco for one in preview_of(message).without_people] == [cast.lakeside]
    send_all()
    confirm_message(acting_person=cast.cms_staff, message=message)
    send_all()
    delivery = delivery_of(message, cast.lakeside)
    assert list(reached_nobody()) == [delivery]
    assert "The deadline" in (
        cast.browser("exec").get("/acos/A9101/correspondence/").content.decode()
    )
    assert not reached_nobody().exists(), "somebody receives there now, and reads it"


@pytest.mark.rule("A14")
def test_where_nobody_holds_a_named_type_it_is_said_that_nobody_gets_mail(cast: Cast) -> None:
    cast.exec  # noqa: B018
    message = draft(cast.cms_staff, cast.lakeside, kind="compliance_notice")
    preview = preview_of(message)
    assert message.named_types == ["compliance"]
    assert [one.aco for one in preview.without_mail] == [cast.lakeside]
    assert (preview.people, preview.mailed) == (1, 0)


@pytest.mark.rule("G1")
def test_what_is_attached_is_examined_and_limited(cast: Cast, settings: Any) -> None:
    staff, message = cast.cms_staff, draft(cast.cms_staff, cast.lakeside)
    add = partial(attach_file, acting_person=staff, message=message, name="letter.exe")
    with pytest.raises(MessageError, match="not a PDF"):
        add(content=b"MZ")
    file = add(content=pdf())
    assert file.name == "letter.pdf"
    with pytest.raises(MessageError, match="attached already"):
        add(content=pdf())
    for pages in range(2, MOST_ATTACHMENTS + 1):
        add(content=pdf(pages))
    with pytest.raises(MessageError, match="at most 10 files"):
        add(content=picture())
    settings.ATTACHMENT_MOST_BYTES = 5
    with pytest.raises(MessageError, match="larger than"):
        add(content=b"%PDF-1.4")
    assert ATTACHMENTS.exists(file.stored_as)


def test_a_removed_file_is_gone_and_one_of_a_sent_message_stays(
    cast: Cast, django_capture_on_commit_callbacks: Any
) -> None:
    staff, message = cast.cms_staff, draft(cast.cms_staff, cast.lakeside)
    add = partial(attach_file, acting_person=staff, message=message, name="letter.pdf")
    one, two = add(content=pdf()), add(content=pdf(2))
    with django_capture_on_commit_callbacks(execute=True):
        remove_file(acting_person=staff, attachment=one)
        remove_file(acting_person=staff, attachment=one)
    assert not ATTACHMENTS.exists(one.stored_as)
    confirm_message(acting_person=staff, message=message)
    with pytest.raises(MessageError, match="scheduled"):
        remove_file(acting_person=staff, attachment=two)
    tasks.forget_orphans()
    assert ATTACHMENTS.exists(two.stored_as)


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"subject": " "}, "Write a subject"),
        ({"body": " "}, "Write a subject and a text"),
        ({"subject": "Look at evil.example"}, "evil.example"),
        ({"aco_ids": ["A9101", "A0000"]}, "Not in ACO-MS: A0000"),
        ({"named_types": ["other"]}, "do not receive"),
    ],
)
def test_what_no_message_can_be(cast: Cast, fields: dict[str, Any], why: str) -> None:
    with pytest.raises(MessageError, match=why):
        draft(cast.cms_staff, cast.lakeside, **fields)
    assert not Message.objects.exists()


def test_the_text_of_a_message_holds_nothing_that_nobody_sees(cast: Cast) -> None:
    with pytest.raises(MessageError, match="cannot be seen"):
        draft(cast.cms_staff, cast.lakeside, body="Pay\u202e us.")


def test_a_message_that_no_aco_would_get_is_not_sent(cast: Cast) -> None:
    message = draft(cast.cms_staff, to=To.ALIKE.value, agreement_year=2013)
    with pytest.raises(MessageError, match="No ACOs match"):
        confirm_message(acting_person=cast.cms_staff, message=message)


def test_a_viewer_writes_nothing(cast: Cast) -> None:
    with pytest.raises(Refused):
        draft(cast.cms_viewer, cast.lakeside)


@pytest.mark.rule("G1")
def test_the_command_shows_who_would_get_it_and_sends_when_told_to(
    cast: Cast, tmp_path: Path
) -> None:
    cast.exec  # noqa: B018
    text, acos, file = tmp_path / "text.txt", tmp_path / "acos.txt", tmp_path / "a.pdf"
    text.write_text("One paragraph.")
    acos.write_text("A9101\na9201\n")
    file.write_bytes(pdf())
    make_aco("A9201", "Empty")
    args = ["--by", cast.cms_analyst.user_id, "--subject", "Hello", "--text", str(text)]
    said = StringIO()
    call_command("send_message", *args, "--acos", str(acos), stdout=said)
    assert "2 ACOs, 1 people, 1 e-mails." in said.getvalue()
    assert "Nobody receives messages at Empty (A9201)." in said.getvalue()
    assert "nothing is sent" in said.getvalue()
    assert not Delivery.objects.exists()
    call_command("send_message", *args, "--attach", str(file), "--send", stdout=said)
    send_all()
    assert Notification.objects.count() == 1
    assert Message.objects.get(withdrawn_at=None).attachments.get().name == "a.pdf"
    for wrong, why in (
        (["--by", "nobody"], "Nobody has the user ID"),
        (["--acos", str(text)], "text.txt"),
        (["--by", cast.cms_viewer.user_id], "can write to ACOs"),
        (["--text", str(tmp_path / "none.txt")], "No such file"),
    ):
        with pytest.raises(CommandError, match=why):
            call_command("send_message", *args, *wrong, stdout=StringIO())
