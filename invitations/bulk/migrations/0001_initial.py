import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("contacts", "0001_initial"),
        ("invitations", "0001_initial"),
        ("pghistory", "0007_auto_20250421_0444"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="BulkInvitation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                (
                    "aco",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="contacts.aco",
                    ),
                ),
                ("source", models.CharField(max_length=200)),
                (
                    "remarks",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(), default=list, size=None
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("confirmed_at", models.DateTimeField(null=True)),
                ("finished_at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("confirmed_at__isnull", False), ("finished_at", None)),
                        fields=["confirmed_at"],
                        name="bulk_invitation_unfinished",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("confirmed_at", None), ("confirmed_by", None)),
                            models.Q(
                                ("confirmed_at__isnull", False), ("confirmed_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="bulk_invitation_confirmed_by_someone",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("finished_at", None),
                            models.Q(
                                ("confirmed_at__isnull", False),
                                ("finished_at__gte", models.F("confirmed_at")),
                            ),
                            _connector="OR",
                        ),
                        name="bulk_invitation_finished_after_confirmed",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BulkInvitationEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField()),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="invitations_bulk.bulkinvitation",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                ("id", models.BigIntegerField()),
                (
                    "aco",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="contacts.aco",
                    ),
                ),
                ("source", models.CharField(max_length=200)),
                (
                    "remarks",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(), default=list, size=None
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("confirmed_at", models.DateTimeField(null=True)),
                ("finished_at", models.DateTimeField(null=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Row",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                (
                    "bulk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rows",
                        to="invitations_bulk.bulkinvitation",
                    ),
                ),
                ("line", models.PositiveIntegerField()),
                ("first_name", models.TextField(blank=True)),
                ("last_name", models.TextField(blank=True)),
                ("email", models.TextField(blank=True)),
                ("phone", models.TextField(blank=True)),
                ("title", models.TextField(blank=True)),
                ("types", models.TextField(blank=True)),
                (
                    "codes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("aco_executive", "ACO Executive"),
                                ("authorized_to_sign_primary", "Authorized to Sign (primary)"),
                                ("authorized_to_sign_secondary", "Authorized to Sign (secondary)"),
                                ("dua_requestor", "DUA Requestor"),
                                ("dua_custodian", "DUA Custodian"),
                                ("cms_liaison", "CMS Liaison"),
                                ("application_primary", "Application Contact (primary)"),
                                ("application_secondary", "Application Contact (secondary)"),
                                ("it_primary", "Information Technology (IT) Contact (primary)"),
                                ("it_secondary", "IT Contact (secondary)"),
                                ("financial", "Financial Contact"),
                                ("medical_director", "Medical Director"),
                                ("compliance", "Compliance Contact"),
                                ("quality_primary", "Quality Contact (primary)"),
                                ("quality_secondary", "Quality Contact (secondary)"),
                                ("marketing_primary", "Marketing Contact (primary)"),
                                ("marketing_secondary", "Marketing Contact (secondary)"),
                                ("public", "Public Contact"),
                                ("other", "Other Contact"),
                                ("credential_delegate", "Credential Delegate"),
                                ("qpp_security_official", "QPP Security Official"),
                                ("qpp_staff_user", "QPP Staff User"),
                            ],
                            max_length=40,
                        ),
                        default=list,
                        size=None,
                    ),
                ),
                ("problem", models.TextField(blank=True)),
                ("done_at", models.DateTimeField(null=True)),
                ("result", models.TextField(blank=True)),
                (
                    "invitation",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="invitations.invitation",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("done_at", None)),
                        fields=["bulk", "line"],
                        name="bulk_row_to_do",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("bulk", "line"), name="bulk_row_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "codes__contained_by",
                                [
                                    "aco_executive",
                                    "authorized_to_sign_primary",
                                    "authorized_to_sign_secondary",
                                    "dua_requestor",
                                    "dua_custodian",
                                    "cms_liaison",
                                    "application_primary",
                                    "application_secondary",
                                    "it_primary",
                                    "it_secondary",
                                    "financial",
                                    "medical_director",
                                    "compliance",
                                    "quality_primary",
                                    "quality_secondary",
                                    "marketing_primary",
                                    "marketing_secondary",
                                    "public",
                                    "other",
                                    "credential_delegate",
                                    "qpp_security_official",
                                    "qpp_staff_user",
                                ],
                            )
                        ),
                        name="bulk_row_types_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("done_at", None), ("invitation", None), ("result", "")),
                            models.Q(
                                ("done_at__isnull", False),
                                ("invitation__isnull", False),
                                ("result", ""),
                            ),
                            models.Q(
                                ("done_at__isnull", False),
                                ("invitation", None),
                                models.Q(("result", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="bulk_row_sent_or_why_not",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="bulkinvitation",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "invitations_bulk_bulkinvitationevent" ("aco_id", "confirmed_at", "confirmed_by_id", "created_at", "created_by_id", "finished_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "remarks", "source") VALUES (NEW."aco_id", NEW."confirmed_at", NEW."confirmed_by_id", NEW."created_at", NEW."created_by_id", NEW."finished_at", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."remarks", NEW."source"); RETURN NULL;',
                    hash="261fdf6016ae7bfe990a485efdd099e75734d1eb",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_750e4",
                    table="invitations_bulk_bulkinvitation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="bulkinvitation",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "invitations_bulk_bulkinvitationevent" ("aco_id", "confirmed_at", "confirmed_by_id", "created_at", "created_by_id", "finished_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "remarks", "source") VALUES (NEW."aco_id", NEW."confirmed_at", NEW."confirmed_by_id", NEW."created_at", NEW."created_by_id", NEW."finished_at", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."remarks", NEW."source"); RETURN NULL;',
                    hash="d39ffcdef640eadbd402995b79319dcd23bab3ac",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_db65e",
                    table="invitations_bulk_bulkinvitation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="bulkinvitation",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "invitations_bulk_bulkinvitationevent" ("aco_id", "confirmed_at", "confirmed_by_id", "created_at", "created_by_id", "finished_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "remarks", "source") VALUES (OLD."aco_id", OLD."confirmed_at", OLD."confirmed_by_id", OLD."created_at", OLD."created_by_id", OLD."finished_at", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."remarks", OLD."source"); RETURN NULL;',
                    hash="ec01025a30cc1d764c334ecbbb5217a1dc394feb",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_147b6",
                    table="invitations_bulk_bulkinvitation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="bulkinvitationevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="0d9a646c0ff64a8c02ff29ad03586c523cccb6dc",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_81b47",
                    table="invitations_bulk_bulkinvitationevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="bulkinvitationevent",
            trigger=pgtrigger.compiler.Trigger(
                name="never_emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="dbda68fb55744e58953ffcc4e3ec086728d9c29f",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_emptied_f7d8a",
                    table="invitations_bulk_bulkinvitationevent",
                    when="BEFORE",
                ),
            ),
        ),
    ]
