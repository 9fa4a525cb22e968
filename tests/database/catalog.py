"""The limits that the database has, as PostgreSQL itself lists them."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection, transaction

from acoms.database.ours import our_apps

_CONSTRAINTS = """
    SELECT t.relname, c.conname, pg_get_constraintdef(c.oid), c.conname, 'constraint'
    FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid
    WHERE t.relnamespace = 'public'::regnamespace
        AND (c.contype IN ('c', 'u', 'x') OR c.contype = 'f' AND array_length(c.conkey, 1) > 1)
"""
_INDEXES = """
    SELECT t.relname, i.relname, pg_get_indexdef(i.oid), i.relname, 'index'
    FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_class t ON t.oid = x.indrelid
    WHERE t.relnamespace = 'public'::regnamespace AND x.indisunique
        AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conindid = i.oid)
"""
_TRIGGERS = """
    SELECT t.relname, g.tgname, pg_get_triggerdef(g.oid), p.proname, 'trigger'
    FROM pg_trigger g JOIN pg_class t ON t.oid = g.tgrelid JOIN pg_proc p ON p.oid = g.tgfoid
    WHERE t.relnamespace = 'public'::regnamespace AND NOT g.tgisinternal
"""


@dataclass(frozen=True, order=True)
class Limit:
    """Something that the database refuses or does by itself; `said_as` names it in an error."""

    table: str
    name: str
    definition: str
    said_as: str
    kind: str


def limits() -> list[Limit]:
    """All constraints, exclusions, unique indexes and triggers of our tables."""
    with connection.cursor() as cursor:
        found = []
        for query in (_CONSTRAINTS, _INDEXES, _TRIGGERS):
            cursor.execute(query)
            found += [Limit(*row) for row in cursor.fetchall()]
    # The libraries' tables are theirs to prove.
    ours = {model._meta.db_table for config in our_apps() for model in config.get_models()}
    return sorted(limit for limit in found if limit.table in ours)


@contextlib.contextmanager
def without(limit: Limit) -> Iterator[None]:
    """The database as if nobody had ever thought of the limit."""
    drop = {
        "constraint": f'ALTER TABLE "{limit.table}" DROP CONSTRAINT "{limit.name}" CASCADE',
        "index": f'DROP INDEX "{limit.name}"',
        "trigger": f'DROP TRIGGER "{limit.name}" ON "{limit.table}"',
    }
    with contextlib.suppress(_Undo), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # none may be pending
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
            cursor.execute(drop[limit.kind])
        yield
        raise _Undo


class _Undo(Exception):
    pass
