"""Several mails of one sitting become one: held for a few minutes, and then sent together (E6).

A kind with `together` is on screen at once, and its mail waits. Once nothing more has come for its
group (a person, and what `gather` says it is about) the group is closed: one alone goes out as its
own mail, several as one mail of the kind that `together` names. A group is closed in one
transaction with its rows locked, so that whatever happens each goes out once.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max, Min, Q
from django.utils import timezone

from notifications.models import Notification

QUIET = timedelta(minutes=5)  # nothing more has come for so long: the sitting is over
LONGEST = timedelta(minutes=30)  # nobody waits longer, however long the sitting goes on
_GROUPS = 200


def close_sittings(now: datetime | None = None) -> int:
    """Send on what has waited long enough; how many groups. Bears any repetition."""
    moment = now or timezone.now()
    groups = (
        Notification.objects.gathered()
        .order_by()
        .values("person", "address", "gather")
        .annotate(quiet_from=Max("due_at"), began=Min("created_at"))
        .filter(Q(quiet_from__lte=moment) | Q(began__lte=moment - LONGEST))
        .values_list("person", "address", "gather")[:_GROUPS]
    )
    return sum(_close(*group, moment) for group in list(groups))


def is_over(due: Iterable[datetime], began: Iterable[datetime], now: datetime) -> bool:
    """Whether a sitting is: by when its mails were due if nothing more came, and when each came."""
    return max(due) <= now or min(began) <= now - LONGEST


@transaction.atomic
def _close(person: int, address: str, gather: str, now: datetime) -> bool:
    rows = list(
        Notification.objects.gathered()
        .filter(person=person, address=address, gather=gather)
        .select_for_update(of=("self",))
        .order_by("pk")
    )
    # Another worker has closed it meanwhile, and what is there has come since.
    if not rows or not is_over((r.due_at for r in rows), (r.created_at for r in rows), now):
        return False
    ids = Notification.objects.filter(pk__in=[row.pk for row in rows])
    if len(rows) == 1:
        ids.update(held=False, by_email=True, due_at=now)
        return True
    carrier = Notification.objects.create(
        kind=rows[0].details.together,
        person_id=rows[0].person_id,
        address=rows[0].address,
        data={**_shared(rows), "notices": [row.data for row in rows]},
        created_at=now,
        due_at=now,
        on_screen=False,
        by_email=True,
    )
    ids.update(held=False, digest=carrier)
    return True


def _shared(rows: Sequence[Notification]) -> dict[str, Any]:
    """What all of them say: the ACO's name."""
    first = rows[0].data
    return {
        name: value
        for name, value in first.items()
        if all(row.data.get(name) == value for row in rows)
    }
