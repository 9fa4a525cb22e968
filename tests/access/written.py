"""What a request wrote, and what a visit may write about itself."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

# What a visit leaves behind about itself, whatever the page: the session's own signs of life.
SIGNS_OF_LIFE = {
    "django_session",
    "accounts_opensession",
    "documents_files_filevisit",  # what is new since then
    "documents_files_download",  # who took what: programs and broken downloads ask by GET
    "documents_files_downloadevent",
    "pghistory_context",  # of that
    "documents_correspondence_copy",  # that a message from CMS was given to its reader
}


READS = ("SELECT ", "SAVEPOINT ", "RELEASE ", "ROLLBACK ", "SET ")


@contextmanager
def tables_written() -> Iterator[set[str]]:
    """Filled at its end: the tables that were written to inside, whether undone or not.

    PostgreSQL takes milliseconds to count: it is only asked where more than reads is said.
    """
    tables: set[str] = set()
    before: dict[str, int] = {}

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if not before and not sql.startswith(READS):
            before.update(_rows_written())
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield tables
    if before:
        after = _rows_written()
        tables |= {table for table, rows in after.items() if rows != before[table]}


def _rows_written() -> dict[str, int]:
    """Rows inserted, updated and deleted in each table since the test's transaction began."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, n_tup_ins + n_tup_upd + n_tup_del FROM pg_stat_xact_user_tables"
        )
        return dict(cursor.fetchall())
