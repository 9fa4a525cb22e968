import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("pghistory", "0007_auto_20250421_0444"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="HarpImport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ("source", models.CharField(max_length=200)),
                (
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("content", models.TextField(blank=True, editable=False)),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
                ("report", models.TextField(blank=True, editable=False)),
                ("accounts_created", models.PositiveIntegerField(default=0)),
                ("roles_given", models.PositiveIntegerField(default=0)),
                ("unchanged", models.PositiveIntegerField(default=0)),
                ("ended", models.PositiveIntegerField(default=0)),
                ("refused", models.PositiveIntegerField(default=0)),
            ],
            options={
                "verbose_name": "import from HARP",
                "verbose_name_plural": "imports from HARP",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("finished_at", None),
                                ("report", ""),
                                models.Q(("content", ""), _negated=True),
                            ),
                            models.Q(
                                ("content", ""),
                                ("finished_at__isnull", False),
                                models.Q(("report", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="harp_import_waits_or_is_done",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HarpImportEvent",
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
                        to="qpp_roles_harp.harpimport",
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
                ("source", models.CharField(max_length=200)),
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
                ("finished_at", models.DateTimeField(blank=True, null=True)),
                ("accounts_created", models.PositiveIntegerField(default=0)),
                ("roles_given", models.PositiveIntegerField(default=0)),
                ("unchanged", models.PositiveIntegerField(default=0)),
                ("ended", models.PositiveIntegerField(default=0)),
                ("refused", models.PositiveIntegerField(default=0)),
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="harpimport",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "qpp_roles_harp_harpimportevent" ("accounts_created", "created_at", "created_by_id", "ended", "finished_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "refused", "roles_given", "source", "unchanged") VALUES (NEW."accounts_created", NEW."created_at", NEW."created_by_id", NEW."ended", NEW."finished_at", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."refused", NEW."roles_given", NEW."source", NEW."unchanged"); RETURN NULL;',
                    hash="84bc492ac81a81350b0410e26889de5ac7aaddda",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_568dd",
                    table="qpp_roles_harp_harpimport",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="harpimport",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."accounts_created" IS DISTINCT FROM (NEW."accounts_created") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."created_by_id" IS DISTINCT FROM (NEW."created_by_id") OR OLD."ended" IS DISTINCT FROM (NEW."ended") OR OLD."finished_at" IS DISTINCT FROM (NEW."finished_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."refused" IS DISTINCT FROM (NEW."refused") OR OLD."roles_given" IS DISTINCT FROM (NEW."roles_given") OR OLD."source" IS DISTINCT FROM (NEW."source") OR OLD."unchanged" IS DISTINCT FROM (NEW."unchanged"))',
                    func='INSERT INTO "qpp_roles_harp_harpimportevent" ("accounts_created", "created_at", "created_by_id", "ended", "finished_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "refused", "roles_given", "source", "unchanged") VALUES (NEW."accounts_created", NEW."created_at", NEW."created_by_id", NEW."ended", NEW."finished_at", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."refused", NEW."roles_given", NEW."source", NEW."unchanged"); RETURN NULL;',
                    hash="f6d9df3d048112546a647cac19ff01dbd37c5795",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_6c04e",
                    table="qpp_roles_harp_harpimport",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="harpimport",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "qpp_roles_harp_harpimportevent" ("accounts_created", "created_at", "created_by_id", "ended", "finished_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "refused", "roles_given", "source", "unchanged") VALUES (OLD."accounts_created", OLD."created_at", OLD."created_by_id", OLD."ended", OLD."finished_at", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."refused", OLD."roles_given", OLD."source", OLD."unchanged"); RETURN NULL;',
                    hash="20a7b4f2e7e7a254651aeda584bad4854e8da7c0",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_49274",
                    table="qpp_roles_harp_harpimport",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="harpimportevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="cc05a1659d4a255c4d88005f9dc30bdfdda7536d",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_fcab4",
                    table="qpp_roles_harp_harpimportevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="harpimportevent",
            trigger=pgtrigger.compiler.Trigger(
                name="never_emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="14c5ab11fc5656daddf62e7719316ab7354d24c9",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_emptied_678e0",
                    table="qpp_roles_harp_harpimportevent",
                    when="BEFORE",
                ),
            ),
        ),
    ]
