"""Reads of Signing Events, each in a constant number of queries."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import (
    OuterRef,
    Q,
    QuerySet,
)
from django.utils import timezone

from accounts.models import Person
from contacts.models import Aco, HeldType
from contacts.types import ADMIN_CODES, CONTACT_TYPES, Code, ContactType, in_order
from signing.elsewhere import Done, elsewhere
from signing.kinds import Kind
from signing.models import AcoEvent, DocumentVersion, EventDocument, Signature
from signing.models.events import NEEDED_TO_OPEN
from signing.paper.text import Word, names_word
from signing.progress import custodians, types_there
from signing.rules import State, due_in_words, signing_type, state_on


@dataclass(frozen=True, slots=True)
class DocumentStanding:
    """How one document of an ACO's event stands. `has_custodians` is whether the ACO has whom a
    document may name."""

    document: EventDocument
    version: DocumentVersion | None
    signatures: list[Signature] = field(default_factory=list)
    done: Done | None = None
    has_custodians: bool = True

    @property
    def kind(self) -> Kind:
        return self.document.kind_row

    @property
    def is_signed(self) -> bool:
        if self.kind.is_elsewhere:
            return self.done is not None
        return len(self.signatures) >= self.document.needed

    @property
    def is_half_signed(self) -> bool:
        return bool(self.signatures) and not self.is_signed

    @property
    def lacks_custodians(self) -> bool:
        """Whether it cannot be signed yet: it names the DUA Custodians, and there are none."""
        return not (self.has_custodians or self.is_signed)

    @property
    def page(self) -> str:
        """The URL name of the page where it is signed, if that is not the event's own."""
        return elsewhere(self.document.kind).page if self.kind.is_elsewhere else ""

    def signed_by(self, person_id: int) -> Signature | None:
        return next((one for one in self.signatures if one.person_id == person_id), None)

    def may_be_signed_by(self, person_id: int, held: Collection[str]) -> str:
        """As which contact type somebody may sign it now; "" where they may not, or have."""
        if self.is_signed or self.lacks_custodians or self.signed_by(person_id):
            return ""
        return signing_type(held, self.kind)


@dataclass(frozen=True, slots=True)
class Standing:
    """How one ACO's event stands, with all of its documents."""

    aco_event: AcoEvent
    documents: list[DocumentStanding]
    day: date

    @property
    def signed(self) -> int:
        return sum(one.is_signed for one in self.documents)

    @property
    def is_complete(self) -> bool:
        return bool(self.documents) and self.signed == len(self.documents)

    @property
    def state(self) -> State:
        return state_of(self.aco_event, self.day, is_complete=self.is_complete)

    @property
    def due(self) -> str:
        return due_in_words(self.day, self.aco_event.event.due_on)

    @property
    def is_open(self) -> bool:
        """Whether its documents can be signed now."""
        return self.state in (State.OPEN, State.LATE)

    @property
    def cannot_be_signed(self) -> list[DocumentStanding]:
        """The documents of an open event that wait for the ACO's first DUA Custodian."""
        return [one for one in self.documents if self.is_open and one.lacks_custodians]

    def of(self, document_id: int) -> DocumentStanding | None:
        return next((one for one in self.documents if one.document.pk == document_id), None)

    def to_sign(self, person_id: int, held: Collection[str]) -> list[DocumentStanding]:
        """The documents that wait for somebody who holds these types."""
        if not self.is_open:
            return []
        return [one for one in self.documents if one.may_be_signed_by(person_id, held)]


def state_of(aco_event: AcoEvent, day: date, *, is_complete: bool) -> State:
    """The state of an ACO's event, whose event is at hand."""
    event = aco_event.event
    return state_on(
        day,
        opens_on=event.opens_on,
        due_on=event.due_on,
        is_released=event.released_at is not None,
        is_opened=aco_event.opened_at is not None,
        is_closed=event.closed_at is not None,
        is_complete=is_complete,
    )


def standings(aco_events: Sequence[AcoEvent], day: date | None = None) -> list[Standing]:
    """How each of them stands, in their order; four queries, one for each kind and year that is
    signed elsewhere, and one more where a document names the DUA Custodians."""
    today = day or timezone.localdate()
    events = {one.event_id for one in aco_events}
    documents: defaultdict[int, list[EventDocument]] = defaultdict(list)
    for document in EventDocument.objects.filter(event__in=events):
        documents[document.event_id].append(document)
    current = DocumentVersion.objects.current().filter(document__event__in=events)
    versions = {one.document_id: one for one in current}
    signatures: defaultdict[tuple[int, int], list[Signature]] = defaultdict(list)
    made = Signature.objects.filter(aco_event__in=aco_events, version__in=versions.values())
    for signature in made.select_related("person"):
        signatures[signature.aco_event_id, signature.version_id].append(signature)
    done = _done_elsewhere(aco_events, documents)
    naming = {pk for pk, one in versions.items() if names_word(one.text, Word.CUSTODIANS)}
    with_custodians = _with_custodians(aco_events) if naming else set()

    def stands(own: AcoEvent, document: EventDocument) -> DocumentStanding:
        version = versions.get(document.pk)
        found = signatures[own.pk, version.pk] if version else []
        there = done.get((document.kind, own.event.performance_year), {}).get(own.aco_id)
        has = document.pk not in naming or own.aco_id in with_custodians
        return DocumentStanding(document, version, found, there, has)

    return [
        Standing(own, [stands(own, document) for document in documents[own.event_id]], today)
        for own in aco_events
    ]


