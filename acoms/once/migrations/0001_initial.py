from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Turn",
            fields=[
                ("attempt", models.PositiveBigIntegerField(default=0)),
                ("alive_at", models.DateTimeField(blank=True, null=True)),
                ("name", models.CharField(max_length=40, primary_key=True, serialize=False)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Claim",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ("reminder", models.CharField(max_length=40)),
                ("about", models.BigIntegerField()),
                ("step", models.CharField(max_length=40)),
                ("claimed_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("reminder", "about", "step"), name="claimed_once"
                    )
                ],
            },
        ),
    ]
