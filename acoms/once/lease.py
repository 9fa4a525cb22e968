"""Work that one worker at a time does, whoever dies in the middle of it (rule E6).

It is held by rows, never by a session, so that connections may be shared (PgBouncer). What fits in
one transaction locks its rows (`lock_free`): they are free again when it ends, however it ends.
What takes several transactions has a row that extends `Leased`: whoever takes it (`take`) counts
`attempt`, and writes `alive_at` with each step (`hold`). One that is silent for `LASTS` may lose it
to whoever takes it next, learns so at its next step, and writes nothing any more.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any, TypeVar

from django.db import connection
from django.db.models import Model, Q, QuerySet
from django.utils import timezone

from acoms.once.models import Leased, Turn

LASTS = timedelta(minutes=5)  # much longer than a step

Row = TypeVar("Row", bound=Model)
Work = TypeVar("Work", bound=Leased)


class LeaseLost(Exception):
    """Somebody else has taken the work up: nothing of it is to be written here any more."""


def lock_free(rows: QuerySet[Row], most: int | None = None) -> list[Row]:
    """Those of the rows at which nobody else is, locked until the caller's transaction ends."""
    return list(rows.select_for_update(of=("self",), skip_locked=True, no_key=True)[:most])


def free(now: datetime) -> Q:
    """Of `Leased` rows those at which nobody is: not taken up yet, let go, or silent."""
    return Q(alive_at=None) | Q(alive_at__lt=now - LASTS)


def take(rows: QuerySet[Work], **facts: Any) -> Work | None:
    """The first of the rows at which nobody is, with `facts` written to it; None if there is none.

    Of several who take at once each gets another row.
    """
    now = timezone.now()
    for row in rows.filter(free(now)):
        ours = {"attempt": row.attempt + 1, "alive_at": now, **facts}
        if rows.filter(free(now), pk=row.pk, attempt=row.attempt).update(**ours):
            for name, value in ours.items():
                setattr(row, name, value)
            return row
    return None


def hold(row: Leased, still: Q = Q(), **facts: Any) -> None:  # noqa: B008
    """Go on holding a row, with `facts` written to it. Raises LeaseLost.

    Inside a transaction nobody can take the row before that ends. `still` is what must be true of
    the row besides.
    """
    ours = type(row)._base_manager.filter(still, pk=row.pk, attempt=row.attempt)
    if not ours.update(alive_at=timezone.now(), **facts):
        raise LeaseLost
    for name, value in facts.items():
        setattr(row, name, value)


@contextmanager
def turn(name: str) -> Iterator[Turn | None]:
    """The turn of a name, to be held until the end of the block; None while somebody has it.

    For work of several transactions that has no row of its own.
    """
    Turn.objects.get_or_create(name=name)
    mine = take(Turn.objects.filter(name=name))
    try:
        yield mine
    finally:
        if mine is not None:
            Turn.objects.filter(pk=mine.pk, attempt=mine.attempt).update(alive_at=None)


def wait_for(name: str) -> None:
    """Wait until nobody else is at what has this name, and keep it until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])
