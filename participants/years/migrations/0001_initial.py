import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
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
            name="PerformanceYear",
            fields=[
                ("year", models.PositiveSmallIntegerField(primary_key=True, serialize=False)),
                ("certify_from", models.DateField()),
                ("certify_by", models.DateField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("certify_by__gte", models.F("certify_from"))),
                        name="year_certified_in_order",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FeedbackCycle",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                (
                    "performance_year",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cycles",
                        to="participants_years.performanceyear",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("opens_on", models.DateField()),
                ("closes_on", models.DateField()),
                ("feedback_on", models.DateField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("performance_year", "number"), name="cycle_once_in_a_year"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("number__in", [1, 2])), name="cycle_one_of_two"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("closes_on__gte", models.F("opens_on")),
                            ("feedback_on__gte", models.F("closes_on")),
                        ),
                        name="cycle_days_in_order",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            (
                                models.Func(
                                    models.F("opens_on"),
                                    models.F("closes_on"),
                                    django.contrib.postgres.fields.ranges.RangeBoundary(
                                        inclusive_lower=True, inclusive_upper=True
                                    ),
                                    function="DATERANGE",
                                    output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                                ),
                                "&&",
                            )
                        ],
                        name="cycle_days_apart",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PerformanceYearEvent",
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
                        to="participants_years.performanceyear",
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
                ("year", models.PositiveSmallIntegerField(serialize=False)),
                ("certify_from", models.DateField()),
                ("certify_by", models.DateField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="FeedbackCycleEvent",
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
                        to="participants_years.feedbackcycle",
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
                    "performance_year",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="participants_years.performanceyear",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("opens_on", models.DateField()),
                ("closes_on", models.DateField()),
                ("feedback_on", models.DateField()),
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="performanceyear",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "participants_years_performanceyearevent" ("certify_by", "certify_from", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "year") VALUES (NEW."certify_by", NEW."certify_from", _pgh_attach_context(), NOW(), \'insert\', NEW."year", NEW."year"); RETURN NULL;',
                    hash="8e06643bb240fd34deac964922b1aedd83553adb",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_8c0d9",
                    table="participants_years_performanceyear",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="performanceyear",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "participants_years_performanceyearevent" ("certify_by", "certify_from", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "year") VALUES (NEW."certify_by", NEW."certify_from", _pgh_attach_context(), NOW(), \'update\', NEW."year", NEW."year"); RETURN NULL;',
                    hash="10358e2d8f33879fc22f1497c26bcf575b151039",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_98a03",
                    table="participants_years_performanceyear",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="performanceyear",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "participants_years_performanceyearevent" ("certify_by", "certify_from", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "year") VALUES (OLD."certify_by", OLD."certify_from", _pgh_attach_context(), NOW(), \'delete\', OLD."year", OLD."year"); RETURN NULL;',
                    hash="3b4de18b481a35dbe490e7a18aaa8d6bf5a43524",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_0a00c",
                    table="participants_years_performanceyear",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="feedbackcycleevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="44788995d80df06ddfe090eaccf9ccf954d5024f",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_72edf",
                    table="participants_years_feedbackcycleevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="feedbackcycleevent",
            trigger=pgtrigger.compiler.Trigger(
                name="never_emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="7c551e9ba1aec5ab3a9a0f2f0aa59005cf113f54",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_emptied_72409",
                    table="participants_years_feedbackcycleevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="feedbackcycle",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "participants_years_feedbackcycleevent" ("closes_on", "feedback_on", "id", "number", "opens_on", "performance_year_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."closes_on", NEW."feedback_on", NEW."id", NEW."number", NEW."opens_on", NEW."performance_year_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;',
                    hash="4f0354228c2c17f49c8639dc7ac7053a9110169a",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_1cddb",
                    table="participants_years_feedbackcycle",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="feedbackcycle",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "participants_years_feedbackcycleevent" ("closes_on", "feedback_on", "id", "number", "opens_on", "performance_year_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."closes_on", NEW."feedback_on", NEW."id", NEW."number", NEW."opens_on", NEW."performance_year_id", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;',
                    hash="df84a23ab770d8113362554b2b0a74c2f8ad2d82",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_78f7b",
                    table="participants_years_feedbackcycle",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="feedbackcycle",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "participants_years_feedbackcycleevent" ("closes_on", "feedback_on", "id", "number", "opens_on", "performance_year_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."closes_on", OLD."feedback_on", OLD."id", OLD."number", OLD."opens_on", OLD."performance_year_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;',
                    hash="d5668868b19d30456836d66ab62df0cc060a74b9",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_7ff5f",
                    table="participants_years_feedbackcycle",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="performanceyearevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="c63c3d4c99b1c0b58750ab692744b4ddd48d14cf",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_f017e",
                    table="participants_years_performanceyearevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="performanceyearevent",
            trigger=pgtrigger.compiler.Trigger(
                name="never_emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="7c30b1259b56e09899432cf146b1bfa9271dab91",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_emptied_ddef1",
                    table="participants_years_performanceyearevent",
                    when="BEFORE",
                ),
            ),
        ),
    ]
