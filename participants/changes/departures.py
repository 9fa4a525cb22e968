"""What departures bring, for pages and mails alike: the subject that knows registers it."""

from collections.abc import Callable, Iterable, Sequence

from participants.changes.leaving import Leaving
from participants.changes.models import ChangeRequest
from participants.changes.rules import ChangeKind

# Takes departures of one ACO, at least one; what each brings, by the request, in a constant number
# of queries.
Brings = Callable[[Sequence[ChangeRequest]], dict[int, Leaving]]

_brings: list[Brings] = []


def register_leavings(brings: Brings) -> None:
    """Say what departures bring; called once, in an `AppConfig.ready()`."""
    _brings[:] = [brings]


def leavings_of(changes: Iterable[ChangeRequest]) -> dict[int, Leaving]:
    """What each departure among some requests of one ACO brings, by the request."""
    departures = [
        change
        for change in changes
        if change.kind_row is ChangeKind.REMOVE_PARTICIPANT and change.participant is not None
    ]
    return _brings[0](departures) if departures else {}


def leaving_of(change: ChangeRequest) -> Leaving:
    """What one request brings if it is a departure; nothing for any other."""
    return leavings_of([change]).get(change.pk, Leaving())
