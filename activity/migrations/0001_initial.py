import django.contrib.postgres.fields
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Seal",
            fields=[
                ("number", models.BigIntegerField(primary_key=True, serialize=False)),
                ("table", models.CharField(max_length=63)),
                (
                    "columns",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=63), size=None
                    ),
                ),
                ("after_id", models.BigIntegerField()),
                ("upto_id", models.BigIntegerField()),
                ("count", models.PositiveIntegerField()),
                ("sealed_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("entries", models.BinaryField()),
                ("previous", models.BinaryField(max_length=32, unique=True)),
                ("digest", models.BinaryField(max_length=32)),
                ("key", models.CharField(max_length=16)),
                ("signature", models.BinaryField(max_length=32)),
            ],
            options={
                "indexes": [models.Index(fields=["table", "-number"], name="seal_of_table")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("number__gte", 1), ("upto_id__gte", models.F("after_id"))
                        ),
                        name="seal_of_a_range",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Activity",
            fields=[],
            options={
                "verbose_name": "activity of ACOs",
                "verbose_name_plural": "activity of ACOs",
                "proxy": True,
                "indexes": [],
                "constraints": [],
            },
            bases=("activity.seal",),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="seal",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="d195f6091871b82ae6a6a05d2691fb82a332205b",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_bfdea",
                    table="activity_seal",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="seal",
            trigger=pgtrigger.compiler.Trigger(
                name="never_emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="ff3d8290d822e3e1083c8f3b25381ce6fe62f716",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_emptied_c0f4a",
                    table="activity_seal",
                    when="BEFORE",
                ),
            ),
        ),
    ]
