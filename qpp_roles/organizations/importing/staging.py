"""The lines of a list of organizations, staged."""

from collections.abc import Iterable, Iterator, Sequence

from acoms.loading.reading import BadLine, read_each
from acoms.loading.staging import StagingTable
from acoms.programme.tins import tins_to_store
from qpp_roles.organizations.importing.rows import of_all_kinds, of_one_kind, read_row

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


def rows_to_stage(
    lines: Iterable[str], kind: str = ""
) -> Iterator[tuple[int, Sequence[object]] | BadLine]:
    """Each line of a list as the columns of STAGED. Raises UnreadableFile."""
    to_store = tins_to_store()

    def stored(cells: dict[str, str]) -> Sequence[object]:
        row = read_row(cells)
        tin, tin_hash = to_store(row.tin) if row.tin else ("", None)
        of_it = (row.record, row.kind, row.identifier, tin, tin_hash, row.name, row.location)
        return (*of_it, row.npi, row.ptan)

    rows = of_one_kind(lines, kind) if kind else of_all_kinds(lines)
    return read_each(rows, stored)
