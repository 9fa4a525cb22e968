"""Lists for screening, loaded from a file of any length: all good rows of it, or none (C5, E3).

Rows stream through COPY into a table of the transaction, and from there are merged in one
statement, so that the same file loaded again changes nothing.
"""

import csv
import hashlib
import io
from collections.abc import Iterator
from typing import IO, Any

import pghistory
from django.db import connection, models, transaction

from accounts.duties import require
from accounts.models import Person
from accounts.staff import Duty
from acoms.copying import copy_in, copy_line
from acoms.tins import tins_to_store
from participants.errors import ScreeningError
from participants.models import (
    DeactivatedNpi,
    InitiativeParticipant,
    ListKind,
    ListLoad,
    Sanction,
    SanctionWaiver,
)
from participants.screening.reading import BadLine, NotThisList, Row, read_rows

MOST_PROBLEMS = 200  # that are kept in words
_ROWS_AT_ONCE = 1_000
_STAGED = {
    "line": "bigint",
    "tin": "text",
    "tin_hash": "uuid",
    "npi": "text",
    "text": "text",
    "flag": "boolean",
    "starts_on": "date",
    "until": "date",
}
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


def load_list(*, acting_person: Person | None, kind: str, name: str, file: IO[bytes]) -> ListLoad:
    """Load a file into one of the lists. Lines that cannot be read are left out and told.

    `acting_person` is None on the command line. Raises Refused, and ScreeningError if the file is
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
        left_out = _LeftOut()
        _stage(kind, file, left_out)
        added, changed, unchanged = _merge(kind)
        loaded: ListLoad = ListLoad.objects.create(
            kind=kind,
            name=name[-200:],
            sha256=sha256,
            loaded_by=acting_person,
            added=added,
            changed=changed,
            unchanged=unchanged,
            left_out=left_out.count,
            problems=left_out.problems,
        )
    return loaded


def _sha256(file: IO[bytes]) -> str:
    digest = hashlib.sha256()
    while part := file.read(1 << 20):
        digest.update(part)
    file.seek(0)
    return digest.hexdigest()


class _LeftOut:
    """Lines that could not be read: all counted, the first of them in words."""

    def __init__(self) -> None:
        self.count = 0
        self.problems: list[str] = []

    def add(self, bad: BadLine) -> None:
        self.count += 1
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(str(bad))


def _stage(kind: str, file: IO[bytes], left_out: _LeftOut) -> None:
    lines = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
    try:
        with connection.cursor() as cursor:
            columns = ", ".join(f"{name} {of_type}" for name, of_type in _STAGED.items())
            cursor.execute("DROP TABLE IF EXISTS staged_list")
            cursor.execute(f"CREATE TEMPORARY TABLE staged_list ({columns}) ON COMMIT DROP")
        copy_in("staged_list", list(_STAGED), _blocks(kind, lines, left_out))
    except UnicodeDecodeError:
        raise ScreeningError(
            "This is not a text file in UTF-8. Save it as CSV UTF-8.", field="file"
        ) from None
    except (csv.Error, NotThisList) as error:
        raise ScreeningError(str(error), field="file") from None
    finally:
        lines.detach()  # the file is the caller's to close


def _blocks(kind: str, lines: io.TextIOWrapper, left_out: _LeftOut) -> Iterator[str]:
    store = tins_to_store()
    block: list[str] = []
    for read in read_rows(kind, lines):
        if isinstance(read, BadLine):
            left_out.add(read)
            continue
        block.append(copy_line(_staged(*read, store)))
        if len(block) == _ROWS_AT_ONCE:
            yield "".join(block)
            block.clear()
    if block:
        yield "".join(block)


def _staged(line: int, row: Row, store: Any) -> tuple[Any, ...]:
    tin, tin_hash = store(row.tin) if row.tin else ("", None)
    return line, tin, tin_hash, row.npi, row.text, row.flag, row.starts_on, row.until


def _merge(kind: str) -> tuple[int, int, int]:
    """Staged rows into the list: (new, changed, as they were). Of the same twice, the last counts.

    A TIN's ciphertext is another one each time, and no change.
    """
    model, columns, same = _LISTS[kind]
    told = [name for name in columns if name not in same and name != "tin"]
    sql = f"""
        WITH last AS (
            SELECT DISTINCT ON ({", ".join(columns[name] for name in same)}) *
            FROM staged_list
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
