"""Made-up messages from CMS to Lakeside and Harbor: read and unread, one with a thread."""

from typing import Any

from accounts.models import Person
from contacts.models import Aco
from demo.changes import a_page
from documents.correspondence.actions.answering import answer_as_cms, answer_message
from documents.correspondence.actions.composing import attach_file, save_draft
from documents.correspondence.actions.reading import note_reading
from documents.correspondence.actions.sending import confirm_message, send_deliveries, start_due
from documents.correspondence.kinds import MessageKind
from documents.correspondence.models import Delivery, Message
from documents.correspondence.rules import To

CALL = """We hold a call for all ACOs on the first Thursday of the month, at 2 p.m. Eastern Time.

It is about the quality measures of the coming performance year. You need not register; the attached
page says how to join."""
NOTICE = """The public web page of this ACO does not name its participants (42 CFR 425.308).

Please correct the page within 30 days, and tell us here when it is done."""


def load_messages(lakeside: Aco, people: dict[str, Person]) -> None:
    """A message to all, which some have read, and a notice that Lakeside has answered."""
    if Message.objects.exists():
        return
    staff, analyst = people["casey.staff"], people["amir.haddad"]
    _send(staff, attached=True, subject="Monthly call about quality measures", body=CALL)
    notice = _send(
        analyst,
        kind=MessageKind.COMPLIANCE_NOTICE.value,
        subject="Public web page: participants are missing",
        body=NOTICE,
        named_types=["aco_executive"],
        may_answer=True,
        to=To.LISTED.value,
        aco_ids=[lakeside.aco_id],
    )
    thread = Delivery.objects.select_related("message", "aco").get(message=notice)
    note_reading(acting_person=people["sam.ortiz"], delivery=thread)
    answer_message(
        acting_person=people["sam.ortiz"],
        delivery=thread,
        body="Thank you. Our web team has it. Is a link to the list enough?",
    )
    answer_as_cms(
        acting_person=analyst, delivery=thread, body="A link to the current list is enough."
    )
    answer_message(
        acting_person=people["sam.ortiz"], delivery=thread, body="Then it is done as of today."
    )
    for user_id in ("sam.ortiz", "karl.lindgren"):
        for delivery in Delivery.objects.filter(aco=lakeside):
            note_reading(acting_person=people[user_id], delivery=delivery)


def _send(staff: Person, *, attached: bool = False, **fields: Any) -> Message:
    message = save_draft(acting_person=staff, message=Message(**{"to": To.ALL.value, **fields}))
    if attached:
        attach_file(acting_person=staff, message=message, name="How to join.pdf", content=a_page())
    confirm_message(acting_person=staff, message=message)
    for begun in start_due():
        while send_deliveries(begun, 25):
            pass
    return message
