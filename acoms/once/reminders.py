"""Reminders: each step once, in time, and only while it is still true (rule E6, decision 63).

A room says of its reminder where something may be due, what is due there once it is locked, and
what is sent. Claim and message are one transaction: whoever is killed has sent nothing, and of two
at once one sends. A step whose time has passed is not made good: only the latest is ever due.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any, ClassVar, Generic, TypeVar

import pghistory
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.db.models import Exists, Max, Model, OuterRef, QuerySet
from django.db.models.expressions import Combinable
from django.utils import timezone

from acoms.once.models import Claim

BATCH = 500

Place = TypeVar("Place")
Thing = TypeVar("Thing", bound=Model)
Each = TypeVar("Each")

_named: dict[str, str] = {}  # whose each reminder's name is


@dataclass(frozen=True, slots=True)
class Due(Generic[Thing]):
    """A thing to remind of, and the step that is due: the latest whose time has come."""

    thing: Thing
    step: str


class Reminder(ABC, Generic[Place, Thing]):
    """One sort of reminder, as it stands at one moment.

    `name` stands in the claims: one that changes reminds of everything anew.
    """

    name: ClassVar[str]

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        whose = f"{cls.__module__}.{cls.__qualname__}"  # with slots a dataclass makes it twice
        if (name := vars(cls).get("name")) and (first := _named.setdefault(name, whose)) != whose:
            raise ValueError(f"{whose}: {first} is called {name!r}, and its claims would count")

    @abstractmethod
    def places(self) -> Iterable[Place]:
        """Where something may be due; each is a transaction of its own. Nothing is locked yet."""

    @abstractmethod
    def due(self, place: Place) -> Sequence[Due[Thing]]:
        """What is due there. It takes the locks that keep it true until the message is written.

        Called inside the transaction. What is claimed already may be among it.
        """

    @abstractmethod
    def send(self, place: Place, due: Sequence[Due[Thing]]) -> None:
        """Write the messages about what is due and was not claimed yet, inside the transaction."""

    def unclaimed(self, things: QuerySet[Thing], step: str | Combinable) -> QuerySet[Thing]:
        """Those of `things` whose `step` is not claimed."""
        claims = Claim.objects.filter(reminder=self.name, about=OuterRef("pk"), step=step)
        return things.filter(~Exists(claims))

    def not_yet(self, due: Iterable[Due[Thing]]) -> list[Due[Thing]]:
        """Those of `due` that are not claimed; one query."""
        wanted = list(due)
        claims = Claim.objects.filter(
            reminder=self.name, about__in={one.thing.pk for one in wanted}
        )
        claimed = set(claims.values_list("about", "step"))
        return [one for one in wanted if (one.thing.pk, one.step) not in claimed]


def remind(reminder: Reminder[Place, Thing]) -> int:
    """Send what is due, each step once; returns of how many things. Bears any repetition."""
    return sum(_remind_unless_refused(reminder, place) for place in reminder.places())


def _remind_unless_refused(reminder: Reminder[Place, Thing], place: Place) -> int:
    """Where everything is refused by now, as for an ACO whose agreement is over (rule J4), nothing
    is due."""
    try:
        return _remind(reminder, place)
    except PermissionDenied:
        return 0


@transaction.atomic
def _remind(reminder: Reminder[Place, Thing], place: Place) -> int:
    with pghistory.context(action=f"remind of {reminder.name}"):
        due = _claim(reminder.name, reminder.due(place))
        if due:
            reminder.send(place, due)
    return len(due)


def _claim(name: str, due: Sequence[Due[Thing]]) -> list[Due[Thing]]:
    """Those of `due` that are ours: whoever claims the same at once waits, and gets none."""
    if not due:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            """INSERT INTO acoms_once_claim (reminder, about, step, claimed_at)
            SELECT %s, about, step, %s FROM unnest(%s::bigint[], %s::text[]) AS due (about, step)
            ORDER BY about, step
            ON CONFLICT DO NOTHING RETURNING about, step""",
            [name, timezone.now(), [one.thing.pk for one in due], [one.step for one in due]],
        )
        ours = set(cursor.fetchall())
    return [one for one in due if (one.thing.pk, one.step) in ours]


def last_reminded(name: str, about: Iterable[int]) -> dict[int, datetime]:
    """When the reminder of that name was last sent about each of these rows, where it was; one
    query."""
    claims = Claim.objects.filter(reminder=name, about__in=list(about))
    last = claims.values_list("about").annotate(at=Max("claimed_at"))
    return dict(last.values_list("about", "at"))


def in_batches(things: Iterable[Each]) -> Iterator[list[Each]]:
    """A place for so many things, where nothing larger holds them together."""
    rest = iter(things)
    while batch := list(islice(rest, BATCH)):
        yield batch
