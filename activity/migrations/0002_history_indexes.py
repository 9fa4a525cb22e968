"""Indexes on the history tables for reading it by ACO and by time.

They are plain SQL because the tables' models are made by pghistory for the rooms below, whose
migrations need not know who reads them. On tables that are large already, create them by hand
beforehand with CREATE INDEX CONCURRENTLY and the same names.
"""

from django.db import migrations

TABLES = {
    "contacts_acoevent": "pgh_obj_id",
    "contacts_contactevent": "aco_id",
    "contacts_heldtypeevent": "aco_id",
    "invitations_invitationevent": "aco_id",
}
BY_TIME = [*TABLES, "contacts_contactattestationevent"]

INDEXES = [
    *(
        (f"{table}_of_aco", f"{table} ({aco}, pgh_created_at DESC, pgh_id DESC)")
        for table, aco in TABLES.items()
    ),
    *((f"{table}_by_time", f"{table} (pgh_created_at DESC, pgh_id DESC)") for table in BY_TIME),
]


class Migration(migrations.Migration):
    dependencies = [
        ("activity", "0001_initial"),
        ("contacts", "0003_facts"),
        ("invitations", "0001_initial"),
    ]

    operations = [
        migrations.RunSQL(
            f"CREATE INDEX IF NOT EXISTS {name} ON {columns}", f"DROP INDEX IF EXISTS {name}"
        )
        for name, columns in INDEXES
    ]
