"""Reads that other rooms and the page shell use."""

from typing import Any

from django.db.models import Count

from acoms.database.prepared import Prepared
from notifications.models import Notification

_UNREAD = Prepared(
    lambda person: (
        Notification.objects.on_screen_for(person)
        .unread()
        .order_by()
        .values("person")
        .annotate(unread=Count("pk"))
    ),
    person=int,
)


def unread_count(person: Any) -> int:
    """How many notifications the signed-in `person` has not seen; one query."""
    return sum(row["unread"] for row in _UNREAD.rows(person=person.pk))
