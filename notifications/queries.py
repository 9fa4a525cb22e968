"""Reads that other rooms and the page shell use."""

from typing import Any

from notifications.models import Notification


def unread_count(person: Any) -> int:
    """How many notifications the signed-in `person` has not seen; one query."""
    return int(Notification.objects.on_screen_for(person.pk).unread().count())
