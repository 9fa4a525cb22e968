"""CMS staff write an event, choose its ACOs, open and close it, and change a document (F1, F5)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pghistory
from django.db import transaction
from django.utils import timezone

from accounts.duties import require
from accounts.models import Person
from accounts.staff import Duty
from acoms.once.done import AlreadyDone, bears_repeating
from acoms.once.shown import Parts, refusal_of_change
from acoms.operations.nudging import nudge
from acoms.text.lines import problem_with_line, problem_with_text, tidied, tidied_text
from contacts.models import Aco
from signing import notices
from signing.errors import SigningError
from signing.kinds import BY_THE_ACO, KINDS, Kind
from signing.models import AcoEvent, DocumentVersion, EventDocument, SigningEvent
from signing.paper.text import Word, names_word
from signing.paper.text import problem_with_text as problem_with_document
from signing.queries import lacking
from signing.rules import problem_with_days, problem_with_needed
from signing.seal.certificate import can_sign

NO_CERTIFICATE = (
    "ACO-MS has no certificate to sign with yet. Whoever runs it sets one up: see the README, "
    "Signing documents."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What an event is to be: its days, and how many people sign each kind of document."""

    title: str
    performance_year: int
    opens_on: date
    due_on: date
    needed: Mapping[str, int]


@transaction.atomic
def write_event(*, acting_person: Person, draft: Draft, acos: Collection[Aco]) -> SigningEvent:
    """CMS staff write an event; its documents begin with the texts of their kinds.

    Nobody else sees it before it is opened. Raises Refused and SigningError.
    """
    require(acting_person, Duty.MANAGE_SIGNING)
    if problem := problem_with_days(draft.opens_on, draft.due_on):
        raise SigningError(problem, field="due_on")
    if not draft.needed:
        raise SigningError("Choose at least one document.", field="documents")
    for code, needed in draft.needed.items():
        if problem := problem_with_needed(KINDS[code], needed):
            raise SigningError(problem, field="two_signers")
    title = tidied(draft.title)
    if problem := problem_with_line(title):
        raise SigningError(problem, field="title")
    with pghistory.context(action="write signing event", acting_person=acting_person.pk):
        event = SigningEvent.objects.create(
            title=title,
            performance_year=draft.performance_year,
            opens_on=draft.opens_on,
            due_on=draft.due_on,
            created_by=acting_person,
        )
        for code, needed in draft.needed.items():
            _begin_document(acting_person, event, KINDS[code], needed)
        add_acos(acting_person=acting_person, event=event, acos=acos)
    return event


def _begin_document(writer: Person, event: SigningEvent, kind: Kind, needed: int) -> None:
    document = EventDocument.objects.create(
        event=event, kind=kind.code.value, title=kind.title, needed=needed
    )
    if not kind.is_elsewhere:
        DocumentVersion.objects.create(document=document, text=kind.text, written_by=writer)


@transaction.atomic
def add_acos(*, acting_person: Person, event: SigningEvent, acos: Collection[Aco]) -> int:
    """CMS staff add ACOs to an event; how many are new. Those that are in it already stay.

    In an open event it opens for them as soon as they have all who sign. Raises Refused, and
    SigningError for a closed one.
    """
    require(acting_person, Duty.MANAGE_SIGNING)
    with pghistory.context(action="add ACOs to signing event", acting_person=acting_person.pk):
        event = _locked(event)
        if event.closed_at is not None:
            raise SigningError("This event is closed.")
        _refuse_the_acos(event)
        there = set(event.aco_events.values_list("aco_id", flat=True))
        new = [aco for aco in acos if aco.pk not in there]
        AcoEvent.objects.bulk_create([AcoEvent(event=event, aco=aco) for aco in new])
        if event.released_at is not None and new:
            open_soon(event, new)
    return len(new)


