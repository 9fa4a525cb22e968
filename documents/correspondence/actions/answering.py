"""What is written below a message: by the ACO where CMS allows it, and by CMS (rule G2)."""

import pghistory
from django.db import transaction
from django.utils import timezone

from accounts.duties import require as require_duty
from accounts.models import Person
from accounts.staff import Duty
from acoms.once.done import AlreadyDone, bears_repeating
from acoms.text.lines import problem_with_text, tidied_text
from contacts.access import held_now, require
from contacts.actions import lock_aco, lock_aco_even_ended
from contacts.permissions import Permission
from documents.correspondence import notices
from documents.correspondence.errors import MessageError
from documents.correspondence.models import Delivery, Reply
from documents.correspondence.models.deliveries import ReplyQuerySet
from documents.correspondence.queries import receivers_in
from documents.correspondence.rules import LONGEST_REPLY


@bears_repeating
@transaction.atomic
def answer_message(*, acting_person: Person, delivery: Delivery, body: str) -> Reply:
    """Somebody of the ACO answers a message; it waits in CMS staff's queue.

    Raises Refused for who does not receive messages (also the Credential Delegate, who reads), and
    MessageError where CMS asks for no answer. The same text twice is one answer.
    """
    with pghistory.context(action="answer message", acting_person=acting_person.pk):
        lock_aco(delivery.aco)
        require(held_now(acting_person.pk, delivery.aco_id), Permission.CORRESPONDENCE_ANSWER)
        if not delivery.message.may_answer or delivery.sent_at is None:
            raise MessageError("CMS asks for no answer to this message.")
        return _write(acting_person, delivery, body, from_cms=False)


@bears_repeating
@transaction.atomic
def answer_as_cms(
    *, acting_person: Person, delivery: Delivery, body: str, seen: int | None = None
) -> Reply:
    """CMS staff write below a message, and all its readers are told; what waited is answered.

    `seen` is the id of the last reply that the page showed: what the ACO has written since waits
    on. Raises Refused and MessageError. The same text twice is one answer.
    """
    require_duty(acting_person, Duty.WRITE_TO_ACOS)
    with pghistory.context(action="answer ACO", acting_person=acting_person.pk):
        lock_aco_even_ended(delivery.aco)
        if delivery.sent_at is None:
            raise MessageError("This message is not sent yet.")
        asked = _waiting(delivery, seen).select_related("written_by").last()
        reply = _write(acting_person, delivery, body, from_cms=True)
        _settle(acting_person, delivery, seen)
        people = receivers_in([delivery.aco_id]).get(delivery.aco_id, [])
        notices.tell_answered(reply, asked, people)
    return reply


@transaction.atomic
def settle_answers(*, acting_person: Person, delivery: Delivery, seen: int | None = None) -> int:
    """CMS staff say that what the ACO wrote, up to the reply `seen`, needs no answer; how many
    waited. Raises Refused."""
    require_duty(acting_person, Duty.WRITE_TO_ACOS)
    with pghistory.context(action="settle answers", acting_person=acting_person.pk):
        lock_aco_even_ended(delivery.aco)
        return _settle(acting_person, delivery, seen)


def _write(person: Person, delivery: Delivery, body: str, *, from_cms: bool) -> Reply:
    text = tidied_text(body)
    if not text:
        raise MessageError("Write an answer.", field="body")
    if problem := problem_with_text(text):
        raise MessageError(problem, field="body")
    if len(text) > LONGEST_REPLY:
        raise MessageError(f"An answer has at most {LONGEST_REPLY:,} characters.", field="body")
    last = delivery.replies.last()
    if last is not None and (last.written_by_id, last.body) == (person.pk, text):
        raise AlreadyDone(last)
    return Reply.objects.create(delivery=delivery, body=text, from_cms=from_cms, written_by=person)


def _waiting(delivery: Delivery, seen: int | None) -> ReplyQuerySet:
    """What waits for CMS, of that what was seen."""
    waiting = Reply.objects.waiting().filter(delivery=delivery)
    return waiting if seen is None else waiting.filter(pk__lte=seen)


def _settle(person: Person, delivery: Delivery, seen: int | None) -> int:
    return int(_waiting(delivery, seen).update(settled_at=timezone.now(), settled_by=person))
