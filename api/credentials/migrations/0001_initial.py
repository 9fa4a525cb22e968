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
            name="Credentials",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("name", models.CharField(max_length=60)),
                (
                    "resources",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=30), size=None
                    ),
                ),
                (
                    "addresses",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=43), size=None
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("end_reason", models.CharField(blank=True, max_length=500)),
            ],
            options={
                "verbose_name": "API credentials",
                "verbose_name_plural": "API credentials",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True),
                        name="credentials_have_a_name",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("resources__len__gte", 1)),
                        name="credentials_for_a_resource",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("addresses__len__gte", 1)),
                        name="credentials_from_an_address",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("end_reason", ""), ("ended_at", None)),
                            models.Q(
                                ("ended_at__isnull", False),
                                models.Q(("end_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="credentials_ended_with_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ClientId",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                (
                    "credentials",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="client_ids",
                        to="api_credentials.credentials",
                    ),
                ),
                ("client_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("secret_mac", models.BinaryField(max_length=32)),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("ends_at", models.DateTimeField()),
                ("last_used_at", models.DateTimeField(blank=True, null=True)),
                ("last_used_from", models.GenericIPAddressField(blank=True, null=True)),
            ],
            options={
                "verbose_name": "client ID",
                "verbose_name_plural": "client IDs",
                "indexes": [models.Index(fields=["ends_at"], name="client_id_end")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gte", models.F("made_at"))),
                        name="client_id_ends_later",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("last_used_at", None), ("last_used_from", None)),
                            models.Q(
                                ("last_used_at__isnull", False), ("last_used_from__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="client_id_used_from_somewhere",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CredentialsAco",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                (
                    "credentials",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="acos",
                        to="api_credentials.credentials",
                    ),
                ),
                (
                    "aco",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="contacts.aco",
                    ),
                ),
                (
                    "delegate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("last_change", models.CharField(max_length=12)),
                ("changed_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "verbose_name": "ACO of credentials",
                "verbose_name_plural": "ACOs of credentials",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("credentials", "aco"), name="credentials_once_for_an_aco"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "last_change__in",
                                [
                                    "created",
                                    "rotated",
                                    "addresses",
                                    "taken_over",
                                    "deleted",
                                    "ended_by_cms",
                                ],
                            )
                        ),
                        name="credentials_change_is_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CredentialsEvent",
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
                        to="api_credentials.credentials",
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
                ("name", models.CharField(max_length=60)),
                (
                    "resources",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=30), size=None
                    ),
                ),
                (
                    "addresses",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=43), size=None
                    ),
                ),
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
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("end_reason", models.CharField(blank=True, max_length=500)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ClientIdEvent",
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
                        to="api_credentials.clientid",
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
                    "credentials",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="api_credentials.credentials",
                    ),
                ),
                ("client_id", models.UUIDField(default=uuid.uuid4, editable=False)),
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
                ("ends_at", models.DateTimeField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="CredentialsAcoEvent",
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
                        to="api_credentials.credentialsaco",
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
                    "credentials",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="api_credentials.credentials",
                    ),
                ),
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
                (
                    "delegate",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("last_change", models.CharField(max_length=12)),
                ("changed_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="credentials",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "api_credentials_credentialsevent" ("addresses", "end_reason", "ended_at", "id", "made_at", "made_by_id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "resources", "uid") VALUES (NEW."addresses", NEW."end_reason", NEW."ended_at", NEW."id", NEW."made_at", NEW."made_by_id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."resources", NEW."uid"); RETURN NULL;',
                    hash="9518870eb3b48ec01aa4ad886e2d4847c381f956",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_15c5b",
                    table="api_credentials_credentials",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="credentials",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "api_credentials_credentialsevent" ("addresses", "end_reason", "ended_at", "id", "made_at", "made_by_id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "resources", "uid") VALUES (NEW."addresses", NEW."end_reason", NEW."ended_at", NEW."id", NEW."made_at", NEW."made_by_id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."resources", NEW."uid"); RETURN NULL;',
                    hash="68ab9a1425cb8cfc9e949984d16ab7735fb6432e",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_9dc72",
                    table="api_credentials_credentials",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="credentials",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "api_credentials_credentialsevent" ("addresses", "end_reason", "ended_at", "id", "made_at", "made_by_id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "resources", "uid") VALUES (OLD."addresses", OLD."end_reason", OLD."ended_at", OLD."id", OLD."made_at", OLD."made_by_id", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."resources", OLD."uid"); RETURN NULL;',
                    hash="ddeb40f304e80575b1469bc9be49a6ccbc1b5528",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_e9e86",
                    table="api_credentials_credentials",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="clientidevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="d8947b18f05a330b421dd8cc1033648b0715ddaa",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_ad18a",
                    table="api_credentials_clientidevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="clientidevent",
            trigger=pgtrigger.compiler.Trigger(
                name="never_emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="b7a38ba2a58ffde221f4dd1e762661b8f2c40cbe",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_emptied_3f36c",
                    table="api_credentials_clientidevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="clientid",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "api_credentials_clientidevent" ("client_id", "credentials_id", "ends_at", "id", "made_at", "made_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."client_id", NEW."credentials_id", NEW."ends_at", NEW."id", NEW."made_at", NEW."made_by_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;',
                    hash="bbfb099134695b6e79d807f74ee594210b4b5765",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_0c969",
                    table="api_credentials_clientid",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="clientid",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."client_id" IS DISTINCT FROM (NEW."client_id") OR OLD."credentials_id" IS DISTINCT FROM (NEW."credentials_id") OR OLD."ends_at" IS DISTINCT FROM (NEW."ends_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."made_at" IS DISTINCT FROM (NEW."made_at") OR OLD."made_by_id" IS DISTINCT FROM (NEW."made_by_id"))',
                    func='INSERT INTO "api_credentials_clientidevent" ("client_id", "credentials_id", "ends_at", "id", "made_at", "made_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."client_id", NEW."credentials_id", NEW."ends_at", NEW."id", NEW."made_at", NEW."made_by_id", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;',
                    hash="c5dc89a32e42adb007126fbe08203a08e4644bd3",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_a0d90",
                    table="api_credentials_clientid",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="clientid",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "api_credentials_clientidevent" ("client_id", "credentials_id", "ends_at", "id", "made_at", "made_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."client_id", OLD."credentials_id", OLD."ends_at", OLD."id", OLD."made_at", OLD."made_by_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;',
                    hash="1076f2228b9fa3166f49ca3a6bdf667228cd4934",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_4608c",
                    table="api_credentials_clientid",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="credentialsaco",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "api_credentials_credentialsacoevent" ("aco_id", "changed_at", "credentials_id", "delegate_id", "ended_at", "id", "last_change", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."aco_id", NEW."changed_at", NEW."credentials_id", NEW."delegate_id", NEW."ended_at", NEW."id", NEW."last_change", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;',
                    hash="9934dd8ece49d2a503b38568a94f5f42c9ed2573",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_61aad",
                    table="api_credentials_credentialsaco",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="credentialsaco",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "api_credentials_credentialsacoevent" ("aco_id", "changed_at", "credentials_id", "delegate_id", "ended_at", "id", "last_change", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."aco_id", NEW."changed_at", NEW."credentials_id", NEW."delegate_id", NEW."ended_at", NEW."id", NEW."last_change", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;',
                    hash="07e4dea04c6ad856b624aca6dc29df15d3523928",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_8fe4f",
                    table="api_credentials_credentialsaco",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="credentialsaco",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "api_credentials_credentialsacoevent" ("aco_id", "changed_at", "credentials_id", "delegate_id", "ended_at", "id", "last_change", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."aco_id", OLD."changed_at", OLD."credentials_id", OLD."delegate_id", OLD."ended_at", OLD."id", OLD."last_change", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;',
                    hash="3858e8499714502fe3b62771a1bbb32c2a6a0478",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_4d712",
                    table="api_credentials_credentialsaco",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="credentialsacoevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="08765334706cc178d2836c63db7e6e08f7a4bb3d",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_0a0f4",
                    table="api_credentials_credentialsacoevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="credentialsacoevent",
            trigger=pgtrigger.compiler.Trigger(
                name="never_emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="027ce494b153a0e29fc622b514d83a292e691d46",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_emptied_59fc0",
                    table="api_credentials_credentialsacoevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="credentialsevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="93a6c277f6f0e97361be8198d2fcbf5ce6cad2cf",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_8e866",
                    table="api_credentials_credentialsevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="credentialsevent",
            trigger=pgtrigger.compiler.Trigger(
                name="never_emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="9b647d8f5ce3b0190b64ca493d10caf0eaf077a3",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_emptied_8689d",
                    table="api_credentials_credentialsevent",
                    when="BEFORE",
                ),
            ),
        ),
    ]
