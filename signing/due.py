"""Documents to sign, and what waits for signers or for DUA Custodians, as something that needs
attention (F7)."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone

from acoms.programme.dates import in_words
from contacts.attention import Item, Task
from contacts.missing import url_to_add
from contacts.models import Aco
from contacts.permissions import Permission
from contacts.rules import missing_to_sign
from contacts.types import Code
from signing.kinds import KINDS, KindCode
from signing.models.events import NEEDED_TO_OPEN
from signing.queries import Standing, open_events, people_of, standings, waiting_events

SIGN = Task("sign", "Sign documents", "document")
WAITS = Task("event-waits", "Name who signs", "Signing Event", in_words=True)
NO_CUSTODIAN = Task("custodian", "Name a DUA Custodian", "document", in_words=True)


def events_that_wait(acos: Sequence[Any]) -> Iterator[Item]:
    """One item for each ACO whose event cannot open for want of somebody who signs; one query."""
    by_id = {aco.pk: aco for aco in acos}
    waiting = waiting_events(timezone.localdate()).filter(aco__in=by_id).order_by("-pk")
    for own in {one.aco_id: one for one in waiting}.values():
        aco = by_id[own.aco_id]
        if types := missing_to_sign(aco.filled):
            names = ", ".join(row.label for row in types)
            yield Item(
                task=WAITS,
                aco=aco,
                text=f"{own.event.title} waits: {aco} has no {names}.",
                url=reverse("aco_signing_event", args=[aco.aco_id]),
                due=own.event.due_on,
            )


def documents_without_custodians(acos: Sequence[Any]) -> Iterator[Item]:
    """One item for each document that names the DUA Custodians, in an ACO that has none; a constant
    number of queries, and none where each has one."""
    without = [aco.pk for aco in acos if Code.DUA_CUSTODIAN not in aco.filled]
    for standing in standings(list(open_events(without))) if without else []:
        own = standing.aco_event
        for one in standing.cannot_be_signed:
            yield Item(
                task=NO_CUSTODIAN,
                aco=own.aco,
                key=str(one.document.pk),
                text=f"{one.document.title} of {own.aco} cannot be signed yet: nobody is DUA "
                "Custodian.",
                url=url_to_add(own.aco, [Code.DUA_CUSTODIAN]),
                due=own.event.due_on,
            )


def documents_to_sign(permission: Permission) -> Callable[[Sequence[Aco]], Iterator[Item]]:
    """A finder of what those with a permission can sign: one item for each event, for those who
    have not signed yet; a constant number of queries."""

    def find(acos: Sequence[Aco]) -> Iterator[Item]:
        found = standings(list(open_events([aco.pk for aco in acos])))
        people = people_of([aco.pk for aco in acos], NEEDED_TO_OPEN)
        for standing in found:
            own = standing.aco_event
            mine: defaultdict[int, set[int]] = defaultdict(set)
            for person, types in people.get(own.aco_id, {}).items():
                if number := _number(standing, person, types, permission):
                    mine[number].add(person)
            for number, who in sorted(mine.items()):
                yield Item(
                    task=SIGN,
                    aco=own.aco,
                    count=number,
                    key=str(own.pk),
                    text=f"Sign {SIGN.counted(number)} of {own.aco} by "
                    f"{in_words(own.event.due_on)}.",
                    url=reverse("aco_signing_event", args=[own.aco.aco_id]),
                    due=own.event.due_on,
                    only=frozenset(who),
                )

    return find


def signers_of_open_events(
    acos: Collection[Aco], kind: KindCode, year: int
) -> Mapping[int, tuple[date, frozenset[int]]]:
    """By ACO: when its open event of a year with a document of this kind is due, and who signs that
    document there; two queries."""
    events = open_events([aco.pk for aco in acos]).filter(
        event__performance_year=year, event__documents__kind=kind.value
    )
    due: dict[int, date] = {}
    for own in events:  # the first due is the one that people sign next
        due.setdefault(own.aco_id, own.event.due_on)
    people = people_of(list(due), KINDS[kind].signers)
    return {aco: (due[aco], frozenset(who)) for aco, who in people.items()}


def _number(standing: Standing, person: int, types: set[str], permission: Permission) -> int:
    mine = standing.to_sign(person, types)
    return sum(one.kind.permission is permission for one in mine)
