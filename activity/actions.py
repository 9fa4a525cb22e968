"""Sealing the history: the only write of this room."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from acoms.crypto.keys import keys_for
from acoms.once.lease import wait_for
from activity import tables
from activity.errors import BrokenChain
from activity.models import Seal
from activity.seals import (
    FIRST,
    LOWEST_ID,
    PURPOSE,
    Header,
    digest_of,
    fingerprint,
    pack,
    seal_row,
    sign,
)

BATCH = 10_000  # rows in a seal, and so in memory
SETTLES = timedelta(minutes=5)  # longer than a request may go on adding to its context
PATIENCE = timedelta(seconds=10)


def seal_history(*, settle: timedelta = SETTLES, patience: timedelta = PATIENCE) -> int:
    """Seal what is in the history for good and not sealed yet; says how many rows.

    Seals nothing while a transaction that began before is still open: the next run does. Must
    not run inside a transaction, which would wait for itself. Raises BrokenChain if the last seal
    is not one that this system made.
    """
    upto = {}
    for table in tables.event_tables():
        upto[table] = tables.settled_upto(table, _sealed_upto(table), settle)
    if not tables.wait_until_all_before_ended(tables.latest_transaction(), patience):
        return 0
    total = 0
    for table, last in upto.items():
        while (count := _seal_next(table, last)) is not None:
            total += count
    _take_up_new_key()
    return total


def _seal_next(table: str, upto: int) -> int | None:
    """Seal the next rows of `table` up to the id `upto`; None if there are none."""
    with transaction.atomic():
        previous = _lock_chain()
        after = _sealed_upto(table)
        tables.fix_wording()
        columns = tables.columns_of(table)
        rows = tables.rows_between(table, columns, after, upto, BATCH)
        if not rows:
            return None
        reached = rows[-1].id if len(rows) == BATCH else upto
        entries = pack(seal_row(table, row) for row in rows)
        _add_seal(previous, table, columns, after, reached, len(rows), entries)
        return len(rows)


def _take_up_new_key() -> None:
    """After a change of keys, an empty seal under the newest: it vouches for all before it."""
    with transaction.atomic():
        previous = _lock_chain()
        if previous is not None and previous.key != fingerprint(keys_for(PURPOSE)[0]):
            upto = _sealed_upto(previous.table)
            _add_seal(previous, previous.table, previous.columns, upto, upto, 0, b"")


def _lock_chain() -> Seal | None:
    """The last seal, while no other run adds one. It must be our own: what comes after vouches
    for all that came before."""
    wait_for("seals of the history")
    last = Seal.objects.order_by("-number").first()
    if last is None:
        return None
    keys = {fingerprint(key): key for key in keys_for(PURPOSE)}
    digest = bytes(last.digest)
    if (
        last.key not in keys
        or digest != last.computed_digest()
        or bytes(last.signature) != sign(keys[last.key], digest)
    ):
        raise BrokenChain(last.number)
    return last


def _sealed_upto(table: str) -> int:
    last = Seal.objects.filter(table=table).order_by("-number").values_list("upto_id", flat=True)
    return next(iter(last[:1]), LOWEST_ID)


def _add_seal(
    previous: Seal | None,
    table: str,
    columns: list[str],
    after: int,
    upto: int,
    count: int,
    entries: bytes,
) -> None:
    key = keys_for(PURPOSE)[0]
    header = Header(
        number=previous.number + 1 if previous else 1,
        table=table,
        columns=columns,
        after_id=after,
        upto_id=upto,
        count=count,
        sealed_at=timezone.now(),
        key=fingerprint(key),
    )
    before = bytes(previous.digest) if previous else FIRST
    digest = digest_of(header, entries, before)
    Seal.objects.create(
        number=header.number,
        table=table,
        columns=columns,
        after_id=after,
        upto_id=upto,
        count=count,
        sealed_at=header.sealed_at,
        entries=entries,
        previous=before,
        digest=digest,
        key=header.key,
        signature=sign(key, digest),
    )
