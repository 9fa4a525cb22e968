"""Reminding of requests that wait for an answer, each step once (rules D5, E6)."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.utils import timezone

from acoms.once.lease import lock_free
from acoms.once.reminders import Due, Reminder, in_batches, remind
from notifications.actions import notify_all
from qpp_roles.roles import notices
from qpp_roles.roles.models import RoleRequest
from qpp_roles.roles.officials import PlaceKey, officials_of_places
from qpp_roles.roles.rules import REMIND_AFTER, WAITING_LONG

_EVER = datetime.min.replace(tzinfo=UTC)


def remind_of_requests(now: datetime | None = None) -> int:
    """Call waiting requests to the Security Officials' minds; returns of how many requests.

    Whoever has waited long is told whom to turn to.
    """
    moment = now or timezone.now()
    total = remind(_ToOfficials(moment))
    remind(_ToRequesters(moment))
    return total


@dataclass(frozen=True, slots=True)
class _Waiting(Reminder[tuple[int, Sequence[int]], RoleRequest]):
    """Requests that wait for an answer, by the number of the reminder that is due."""

    now: datetime

    def due(self, place: tuple[int, Sequence[int]]) -> list[Due[RoleRequest]]:
        step, ids = place
        requests = RoleRequest.objects.pending().filter(pk__in=ids)
        # Whoever answers one of them this moment holds its row: it is left out, and due no more.
        oldest_first = requests.order_by("requested_at", "pk")
        found = lock_free(oldest_first.select_related("person", "organization", "aco"))
        return [Due(one, str(step)) for one in found]

    def _batches(self, step: int, **which: Any) -> Iterator[tuple[int, Sequence[int]]]:
        requests = self.unclaimed(RoleRequest.objects.pending().filter(**which), str(step))
        oldest_first = requests.order_by("requested_at", "pk")
        for batch in in_batches(oldest_first.values_list("pk", flat=True)):
            yield step, batch


class _ToOfficials(_Waiting):
    """One reminder for each Security Official of each place, whatever the number of requests."""

    name = "requests for a role"

    def places(self) -> Iterator[tuple[int, Sequence[int]]]:
        until = [self.now - after for after in REMIND_AFTER]
        after = [*until[1:], _EVER]
        for step, (first, last) in enumerate(zip(after, until, strict=True), start=1):
            yield from self._batches(step, requested_at__gt=first, requested_at__lte=last)

    def send(self, place: tuple[int, Sequence[int]], due: Sequence[Due[RoleRequest]]) -> None:
        requests = [one.thing for one in due]
        # The history of the organization and of the request says that it was called to mind.
        RoleRequest.objects.filter(pk__in=[one.pk for one in requests]).update(
            reminders_sent=place[0]
        )
        officials = officials_of_places({_place_of(one) for one in requests})
        at: dict[PlaceKey, list[RoleRequest]] = defaultdict(list)
        for one in requests:
            at[_place_of(one)].append(one)
        notify_all(
            notices.REQUESTS_WAITING,
            [
                notices.remind_official(person, waiting)
                for key, waiting in at.items()
                for person in officials[key]
            ],
        )


class _ToRequesters(_Waiting):
    """Once to whoever has waited long."""

    name = "a role that is waited for"

    def places(self) -> Iterator[tuple[int, Sequence[int]]]:
        return self._batches(1, requested_at__lte=self.now - WAITING_LONG)

    def send(self, place: tuple[int, Sequence[int]], due: Sequence[Due[RoleRequest]]) -> None:
        requests = [one.thing for one in due]
        officials = officials_of_places({_place_of(one) for one in requests})
        notify_all(
            notices.WAITING_FOR_LONG,
            [
                notices.tell_waiting_long(one, has_official=bool(officials[_place_of(one)]))
                for one in requests
            ],
        )


def _place_of(request: RoleRequest) -> PlaceKey:
    return request.organization_id, request.aco_id
