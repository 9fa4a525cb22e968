"""Messages to ACOs at the same moment: confirmed, sent, withdrawn and read once (rules G1, E6)."""

from datetime import timedelta
from functools import partial

import pytest
import time_machine
from django.utils import timezone

from documents.correspondence.actions.answering import answer_as_cms, answer_message
from documents.correspondence.actions.reading import note_reading
from documents.correspondence.actions.sending import (
    confirm_message,
    send_deliveries,
    start_due,
    take_back_message,
    withdraw_message,
)
from documents.correspondence.models import Copy, Delivery, Reply
from documents.correspondence.queries import waiting_answers
from notifications.models import Notification
from tests.cast import Cast, make_aco, make_contact, make_person
from tests.concurrency.at_once import at_once, errors, successes
from tests.documents.correspondence.written import delivery_of, draft, send

pytestmark = pytest.mark.django_db(transaction=True)


def _acos(number: int) -> None:
    for each in range(number):
        aco = make_aco(f"A93{each:02}", f"Number {each} ACO")
        make_contact(aco, make_person(f"leads_{aco.aco_id}".lower()), ["aco_executive"])


@pytest.mark.rule("G1", "E6")
def test_several_workers_send_each_aco_its_message_once(cast: Cast) -> None:
    _acos(12)
    message = draft(cast.cms_staff)
    confirm_message(acting_person=cast.cms_staff, message=message)
    assert start_due() == [message.pk]
    outcomes = at_once(*[partial(send_deliveries, message.pk, 25)] * 4)
    assert not errors(outcomes)
    assert not Delivery.objects.filter(sent_at=None).exists()
    assert Copy.objects.count() == Notification.objects.count() == 12
    send_deliveries(message.pk, 1)
    message.refresh_from_db()
    assert message.finished_at is not None


@pytest.mark.rule("G1")
def test_two_staff_confirm_at_once_and_it_is_sent_once(cast: Cast) -> None:
    cast.exec  # noqa: B018
    staff = (cast.cms_staff, cast.cms_analyst)
    for _ in range(4):
        message = draft(cast.cms_staff, cast.lakeside)
        outcomes = at_once(
            *[partial(confirm_message, acting_person=one, message=message) for one in staff]
        )
        assert len(successes(outcomes)) == 1
        assert "confirmed this message" in str(errors(outcomes)[0])
        assert Delivery.objects.filter(message=message).count() == 1


@pytest.mark.rule("G1", "E6")
def test_withdrawn_and_begun_at_once_it_is_sent_to_all_or_to_nobody(cast: Cast) -> None:
    cast.exec  # noqa: B018
    for undo in (withdraw_message, take_back_message) * 3:
        at = timezone.now() + timedelta(hours=1)
        message = draft(cast.cms_staff, cast.lakeside)
        confirm_message(acting_person=cast.cms_staff, message=message, at=at)
        with time_machine.travel(at + timedelta(seconds=1)):
            outcomes = at_once(
                partial(undo, acting_person=cast.cms_staff, message=message), start_due
            )
            start_due()  # what was locked by the other is begun in the next round
        message.refresh_from_db()
        undone = outcomes[0] not in errors(outcomes)
        assert undone is (message.started_at is None)
        assert Delivery.objects.filter(message=message).exists() is not undone
        Delivery.objects.filter(message=message).update(sent_at=at)


@pytest.mark.rule("G2")
def test_two_tabs_note_one_first_reading(cast: Cast) -> None:
    delivery = delivery_of(send(cast.cms_staff, cast.lakeside), cast.lakeside)
    reads = partial(note_reading, acting_person=cast.delegate, delivery=delivery)
    outcomes = at_once(reads, reads, reads)
    assert not errors(outcomes)
    assert [one for one in outcomes if one is True] == [True]
    assert Copy.objects.count() == 1


@pytest.mark.rule("G2")
def test_two_staff_answer_at_once_and_nothing_waits(cast: Cast) -> None:
    cast.exec  # noqa: B018
    message = send(cast.cms_staff, cast.lakeside, may_answer=True)
    delivery = delivery_of(message, cast.lakeside)
    ask = partial(answer_message, acting_person=cast.exec, delivery=delivery, body="When?")
    assert len({one.pk for one in successes(at_once(ask, ask))}) == 1
    outcomes = at_once(
        partial(answer_as_cms, acting_person=cast.cms_staff, delivery=delivery, body="Friday."),
        partial(answer_as_cms, acting_person=cast.cms_analyst, delivery=delivery, body="Soon."),
    )
    assert not errors(outcomes)
    assert Reply.objects.filter(from_cms=True).count() == 2
    assert waiting_answers().count == 0
