"""Names are searched as people type them: `acoms/folding.py`. PostgreSQL is to tell what few names
have in them from what many have: `qpp_roles.search.SAMPLING` has the same words."""

from django.contrib.postgres.indexes import GinIndex
from django.db import migrations, models

import acoms.folding


class Migration(migrations.Migration):
    dependencies = [
        ("acoms", "0001_folded_names"),
        ("qpp_roles", "0010_lifted_locks"),
    ]

    operations = [
        migrations.AlterModelOptions(name="organization", options={"ordering": ("searched", "pk")}),
        migrations.RemoveIndex(model_name="organization", name="organization_trigrams"),
        migrations.RemoveIndex(model_name="organization", name="organization_name"),
        migrations.RemoveIndex(model_name="organization", name="organization_closed"),
        migrations.AddField(
            model_name="organization",
            name="searched",
            field=models.GeneratedField(
                db_persist=True,
                expression=acoms.folding.Searchable("name"),
                output_field=models.TextField(db_collation="C"),
            ),
        ),
        migrations.AddIndex(
            model_name="organization",
            index=models.Index(fields=["kind", "searched"], name="organization_name"),
        ),
        migrations.AddIndex(
            model_name="organization",
            index=models.Index(
                condition=models.Q(("closed_at__isnull", False)),
                fields=["kind", "searched"],
                name="organization_closed",
            ),
        ),
        migrations.AddIndex(
            model_name="organization",
            index=GinIndex(
                fields=["searched"], name="organization_trigrams", opclasses=["gin_trgm_ops"]
            ),
        ),
        migrations.RunSQL(
            "ALTER TABLE qpp_roles_organization ALTER COLUMN searched SET STATISTICS 500",
            "ALTER TABLE qpp_roles_organization ALTER COLUMN searched SET STATISTICS -1",
        ),
    ]
