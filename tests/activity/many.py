"""A history as long as years of the programme make it, from a row of each kind that is there."""

from django.db import connection, transaction

from activity.models import Seal

ACOS = 200

# How the n-th row differs from the one that it is copied from: its ACO, its thing, its moment.
_DIFFERENT = {
    "aco_id": f"100000 + n %% {ACOS}",
    "contact_id": "100000 + n %% 20000",
    "pgh_obj_id": "100000 + n %% 30000",
    "pgh_created_at": "now() - n * interval '20 seconds'",
}


def multiply(table: str, rows: int) -> None:
    """Add `rows` rows to a history table, of 200 ACOs and of years past, each with a context."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0"
            " AND NOT attisdropped AND attname <> 'pgh_id'",
            [table],
        )
        columns = [row[0] for row in cursor.fetchall()]
        different = dict(_DIFFERENT)
        if table == "contacts_acoevent":  # its own `aco_id` is a word, and it is the thing itself
            del different["aco_id"]
            different["pgh_obj_id"] = f"100000 + n %% {ACOS}"
        values = ", ".join(
            "c.id" if name == "pgh_context_id" else different.get(name, f"r.{name}")
            for name in columns
        )
        cursor.execute(
            f"""WITH c AS (
                INSERT INTO pghistory_context (id, created_at, updated_at, metadata)
                SELECT gen_random_uuid(), now() - interval '1 day', now() - interval '1 day',
                    jsonb_build_object('acting_person', n %% 900, 'user', n %% 900)
                FROM generate_series(1, %s) n RETURNING id),
            numbered AS (SELECT id, row_number() OVER () n FROM c)
            INSERT INTO {table} ({", ".join(columns)})
            SELECT {values} FROM numbered c, (SELECT * FROM {table} LIMIT 1) r""",  # noqa: S608
            [rows],
        )


def analyze(*tables: str) -> None:
    with connection.cursor() as cursor:
        for table in (*tables, "pghistory_context"):
            cursor.execute(f"ANALYZE {table}")


def make_seal(number: int) -> Seal:
    """A seal to look at in lists, of nothing."""
    return Seal.objects.create(
        number=number,
        table="contacts_acoevent",
        columns=["pgh_id"],
        after_id=number,
        upto_id=number + 1,
        count=0,
        entries=b"",
        previous=number.to_bytes(32, "big"),
        digest=bytes(32),
        key="0" * 16,
        signature=bytes(32),
    )
