"""The entries made anew, for whatever was written before the triggers were there (rule J2)."""

from collections.abc import Iterator, Sequence

from django.db import connection, transaction

from search.keeping import select, written
from search.registry import all_sources
from search.sources import Source

_AT_ONCE = 5_000


def rebuild() -> int:
    """Write what is missing or wrong, and delete what is of no row any more; says how many that
    were. Where triggers kept the entries, which is always, that is none."""
    return sum(_rebuild(source) for source in all_sources()) + _without_source()


def _rebuild(source: Source) -> int:
    mended = _of_no_row(source)
    for keys in _in_parts(_wrong(source)):
        mended += _write(source, keys)
    return mended


def _in_parts(keys: Sequence[int]) -> Iterator[list[int]]:
    for first in range(0, len(keys), _AT_ONCE):
        yield list(keys[first : first + _AT_ONCE])


def _wrong(source: Source) -> list[int]:
    """The rows whose entries are missing, or are not what they should be; one query, no lock."""
    table = source.model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT key FROM (SELECT {select(source, 'own')} FROM {table} own EXCEPT"  # noqa: S608
            " SELECT kind, key, aco_id, searched, tin_hash, npi FROM search_entry WHERE kind = %s)"
            " AS wrong (kind, key)",
            [source.kind],
        )
        return [key for (key,) in cursor.fetchall()]


@transaction.atomic
def _write(source: Source, keys: list[int]) -> int:
    """The rows are locked, and read by the next statement: what others write meanwhile waits, and
    is not overwritten by what was read before."""
    table = source.model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id FROM {table} WHERE id = ANY(%s) ORDER BY id FOR SHARE", [keys])  # noqa: S608
        cursor.execute(written(source, "own", f"FROM {table} own WHERE own.id = ANY(%s)"), [keys])
        return int(cursor.rowcount)


def _of_no_row(source: Source) -> int:
    table = source.model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM search_entry e WHERE kind = %s"  # noqa: S608 - our names
            f" AND NOT EXISTS (SELECT FROM {table} own WHERE own.id = e.key)",
            [source.kind],
        )
        return int(cursor.rowcount)


def _without_source() -> int:
    with connection.cursor() as cursor:
        kinds = [source.kind for source in all_sources()]
        cursor.execute("DELETE FROM search_entry WHERE kind <> ALL(%s)", [kinds])
        return int(cursor.rowcount)
