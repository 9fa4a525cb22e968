"""A signer says that something is wrong with a document, and CMS staff answer (F6)."""

import pghistory
from django.db import transaction
from django.utils import timezone

from accounts.duties import require as require_duty
from accounts.models import Person
from accounts.staff import Duty
from acoms.programme.clock import ago
from acoms.text.lines import problem_with_text, tidied_text
from contacts.access import held_now, require
from contacts.actions import lock_aco
from contacts.models import Aco
from signing import notices
from signing.errors import SigningError
from signing.models import AcoEvent, Concern, DocumentVersion, EventDocument
from signing.queries import standing_of
from signing.rules import State

MOST_OPEN = 10  # that wait for an answer, of an ACO
MOST_OF_ONE = 3  # of one person about one document


@transaction.atomic
def say_concern(*, acting_person: Person, aco: Aco, document: EventDocument, text: str) -> Concern:
    """Somebody who could sign a document says what is wrong with it; it reaches CMS's queue.

    The same words again, however they are spaced, are one concern. Raises Refused and SigningError.
    """
    text = tidied_text(text)
    if not text:
        raise SigningError("Describe what is wrong.", field="text")
    if problem := problem_with_text(text):
        raise SigningError(problem, field="text")
    with pghistory.context(action="say concern", acting_person=acting_person.pk):
        lock_aco(aco)
        require(held_now(acting_person.pk, aco.pk), document.kind_row.permission)
        own, version = _open_document(aco, document)
        mine = own.concerns.filter(said_by=acting_person, version__document=document)
        for before in mine.filter(version=version):
            if _folded(before.text) == _folded(text):
                return before
        if mine.filter(answered_at=None).count() >= MOST_OF_ONE:
            raise SigningError(
                f"CMS has {MOST_OF_ONE} messages of yours about this document to answer first.",
                field="text",
            )
        waiting = own.concerns.filter(answered_at=None)
        if waiting.count() >= MOST_OPEN:
            raise SigningError(
                f"CMS has {MOST_OPEN} messages of this ACO to answer first.", field="text"
            )
        return Concern.objects.create(
            aco_event=own, version=version, said_by=acting_person, text=text
        )


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _open_document(aco: Aco, document: EventDocument) -> tuple[AcoEvent, DocumentVersion]:
    """The ACO's event, which must be open, and the version that is current."""
    events = AcoEvent.objects.select_related("event", "aco")
    own = events.filter(event=document.event_id, aco=aco).first()
    version = DocumentVersion.objects.current().filter(document=document).first()
    if own is None or version is None:
        raise SigningError("This document is not signed here.")
    standing = standing_of(own)
    if standing.state is State.COMPLETE:
        raise SigningError("All documents of this Signing Event are signed. Call the SSP Helpdesk.")
    if not standing.is_open:
        raise SigningError("This Signing Event is not open. Call the SSP Helpdesk.")
    return own, version


@transaction.atomic
def answer_concern(*, acting_person: Person, concern: Concern, answer: str) -> Concern:
    """CMS staff answer; whoever said it reads the answer on screen and by e-mail.

    Said twice in the same words it is done once. Raises Refused and SigningError.
    """
    require_duty(acting_person, Duty.ANSWER_CONCERNS)
    answer = tidied_text(answer)
    if not answer:
        raise SigningError("Write an answer: the ACO reads it.", field="answer")
    if problem := problem_with_text(answer):
        raise SigningError(problem, field="answer")
    with pghistory.context(action="answer concern", acting_person=acting_person.pk):
        concern = (
            Concern.objects.select_for_update(no_key=True, of=("self",))
            .select_related("aco_event__aco", "aco_event__event", "version__document", "said_by")
            .get(pk=concern.pk)
        )
        if concern.answered_at is not None and concern.answered_by is not None:
            if concern.answered_by == acting_person and concern.answer == answer:
                return concern
            raise SigningError(
                f"{concern.answered_by.full_name} answered this {ago(concern.answered_at)}."
            )
        concern.answer, concern.answered_by = answer, acting_person
        concern.answered_at = timezone.now()
        concern.save()
        notices.tell_answered(concern)
    return concern
