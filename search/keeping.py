"""How entries stay what their rows are: by triggers, each of one source, and made anew by the same
words.

What an entry holds is one SELECT over one row (`written`). A trigger writes it whenever the row is,
whoever writes it, an action, an import or a shell; `search.actions` writes what is not so.
"""

import pgtrigger

from search.sources import Follows, Source

_COLUMNS = ("aco_id", "searched", "tin_hash", "npi")
_SET = ", ".join(f"{column} = EXCLUDED.{column}" for column in _COLUMNS)


def select(source: Source, row: str) -> str:
    """The columns of an entry, in SQL, of the row that is called `row`."""
    words = " || ' ' || ".join(f"coalesce({one.format(row=row)}, '')" for one in source.words)
    of_row = (source.aco, f"acoms_searchable({words})", source.tin_hash, source.npi)
    return ", ".join((f"'{source.kind}'", f"{row}.id", *(one.format(row=row) for one in of_row)))


def written(source: Source, row: str, where: str) -> str:
    """A statement that writes the entries of some rows: `where` is FROM and WHERE, if anything."""
    return (
        f"INSERT INTO search_entry (kind, key, {', '.join(_COLUMNS)}) "
        f"SELECT {select(source, row)} {where} ON CONFLICT (kind, key) DO UPDATE SET {_SET}"
    )


def keep(source: Source) -> None:
    """Put the triggers on the tables that the source reads."""
    pgtrigger.register(_of_row(source))(source.model)
    for follows in source.follows:
        pgtrigger.register(_of_other_row(source, follows))(follows.model)


def _of_row(source: Source) -> pgtrigger.Trigger:
    return pgtrigger.Trigger(
        name=f"searched_{source.kind}",
        when=pgtrigger.After,
        operation=pgtrigger.Insert
        | pgtrigger.UpdateOf(*source.reads)  # type: ignore[no-untyped-call]
        | pgtrigger.Delete,
        func=f"""
            IF TG_OP = 'DELETE' THEN
                DELETE FROM search_entry WHERE kind = '{source.kind}' AND key = OLD.id;
            ELSE
                {written(source, "NEW", "")};
            END IF;
            RETURN NULL;
        """,  # noqa: S608 - of our own words
    )


def _of_other_row(source: Source, follows: Follows) -> pgtrigger.Trigger:
    """The rows are read once the other one is changed, so that they have its new words."""
    table = source.model._meta.db_table
    return pgtrigger.Trigger(
        name=f"searched_{source.kind}_too",
        when=pgtrigger.After,
        operation=pgtrigger.UpdateOf(follows.reads),  # type: ignore[no-untyped-call]
        func=f"""
            {written(source, "own", f"FROM {table} AS own WHERE own.{follows.by} = NEW.id")};
            RETURN NULL;
        """,
    )
