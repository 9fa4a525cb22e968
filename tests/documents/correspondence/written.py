"""Messages that tests speak of."""

from collections.abc import Callable, Sequence
from typing import Any

from django.db.models import Model

from accounts.models import Person
from contacts.models import Aco
from documents.correspondence.actions.composing import kept, save_draft
from documents.correspondence.actions.sending import confirm_message, send_deliveries, start_due
from documents.correspondence.models import Attachment, Delivery, Message, Reply
from documents.correspondence.rules import To
from tests.cast import Cast
from tests.participants.changes.asked import pdf

TEXT = "The deadline moves.\n\nPlease tell your participants."


def draft(person: Person, *acos: Aco, **fields: Any) -> Message:
    """A draft to these ACOs, or to all."""
    given = {
        "subject": "The deadline moves to March 1",
        "body": TEXT,
        "to": (To.LISTED if acos else To.ALL).value,
        "aco_ids": [aco.aco_id for aco in acos],
        **fields,
    }
    return save_draft(acting_person=person, message=Message(**given))


def send_all() -> None:
    """What the worker does until nothing is due."""
    for message in start_due():
        while send_deliveries(message, 25):
            pass


def send(person: Person, *acos: Aco, **fields: Any) -> Message:
    """A message that is confirmed and sent."""
    message = draft(person, *acos, **fields)
    confirm_message(acting_person=person, message=message)
    send_all()
    message.refresh_from_db()
    return message


def delivery_of(message: Message, aco: Aco) -> Delivery:
    return Delivery.objects.select_related("message", "aco").get(message=message, aco=aco)


def sent(aco: Aco, person: Person, **fields: Any) -> Delivery:
    """A message that an ACO has and may answer, past the actions: whoever wrote it."""
    message = Message.objects.create(
        subject="Hello", body=TEXT, may_answer=True, created_by=person, **fields
    )
    delivery = Delivery.objects.create(message=message, aco=aco)
    moment = message.created_at
    Delivery.objects.filter(pk=delivery.pk).update(sent_at=moment)
    delivery.refresh_from_db()
    return delivery


def a_file(message: Message, person: Person) -> Attachment:
    """A file that goes with a message, saved past the actions."""
    made = kept(person, message, "letter.pdf", "application/pdf", pdf())
    made.save()
    return made


def read_by(delivery: Delivery) -> Sequence[str]:
    """Who has read it, by user ID."""
    copies = delivery.copies.filter(read_at__isnull=False)
    return sorted(copies.values_list("person__user_id", flat=True))


def _reply(cast: Cast, n: int) -> Reply:
    return Reply.objects.create(
        delivery=sent(cast.lakeside, cast.cms_staff),
        body=f"Answer {n}",
        from_cms=False,
        written_by=cast.exec,
    )


# Of each kind of record that the admin shows, one more.
RECORDS: dict[type[Model], Callable[[Cast, int], Any]] = {
    Delivery: lambda cast, _: sent(cast.lakeside, cast.cms_staff),
    Message: lambda cast, n: draft(cast.cms_staff, cast.lakeside, subject=f"Message {n}"),
    Reply: _reply,
}
