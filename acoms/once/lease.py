"""Work that one worker at a time does, whoever dies in the middle of it (rule E6).

It is held by rows, never by a session, so that connections may be shared (PgBouncer).
"""

from typing import TypeVar

from django.db.models import Model, QuerySet

Row = TypeVar("Row", bound=Model)


def lock_free(rows: QuerySet[Row], most: int) -> list[Row]:
    """Some of the rows at which nobody else is, locked until the caller's transaction ends.

    For work that fits in one transaction: however it ends, they are free again.
    """
    return list(rows.select_for_update(of=("self",), skip_locked=True)[:most])
