"""Writing notifications. They are rows of the caller's transaction; the relay sends them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

import pghistory
from django.db import transaction
from django.utils import timezone

from acoms.operations.nudging import nudge
from notifications.actions import digests
from notifications.actions.gathering import QUIET
from notifications.kinds import Kind
from notifications.models import MailPreference, Notification
from notifications.rules import next_weekly


class Recipient(Protocol):
    """A person who can be told something."""

    pk: Any
    email: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """Something for one person: whoever has an account, or an address alone."""

    person: Recipient | None = None
    address: str = ""
    data: dict[str, Any] = field(default_factory=dict)
    about: str = ""  # which of a kind's mails may go out together


def notify(
    kind: Kind,
    *,
    person: Recipient | None = None,
    address: str = "",
    data: dict[str, Any],
) -> Notification:
    """Tell one person something, on screen and by e-mail as `kind` has it (rule E3).

    `person` is whoever has an account; `address` overrides or stands in for their e-mail. Must be
    called inside the transaction of the change it tells of; the relay is nudged on commit, and a
    broker that is down delays the mail and nothing else (rule E6).
    """
    return notify_all(kind, [Telling(person=person, address=address, data=data)])[0]


def notify_all(
    kind: Kind, tellings: Iterable[Telling], *, at: datetime | None = None
) -> list[Notification]:
    """`notify` for many at once, in a constant number of queries.

    The mail of people who chose the weekly digest waits for the first one from `at` on (now,
    unless the caller knows of which week it speaks), if `kind` can wait.
    """
    connection = transaction.get_connection()
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError(
            "notify() belongs into the action's transaction"
        )
    rows = list(tellings)
    weekly = _who_chose_the_digest(kind, rows)
    until = next_weekly(at or timezone.now()) if weekly else None
    written = Notification.objects.bulk_create(
        _row(kind, telling, until if telling.person and telling.person.pk in weekly else None)
        for telling in rows
    )
    if any(notification.by_email for notification in written):
        nudge("notifications.tasks.relay_mail")
    return written


def _who_chose_the_digest(kind: Kind, tellings: Sequence[Telling]) -> set[int]:
    """The people among them whose mail of this kind waits; no query for a kind that cannot."""
    people = [t.person.pk for t in tellings if t.person is not None] if kind.digestible else []
    if not people:
        return set()
    chosen = MailPreference.objects.filter(person__in=people, weekly_digest=True)
    return set(chosen.values_list("person_id", flat=True))


def _row(kind: Kind, telling: Telling, held_until: datetime | None) -> Notification:
    person = telling.person
    address = telling.address or (person.email if person is not None else "")
    now = timezone.now()
    gather = f"{kind.together}:{telling.about}" if kind.together and person and address else ""
    if gather:
        held_until = now + QUIET
    return Notification(
        kind=kind.name,
        person_id=person.pk if person is not None else None,
        address=address,
        data=telling.data,
        created_at=now,
        on_screen=bool(kind.on_screen) and person is not None,
        by_email=bool(kind.mail) and bool(address) and held_until is None,
        held=held_until is not None,
        gather=gather,
        due_at=held_until or now,
    )


def mark_all_read(*, acting_person: Recipient) -> int:
    """The person has seen their notifications; returns how many were new."""
    return int(
        Notification.objects.on_screen_for(acting_person.pk).unread().update(read_at=timezone.now())
    )


@transaction.atomic
def choose_mail(*, acting_person: Recipient, weekly_digest: bool) -> int:
    """The person chooses a weekly digest, or each mail at once.

    Going back to single mails sends what is held as a last digest, at once; returns how many
    notifications that one carries.
    """
    with pghistory.context(action="choose mail", acting_person=acting_person.pk):
        preference, _ = MailPreference.objects.select_for_update().get_or_create(
            person_id=acting_person.pk
        )
        if preference.weekly_digest != weekly_digest:
            preference.weekly_digest = weekly_digest
            preference.changed_at = timezone.now()
            preference.save()
        if weekly_digest:
            return 0
        held = Notification.objects.held().filter(person_id=acting_person.pk)
        return sum(digests.carry(held).values())
