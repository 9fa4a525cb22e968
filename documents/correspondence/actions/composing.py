"""Drafts of messages: written, changed, and the files that go with them (rule G1)."""

import hashlib
import uuid
from collections.abc import Iterator
from contextlib import contextmanager

import pghistory
from django.conf import settings
from django.db import transaction

from accounts.duties import require
from accounts.models import Person
from accounts.staff import Duty
from acoms.storage.examining import examine
from acoms.text.lines import problem_with_line, problem_with_text, tidied, tidied_text
from documents.correspondence.errors import MessageError
from documents.correspondence.kinds import MessageKind
from documents.correspondence.models import Attachment, Message
from documents.correspondence.queries import unknown_acos
from documents.correspondence.rules import (
    MOST_ATTACHMENTS,
    RECEIVING,
    MessageState,
    To,
    named_types,
)
from documents.correspondence.storage import ATTACHMENTS

WRITTEN = (
    "kind",
    "subject",
    "body",
    "named_types",
    "may_answer",
    "to",
    "aco_ids",
    "track",
    "state_served",
    "agreement_year",
    "lacks_type",
)
_NO_DRAFT = {
    MessageState.SCHEDULED: "This message is scheduled. Take it back first, to change it.",
    MessageState.SENDING: "This message is being sent. It cannot be changed any more.",
    MessageState.SENT: "This message is sent. It cannot be changed any more.",
    MessageState.WITHDRAWN: "This message is withdrawn.",
}


@contextmanager
def draft(acting_person: Person, message: Message, action: str) -> Iterator[Message]:
    """A draft as it is by now, locked. Raises Refused, and MessageError for what is none any
    more."""
    require(acting_person, Duty.WRITE_TO_ACOS)
    with (
        transaction.atomic(),
        pghistory.context(action=action, acting_person=acting_person.pk),
    ):
        now = locked(message)
        if not now.is_draft:
            raise MessageError(_NO_DRAFT[now.state])
        yield now


def locked(message: Message) -> Message:
    """A message as it is by now; nobody else changes or sends it until the transaction ends."""
    return Message.objects.select_for_update(no_key=True).get(pk=message.pk)


def save_draft(*, acting_person: Person, message: Message) -> Message:
    """Write a new draft, or change one. Nobody is told anything.

    Raises Refused, and MessageError for ACOs that are not known, types that receive nothing, and
    what is no draft any more.
    """
    require(acting_person, Duty.WRITE_TO_ACOS)
    _check(message)
    if message.pk is None:
        message.created_by = acting_person
        with (
            transaction.atomic(),
            pghistory.context(action="write message", acting_person=acting_person.pk),
        ):
            message.save(force_insert=True)
        return message
    with draft(acting_person, message, "change message"):
        message.save(update_fields=WRITTEN)
    return message


def _check(message: Message) -> None:
    """Have the message in one spelling. Raises MessageError."""
    kind = MessageKind(message.kind)
    message.subject, message.body = tidied(message.subject), tidied_text(message.body)
    if problem := problem_with_line(message.subject):
        raise MessageError(problem, field="subject")
    if problem := problem_with_text(message.body):
        raise MessageError(problem, field="body")
    if not message.subject or not message.body:
        raise MessageError(
            "Write a subject and a text.", field="body" if message.subject else "subject"
        )
    message.named_types = named_types(kind, message.named_types)
    if not set(message.named_types) <= set(RECEIVING):
        raise MessageError("These types do not receive messages.", field="named_types")
    if message.to == To.LISTED:
        message.aco_ids = list(dict.fromkeys(message.aco_ids))
        if unknown := unknown_acos(message.aco_ids):
            raise MessageError(f"Not in ACO-MS: {', '.join(unknown)}.", field="aco_ids")


def attach_file(
    *, acting_person: Person, message: Message, name: str, content: bytes
) -> Attachment:
    """Add a file to a draft.

    Raises Refused, and MessageError for what is no PDF, PNG or JPEG, or too much.
    """
    require(acting_person, Duty.WRITE_TO_ACOS)
    if len(content) > settings.ATTACHMENT_MOST_BYTES:
        raise MessageError(f"The file is larger than {megabytes()} MB.", field="file")
    try:
        found = examine(name, content)
    except ValueError as error:
        raise MessageError(str(error), field="file") from error
    made = kept(acting_person, message, found.name, found.media_type, content)
    try:
        with draft(acting_person, message, "attach file to message") as now:
            there = now.attachments.all()
            if there.filter(sha256=made.sha256).exists():
                raise MessageError("This very file is attached already.", field="file")
            if there.count() >= MOST_ATTACHMENTS:
                raise MessageError(f"A message has at most {MOST_ATTACHMENTS} files.", field="file")
            made.save()
    except BaseException:
        ATTACHMENTS.delete(made.stored_as)
        raise
    return made


def kept(
    acting_person: Person, message: Message, name: str, media_type: str, content: bytes
) -> Attachment:
    """A file that is saved, and its row, which is not."""
    made = Attachment(
        message=message,
        name=name,
        media_type=media_type,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        stored_as=uuid.uuid4(),
        added_by=acting_person,
    )
    ATTACHMENTS.save(made.stored_as, [content])
    return made


def megabytes() -> str:
    """The most that a file may have, in megabytes."""
    return f"{settings.ATTACHMENT_MOST_BYTES / 1_000_000:g}"


def remove_file(*, acting_person: Person, attachment: Attachment) -> None:
    """Take a file off a draft. One that is gone already is no error. Raises Refused and
    MessageError."""
    with draft(acting_person, attachment.message, "remove file from message"):
        found = Attachment.objects.filter(pk=attachment.pk)
        found.delete()
        stored_as = attachment.stored_as
        transaction.on_commit(lambda: ATTACHMENTS.delete(stored_as), robust=True)
