from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Registration",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ("email", models.EmailField(max_length=254, unique=True)),
                ("generation", models.PositiveIntegerField(default=1)),
                ("sent_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField(db_index=True)),
                ("wrong_codes", models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "email__regex",
                                "^(?=[^@]{1,64}@)[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$",
                            )
                        ),
                        name="registration_email_in_one_spelling",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("expires_at__gt", models.F("sent_at"))),
                        name="registration_ends_after_sending",
                    ),
                ],
            },
        ),
    ]
