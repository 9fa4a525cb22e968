"""A message is confirmed once, and then goes to one ACO after the other (rules G1, E6).

Each ACO is a transaction of its own, in which its delivery is locked: whoever is killed in the
middle of it has told nobody, and whoever comes next goes on with it.
"""

import logging
from datetime import datetime

import pghistory
from django.db import InterfaceError, OperationalError, transaction
from django.utils import timezone

from accounts.duties import require
from accounts.models import Person
from accounts.staff import Duty
from acoms.once.done import AlreadyDone, bears_repeating
from acoms.once.lease import lock_free
from acoms.once.shown import refusal_of_change
from acoms.operations.nudging import nudge
from acoms.programme.clock import in_words
from contacts.actions import lock_aco_even_ended
from documents.correspondence import notices
from documents.correspondence.actions.composing import locked
from documents.correspondence.errors import MessageError
from documents.correspondence.models import Copy, Delivery, Message
from documents.correspondence.queries import preview_of, receivers_in
from documents.correspondence.rules import MessageState, refusal_of_time

SENDING = "documents.correspondence.tasks.send_messages"

log = logging.getLogger(__name__)


@bears_repeating
@transaction.atomic
def confirm_message(
    *,
    acting_person: Person,
    message: Message,
    at: datetime | None = None,
    shown: str | None = None,
) -> Message:
    """Have a draft sent now, or `at` a time, to the ACOs that it goes to as things are now.

    `shown` is the fingerprint of what the person was shown (`Preview.parts`). Raises Refused, and
    MessageError where something else would be sent, nobody would get it, or the time has passed.
    """
    require(acting_person, Duty.WRITE_TO_ACOS)
    with pghistory.context(action="confirm message", acting_person=acting_person.pk):
        now = locked(message)
        if not now.is_draft:
            if now.confirmed_by == acting_person and now.withdrawn_at is None:
                raise AlreadyDone(now)
            raise MessageError(_happened(now))
        if at is not None and (refusal := refusal_of_time(at, timezone.now())):
            raise MessageError(refusal, field="day")
        preview = preview_of(now)
        if not preview.acos:
            raise MessageError("No ACOs match. Change the message's ACOs.")
        if changed := refusal_of_change(shown, preview.parts):
            raise MessageError(changed)
        now.confirmed_at, now.confirmed_by = timezone.now(), acting_person
        now.due_at = at or now.confirmed_at
        now.save(update_fields=["confirmed_at", "confirmed_by", "due_at"])
        Delivery.objects.bulk_create(Delivery(message=now, aco=one.aco) for one in preview.acos)
        if at is None:
            nudge(SENDING)
    return now


def _happened(message: Message) -> str:
    """What became of a draft meanwhile."""
    if message.withdrawn_at and message.withdrawn_by:
        who, when = message.withdrawn_by.full_name, in_words(message.withdrawn_at)
        return f"{who} withdrew this message on {when}."
    assert message.confirmed_at is not None
    assert message.confirmed_by is not None
    who, when = message.confirmed_by.full_name, in_words(message.confirmed_at)
    return f"{who} confirmed this message on {when}. It is not sent twice."


@transaction.atomic
def take_back_message(*, acting_person: Person, message: Message) -> Message:
    """Make a scheduled message a draft again, to be changed; until its time. What is a draft stays
    one. Raises Refused and MessageError."""
    require(acting_person, Duty.WRITE_TO_ACOS)
    with pghistory.context(action="take message back", acting_person=acting_person.pk):
        now = locked(message)
        if now.is_draft:
            return now
        _must_wait(now)
        Delivery.objects.filter(message=now).delete()
        now.confirmed_at = now.confirmed_by = now.due_at = None
        now.save(update_fields=["confirmed_at", "confirmed_by", "due_at"])
    return now


