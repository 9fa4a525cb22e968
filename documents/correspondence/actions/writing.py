"""What rooms above have to say to an ACO becomes a message, and nothing besides (A14, G1)."""

from collections.abc import Sequence
from dataclasses import dataclass

import pghistory
from django.db import transaction
from django.utils import timezone

from accounts.models import Person
from contacts.models import Aco
from documents.correspondence.actions.composing import kept
from documents.correspondence.actions.sending import deliver
from documents.correspondence.kinds import MessageKind
from documents.correspondence.models import Delivery, Message
from documents.correspondence.rules import To, named_types
from documents.correspondence.storage import ATTACHMENTS


@dataclass(frozen=True, slots=True)
class Letter:
    """A file that ACO-MS made itself, to go with a message."""

    name: str
    content: bytes
    media_type: str = "application/pdf"


def write(
    *,
    acting_person: Person,
    aco: Aco,
    kind: MessageKind,
    subject: str,
    body: str,
    letters: Sequence[Letter] = (),
    may_answer: bool = False,
) -> Delivery:
    """CMS writes to one ACO at once, inside the caller's transaction, which has asked who may.

    Everyone who receives is told, by e-mail as the `kind` has it, and the message stands on the
    ACO's Correspondence page. `subject` and `body` are our words, or those of CMS staff.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError(
            "write() belongs into the action's transaction"
        )
    now = timezone.now()
    with pghistory.context(action="write message", acting_person=acting_person.pk):
        message = Message.objects.create(
            kind=kind.value,
            subject=subject,
            body=body,
            named_types=named_types(kind, ()),
            may_answer=may_answer,
            to=To.LISTED.value,
            aco_ids=[aco.aco_id],
            created_by=acting_person,
            created_at=now,
            confirmed_at=now,
            confirmed_by=acting_person,
            due_at=now,
            started_at=now,
            finished_at=now,
        )
        for letter in letters:
            _attach(acting_person, message, letter)
        delivery = Delivery.objects.create(message=message, aco=aco)
        deliver(delivery)
    return delivery


def _attach(acting_person: Person, message: Message, letter: Letter) -> None:
    """A rolled back transaction leaves a file that `forget_orphans` finds."""
    made = kept(acting_person, message, letter.name, letter.media_type, letter.content)
    try:
        with transaction.atomic():
            made.save()
    except BaseException:
        ATTACHMENTS.delete(made.stored_as)
        raise
