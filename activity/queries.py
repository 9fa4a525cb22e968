"""Reading the activity: newest first, a page at a time, one query for each history table.

Pages are cut by the place of their last row and not by number, so that the thousandth page costs
what the first does, and nothing is ever counted.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from heapq import merge
from itertools import islice
from typing import Any

from django.db.models import F, IntegerField, Q, QuerySet, Subquery, Value
from django.db.models.functions import JSONObject

from activity.rules import KINDS, Kind
from activity.source import Source
from activity.sources import sources

PAGE = 50
EXPORT_CHUNK = 1000


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where a row stands among all rows of all tables: its moment, its table, its id."""

    at: datetime
    rank: int
    id: int

    def __str__(self) -> str:
        return f"{self.at.isoformat()}~{self.rank}~{self.id}"

    @classmethod
    def read(cls, text: str) -> "Place | None":
        """The place that `text` names, or None where it names none."""
        try:
            at, rank, row_id = text.split("~")
            place = cls(datetime.fromisoformat(at), int(rank), int(row_id))
        except ValueError:
            return None
        fits = place.at.tzinfo is not None and 0 <= place.rank < 1000 and 0 <= place.id < 2**31
        return place if fits else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What a visitor wants to see; an empty value means everything. `staff` says that they are CMS
    staff, who read what ACOs are not told yet, too."""

    staff: bool = False
    aco: int | None = None
    organization: int | None = None
    person: int | None = None
    email: str = ""
    kind: Kind | None = None
    since: datetime | None = None
    until: datetime | None = None
    search: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """A row of the history, as it was from then on, and as it was before."""

    place: Place
    source: Source
    kind: Kind
    label: str
    aco: int | None
    organization: int | None
    context: dict[str, Any]
    now: dict[str, Any]
    before: dict[str, Any] | None


def page(filters: Filters, before: Place | None, size: int = PAGE) -> list[Event]:
    """The next `size` events, newest first, older than the place `before`."""
    return list(islice(_events(filters, before, size), size))


def all_events(filters: Filters) -> Iterator[list[Event]]:
    """Every event that `filters` let through, in lists of bounded length."""
    before: Place | None = None
    while events := page(filters, before, EXPORT_CHUNK):
        yield events
        before = events[-1].place


def _events(filters: Filters, before: Place | None, size: int) -> Iterator[Event]:
    asked = [
        map_rows(rank, source, filters, before, size)
        for rank, source in enumerate(sources())
        if (filters.kind is None or filters.kind in source.kinds)
        and (filters.aco is None or source.aco)
        and (filters.organization is None or source.organization)
    ]
    return merge(*asked, key=lambda event: event.place, reverse=True)


def map_rows(
    rank: int, source: Source, filters: Filters, before: Place | None, size: int
) -> list[Event]:
    return as_events(rank, source, rows(rank, source, filters, before)[:size])


def as_events(rank: int, source: Source, found: QuerySet[Any, dict[str, Any]]) -> list[Event]:
    """The rows of one table that `rows` has found."""
    return [
        Event(
            Place(row["pgh_created_at"], rank, row["pgh_id"]),
            source,
            KINDS[row["told_as"]],
            row["pgh_label"],
            row["aco_row"],
            row["organization_row"],
            row["context"] or {},
            row["now"],
            row["earlier"],
        )
        for row in found
    ]


def rows(
    rank: int, source: Source, filters: Filters, before: Place | None = None
) -> QuerySet[Any, dict[str, Any]]:
    """One table's rows that `filters` let through, newest first, with what a page says of them."""
    own = {f.attname: f.attname for f in source.fields}
    events: Any = source.events
    found: QuerySet[Any] = events.objects.annotate(
        aco_row=source.aco_row or _column(source.aco),
        organization_row=_column(source.organization),
        told_as=source.kind(),
    )
    return (
        found.filter(_wanted(source, filters), _older(rank, before))
        .order_by("-pgh_created_at", "-pgh_id")
        .values(
            "pgh_id",
            "pgh_created_at",
            "pgh_label",
            "aco_row",
            "organization_row",
            "told_as",
            context=F("pgh_context__metadata"),
            now=JSONObject(**own, **source.also),
            earlier=Subquery(source.before().values(as_json=JSONObject(**own))[:1]),
        )
    )


def _column(name: str) -> Any:
    """SQL for a column, or for nothing."""
    return F(name) if name else Value(None, output_field=IntegerField())


def _wanted(source: Source, filters: Filters) -> Q:
    wanted = Q() if filters.staff else source.told_once
    if filters.aco is not None:
        wanted &= Q(**{source.aco: filters.aco})
    if filters.organization is not None:
        wanted &= Q(**{source.organization: filters.organization})
    if filters.kind is not None and len(source.kinds) > 1:
        wanted &= Q(told_as=filters.kind.code)
    if filters.since is not None:
        wanted &= Q(pgh_created_at__gte=filters.since)
    if filters.until is not None:
        wanted &= Q(pgh_created_at__lt=filters.until)
    if filters.person is not None:
        wanted &= _by_or_about(source, filters.person, filters.email)
    if filters.search:
        wanted &= source.found_by(filters.search) | _said(filters.search)
    return wanted


def _by_or_about(source: Source, person: int, email: str) -> Q:
    acted = Q(pgh_context__metadata__acting_person=person) | Q(
        pgh_context__metadata__user=person, pgh_context__metadata__acting_person__isnull=True
    )
    return acted | source.about(person, email) if source.has_people else acted


def _said(text: str) -> Q:
    """Contexts in whose reason `text` stands."""
    return Q(pgh_context__metadata__reason__icontains=text)


def _older(rank: int, place: Place | None) -> Q:
    if place is None:
        return Q()
    if rank < place.rank:
        return Q(pgh_created_at__lte=place.at)
    if rank > place.rank:
        return Q(pgh_created_at__lt=place.at)
    earlier = Q(pgh_created_at__lt=place.at) | Q(pgh_id__lt=place.id)
    return Q(pgh_created_at__lte=place.at) & earlier
