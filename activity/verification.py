"""Reading the whole history against its seals, a seal at a time, up to the first bad entry."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db import transaction

from acoms.crypto.keys import keys_for
from activity import tables
from activity.models import Seal
from activity.seals import (
    FIRST,
    LOWEST_ID,
    PURPOSE,
    Row,
    Sealed,
    fingerprint,
    seal_row,
    sign,
    unpack,
)

SEALS = Seal._meta.db_table
CHANGED = "was changed after it was sealed"
CONTEXT = "says by another context who did it than when it was sealed"
MISSING = "is missing: it was deleted after it was sealed"
INSERTED = "was inserted afterwards, among rows that were sealed before"


@dataclass(frozen=True, slots=True)
class Problem:
    """The first entry that is not what it was: of which table, its id, and what is wrong."""

    table: str
    id: int
    wrong: str

    def __str__(self) -> str:
        return f"{self.table} {self.id} {self.wrong}."


@dataclass(slots=True)
class Report:
    """What was found. `head` is the last seal's number and digest, to be noted elsewhere."""

    seals: int = 0
    entries: int = 0
    head: str = ""
    problem: Problem | None = None
    noted_found: bool = True
    unsealed: int = 0
    oldest_unsealed: str = ""
    reached: dict[str, int] = field(default_factory=dict)


def verify_history(noted: str = "") -> Report:
    """Check every seal, and every sealed row against it, in the order of sealing.

    `noted` is a head that an earlier run or a log named: it must still be in the chain. Memory is
    bounded by the size of one seal.
    """
    report = Report(noted_found=not noted)
    signed_by_us = True
    digest = FIRST
    keys = {fingerprint(key): key for key in keys_for(PURPOSE)}
    for seal in _in_order():
        report.problem = _problem_of_seal(seal, report, digest, keys)
        if report.problem is None:
            report.problem = _problem_of_rows(seal)
        if report.problem is not None:
            return report
        digest = bytes(seal.digest)
        signed_by_us = seal.key in keys
        report.seals += 1
        report.entries += seal.count
        report.reached[seal.table] = seal.upto_id
        report.head = str(seal)
        report.noted_found |= report.head == noted
    if not signed_by_us:
        wrong = "is the last seal, signed with a key that ACOMS_KEYS does not hold"
        report.problem = Problem(SEALS, report.seals, wrong)
    _count_unsealed(report)
    return report


def _in_order() -> Iterator[Seal]:
    """All seals, one in memory at a time."""
    number: int | None = None
    while True:
        later = Seal.objects.order_by("number")
        seal = (later if number is None else later.filter(number__gt=number)).first()
        if seal is None:
            return
        yield seal
        number = seal.number


def _problem_of_seal(
    seal: Seal, report: Report, before: bytes, keys: dict[str, bytes]
) -> Problem | None:
    """What is wrong with the seal itself. One whose key is gone is vouched for by a later one."""
    if seal.number != report.seals + 1:
        return Problem(SEALS, report.seals + 1, "is missing: a seal was deleted")
    digest = bytes(seal.digest)
    if (
        bytes(seal.previous) != before
        or digest != seal.computed_digest()
        or seal.after_id != report.reached.get(seal.table, LOWEST_ID)
    ):
        return Problem(SEALS, seal.number, "was changed: it does not fit the seals before it")
    if seal.key in keys and bytes(seal.signature) != sign(keys[seal.key], digest):
        return Problem(SEALS, seal.number, "was not made by this system: its signature is wrong")
    return None


@transaction.atomic
def _problem_of_rows(seal: Seal) -> Problem | None:
    tables.fix_wording()
    gone = set(seal.columns) - set(tables.columns_of(seal.table))
    if gone:
        wrong = f"cannot be checked: {', '.join(sorted(gone))} of {seal.table} is gone"
        return Problem(SEALS, seal.number, wrong)
    # One row more than there were is enough to find the first that was inserted.
    rows = tables.rows_between(
        seal.table, seal.columns, seal.after_id, seal.upto_id, seal.count + 1
    )
    return first_difference(seal.table, list(unpack(bytes(seal.entries))), rows)


def first_difference(table: str, sealed: list[Sealed], rows: list[Row]) -> Problem | None:
    """The first row, by id, that is not as it was sealed."""
    for position, row in enumerate(rows):
        entry = sealed[position] if position < len(sealed) else None
        if entry is None or row.id < entry.id:
            return Problem(table, row.id, INSERTED)
        if row.id > entry.id:
            return Problem(table, entry.id, MISSING)
        now = seal_row(table, row)
        if now.row != entry.row:
            return Problem(table, row.id, CHANGED)
        if now.context != entry.context:
            return Problem(table, row.id, CONTEXT)
    if len(rows) < len(sealed):
        return Problem(table, sealed[len(rows)].id, MISSING)
    return None


def _count_unsealed(report: Report) -> None:
    for table in tables.event_tables():
        count, oldest = tables.unsealed(table, report.reached.get(table, LOWEST_ID))
        report.unsealed += count
        if oldest and (not report.oldest_unsealed or oldest < report.oldest_unsealed):
            report.oldest_unsealed = oldest
