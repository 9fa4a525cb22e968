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
            name="MailPreference",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("weekly_digest", models.BooleanField(default=False)),
                ("changed_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
        ),
        migrations.CreateModel(
            name="Notification",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=60)),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("address", models.EmailField(blank=True, max_length=254)),
                ("data", models.JSONField(default=dict)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("on_screen", models.BooleanField()),
                ("read_at", models.DateTimeField(null=True)),
                ("by_email", models.BooleanField()),
                ("held", models.BooleanField(default=False)),
                ("gather", models.CharField(blank=True, db_default="", max_length=120)),
                (
                    "digest",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="carried",
                        to="notifications.notification",
                    ),
                ),
                ("due_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("sent_at", models.DateTimeField(null=True)),
                ("failed_at", models.DateTimeField(null=True)),
                ("failure", models.CharField(blank=True, max_length=300)),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(
                            ("by_email", True), ("failed_at", None), ("sent_at", None)
                        ),
                        fields=["due_at", "id"],
                        name="notification_due",
                    ),
                    models.Index(
                        condition=models.Q(("on_screen", True)),
                        fields=["person", "-id"],
                        name="notification_on_screen",
                    ),
                    models.Index(
                        condition=models.Q(("on_screen", True), ("read_at", None)),
                        fields=["person"],
                        name="notification_unread",
                    ),
                    models.Index(
                        condition=models.Q(("held", True)),
                        fields=["person", "due_at"],
                        name="notification_held",
                    ),
                    models.Index(
                        condition=models.Q(("held", True), models.Q(("gather", ""), _negated=True)),
                        fields=["gather"],
                        name="notification_gathered",
                    ),
                    models.Index(
                        condition=models.Q(("digest__isnull", False)),
                        fields=["digest"],
                        name="notification_carried",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("sent_at", None), ("failed_at", None), _connector="OR"),
                        name="notification_sent_or_failed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("on_screen", True), ("person__isnull", False)),
                            models.Q(("by_email", True), models.Q(("address", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="notification_reaches_someone",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("held", False),
                            models.Q(("by_email", False), ("digest", None), ("on_screen", True)),
                            _connector="OR",
                        ),
                        name="notification_held_is_mailed_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("digest", None), ("by_email", False), _connector="OR"),
                        name="notification_carried_is_mailed_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MailPreferenceEvent",
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
                        to="notifications.mailpreference",
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
                    "person",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("weekly_digest", models.BooleanField(default=False)),
                ("changed_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="mailpreference",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "notifications_mailpreferenceevent" ("changed_at", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "weekly_digest") VALUES (NEW."changed_at", NEW."id", NEW."person_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."weekly_digest"); RETURN NULL;',
                    hash="8d9b2df0a4328657b325cf6a9dd16a15936db943",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_e3e2c",
                    table="notifications_mailpreference",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="mailpreference",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "notifications_mailpreferenceevent" ("changed_at", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "weekly_digest") VALUES (NEW."changed_at", NEW."id", NEW."person_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."weekly_digest"); RETURN NULL;',
                    hash="feb09bad6c1bfc7a1e49d4a2fce7c8e459c1110f",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_59d2c",
                    table="notifications_mailpreference",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="mailpreference",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "notifications_mailpreferenceevent" ("changed_at", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "weekly_digest") VALUES (OLD."changed_at", OLD."id", OLD."person_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."weekly_digest"); RETURN NULL;',
                    hash="14a70639a0c08fa78922ad5ed8574e631578da0d",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_88302",
                    table="notifications_mailpreference",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="mailpreferenceevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="7ff1aee68a4a45e70bd6f09bb5b88765ccb30924",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_ada8a",
                    table="notifications_mailpreferenceevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="mailpreferenceevent",
            trigger=pgtrigger.compiler.Trigger(
                name="never_emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="a00f3907d539a8d79f777082cc2faa4c5de1ce62",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_emptied_e006a",
                    table="notifications_mailpreferenceevent",
                    when="BEFORE",
                ),
            ),
        ),
    ]
