import uuid

import allauth.idp.oidc.models
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
        ("accounts", "0001_initial"),
        ("allauth_idp_oidc", "0003_client_allow_uri_wildcards"),
        ("pghistory", "0007_auto_20250421_0444"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Website",
            fields=[],
            options={
                "verbose_name": "website",
                "proxy": True,
                "indexes": [],
                "constraints": [],
            },
            bases=("allauth_idp_oidc.client",),
        ),
        migrations.CreateModel(
            name="SignIn",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                (
                    "website",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sign_ins",
                        to="qpp_roles_openid.website",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="accounts.opensession",
                    ),
                ),
                ("sid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("code_hash", models.CharField(editable=False, max_length=64, unique=True)),
                ("signed_in_at", models.DateTimeField()),
                (
                    "methods",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20), size=None
                    ),
                ),
                ("began_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("end_reason", models.CharField(blank=True, max_length=100)),
            ],
            options={
                "verbose_name": "sign-in to a website",
                "verbose_name_plural": "sign-ins to websites",
                "indexes": [
                    models.Index(
                        condition=models.Q(("ended_at", None)),
                        fields=["person"],
                        name="website_sign_in_open",
                    ),
                    models.Index(fields=["signed_in_at"], name="website_sign_in_age"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("end_reason", ""), ("ended_at", None)),
                            models.Q(
                                ("ended_at__isnull", False),
                                models.Q(("end_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="website_sign_in_ended_with_a_reason",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="WebsiteEvent",
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
                        to="qpp_roles_openid.website",
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
                (
                    "id",
                    models.CharField(
                        default=allauth.idp.oidc.models.default_client_id,
                        max_length=100,
                        serialize=False,
                    ),
                ),
                ("name", models.CharField(max_length=100)),
                ("scopes", models.TextField(default="openid")),
                ("default_scopes", models.TextField(blank=True, default="")),
                ("type", models.CharField(default="confidential", max_length=20)),
                ("grant_types", models.TextField(default="authorization_code")),
                ("redirect_uris", models.TextField(blank=True, default="")),
                ("cors_origins", models.TextField(blank=True, default="")),
                ("allow_uri_wildcards", models.BooleanField(default=False)),
                ("response_types", models.TextField(default="code")),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("skip_consent", models.BooleanField(default=False)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("data", models.JSONField(blank=True, default=None, null=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="LogoutNotice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                (
                    "sign_in",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="logout_notice",
                        to="qpp_roles_openid.signin",
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("due_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                ("given_up_at", models.DateTimeField(blank=True, null=True)),
                ("failure", models.CharField(blank=True, max_length=200)),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("given_up_at", None), ("sent_at", None)),
                        fields=["due_at"],
                        name="logout_notice_due",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("sent_at", None), ("given_up_at", None), _connector="OR"
                        ),
                        name="logout_notice_sent_or_given_up",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SpentToken",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                (
                    "sign_in",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="spent_tokens",
                        to="qpp_roles_openid.signin",
                    ),
                ),
                ("hash", models.CharField(max_length=64, unique=True)),
            ],
        ),
        migrations.CreateModel(
            name="SignInEvent",
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
                        to="qpp_roles_openid.signin",
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
                    "website",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="qpp_roles_openid.website",
                    ),
                ),
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
                ("sid", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("signed_in_at", models.DateTimeField()),
                (
                    "methods",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20), size=None
                    ),
                ),
                ("began_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("end_reason", models.CharField(blank=True, max_length=100)),
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="website",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "qpp_roles_openid_websiteevent" ("allow_uri_wildcards", "cors_origins", "created_at", "data", "default_scopes", "grant_types", "id", "name", "owner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "redirect_uris", "response_types", "scopes", "skip_consent", "type") VALUES (NEW."allow_uri_wildcards", NEW."cors_origins", NEW."created_at", NEW."data", NEW."default_scopes", NEW."grant_types", NEW."id", NEW."name", NEW."owner_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."redirect_uris", NEW."response_types", NEW."scopes", NEW."skip_consent", NEW."type"); RETURN NULL;',
                    hash="a9f6561860a1a359cc7ad50a351ef37c80272ce3",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_29964",
                    table="allauth_idp_oidc_client",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="website",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."allow_uri_wildcards" IS DISTINCT FROM (NEW."allow_uri_wildcards") OR OLD."cors_origins" IS DISTINCT FROM (NEW."cors_origins") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."data" IS DISTINCT FROM (NEW."data") OR OLD."default_scopes" IS DISTINCT FROM (NEW."default_scopes") OR OLD."grant_types" IS DISTINCT FROM (NEW."grant_types") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."owner_id" IS DISTINCT FROM (NEW."owner_id") OR OLD."redirect_uris" IS DISTINCT FROM (NEW."redirect_uris") OR OLD."response_types" IS DISTINCT FROM (NEW."response_types") OR OLD."scopes" IS DISTINCT FROM (NEW."scopes") OR OLD."skip_consent" IS DISTINCT FROM (NEW."skip_consent") OR OLD."type" IS DISTINCT FROM (NEW."type"))',
                    func='INSERT INTO "qpp_roles_openid_websiteevent" ("allow_uri_wildcards", "cors_origins", "created_at", "data", "default_scopes", "grant_types", "id", "name", "owner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "redirect_uris", "response_types", "scopes", "skip_consent", "type") VALUES (NEW."allow_uri_wildcards", NEW."cors_origins", NEW."created_at", NEW."data", NEW."default_scopes", NEW."grant_types", NEW."id", NEW."name", NEW."owner_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."redirect_uris", NEW."response_types", NEW."scopes", NEW."skip_consent", NEW."type"); RETURN NULL;',
                    hash="98d21b11f99a63f19a2b1d77b54cd1505f08ef10",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_36a0a",
                    table="allauth_idp_oidc_client",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="website",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "qpp_roles_openid_websiteevent" ("allow_uri_wildcards", "cors_origins", "created_at", "data", "default_scopes", "grant_types", "id", "name", "owner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "redirect_uris", "response_types", "scopes", "skip_consent", "type") VALUES (OLD."allow_uri_wildcards", OLD."cors_origins", OLD."created_at", OLD."data", OLD."default_scopes", OLD."grant_types", OLD."id", OLD."name", OLD."owner_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."redirect_uris", OLD."response_types", OLD."scopes", OLD."skip_consent", OLD."type"); RETURN NULL;',
                    hash="15ab9910ae1960f3c2a77c7039a9bea2a7accf62",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_ab615",
                    table="allauth_idp_oidc_client",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="websiteevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="a31356adf532a60e2f94310a58ecd13faefe81aa",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_71f0e",
                    table="qpp_roles_openid_websiteevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="websiteevent",
            trigger=pgtrigger.compiler.Trigger(
                name="never_emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="97c99a669237a095fe00333d8da18440402a4fe8",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_emptied_11a17",
                    table="qpp_roles_openid_websiteevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="signinevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="6f5b3103468e6ade05bddfdc80527b0f8760c997",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_586a0",
                    table="qpp_roles_openid_signinevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="signinevent",
            trigger=pgtrigger.compiler.Trigger(
                name="never_emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="1697672848ff5642e2551c4edef344a20d056851",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_emptied_9e022",
                    table="qpp_roles_openid_signinevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="signin",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "qpp_roles_openid_signinevent" ("began_at", "end_reason", "ended_at", "id", "methods", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sid", "signed_in_at", "website_id") VALUES (NEW."began_at", NEW."end_reason", NEW."ended_at", NEW."id", NEW."methods", NEW."person_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."sid", NEW."signed_in_at", NEW."website_id"); RETURN NULL;',
                    hash="edc7345d87422c89c116e1e9afd67f2e7f8438d0",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_8af8e",
                    table="qpp_roles_openid_signin",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="signin",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."began_at" IS DISTINCT FROM (NEW."began_at") OR OLD."end_reason" IS DISTINCT FROM (NEW."end_reason") OR OLD."ended_at" IS DISTINCT FROM (NEW."ended_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."methods" IS DISTINCT FROM (NEW."methods") OR OLD."person_id" IS DISTINCT FROM (NEW."person_id") OR OLD."sid" IS DISTINCT FROM (NEW."sid") OR OLD."signed_in_at" IS DISTINCT FROM (NEW."signed_in_at") OR OLD."website_id" IS DISTINCT FROM (NEW."website_id"))',
                    func='INSERT INTO "qpp_roles_openid_signinevent" ("began_at", "end_reason", "ended_at", "id", "methods", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sid", "signed_in_at", "website_id") VALUES (NEW."began_at", NEW."end_reason", NEW."ended_at", NEW."id", NEW."methods", NEW."person_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."sid", NEW."signed_in_at", NEW."website_id"); RETURN NULL;',
                    hash="197dc294784cd20b6b73187a56b0b034f4872a82",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_1a323",
                    table="qpp_roles_openid_signin",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="signin",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "qpp_roles_openid_signinevent" ("began_at", "end_reason", "ended_at", "id", "methods", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sid", "signed_in_at", "website_id") VALUES (OLD."began_at", OLD."end_reason", OLD."ended_at", OLD."id", OLD."methods", OLD."person_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."sid", OLD."signed_in_at", OLD."website_id"); RETURN NULL;',
                    hash="c6d2b40bf089c07f81405a1abda62cdbeb19f290",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_9fe83",
                    table="qpp_roles_openid_signin",
                    when="AFTER",
                ),
            ),
        ),
    ]
