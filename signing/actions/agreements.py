"""An agreement that an ACO's administrator starts: an event of its own, for this ACO (A15, F2).

For rooms above, which know what the agreement is about and who may start it. They call these in
their own transactions, under the ACO's lock.
"""

from datetime import date

from django.utils import timezone

from accounts.models import Person
from contacts.models import Aco
from signing.actions.events import NO_CERTIFICATE, open_soon
from signing.errors import SigningError
from signing.kinds import KINDS, KindCode
from signing.models import AcoEvent, DocumentVersion, EventDocument, Signature, SigningEvent
from signing.paper.text import problem_with_text
from signing.seal.certificate import can_sign

LONGEST_TITLE = 120


def start_agreement(
    *, acting_person: Person, aco: Aco, subject: str, text: str, due_on: date, year: int
) -> SigningEvent:
    """Put an ACO Participant Agreement before the ACO's signers; it opens as every event does.

    `subject` is whom it is with, and `text` what is signed. Raises SigningError.
    """
    if not can_sign():
        raise SigningError(NO_CERTIFICATE)
    if problem := problem_with_text(text):
        raise SigningError(problem)
    today, now = timezone.localdate(), timezone.now()
    kind = KINDS[KindCode.PARTICIPANT_AGREEMENT]
    title = f"Participant agreement: {subject}"
    event = SigningEvent.objects.create(
        title=title if len(title) <= LONGEST_TITLE else f"{title[: LONGEST_TITLE - 1]}…",
        performance_year=year,
        opens_on=today,
        due_on=max(today, due_on),
        created_by=acting_person,
        released_at=now,
        released_by=acting_person,
    )
    document = EventDocument.objects.create(event=event, kind=kind.code.value, title=kind.title)
    DocumentVersion.objects.create(document=document, text=text, written_by=acting_person)
    AcoEvent.objects.create(event=event, aco=aco)
    open_soon(event, [aco])
    return event


def stop_agreement(*, acting_person: Person, event: SigningEvent) -> None:
    """Take back an agreement that nobody has signed. Raises SigningError where somebody has."""
    now = SigningEvent.objects.select_for_update(no_key=True).get(pk=event.pk)
    if Signature.objects.filter(aco_event__event=now).exists():
        raise SigningError("This agreement is signed for the ACO. It stays.")
    if now.closed_at is None:
        now.closed_at, now.closed_by = timezone.now(), acting_person
        now.save(update_fields=["closed_at", "closed_by"])