@transaction.atomic
def write_version(
    *,
    acting_person: Person,
    document: EventDocument,
    text: str,
    reason: str = "",
    seen: int | None = None,
) -> DocumentVersion:
    """CMS staff write a document's text. Before its event is open the text is replaced; after that
    it is a new version, which needs signing, with a reason that the signers read.

    `seen` is the number of the version that was looked at. Raises Refused and SigningError.
    """
    require(acting_person, Duty.MANAGE_SIGNING)
    text, reason = text.replace("\r\n", "\n").strip() + "\n", tidied_text(reason)
    if problem := problem_with(document.kind_row, text):
        raise SigningError(problem, field="text")
    if problem := problem_with_text(reason):
        raise SigningError(problem, field="reason")
    with pghistory.context(action="write document", acting_person=acting_person.pk, reason=reason):
        event = _locked(document.event)
        if event.closed_at is not None:
            raise SigningError("This event is closed. Its documents stay as they are.")
        _refuse_the_acos(event)
        current = DocumentVersion.objects.current().get(document=document)
        if current.text == text:
            return current
        if seen is not None and seen != current.number:
            raise SigningError(
                f"Version {current.number} was written meanwhile. Look at it first.", field="text"
            )
        if event.released_at is None:
            current.text = text
            current.written_by, current.written_at = acting_person, timezone.now()
            current.save()
            return current
        if not reason:
            raise SigningError(
                "Describe what changed and why. Signers will read it.", field="reason"
            )
        version = DocumentVersion.objects.create(
            document=document,
            number=current.number + 1,
            text=text,
            reason=reason,
            written_by=acting_person,
        )
        notices.tell_new_version(version)
    return version


def problem_with(kind: Kind, text: str) -> str:
    """Why a text is not taken for a kind of document; empty for a good one."""
    if problem := problem_with_document(text):
        return problem
    if kind.names_custodians and not names_word(text, Word.CUSTODIANS):
        return "The DUA names the DUA Custodians: write {custodians} where they are to stand."
    return ""


def shown_to_open(event: SigningEvent) -> Parts:
    """What a page shows of an event before it is opened (`acoms.once.shown`)."""
    documents = list(event.documents.order_by("pk"))
    current = DocumentVersion.objects.current().filter(document__event=event).order_by("pk")
    return {
        "the days": (event.opens_on, event.due_on),
        "the documents": [(one.pk, one.needed) for one in documents],
        "their texts": list(current.values_list("pk", "text")),
        "the ACOs": sorted(event.aco_events.values_list("aco_id", flat=True)),
    }


@bears_repeating
@transaction.atomic
def open_event(
    *, acting_person: Person, event: SigningEvent, shown: str | None = None
) -> SigningEvent:
    """CMS staff open an event. From its first day on it opens for each ACO that has all who sign,
    and by itself for the others once they have (A15, F1); those are told now whom they lack.

    Raises Refused and SigningError.
    """
    require(acting_person, Duty.MANAGE_SIGNING)
    if not can_sign():
        raise SigningError(NO_CERTIFICATE)
    with pghistory.context(action="open signing event", acting_person=acting_person.pk):
        event = _locked(event)
        if event.released_at is not None:
            if event.released_by_id == acting_person.pk:
                raise AlreadyDone(event)
            raise SigningError("This event is open already.")
        if changed := refusal_of_change(shown, lambda: shown_to_open(event)):
            raise SigningError(changed)
        acos = [own.aco for own in event.aco_events.select_related("aco")]
        if not acos:
            raise SigningError("Choose the ACOs of this event first.")
        event.released_at, event.released_by = timezone.now(), acting_person
        event.save()
        open_soon(event, acos)
    return event


def _refuse_the_acos(event: SigningEvent) -> None:
    """What an ACO started is its own: CMS staff may only close it."""
    if event.documents.filter(kind__in=BY_THE_ACO).exists():
        raise SigningError("An ACO started this for itself. It stays as it is; you can close it.")


def open_soon(event: SigningEvent, acos: Sequence[Aco]) -> None:
    """Tell the ACOs that lack somebody; a worker opens it for the others at once."""
    missing = lacking([aco.pk for aco in acos])
    waiting = {aco: missing[aco.pk] for aco in acos if missing[aco.pk]}
    if waiting:
        notices.tell_waiting(event, waiting)
    nudge("signing.tasks.open_events")


@transaction.atomic
def close_event(*, acting_person: Person, event: SigningEvent) -> SigningEvent:
    """CMS staff close an event: nothing of it is signed any more, and nobody is reminded.

    What was signed stays. Said twice it is done once. Raises Refused and SigningError.
    """
    require(acting_person, Duty.MANAGE_SIGNING)
    with pghistory.context(action="close signing event", acting_person=acting_person.pk):
        event = _locked(event)
        if event.closed_at is not None:
            return event
        if event.released_at is None:
            raise SigningError("This event is not open.")
        event.closed_at, event.closed_by = timezone.now(), acting_person
        event.save()
    return event


def _locked(event: SigningEvent) -> SigningEvent:
    return SigningEvent.objects.select_for_update(no_key=True).get(pk=event.pk)
