"""Concerns, and how far each Signing Event is, on the first page of CMS staff (F6, F7, J1)."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from django.db.models import QuerySet

from acoms.site.program_day import Counted, Due, Part, count, register_due
from signing.models import AcoEvent, Concern, SigningEvent
from signing.progress import STATES, with_progress


def unanswered() -> QuerySet[Concern]:
    return Concern.objects.filter(answered_at=None)


def in_state(event: int, state: str) -> QuerySet[Any]:
    """The ACOs' events of an event that are in one of STATES."""
    return with_progress(AcoEvent.objects.filter(event=event)).filter(STATES[state][1])


def open_events() -> Iterator[Due]:
    """When each event that CMS has opened and not closed is due; one query."""
    titles = {"open": "ACOs that have not signed everything", "waiting": "ACOs that lack signers"}
    for event in SigningEvent.objects.filter(released_at__isnull=False, closed_at=None):
        counted = [
            Counted(
                title=title,
                model="signing.AcoEvent",
                rows=partial(in_state, event.pk, state),
                narrowed={"event__id__exact": event.pk, "state": state},
            )
            for state, title in titles.items()
        ]
        yield Due(event.due_on, f"{event.title} is due", tuple(counted))


def register_queues() -> None:
    concerns = Counted(
        title="Concerns about documents to sign",
        model="signing.Concern",
        rows=unanswered,
        narrowed={"answered": "no"},
        since="said_at",
    )
    count(Part.WAITING, 40, concerns)
    register_due(open_events)
