"""Indexes on the history tables for reading it by ACO, by organization and by time.

They are plain SQL because the tables' models are made by pghistory for the rooms below, which need
not know who reads them.
"""

from django.db import migrations

ORDER = "pgh_created_at DESC, pgh_id DESC"
INDEXES = {
    "contacts_acoevent_of_aco": f"contacts_acoevent (pgh_obj_id, {ORDER})",
    "contacts_acoevent_by_time": f"contacts_acoevent ({ORDER})",
    "contacts_contactevent_of_aco": f"contacts_contactevent (aco_id, {ORDER})",
    "contacts_contactevent_by_time": f"contacts_contactevent ({ORDER})",
    "contacts_contactattestationevent_by_time": f"contacts_contactattestationevent ({ORDER})",
    "contacts_heldtypeevent_of_aco": f"contacts_heldtypeevent (aco_id, {ORDER})",
    "contacts_heldtypeevent_by_time": f"contacts_heldtypeevent ({ORDER})",
    "invitations_invitationevent_of_aco": f"invitations_invitationevent (aco_id, {ORDER})",
    "invitations_invitationevent_by_time": f"invitations_invitationevent ({ORDER})",
    "qpp_roles_roles_heldroleevent_of_organization": (
        f"qpp_roles_roles_heldroleevent (organization_id, {ORDER})"
    ),
    "qpp_roles_roles_heldroleevent_by_time": f"qpp_roles_roles_heldroleevent ({ORDER})",
    "qpp_roles_roles_rolerequestevent_of_organization": (
        f"qpp_roles_roles_rolerequestevent (organization_id, {ORDER})"
    ),
    "qpp_roles_roles_rolerequestevent_of_aco": f"qpp_roles_roles_rolerequestevent (aco_id, {ORDER})",
    "qpp_roles_roles_rolerequestevent_by_time": f"qpp_roles_roles_rolerequestevent ({ORDER})",
    "qpp_roles_organizations_organizationevent_of_organization": (
        f"qpp_roles_organizations_organizationevent (pgh_obj_id, {ORDER})"
    ),
    "qpp_roles_organizations_organizationevent_by_time": f"qpp_roles_organizations_organizationevent ({ORDER})",
}


class Migration(migrations.Migration):
    dependencies = [
        ("activity", "0001_initial"),
        ("contacts", "0001_initial"),
        ("invitations", "0001_initial"),
        ("qpp_roles_organizations", "0001_initial"),
        ("qpp_roles_roles", "0001_initial"),
    ]

    operations = [
        migrations.RunSQL(f"CREATE INDEX {name} ON {columns}", f"DROP INDEX {name}")
        for name, columns in INDEXES.items()
    ]
