"""The history tables as the database words them: the only SQL that sealing and checking share."""

import time
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.apps import apps
from django.db import connection
from pghistory.models import Event

from activity.seals import Row

# How the database words a value depends on these; the words are what is hashed. Contexts are looked
# up by their key, row by row: reading all of them for each seal takes longer the more there are.
_WORDING = """
SET LOCAL TimeZone = 'UTC'; SET LOCAL DateStyle = 'ISO, MDY'; SET LOCAL IntervalStyle = 'postgres';
SET LOCAL bytea_output = 'hex'; SET LOCAL extra_float_digits = 1;
SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off
"""


def event_tables() -> list[str]:
    """Every history table, of every room, by name."""
    return sorted(
        model._meta.db_table
        for model in apps.get_models()
        if issubclass(model, Event) and model._meta.managed and not model._meta.proxy
    )


def columns_of(table: str) -> list[str]:
    """The table's columns in their order; none if there is no such table."""
    return _rows(
        """SELECT attname FROM pg_attribute WHERE attrelid = to_regclass(%s)
        AND attnum > 0 AND NOT attisdropped ORDER BY attnum""",
        [_quoted(table)],
        one=True,
    )


def fix_wording() -> None:
    """Word values the same way whatever the session's settings, until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(_WORDING)


def rows_between(
    table: str, columns: Sequence[str], after: int, upto: int, limit: int
) -> list[Row]:
    """The first `limit` rows with ids above `after` up to `upto`. Call `fix_wording` before."""
    values = ", ".join(f"e.{_quoted(column)}" for column in columns)
    return [
        Row(*row)
        for row in _rows(
            f"""SELECT e.pgh_id, ROW({values})::text, CASE WHEN c.id IS NULL THEN ''
            ELSE ROW(c.id, c.created_at, c.metadata)::text END
            FROM {_quoted(table)} e LEFT JOIN pghistory_context c ON c.id = e.pgh_context_id
            WHERE e.pgh_id > %s AND e.pgh_id <= %s ORDER BY e.pgh_id LIMIT %s""",  # noqa: S608
            [after, upto, limit],
        )
    ]


def settled_upto(table: str, after: int, settle: timedelta) -> int:
    """The highest id below which every row and its context is older than `settle`.

    A request may still add to the context of what it did a moment ago.
    """
    found = _rows(
        f"""SELECT COALESCE(
            (SELECT e.pgh_id - 1 FROM {_quoted(table)} e
             LEFT JOIN pghistory_context c ON c.id = e.pgh_context_id
             WHERE e.pgh_id > %s AND GREATEST(e.pgh_created_at, c.updated_at) > now() - %s
             ORDER BY e.pgh_id LIMIT 1),
            (SELECT max(pgh_id) FROM {_quoted(table)}),
            %s)""",  # noqa: S608
        [after, settle, after],
        one=True,
    )
    return max(int(found[0]), after)


def unsealed(table: str, after: int) -> tuple[int, str]:
    """How many rows are not sealed yet, and when the oldest of them was written, or ""."""
    found = _rows(
        f"""SELECT count(*), COALESCE(min(pgh_created_at)::text, '') FROM {_quoted(table)}
        WHERE pgh_id > %s""",  # noqa: S608
        [after],
    )
    return found[0]  # type: ignore[no-any-return]


def latest_transaction() -> str:
    """The number that the next transaction to write will get."""
    return str(_rows("SELECT pg_snapshot_xmax(pg_current_snapshot())::text", [], one=True)[0])


def wait_until_all_before_ended(transaction: str, patience: timedelta) -> bool:
    """Whether all transactions with lower numbers end within `patience`.

    One that is still running may have taken an id below those already seen, and would come to
    look like a row inserted afterwards.
    """
    end = time.monotonic() + patience.total_seconds()
    query = "SELECT pg_snapshot_xmin(pg_current_snapshot()) >= %s::xid8"
    while not _rows(query, [transaction], one=True)[0]:
        if time.monotonic() >= end:
            return False
        time.sleep(0.1)
    return True


def _rows(query: str, parameters: Sequence[Any], *, one: bool = False) -> list:  # type: ignore[type-arg]
    with connection.cursor() as cursor:
        cursor.execute(query, parameters)
        rows = cursor.fetchall()
    return [row[0] for row in rows] if one else rows


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
