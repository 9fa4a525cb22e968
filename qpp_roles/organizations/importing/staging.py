"""The lines of a list of organizations, staged."""

from collections.abc import Iterable, Iterator, Sequence

from acoms.loading.reading import BadLine, read_each, rows_of
from acoms.loading.staging import StagingTable
from acoms.programme.tins import tins_to_store
from qpp_roles.organizations.importing.rows import positions, read_row

TABLE = "organizations_staged"
STAGED = StagingTable(
    TABLE,
    {
        "record": "text",
        "kind": "text",
        "identifier": "text",
        "tin": "text",
        "tin_hash": "uuid",
        "name": "text",
        "location": "text",
        "npi": "text",
        "ptan": "text",
    },
    later="place bigint",  # the row that a line about a clinician or a member belongs to
)


def rows_to_stage(lines: Iterable[str]) -> Iterator[tuple[int, Sequence[object]] | BadLine]:
    """Each line of a list as the columns of STAGED. Raises UnreadableFile."""
    rows = rows_of(lines)
    _, header = next(rows, (0, []))
    at = positions(header)
    to_store = tins_to_store()

    def stored(cells: list[str]) -> Sequence[object]:
        row = read_row(cells, at)
        tin, tin_hash = to_store(row.tin) if row.tin else ("", None)
        of_it = (row.record, row.kind, row.identifier, tin, tin_hash, row.name, row.location)
        return (*of_it, row.npi, row.ptan)

    return read_each(rows, stored)
