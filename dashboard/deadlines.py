"""A person's deadlines as the days of a calendar: what is to do by a day, and the program's own.

Names of ACOs stand in it, and no person's: it leaves the site.
"""

import hashlib
from collections.abc import Iterator

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from accounts.models import Person
from contacts.attention import Day, Item, days_ahead
from dashboard.grouping import in_order
from dashboard.ics import Event, calendar
from dashboard.queries import of_person

NAME = "ACO-MS deadlines"


def calendar_of(person: Person) -> str:
    """The file, as of now; a constant number of queries."""
    acos, items, _ = of_person(person.pk)
    now = timezone.now()
    return calendar(NAME, [*_due(in_order(items)), *map(_of_program, days_ahead(acos))], now)


def _due(items: list[Item]) -> Iterator[Event]:
    for item in items:
        if item.due is not None and item.aco is not None:
            yield Event(
                uid=_uid(item.task.name, item.aco.aco_id, item.url, item.key),
                on=item.due,
                summary=f"{item.task.title}: {item.aco.aco_id}",
                description=f"{item.aco}: {item.counted}.",
                url=_absolute(item.url),
            )


def _of_program(day: Day) -> Event:
    return Event(
        uid=_uid("program", day.name),
        on=day.on,
        summary=day.text,
        description="Medicare Shared Savings Program",
        url=_absolute(reverse("dashboard")),
    )


def _uid(*parts: str) -> str:
    """The same for the same thing to do, however its day and its number change."""
    return f"{hashlib.sha256('|'.join(parts).encode()).hexdigest()[:32]}@aco-ms"


def _absolute(path: str) -> str:
    return f"{settings.SITE_URL}{path}"
