"""Reads that other rooms and the page shell use."""

from typing import Any

from django.db import connection

_UNREAD = """
    SELECT count(*) FROM notifications_notification
    WHERE person_id = %s AND on_screen AND read_at IS NULL
"""


def unread_count(person: Any) -> int:
    """How many notifications the signed-in `person` has not seen; one query.

    Every page asks it, and building this small query from the model costs six times its answer.
    """
    with connection.cursor() as cursor:
        cursor.execute(_UNREAD, [person.pk])
        return int(cursor.fetchone()[0])
