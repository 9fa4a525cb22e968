"""Attachments of change requests: added and removed (rule C3).

A file is saved before its row is committed, and deleted if that fails; what an accident leaves
behind is found by `DOCUMENTS.forget_orphans`.
"""

import hashlib
import uuid

import pghistory
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts.models import Person
from acoms.storage.examining import examine
from participants.changes.actions.requests import editable, lock_for_editing
from participants.changes.errors import ChangeError
from participants.changes.models import Attachment, ChangeRequest
from participants.changes.queries import agreement_of
from participants.changes.storage import DOCUMENTS

MOST_DOCUMENTS = 20


def attach_document(
    *, acting_person: Person, change: ChangeRequest, kind: str, name: str, content: bytes
) -> Attachment:
    """An administrator adds a document to a draft or a returned request.

    Raises Refused, and ChangeError for what is no PDF, PNG or JPEG, or too much.
    """
    if len(content) > settings.ATTACHMENT_MOST_BYTES:
        raise ChangeError(f"The file is larger than {megabytes()} MB.", field="file")
    try:
        found = examine(name, content)
    except ValueError as error:
        raise ChangeError(str(error), field="file") from error
    document = Attachment(
        change=change,
        kind=Attachment.Kind(kind),
        name=found.name,
        media_type=found.media_type,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        stored_as=uuid.uuid4(),
        uploaded_by=acting_person,
    )
    DOCUMENTS.save(document.stored_as, [content])
    try:
        _record(acting_person, change, document)
    except BaseException:
        DOCUMENTS.delete(document.stored_as)
        raise
    return document


def megabytes() -> str:
    """The most that a document may have, in megabytes."""
    return f"{settings.ATTACHMENT_MOST_BYTES / 1_000_000:g}"


@transaction.atomic
def _record(acting_person: Person, change: ChangeRequest, document: Attachment) -> None:
    with pghistory.context(action="attach document", acting_person=acting_person.pk):
        lock_for_editing(acting_person, change.aco)
        there = editable(change, acting_person).attachments.filter(removed_at=None)
        if there.filter(kind=document.kind, sha256=document.sha256).exists():
            raise ChangeError("This very file is attached already.", field="file")
        if there.count() >= MOST_DOCUMENTS:
            raise ChangeError(f"A request has at most {MOST_DOCUMENTS} documents.", field="file")
        document.save()


@transaction.atomic
def remove_document(*, acting_person: Person, document: Attachment) -> None:
    """An administrator takes a document off a draft or a returned request; its record stays.

    The file goes with it, unless CMS has had it already. Raises Refused and ChangeError.
    """
    with pghistory.context(action="remove document", acting_person=acting_person.pk):
        lock_for_editing(acting_person, document.change.aco)
        document.change = editable(document.change, acting_person)
        document.refresh_from_db(fields=["removed_at"])
        if document.removed_at is not None:
            raise ChangeError("This document is removed already.")
        agreement = agreement_of(document.change)
        if agreement is not None and document.pk in agreement.pages:
            raise ChangeError(
                "The participant agreement that is before your signers carries this document. If "
                "nobody has signed it yet, stop that first."
            )
        document.removed_at = timezone.now()
        document.save(update_fields=["removed_at"])
        if not document.seen_by_cms:
            stored_as = document.stored_as
            transaction.on_commit(lambda: DOCUMENTS.delete(stored_as), robust=True)
