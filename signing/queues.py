"""Concerns, and how far each Signing Event is, on the first page of CMS staff (F6, F7, J1)."""

from collections.abc import Collection, Iterator, Mapping

from django.db.models import Count, QuerySet

from acoms.site.program_day import Counted, Due, Part, count, register_due
from signing.kinds import BY_THE_ACO
from signing.models import AcoEvent, Concern, SigningEvent
from signing.progress import STATES, with_progress


def unanswered() -> QuerySet[Concern]:
    return Concern.objects.filter(answered_at=None)


def in_state(events: Collection[SigningEvent], state: str) -> Mapping[int, int]:
    """By event: how many of its ACOs' events are in one of STATES; one query."""
    own = with_progress(AcoEvent.objects.filter(event__in=events)).filter(STATES[state][1])
    counted = own.order_by().values("event").annotate(number=Count("pk"))
    return dict(counted.values_list("event", "number"))


def open_events() -> Iterator[Due]:
    """When each event that CMS has opened and not closed is due; three queries. What an ACO starts
    by itself is never closed once it is signed, and is the ACO's own."""
    titles = {"open": "ACOs that have not signed everything", "waiting": "ACOs that lack signers"}
    own = SigningEvent.objects.filter(documents__kind__in=BY_THE_ACO).values("pk")
    released = SigningEvent.objects.filter(released_at__isnull=False, closed_at=None)
    events = list(released.exclude(pk__in=own))
    numbers = {state: in_state(events, state) for state in titles}
    for event in events:
        counted = [
            Counted(
                title=title,
                model="signing.AcoEvent",
                rows=numbers[state].get(event.pk, 0),
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
