"""Reads of messages that pages and actions share, each in a constant number of queries."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet, Subquery

from acoms.once.shown import Parts
from contacts.models import Aco, HeldType
from documents.correspondence.models import Attachment, Copy, Delivery, Message, Reply
from documents.correspondence.rules import RECEIVING, To, is_mailed


@dataclass(slots=True)
class Receiver:
    """Somebody who receives what CMS writes to an ACO, and by which of their contact types."""

    pk: int
    email: str
    codes: frozenset[str]


def receivers_in(acos: Iterable[int]) -> dict[int, list[Receiver]]:
    """Who receives messages now in each of the ACOs with these ids; one query."""
    held = HeldType.objects.active().filter(
        aco__in=acos, type__in=RECEIVING, contact__person__is_active=True
    )
    rows = (
        held.order_by("aco", "contact__person")
        .values_list("aco_id", "contact__person_id", "contact__person__email")
        .annotate(codes=ArrayAgg("type"))
    )
    found: dict[int, list[Receiver]] = {}
    for aco, person, email, codes in rows:
        found.setdefault(aco, []).append(Receiver(person, email, frozenset(codes)))
    return found


def unknown_acos(aco_ids: Sequence[str]) -> list[str]:
    """Those of the IDs that no ACO has; one query."""
    known = set(Aco.objects.filter(aco_id__in=aco_ids).values_list("aco_id", flat=True))
    return [each for each in aco_ids if each not in known]


def acos_of(message: Message) -> QuerySet[Aco]:
    """The ACOs that a message goes to, as things are now."""
    acos = Aco.objects.all()
    match To(message.to):
        case To.LISTED:
            return acos.filter(aco_id__in=message.aco_ids)
        case To.ALIKE:
            return acos.filter(_alike(message))
    return acos


def _alike(message: Message) -> Any:
    """ACOs like this: all of the facts that are filled in."""
    facts: Any = Q()
    if message.track:
        facts &= Q(track=message.track)
    if message.state_served:
        facts &= Q(service_area__contains=[message.state_served])
    if message.agreement_year:
        facts &= Q(agreement_start_date__year=message.agreement_year)
    if message.lacks_type:
        held = HeldType.objects.active().filter(aco=OuterRef("pk"), type=message.lacks_type)
        facts &= ~Exists(held)
    return facts


@dataclass(frozen=True, slots=True)
class ShownAco:
    """An ACO of a preview: how many people receive the message, and how many of them by e-mail."""

    aco: Aco
    people: int
    mailed: int


@dataclass(frozen=True, slots=True)
class Preview:
    """What sending a message would do now."""

    message: Message
    acos: list[ShownAco]
    files: list[Attachment]

    @property
    def people(self) -> int:
        return sum(one.people for one in self.acos)

    @property
    def mailed(self) -> int:
        return sum(one.mailed for one in self.acos)

    @property
    def without_people(self) -> list[ShownAco]:
        """Where nobody receives messages: nobody would read it there."""
        return [one for one in self.acos if not one.people]

    @property
    def without_mail(self) -> list[ShownAco]:
        """Where people read it, and none of the named types is held: nobody gets an e-mail."""
        return [one for one in self.acos if one.people and not one.mailed]

    @property
    def parts(self) -> Parts:
        """What the page shows, for its fingerprint."""
        said = self.message
        return {
            "the message": (said.kind, said.subject, said.body, said.named_types, said.may_answer),
            "the attachments": [(one.name, one.sha256) for one in self.files],
            "the ACOs and their people": [
                (one.aco.aco_id, one.people, one.mailed) for one in self.acos
            ],
        }


def preview_of(message: Message) -> Preview:
    """What sending a draft would do now; three queries."""
    acos = list(acos_of(message))
    receivers = receivers_in([aco.pk for aco in acos])
    shown = []
    for aco in acos:
        people = receivers.get(aco.pk, [])
        mailed = sum(is_mailed(one.codes, message.named_types) for one in people)
        shown.append(ShownAco(aco, len(people), mailed))
    return Preview(message, shown, list(message.attachments.all()))


def of_aco(aco: Aco, reader: int) -> QuerySet[Delivery]:
    """The messages of an ACO as somebody there reads them: `read_at` and `seen_at` are theirs,
    `last_from_cms` is when CMS answered last, and `files` how many go with it; one query."""
    own = Copy.objects.filter(delivery=OuterRef("pk"), person=reader)
    answers = Reply.objects.filter(delivery=OuterRef("pk"), from_cms=True).order_by("-written_at")
    return (
        Delivery.objects.sent()
        .filter(aco=aco)
        .select_related("message")
        .annotate(
            own_read_at=Subquery(own.values("read_at")),
            own_seen_at=Subquery(own.values("seen_at")),
            last_from_cms=Subquery(answers.values("written_at")[:1]),
            files=Count("message__attachments"),
        )
    )


def unread_in(person_id: int) -> list[tuple[Aco, int]]:
    """In which ACOs messages wait that this person received, may read and has not, and how many;
    one query."""
    receives = HeldType.objects.active().filter(type__in=RECEIVING, contact__person=person_id)
    unread = Copy.objects.filter(person=person_id, read_at=None, delivery__aco=OuterRef("pk"))
    number = unread.order_by().values("delivery__aco").annotate(number=Count("pk"))
    acos: QuerySet[Any] = Aco.objects.filter(pk__in=receives.values("aco")).annotate(
        unread=Subquery(number.values("number"))
    )
    return [(aco, aco.unread) for aco in acos.filter(unread__gt=0)]


def with_states(deliveries: QuerySet[Delivery]) -> QuerySet[Any]:
    """Each with how it was received: of those who received it `readers` have read it; `others` have
    read it who only may; `not_reached` are people whose e-mail was not delivered and who have not
    read it either."""
    copies = Copy.objects.filter(delivery=OuterRef("pk")).order_by().values("delivery")
    number = copies.annotate(number=Count("pk")).values("number")
    return deliveries.annotate(
        readers=Subquery(number.filter(received=True, read_at__isnull=False)),
        others=Subquery(number.filter(received=False)),
        not_reached=Subquery(number.filter(read_at=None, told__failed_at__isnull=False)),
    )


def copies_of(delivery: Delivery) -> Sequence[Copy]:
    """Everyone who has a message of an ACO, and what became of it; one query."""
    names = ("person__last_name", "person__first_name", "pk")
    return list(delivery.copies.select_related("person", "told").order_by(*names))


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many answers of ACOs wait for CMS, and since when the oldest does."""

    count: int
    oldest: datetime | None


def waiting_answers() -> Waiting:
    """The queue in numbers; one query."""
    found = Reply.objects.waiting().aggregate(count=Count("pk"), oldest=Min("written_at"))
    return Waiting(found["count"], found["oldest"])


def reached_nobody() -> QuerySet[Delivery]:
    """Messages that nobody received, at ACOs where still nobody does: for CMS staff to see to. None
    at ACOs whose agreement is over, where nobody will (rule J4)."""
    held = HeldType.objects.active().filter(
        aco=OuterRef("aco"), type__in=RECEIVING, contact__person__is_active=True
    )
    in_program = Aco.objects.in_program().values("pk")
    return Delivery.objects.to_nobody().filter(~Exists(held), aco__in=in_program)