def _with_custodians(aco_events: Sequence[AcoEvent]) -> set[int]:
    """Which of their ACOs have a DUA Custodian."""
    held = custodians().filter(aco__in={own.aco_id for own in aco_events})
    return set(held.order_by().values_list("aco_id", flat=True).distinct())


def _done_elsewhere(
    aco_events: Sequence[AcoEvent], documents: dict[int, list[EventDocument]]
) -> dict[tuple[str, int], Any]:
    wanted: defaultdict[tuple[str, int], set[int]] = defaultdict(set)
    for own in aco_events:
        for document in documents[own.event_id]:
            if document.kind_row.is_elsewhere:
                wanted[document.kind, own.event.performance_year].add(own.aco_id)
    return {(kind, year): elsewhere(kind).done(acos, year) for (kind, year), acos in wanted.items()}


def standing_of(aco_event: AcoEvent) -> Standing:
    return standings([aco_event])[0]


def events_of(aco: Aco) -> QuerySet[AcoEvent]:
    """The events of an ACO that CMS has opened, the latest due first."""
    own = AcoEvent.objects.filter(aco=aco, event__released_at__isnull=False)
    return own.select_related("event", "aco").order_by("-event__due_on", "-pk")


def open_events(acos: Collection[int] | None = None) -> QuerySet[AcoEvent]:
    """The events that have opened and are not closed, also complete ones; of some ACOs, or all."""
    own = AcoEvent.objects.filter(opened_at__isnull=False, event__closed_at__isnull=True)
    if acos is not None:
        own = own.filter(aco__in=acos)
    return own.select_related("event", "aco").order_by("event__due_on", "pk")


def waiting_events(day: date) -> QuerySet[AcoEvent]:
    """Those that would open by a day, if only their ACO had all who sign (F1)."""
    own = AcoEvent.objects.filter(
        opened_at=None,
        event__released_at__isnull=False,
        event__closed_at__isnull=True,
        event__opens_on__lte=day,
    )
    return own.select_related("event", "aco").order_by("pk")


def ready_to_open(day: date) -> QuerySet[AcoEvent]:
    """Those of `waiting_events` whose ACO has all who sign (F1)."""
    own = waiting_events(day).annotate(there=types_there(OuterRef("aco")))
    return own.filter(there=len(NEEDED_TO_OPEN))


def lacking(acos: Collection[int]) -> dict[int, list[ContactType]]:
    """The types that sign and that nobody holds, for each ACO; one query (rule A15)."""
    held = HeldType.objects.active().filter(aco__in=acos, type__in=NEEDED_TO_OPEN)
    there: defaultdict[int, set[str]] = defaultdict(set)
    for row in held.order_by().values("aco_id", "type").distinct():
        there[row["aco_id"]].add(row["type"])
    return {aco: in_order(set(NEEDED_TO_OPEN) - there[aco]) for aco in acos}


def with_whom_they_lack(aco_events: Iterable[Any]) -> list[tuple[Any, str]]:
    """Each of what `progress.with_progress` gives, with the types that hold it up; a query."""
    found = list(aco_events)
    missing = lacking([own.aco_id for own in found if own.opened_at is None])
    custodian = CONTACT_TYPES[Code.DUA_CUSTODIAN]

    def names(own: Any) -> str:
        rows = [*missing.get(own.aco_id, ()), *([custodian] if own.waits_for_custodian else ())]
        return ", ".join(row.label for row in rows)

    return [(own, names(own)) for own in found]


def people_of(acos: Collection[int], codes: Collection[str]) -> dict[int, dict[int, set[str]]]:
    """Who holds which of `codes` in each ACO: by ACO and person; one query."""
    held = HeldType.objects.active().filter(aco__in=acos, type__in=codes)
    found: defaultdict[int, defaultdict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
    for aco, person, code in held.values_list("aco_id", "contact__person_id", "type"):
        found[aco][person].add(code)
    return {aco: dict(people) for aco, people in found.items()}


def told_of(acos: Collection[int]) -> dict[int, list[Person]]:
    """Whoever signs or administers in each ACO; one query."""
    held = HeldType.objects.active().filter(aco__in=acos, type__in={*NEEDED_TO_OPEN, *ADMIN_CODES})
    found: defaultdict[int, dict[int, Person]] = defaultdict(dict)
    for row in held.select_related("contact__person"):
        found[row.aco_id][row.contact.person_id] = row.contact.person
    return {aco: list(found[aco].values()) for aco in acos}


def signatures_of(aco: Aco, numbers: Q = Q()) -> QuerySet[Signature]:  # noqa: B008
    """All that was signed for an ACO, of any version."""
    made = Signature.objects.filter(numbers, aco_event__aco=aco)
    return made.select_related("version__document__event", "aco_event__aco", "person")
