"""`manage.py signing_status`: how each ACO stands in its Signing Events, as CSV."""

from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from acoms.tables.exports import csv_lines
from signing.models import AcoEvent
from signing.progress import with_progress
from signing.queries import lacking, state_of

HEADER = (
    "ACO ID",
    "ACO",
    "Event",
    "Performance year",
    "State",
    "Documents signed",
    "Documents",
    "Due",
    "Opened",
    "Lacks",
)


class Command(BaseCommand):
    help = "Writes how each ACO stands in its Signing Events to the standard output, as CSV."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--event", type=int, help="the number of one event; else all of them")

    def handle(self, *args: Any, event: int | None, **options: Any) -> None:
        for line in csv_lines(HEADER, _rows(event)):
            self.stdout.write(line, ending="")


def _rows(event: int | None) -> Iterator[tuple[Any, ...]]:
    """A row for each ACO's event, the latest due first; three queries."""
    found = AcoEvent.objects.select_related("event", "aco").order_by(
        "-event__due_on", "-event_id", "aco__aco_id"
    )
    if event is not None:
        found = found.filter(event=event)
    rows, today = list(with_progress(found)), timezone.localdate()
    missing = lacking({own.aco_id for own in rows})
    for own in rows:
        complete = own.total > 0 and own.signed == own.total
        yield (
            own.aco.aco_id,
            own.aco.name,
            own.event.title,
            own.event.performance_year,
            state_of(own, today, is_complete=complete).value,
            own.signed,
            own.total,
            own.event.due_on,
            own.opened_at,
            [row.label for row in missing[own.aco_id]],
        )
