"""COPY into a table, whichever driver Django has found (decision 25)."""

from collections.abc import Iterator, Sequence

from django.db import connection

_ESCAPES = str.maketrans({"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r"})


def copy_line(values: Sequence[object]) -> str:
    """Values as a line of COPY's text format; None is NULL."""
    return "\t".join(r"\N" if v is None else str(v).translate(_ESCAPES) for v in values) + "\n"


def copy_in(table: str, columns: Sequence[str], blocks: Iterator[str]) -> None:
    """Write lines (`copy_line`), in blocks of any size, into a table named by our own code."""
    order = f"COPY {table} ({', '.join(columns)}) FROM STDIN"
    with connection.cursor() as cursor:
        if not hasattr(cursor.cursor, "copy_expert"):  # psycopg 3
            with cursor.copy(order) as copy:
                for block in blocks:
                    copy.write(block)
            return
        source = _Readable(blocks)
        try:
            cursor.copy_expert(order, source)
        except Exception:  # the driver's own: Django does not translate what copy_expert raises
            if source.error is not None:
                raise source.error from None
            raise


class _Readable:
    """The blocks as the file that psycopg2 reads: each in one piece, and then its end.

    What goes wrong while they are made is kept in `error`: psycopg2 tells only the server of it.
    """

    def __init__(self, blocks: Iterator[str]) -> None:
        self._blocks = blocks
        self.error: Exception | None = None

    def read(self, size: int = -1) -> str:
        try:
            return next(self._blocks, "")
        except Exception as error:
            self.error = error
            raise
