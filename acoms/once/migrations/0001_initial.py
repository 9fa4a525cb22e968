from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
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
