"""Writing notifications. They are rows of the caller's transaction; the relay sends them."""

from typing import Any, Protocol

from django.db import transaction
from django.utils import timezone

from notifications.kinds import Kind
from notifications.models import Notification
from notifications.nudging import nudge_relay


class Recipient(Protocol):
    """A person who can be told something."""

    pk: Any
    email: str


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
    connection = transaction.get_connection()
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError(
            "notify() belongs into the action's transaction"
        )
    address = address or (person.email if person is not None else "")
    notification: Notification = Notification.objects.create(
        kind=kind.name,
        person_id=person.pk if person is not None else None,
        address=address,
        data=data,
        on_screen=bool(kind.on_screen) and person is not None,
        by_email=bool(kind.mail) and bool(address),
    )
    if notification.by_email:
        transaction.on_commit(nudge_relay, robust=True)
    return notification


def mark_all_read(*, acting_person: Recipient) -> int:
    """The person has seen their notifications; returns how many were new."""
    return int(
        Notification.objects.on_screen_for(acting_person.pk).unread().update(read_at=timezone.now())
    )