@transaction.atomic
def withdraw_message(*, acting_person: Person, message: Message) -> Message:
    """Withdraw a draft, or a scheduled message until its time; its record stays. What is withdrawn
    stays so. Raises Refused and MessageError."""
    require(acting_person, Duty.WRITE_TO_ACOS)
    with pghistory.context(action="withdraw message", acting_person=acting_person.pk):
        now = locked(message)
        if now.state is MessageState.WITHDRAWN:
            return now
        if not now.is_draft:
            _must_wait(now)
            Delivery.objects.filter(message=now).delete()
        now.withdrawn_at, now.withdrawn_by = timezone.now(), acting_person
        now.save(update_fields=["withdrawn_at", "withdrawn_by"])
    return now


def _must_wait(message: Message) -> None:
    """Raise MessageError unless the message's time is still to come."""
    if message.state is MessageState.WITHDRAWN:
        raise MessageError(_happened(message))
    if message.started_at is not None or (message.due_at and message.due_at <= timezone.now()):
        raise MessageError("The time of this message has come: it is on its way and stays sent.")


def start_due() -> list[int]:
    """Begin to send each message whose time has come, and say which are to be gone on with."""
    with transaction.atomic(), pghistory.context(action="begin to send message"):
        now = timezone.now()
        due = Message.objects.to_send().filter(started_at=None, due_at__lte=now)
        for message in lock_free(due):
            message.started_at = now
            message.save(update_fields=["started_at"])
    begun = Message.objects.to_send().filter(started_at__isnull=False)
    return list(begun.order_by("due_at", "pk").values_list("pk", flat=True))


def send_deliveries(message_id: int, most: int) -> bool:
    """Send a message to up to `most` ACOs more; True if there may be more to do.

    Several may do this at once, and any may be killed at any moment.
    """
    broken: list[int] = []
    for _ in range(most):
        if not _send_next(message_id, broken):
            finish_if_done(message_id)
            return False
    return True


def finish_if_done(message_id: int) -> None:
    """Record that no ACO is left. Those that somebody else is at are still to do."""
    with transaction.atomic(), pghistory.context(action="finish message"):
        begun = Message.objects.to_send().filter(pk=message_id, started_at__isnull=False)
        if not Delivery.objects.filter(message=message_id, sent_at=None).exists():
            begun.update(finished_at=timezone.now())


def _send_next(message_id: int, broken: list[int]) -> bool:
    """Send to the first ACO that nobody is at, in one transaction; False if there is none.

    One that breaks something holds up no other, and is tried again in the next round.
    """
    to_do = (
        Delivery.objects.select_related("message", "aco")
        .filter(message=message_id, message__started_at__isnull=False, sent_at=None)
        .exclude(pk__in=broken)
        .order_by("pk")
    )
    with transaction.atomic():
        if not (found := lock_free(to_do, 1)):
            return False
        (delivery,) = found
        try:
            with transaction.atomic():
                deliver(delivery)
        except (OperationalError, InterfaceError):  # the database is away: it is still to do
            raise
        except Exception:
            log.exception("message %s could not be sent to %s", message_id, delivery.aco)
            broken.append(delivery.pk)
    return True


def deliver(delivery: Delivery) -> None:
    """Tell everyone who receives messages at the ACO, in the transaction of the caller, who holds
    the delivery's lock."""
    message = delivery.message
    with pghistory.context(action="send message", acting_person=message.confirmed_by_id):
        lock_aco_even_ended(delivery.aco)
        people = receivers_in([delivery.aco_id]).get(delivery.aco_id, [])
        told = notices.tell_message(delivery, people)
        Copy.objects.bulk_create(
            Copy(delivery=delivery, person_id=one.pk, told=notification, received=True)
            for one, notification, _ in told
        )
        delivery.sent_at = timezone.now()
        delivery.people, delivery.mailed = len(told), sum(by_mail for _, _, by_mail in told)
        delivery.save(update_fields=["sent_at", "people", "mailed"])
