import uuid

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
        ("pghistory", "0007_auto_20250421_0444"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="DataSharingFile",
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
                ("today", models.DateField()),
                ("size", models.PositiveBigIntegerField()),
                ("uploaded_as", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("made_as", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("uploaded_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("lines_total", models.PositiveBigIntegerField(default=0)),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
                ("failure", models.CharField(blank=True, max_length=500)),
                ("summary", models.JSONField(default=dict)),
                ("bad_lines", models.JSONField(default=list)),
                ("delete_on", models.DateField()),
                ("deleted_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "verbose_name": "data sharing file",
            },
        ),
        migrations.CreateModel(
            name="DataSharingProgress",
            fields=[
                ("attempt", models.PositiveBigIntegerField(default=0)),
                ("alive_at", models.DateTimeField(blank=True, null=True)),
                (
                    "file",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="progress",
                        serialize=False,
                        to="participants_data_sharing.datasharingfile",
                    ),
                ),
                ("percent", models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="DataSharingAccess",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="accesses",
                        to="participants_data_sharing.datasharingfile",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "verbose_name": "access to beneficiary data",
                "verbose_name_plural": "accesses to beneficiary data",
            },
        ),
        migrations.CreateModel(
            name="DataSharingFileEvent",
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
                        to="participants_data_sharing.datasharingfile",
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
                ("today", models.DateField()),
                ("size", models.PositiveBigIntegerField()),
                ("uploaded_as", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("made_as", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("uploaded_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("lines_total", models.PositiveBigIntegerField(default=0)),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
                ("failure", models.CharField(blank=True, max_length=500)),
                ("summary", models.JSONField(default=dict)),
                ("bad_lines", models.JSONField(default=list)),
                ("delete_on", models.DateField()),
                ("deleted_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="datasharingfile",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "participants_data_sharing_datasharingfileevent" ("aco_id", "bad_lines", "delete_on", "deleted_at", "failure", "finished_at", "id", "lines_total", "made_as", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "size", "source", "summary", "today", "uploaded_as", "uploaded_at", "uploaded_by_id") VALUES (NEW."aco_id", NEW."bad_lines", NEW."delete_on", NEW."deleted_at", NEW."failure", NEW."finished_at", NEW."id", NEW."lines_total", NEW."made_as", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."size", NEW."source", NEW."summary", NEW."today", NEW."uploaded_as", NEW."uploaded_at", NEW."uploaded_by_id"); RETURN NULL;',
                    hash="945953f5d82b9d3400046e5234c0a70fa5aaa274",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_076a4",
                    table="participants_data_sharing_datasharingfile",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="datasharingfile",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "participants_data_sharing_datasharingfileevent" ("aco_id", "bad_lines", "delete_on", "deleted_at", "failure", "finished_at", "id", "lines_total", "made_as", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "size", "source", "summary", "today", "uploaded_as", "uploaded_at", "uploaded_by_id") VALUES (NEW."aco_id", NEW."bad_lines", NEW."delete_on", NEW."deleted_at", NEW."failure", NEW."finished_at", NEW."id", NEW."lines_total", NEW."made_as", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."size", NEW."source", NEW."summary", NEW."today", NEW."uploaded_as", NEW."uploaded_at", NEW."uploaded_by_id"); RETURN NULL;',
                    hash="01110e79c9e967f04636ed9f06bca654c0512a2d",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_f9e6f",
                    table="participants_data_sharing_datasharingfile",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="datasharingfile",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "participants_data_sharing_datasharingfileevent" ("aco_id", "bad_lines", "delete_on", "deleted_at", "failure", "finished_at", "id", "lines_total", "made_as", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "size", "source", "summary", "today", "uploaded_as", "uploaded_at", "uploaded_by_id") VALUES (OLD."aco_id", OLD."bad_lines", OLD."delete_on", OLD."deleted_at", OLD."failure", OLD."finished_at", OLD."id", OLD."lines_total", OLD."made_as", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."size", OLD."source", OLD."summary", OLD."today", OLD."uploaded_as", OLD."uploaded_at", OLD."uploaded_by_id"); RETURN NULL;',
                    hash="ca1d13c1d88d1a1c316c943e5b4c3a7ec3237023",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_3d799",
                    table="participants_data_sharing_datasharingfile",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="datasharingfileevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="54c1c5d928ee21fc6c4de04390644b705868d88c",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_9bc44",
                    table="participants_data_sharing_datasharingfileevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="datasharingfileevent",
            trigger=pgtrigger.compiler.Trigger(
                name="never_emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="4bb7057e0f9fab95d9ce6c2195fdc4ce33466f86",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_emptied_78a33",
                    table="participants_data_sharing_datasharingfileevent",
                    when="BEFORE",
                ),
            ),
        ),
    ]
