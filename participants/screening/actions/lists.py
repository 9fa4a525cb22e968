"""Lists for screening, loaded from a file of any length: all good rows of it, or none (C5, E3).

Rows stream through COPY into a table of the transaction, and from there are merged in one
statement, so that the same file loaded again changes nothing.
"""

import hashlib
import io
from collections.abc import Iterator, Sequence
from typing import IO

import pghistory
from django.db import connection, models, transaction

from accounts.duties import require
from accounts.models import Person
from accounts.staff import Duty
from acoms.loading.reading import BadLine
from acoms.loading.staging import OnBadLine, StagingTable, ignore
from acoms.programme.tins import tins_to_store
from acoms.programme.vocabulary import complete
from participants.screening.models.lists import (
    DeactivatedNpi,
    InitiativeParticipant,
    ListKind,
    ListLoad,
    Sanction,
    SanctionWaiver,
)
from participants.screening.reading import read_rows

MOST_PROBLEMS = 200  # that are kept in words
_STAGED = StagingTable(
    "staged_list",
    {
        "tin": "text",
        "tin_hash": "uuid",
        "npi": "text",
        "text": "text",
        "flag": "boolean",
        "starts_on": "date",
        "until": "date",
    },
)
_SPAN = {"starts_on": "starts_on", "until": "until"}
_TIN = {"tin": "tin", "tin_hash": "tin_hash"}
# For each list its table, its columns as those of a staged row, and what makes two rows the same.
_LISTS: dict[str, tuple[type[models.Model], dict[str, str], tuple[str, ...]]] = {
    ListKind.DEACTIVATED_NPIS: (
        DeactivatedNpi,
        {"npi": "npi", "deactivated_on": "starts_on", "reactivated_on": "until"},
        ("npi", "deactivated_on"),
    ),
    ListKind.SANCTIONS: (
        Sanction,
        {
            **_TIN,
            "npi": "npi",
            "reason": "text",
            "of_official": "flag",
            "starts_on": "starts_on",
            "reinstated_on": "until",
        },
        ("tin_hash", "npi", "of_official", "reason", "starts_on"),
    ),
    ListKind.WAIVERS: (
        SanctionWaiver,
        {**_TIN, "npi": "npi", **_SPAN},
        ("tin_hash", "npi", "starts_on"),
    ),
    ListKind.INITIATIVES: (
        InitiativeParticipant,
        {**_TIN, "initiative": "text", "primary_care": "flag", **_SPAN},
        ("tin_hash", "initiative", "starts_on"),
    ),
}
complete(ListKind, _LISTS)


def load_list(
    *,
    acting_person: Person | None,
    kind: str,
    name: str,
    file: IO[bytes],
    on_bad_line: OnBadLine = ignore,
) -> ListLoad:
    """Load a file into one of the lists. Lines that cannot be read are left out, and
    told to `on_bad_line`.

    `acting_person` is None on the command line. Raises Refused, and UnreadableFile for what is
    no such list.
    """
    if acting_person is not None:
        require(acting_person, Duty.LOAD_SCREENING_LISTS)
    sha256 = _sha256(file)
    acting = acting_person.pk if acting_person else None
    with (
        transaction.atomic(),
        pghistory.context(action="load screening list", acting_person=acting, file=name),
    ):
        lines = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
        try:
            _STAGED.fill(_rows_to_stage(kind, lines))
        finally:
            lines.detach()  # the file is the caller's to close
        added, changed, unchanged = _merge(kind)
        problems: list[str] = []

        def tell(bad: BadLine) -> None:
            if len(problems) < MOST_PROBLEMS:
                problems.append(str(bad))
            on_bad_line(bad)

        left_out = _STAGED.tell_bad_lines(tell)
        return ListLoad.objects.create(
            kind=kind,
            name=name[-200:],
            sha256=sha256,
            loaded_by=acting_person,
            added=added,
            changed=changed,
            unchanged=unchanged,
            left_out=left_out,
            problems=problems,
        )


def _sha256(file: IO[bytes]) -> str:
    digest = hashlib.sha256()
    while part := file.read(1 << 20):
        digest.update(part)
    file.seek(0)
    return digest.hexdigest()


def _rows_to_stage(
    kind: str, lines: io.TextIOWrapper
) -> Iterator[tuple[int, Sequence[object]] | BadLine]:
    to_store = tins_to_store()
    for read in read_rows(kind, lines):
        if isinstance(read, BadLine):
            yield read
        else:
            line, row = read
            stored = to_store(row.tin) if row.tin else ("", None)
            yield line, (*stored, row.npi, row.text, row.flag, row.starts_on, row.until)


def _merge(kind: str) -> tuple[int, int, int]:
    """Staged rows into the list: (new, changed, as they were). Of the same twice, the last counts.

    A TIN's ciphertext is another one each time, and no change.
    """
    model, columns, same = _LISTS[kind]
    told = [name for name in columns if name not in same and name != "tin"]
    sql = f"""
        WITH last AS (
            SELECT DISTINCT ON ({", ".join(columns[name] for name in same)}) *
            FROM staged_list WHERE reason = ''
            ORDER BY {", ".join(columns[name] for name in same)}, line DESC),
        merged AS (
            INSERT INTO {model._meta.db_table} AS kept ({", ".join(columns)})
            SELECT {", ".join(columns.values())} FROM last
            ON CONFLICT ({", ".join(same)}) DO UPDATE
            SET {", ".join(f"{name} = excluded.{name}" for name in told)}
            WHERE ({", ".join(f"kept.{name}" for name in told)})
                IS DISTINCT FROM ({", ".join(f"excluded.{name}" for name in told)})
            RETURNING xmax = 0 AS is_new)
        SELECT (SELECT count(*) FROM merged WHERE is_new),
               (SELECT count(*) FROM merged WHERE NOT is_new), (SELECT count(*) FROM last)"""  # noqa: S608 - our words
    with connection.cursor() as cursor:
        cursor.execute(sql)
        added, changed, rows = cursor.fetchone()
    return added, changed, rows - added - changed
