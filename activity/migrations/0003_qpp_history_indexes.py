"""Indexes on the history of QPP roles for reading it by organization, by ACO and by time."""

from django.db import migrations

ORDER = "pgh_created_at DESC, pgh_id DESC"
INDEXES = [
    ("heldroleevent_of_organization", f"qpp_roles_heldroleevent (organization_id, {ORDER})"),
    ("heldroleevent_by_time", f"qpp_roles_heldroleevent ({ORDER})"),
    ("rolerequestevent_of_organization", f"qpp_roles_rolerequestevent (organization_id, {ORDER})"),
    ("rolerequestevent_of_aco", f"qpp_roles_rolerequestevent (aco_id, {ORDER})"),
    ("rolerequestevent_by_time", f"qpp_roles_rolerequestevent ({ORDER})"),
    ("organizationevent_of_organization", f"qpp_roles_organizationevent (pgh_obj_id, {ORDER})"),
    ("organizationevent_by_time", f"qpp_roles_organizationevent ({ORDER})"),
]


class Migration(migrations.Migration):
    dependencies = [
        ("activity", "0002_history_indexes"),
        ("qpp_roles", "0001_initial"),
    ]

    operations = [
        migrations.RunSQL(
            f"CREATE INDEX IF NOT EXISTS qpp_roles_{name} ON {columns}",
            f"DROP INDEX IF EXISTS qpp_roles_{name}",
        )
        for name, columns in INDEXES
    ]
