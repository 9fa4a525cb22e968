import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("contacts", "0001_initial"),
        ("pghistory", "0007_auto_20250421_0444"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Webhook",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "aco",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="contacts.aco",
                    ),
                ),
                ("url", models.CharField(max_length=500)),
                (
                    "codes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), size=None
                    ),
                ),
                ("secret", models.TextField(editable=False)),
                ("secret_before", models.TextField(blank=True, editable=False)),
                ("rotated_at", models.DateTimeField(blank=True, null=True)),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("failing_since", models.DateTimeField(blank=True, null=True)),
                ("busy_until", models.DateTimeField(blank=True, editable=False, null=True)),
                ("off_at", models.DateTimeField(blank=True, null=True)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("codes__len__gte", 1)), name="webhook_hears_something"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("url", ""), _negated=True),
                        name="webhook_has_an_address",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("secret_before", ""), ("rotated_at__isnull", False), _connector="OR"
                        ),
                        name="webhook_had_a_secret_before",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("aco", "url"),
                        name="webhook_once_in_an_aco",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="WebhookDelivery",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "webhook",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="deliveries",
                        to="api_webhooks.webhook",
                    ),
                ),
                ("code", models.CharField(max_length=40)),
                ("subject", models.CharField(blank=True, max_length=200)),
                ("data", models.JSONField(default=dict)),
                (
                    "transaction",
                    models.BigIntegerField(
                        db_default=models.Func(
                            function="txid_current", output_field=models.BigIntegerField()
                        ),
                        editable=False,
                    ),
                ),
                ("happened_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("due_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("tried_at", models.DateTimeField(blank=True, null=True)),
                ("status", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("failure", models.CharField(blank=True, max_length=200)),
                ("delivered_at", models.DateTimeField(blank=True, null=True)),
                ("given_up_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "verbose_name": "message to a webhook",
                "verbose_name_plural": "messages to webhooks",
                "indexes": [
                    models.Index(
                        condition=models.Q(("delivered_at", None), ("given_up_at", None)),
                        fields=["webhook", "due_at", "id"],
                        name="delivery_due",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("webhook", "code", "subject", "transaction"),
                        name="delivery_once_of_a_change",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("delivered_at", None), ("given_up_at", None), _connector="OR"
                        ),
                        name="delivery_delivered_or_given_up",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="WebhookEvent",
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
                        to="api_webhooks.webhook",
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
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False)),
                (
                    "aco",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="contacts.aco",
                    ),
                ),
                ("url", models.CharField(max_length=500)),
                (
                    "codes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), size=None
                    ),
                ),
                ("rotated_at", models.DateTimeField(blank=True, null=True)),
                (
                    "made_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("off_at", models.DateTimeField(blank=True, null=True)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="webhook",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "api_webhooks_webhookevent" ("aco_id", "codes", "ended_at", "id", "made_at", "made_by_id", "off_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rotated_at", "uid", "url") VALUES (NEW."aco_id", NEW."codes", NEW."ended_at", NEW."id", NEW."made_at", NEW."made_by_id", NEW."off_at", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."rotated_at", NEW."uid", NEW."url"); RETURN NULL;',
                    hash="402db3243473bd217a57c7ffcbe32daea70122ef",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_aee99",
                    table="api_webhooks_webhook",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="webhook",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."aco_id" IS DISTINCT FROM (NEW."aco_id") OR OLD."codes" IS DISTINCT FROM (NEW."codes") OR OLD."ended_at" IS DISTINCT FROM (NEW."ended_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."made_at" IS DISTINCT FROM (NEW."made_at") OR OLD."made_by_id" IS DISTINCT FROM (NEW."made_by_id") OR OLD."off_at" IS DISTINCT FROM (NEW."off_at") OR OLD."rotated_at" IS DISTINCT FROM (NEW."rotated_at") OR OLD."uid" IS DISTINCT FROM (NEW."uid") OR OLD."url" IS DISTINCT FROM (NEW."url"))',
                    func='INSERT INTO "api_webhooks_webhookevent" ("aco_id", "codes", "ended_at", "id", "made_at", "made_by_id", "off_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rotated_at", "uid", "url") VALUES (NEW."aco_id", NEW."codes", NEW."ended_at", NEW."id", NEW."made_at", NEW."made_by_id", NEW."off_at", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."rotated_at", NEW."uid", NEW."url"); RETURN NULL;',
                    hash="55620f0cdded54331a47619c868783a2f6614f93",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_740f8",
                    table="api_webhooks_webhook",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="webhook",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "api_webhooks_webhookevent" ("aco_id", "codes", "ended_at", "id", "made_at", "made_by_id", "off_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rotated_at", "uid", "url") VALUES (OLD."aco_id", OLD."codes", OLD."ended_at", OLD."id", OLD."made_at", OLD."made_by_id", OLD."off_at", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."rotated_at", OLD."uid", OLD."url"); RETURN NULL;',
                    hash="cc89728169ddf006d389412372f21cf570b280c0",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_95c45",
                    table="api_webhooks_webhook",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="webhookevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="e0249ed7344af6aef1789a3f1f2a4ca6c5da9c57",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_0d256",
                    table="api_webhooks_webhookevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="webhookevent",
            trigger=pgtrigger.compiler.Trigger(
                name="never_emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="96cbaaf0d5da5193e8bd64883c764808fbc36ad7",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_emptied_d711a",
                    table="api_webhooks_webhookevent",
                    when="BEFORE",
                ),
            ),
        ),
    ]
