"""How much of each ACO's event is signed, in SQL: for lists of any length."""

from typing import Any

from django.db.models import Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from contacts.models import Aco, HeldType
from contacts.types import Code
from signing.elsewhere import registered
from signing.models import AcoEvent, DocumentVersion, EventDocument, Signature
from signing.models.events import NEEDED_TO_OPEN
from signing.paper.text import Word

_DONE = Q(signed=F("total")) & Q(total__gt=0)
# Of `with_progress`, by the words of the admin's filter. Nothing waits for an ACO whose agreement
# ends before the event is due (rule J4).
STATES = {
    "waiting": (
        "Waiting for signers",
        Q(opened_at=None, there__lt=len(NEEDED_TO_OPEN), asked=True),
    ),
    "open": ("Not complete", Q(opened_at__isnull=False, asked=True) & ~_DONE),
    "custodian": (
        "Cannot be signed yet: nobody is DUA Custodian",
        Q(
            opened_at__isnull=False,
            event__closed_at=None,
            waits_for_custodian=True,
            asked=True,
        ),
    ),
    "complete": ("Complete", Q(opened_at__isnull=False) & _DONE),
}


def custodians() -> QuerySet[HeldType]:
    found: QuerySet[HeldType] = HeldType.objects.active().filter(type=Code.DUA_CUSTODIAN.value)
    return found


def types_there(aco: Any) -> Any:
    """SQL for how many of the four types that sign somebody holds in an ACO."""
    held = HeldType.objects.active().filter(aco=aco, type__in=NEEDED_TO_OPEN)
    there = held.order_by().values("aco").annotate(n=Count("type", distinct=True)).values("n")
    return Coalesce(Subquery(there, output_field=IntegerField()), Value(0))


def with_progress(aco_events: QuerySet[AcoEvent]) -> QuerySet[Any]:
    """Each with `total` documents, how many are `signed`, how many of the types that sign are
    `there`, whether a document `waits_for_custodian`, and whether the ACO is still `asked`:
    for lists of any length."""
    made = Signature.objects.filter(aco_event=OuterRef(OuterRef("pk")), version=OuterRef("pk"))
    counted = made.order_by().values("version").annotate(n=Count("pk")).values("n")
    versions = (
        DocumentVersion.objects.current()
        .filter(document__event=OuterRef("event"))
        .annotate(got=Coalesce(Subquery(counted, output_field=IntegerField()), Value(0)))
    )
    whole = versions.filter(got__gte=F("document__needed"))
    naming = versions.filter(got__lt=F("document__needed"), text__contains=f"{{{Word.CUSTODIANS}}}")
    held = custodians().filter(aco=OuterRef("aco"))
    signed: Any = Coalesce(_count(whole, "document__event"), Value(0))
    for kind, how in registered().items():
        # Counted on the event's document, where the room above says that its record is there.
        of_kind = EventDocument.objects.filter(
            how.is_done("event__aco_events__aco", "event__performance_year"),
            event=OuterRef("event"),
            kind=kind,
            event__aco_events=OuterRef("pk"),
        )
        signed = signed + Coalesce(_count(of_kind, "event"), Value(0))
    of_event = EventDocument.objects.filter(event=OuterRef("event"))
    total = Coalesce(_count(of_event, "event"), Value(0))
    return aco_events.annotate(
        total=total,
        signed=signed,
        there=types_there(OuterRef("aco")),
        waits_for_custodian=Exists(naming) & ~Exists(held),
        asked=Exists(Aco.objects.asked_by(OuterRef("event__due_on")).filter(pk=OuterRef("aco"))),
    )


def _count(rows: QuerySet[Any], by: str) -> Subquery:
    counted = rows.order_by().values(by).annotate(n=Count("pk", distinct=True)).values("n")
    return Subquery(counted, output_field=IntegerField())
