"""TINs and texts under a new key: after one was put in front of `ACOMS_KEYS`, all are stored anew.

Goes from the newest row of a table to the oldest, so that the oldest tells whether it is done: rows
that arrive meanwhile are under the new key already, because whoever writes them has it in front.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pgtrigger
from cryptography.fernet import Fernet, InvalidToken
from django.apps import apps
from django.db import connection, models, transaction
from django.db.models.functions import Cast
from pghistory.models import Event

from acoms.crypto.fields import EncryptedTextField, fernet_key
from acoms.programme.tins import PURPOSE, WithTin, hash_tin, tins_to_store

BATCH = 5_000


def models_with_tins() -> list[type[WithTin]]:
    """Every table that keeps TINs."""
    return [
        model for model in apps.get_models() if issubclass(model, WithTin) and not model._meta.proxy
    ]


def is_rekeyed(model: type[WithTin]) -> bool:
    """Whether every TIN of a table is stored under the newest key; one query."""
    newest = Fernet(fernet_key(PURPOSE))
    oldest = _with_stored(model).order_by("pk").values_list("stored", "tin_hash").first()
    return oldest is None or _is_current(newest, *oldest)


def rekey(model: type[WithTin], told: Callable[[int, int], None]) -> tuple[int, int]:
    """Store the TINs of a table under the newest key; says how many there are, and were not.

    Each batch is a transaction of its own and `told` both numbers; whatever ends it, another run
    goes on. The history is left alone: what a row says has not changed. Raises IntegrityError
    where one TIN stands twice, once under each key, and InvalidToken where its key is gone.
    """
    seen = changed = 0
    after: int | None = None
    while True:
        with _without_history(model), transaction.atomic():
            rows = _with_stored(model).select_for_update(no_key=True, of=("self",)).order_by("-pk")
            if after is not None:
                rows = rows.filter(pk__lt=after)
            batch = list(rows.values_list("pk", "stored", "tin_hash", "tin")[:BATCH])
            changed += _store_anew(model, batch)
        if not batch:
            return seen, changed
        after = batch[-1][0]
        seen += len(batch)
        told(seen, changed)


def encrypted_texts() -> list[tuple[type[models.Model], EncryptedTextField]]:
    """Every encrypted column but TINs, and but the history's, which only grows."""
    return [
        (model, field)
        for model in apps.get_models()
        if not model._meta.proxy and not issubclass(model, Event)
        for field in model._meta.local_concrete_fields
        if isinstance(field, EncryptedTextField) and field.purpose != PURPOSE
    ]


def rekey_texts(model: type[models.Model], field: EncryptedTextField) -> tuple[int, int]:
    """Store the texts of a column under the newest key; says how many there are, and were not.

    Row by row, each a transaction of its own; what protects the rows lets this by, since what they
    say does not change. Raises InvalidToken where a text's key is gone.
    """
    newest = Fernet(fernet_key(field.purpose))
    rows: Any = model._base_manager.exclude(**{field.attname: ""})
    ids = list(rows.order_by("-pk").values_list("pk", flat=True))
    changed = 0
    for pk in ids:
        with _without_history(model), transaction.atomic():
            row = rows.filter(pk=pk).select_for_update(no_key=True, of=("self",))
            found = row.annotate(stored=Cast(field.attname, models.TextField()))
            for text, stored in found.values_list(field.attname, "stored"):
                if not _opens(newest, stored):
                    changed += rows.filter(pk=pk).update(**{field.attname: text})
    return len(ids), changed


def _opens(key: Fernet, stored: str) -> bool:
    try:
        key.decrypt(stored.encode())
    except InvalidToken:
        return False
    return True


def _with_stored(model: type[WithTin]) -> Any:
    """Those with a TIN, with `stored`: what the database has of it."""
    rows: Any = model._base_manager.filter(tin_hash__isnull=False)
    return rows.annotate(stored=Cast("tin", models.TextField()))


def _is_current(newest: Fernet, stored: str, tin_hash: Any) -> bool:
    try:
        tin = newest.decrypt(stored.encode()).decode()
    except InvalidToken:
        return False
    return bool(hash_tin(tin) == tin_hash)


def _store_anew(model: type[WithTin], batch: list[tuple[Any, ...]]) -> int:
    newest, to_store = Fernet(fernet_key(PURPOSE)), tins_to_store()
    old = [
        (pk, *to_store(tin))
        for pk, stored, tin_hash, tin in batch
        if not _is_current(newest, stored, tin_hash)
    ]
    if old:
        pks, tins, hashes = zip(*old, strict=True)
        with connection.cursor() as cursor:
            cursor.execute(
                f"""
                UPDATE {connection.ops.quote_name(model._meta.db_table)} t
                SET tin = new.tin, tin_hash = new.tin_hash
                FROM unnest(%s::bigint[], %s::text[], %s::uuid[]) AS new (id, tin, tin_hash)
                WHERE t.id = new.id
                """,  # noqa: S608
                [list(pks), list(tins), [str(one) for one in hashes]],
            )
    return len(old)


@contextmanager
def _without_history(model: type[models.Model]) -> Iterator[None]:
    triggers = [
        f"{model._meta.label}:{trigger.name}"
        for of, trigger in pgtrigger.registered()
        if of._meta.label == model._meta.label
    ]
    with pgtrigger.ignore(*triggers) if triggers else _nothing():
        yield


@contextmanager
def _nothing() -> Iterator[None]:
    yield
