"""Reminding of requests that wait for an answer, each step once (rules D5, E6)."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

import pghistory
from django.db import transaction
from django.utils import timezone

from accounts.models import Person
from notifications.actions import notify_all
from qpp_roles.manage_access import notices
from qpp_roles.models import RoleRequest
from qpp_roles.officials import PlaceKey, officials_of_places
from qpp_roles.rules import LONG_STEP, REMIND_AFTER

BATCH = 500


def remind_of_requests(now: datetime | None = None) -> int:
    """Call waiting requests to the Security Officials' minds; returns of how many requests.

    In batches, each its own transaction. Whoever has waited long is told whom to turn to. After an
    outage only the latest step that is due is written, and the ones before count as done.
    """
    moment = now or timezone.now()
    total = 0
    for step in range(len(REMIND_AFTER), 0, -1):
        while claimed := _remind_batch(step, moment):
            total += claimed
            if claimed < BATCH:
                break
    return total


@transaction.atomic
def _remind_batch(step: int, now: datetime) -> int:
    """Claim requests for which reminder number `step` is due, and write it: how many."""
    due = RoleRequest.objects.pending().filter(
        requested_at__lte=now - REMIND_AFTER[step - 1], reminders_sent__lt=step
    )
    # Whoever answers one of them this moment holds its row: it is left out, and due no more.
    requests: list[RoleRequest] = list(
        due.select_for_update(skip_locked=True, no_key=True, of=("self",))
        .select_related("person", "organization", "aco")
        .order_by("requested_at", "pk")[:BATCH]
    )
    if requests:
        with pghistory.context(action="remind of requests for a role"):
            RoleRequest.objects.filter(pk__in=[one.pk for one in requests]).update(
                reminders_sent=step
            )
            officials = officials_of_places({_place_of(one) for one in requests})
            _tell_officials(requests, officials)
            notify_all(
                notices.WAITING_FOR_LONG,
                [
                    notices.tell_waiting_long(one, has_official=bool(officials[_place_of(one)]))
                    for one in requests
                    if one.reminders_sent < LONG_STEP <= step  # as it was before this one
                ],
            )
    return len(requests)


def _place_of(request: RoleRequest) -> PlaceKey:
    return request.organization_id, request.aco_id


def _tell_officials(
    requests: Sequence[RoleRequest], officials: Mapping[PlaceKey, Sequence[Person]]
) -> None:
    """One reminder for each Security Official of each place, whatever the number of requests."""
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
