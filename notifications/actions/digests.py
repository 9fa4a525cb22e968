"""The weekly digest: one mail with everything that its person's other mail would have said.

Rooms above can have work done before the digests are made (`do_before_digests`), so that what they
write on a Monday is in that Monday's mail.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.utils import timezone

from acoms.once.lease import hold, turn
from acoms.once.models import Turn
from acoms.operations.nudging import nudge
from notifications.helplines import Helpline
from notifications.kinds import Kind, Outgoing, kind_of, register
from notifications.models import Notification, NotificationQuerySet

BATCH = 1_000  # held notifications

Preparation = Callable[[datetime], object]
_preparations: list[Preparation] = []


def do_before_digests(prepare: Preparation) -> None:
    """Have `prepare(now)` called at each run, before any digest is made; it must bear repeats."""
    _preparations.append(prepare)


def run_weekly(now: datetime | None = None) -> int:
    """Write what is due by now, and make the digests; returns how many. Bears any repetition.

    A second run at the same time does nothing: the first may still be writing what its digests
    are to carry.
    """
    moment = now or timezone.now()
    with turn("weekly mail") as mine:
        if mine is None:
            return 0
        for prepare in _preparations:
            prepare(moment)
            hold(mine)
        return _make_digests(moment, mine)


def _make_digests(now: datetime, mine: Turn) -> int:
    """Make the digest of everyone for whom held mail is due by `now`; returns how many."""
    total = 0
    while True:
        people = list(
            Notification.objects.held()
            .filter(due_at__lte=now)
            .order_by("person_id")
            .values_list("person_id", flat=True)
            .distinct()[:BATCH]
        )
        if not people:
            return total
        with transaction.atomic():
            hold(mine)
            due = Notification.objects.held().filter(person__in=people, due_at__lte=now)
            total += len(carry(due))


def carry(held: NotificationQuerySet) -> Mapping[int, int]:
    """One digest for each person of the notifications `held`: person to how many it carries.

    The rows are locked, so that each is carried once whoever else is at it. Inside the caller's
    transaction.
    """
    rows = list(held.select_for_update(of=("self",)).select_related("person").order_by("pk"))
    theirs = [row.person for row in rows if row.person]  # what is held is on somebody's screen
    now = timezone.now()
    digests = Notification.objects.bulk_create(
        Notification(
            kind=DIGEST.name,
            person_id=person.pk,
            address=person.email,
            created_at=now,
            due_at=now,
            on_screen=False,
            by_email=True,
        )
        for person in {person.pk: person for person in theirs}.values()
    )
    own = Notification.objects.filter(
        pk__in=[digest.pk for digest in digests], person=OuterRef("person")
    )
    Notification.objects.filter(pk__in=[row.pk for row in rows]).update(
        held=False, digest=Subquery(own.values("pk"))
    )
    if digests:
        nudge("notifications.tasks.relay_mail")
    return Counter(person.pk for person in theirs)


def _digest_contexts(digests: Sequence[Outgoing]) -> Mapping[int, dict[str, Any]]:
    """The sections of each digest: heading, and its notifications with their lines.

    What has become out of date while it waited is left out; a digest with nothing left too.
    """
    carried = list(
        Notification.objects.filter(digest__in=[d.pk for d in digests]).order_by("kind", "pk")
    )
    fresh = _fresh(carried)
    sections: dict[int, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    helplines: dict[int, dict[Helpline, None]] = defaultdict(dict)
    for row in carried:
        if row.pk in fresh and row.digest_id is not None:
            lines = fresh[row.pk].get("lines", row.data.get("lines", []))
            text = fresh[row.pk].get("said", row.data.get("said", row.text))
            item = {"text": text, "url": row.url, "lines": lines, "when": row.created_at}
            item["quoted"] = row.data.get("quoted", ())
            sections[row.digest_id][row.details.section].append(item)
            helplines[row.digest_id][row.details.helpline] = None
    return {
        digest.pk: {
            "sections": [
                {"heading": heading, "notices": notices}
                for heading, notices in sections[digest.pk].items()
            ],
            "helplines": list(helplines[digest.pk]),
        }
        for digest in digests
        if sections[digest.pk]
    }


def _fresh(rows: Sequence[Notification]) -> dict[int, dict[str, Any]]:
    """Those that still are true, each with what its kind adds to its mail."""
    by_kind: dict[str, list[Notification]] = defaultdict(list)
    for row in rows:
        by_kind[row.kind].append(row)
    fresh: dict[int, dict[str, Any]] = {}
    for name, group in by_kind.items():
        fetch = kind_of(name).mail_contexts
        fresh.update(fetch(group) if fetch else {row.pk: {} for row in group})
    return fresh


DIGEST = register(
    Kind(
        name="weekly_digest",
        mail="notifications/email/digest",
        mail_contexts=_digest_contexts,
    )
)
