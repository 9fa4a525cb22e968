import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        migrations.CreateModel(
            name="ReportMonth",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ("attempt", models.PositiveBigIntegerField(default=0)),
                ("alive_at", models.DateTimeField(blank=True, null=True)),
                ("month", models.DateField(unique=True)),
                ("published", models.PositiveIntegerField(default=0)),
                ("upto", models.BigIntegerField(default=0, editable=False)),
                ("finished_at", models.DateTimeField(null=True)),
            ],
            options={
                "verbose_name": "month of reports",
                "verbose_name_plural": "reports of the program",
            },
        ),
        migrations.CreateModel(
            name="ReportMonthEvent",
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
                        to="documents_reports.reportmonth",
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
                ("month", models.DateField()),
                ("finished_at", models.DateTimeField(null=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reportmonth",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "documents_reports_reportmonthevent" ("finished_at", "id", "month", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."finished_at", NEW."id", NEW."month", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;',
                    hash="b98ed8f9b5d50185968519ade4f6b358f5925ce7",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_19278",
                    table="documents_reports_reportmonth",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reportmonth",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."finished_at" IS DISTINCT FROM (NEW."finished_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."month" IS DISTINCT FROM (NEW."month"))',
                    func='INSERT INTO "documents_reports_reportmonthevent" ("finished_at", "id", "month", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."finished_at", NEW."id", NEW."month", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;',
                    hash="58b8a5cd455ec4c75d6706641f4bb93ab4d0f02a",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_a7d5e",
                    table="documents_reports_reportmonth",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reportmonth",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "documents_reports_reportmonthevent" ("finished_at", "id", "month", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."finished_at", OLD."id", OLD."month", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;',
                    hash="ae93372951b642f34c0123397d8d942a4e3a9397",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_de790",
                    table="documents_reports_reportmonth",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reportmonthevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="74f2a553121a4d6834187a86f4a4d61d640c7e56",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_e4f37",
                    table="documents_reports_reportmonthevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reportmonthevent",
            trigger=pgtrigger.compiler.Trigger(
                name="never_emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="b9dcf39ddc53fd1f8bc5c7f087ce53277f640738",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_emptied_f953e",
                    table="documents_reports_reportmonthevent",
                    when="BEFORE",
                ),
            ),
        ),
    ]
