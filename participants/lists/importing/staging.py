"""The lines of a file of participants, staged."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from functools import lru_cache
from operator import attrgetter

from acoms.loading.reading import BadLine, cells_of, read_each
from acoms.loading.staging import StagingTable
from acoms.programme.tins import tins_to_store
from participants.lists.importing.rows import COLUMNS, REQUIRED, Layout, Row, read_row

TABLE = "participants_staged"
_TYPES = {
    "sole_proprietor": "boolean",
    "primary_care": "boolean",
    "merged_or_acquired": "boolean",
    "since": "date",
    "until": "date",
    "provider_since": "date",
    "provider_until": "date",
}
_OF_A_ROW = [one.name for one in fields(Row)]
_VALUES = attrgetter(*_OF_A_ROW)
STAGED = StagingTable(
    TABLE,
    {**{name: _TYPES.get(name, "text") for name in _OF_A_ROW}, "tin_hash": "uuid"},
    later="aco bigint, wanted bigint",
)


def rows_to_stage(
    lines: Iterable[str], layout: Layout
) -> Iterator[tuple[int, Sequence[object]] | BadLine]:
    """Each line of a file as the columns of STAGED. Raises UnreadableFile."""
    # A list names a participant's TIN on the line of each of its providers.
    to_store = lru_cache(maxsize=65_536)(tins_to_store())

    def stored(cell: dict[str, str]) -> Sequence[object]:
        row = read_row(cell, layout)
        tin, tin_hash = to_store(row.tin) if row.tin else ("", None)
        aco_id, _, *others = _VALUES(row)
        return (aco_id, tin, *others, tin_hash)

    return read_each(cells_of(lines, REQUIRED[layout], COLUMNS[layout]), stored)
