import django.contrib.postgres.indexes
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("contacts", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=20)),
                ("key", models.BigIntegerField()),
                (
                    "aco",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="contacts.aco",
                    ),
                ),
                ("searched", models.TextField()),
                ("tin_hash", models.UUIDField(null=True)),
                ("npi", models.CharField(db_default="", default="", max_length=10)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["kind", "aco"], name="search_of_aco"),
                    django.contrib.postgres.indexes.GinIndex(
                        django.contrib.postgres.indexes.OpClass("kind", name="text_ops"),
                        django.contrib.postgres.indexes.OpClass("searched", name="gin_trgm_ops"),
                        name="search_words",
                    ),
                    models.Index(
                        condition=models.Q(("tin_hash__isnull", False)),
                        fields=["tin_hash"],
                        name="search_tin",
                    ),
                    models.Index(
                        condition=models.Q(("npi", ""), _negated=True),
                        fields=["npi"],
                        name="search_npi",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "key"), name="search_once")
                ],
            },
        ),
    ]
