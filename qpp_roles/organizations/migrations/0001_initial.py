import django.contrib.postgres.indexes
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
            name="Organization",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ("tin", models.TextField(blank=True, editable=False)),
                ("tin_hash", models.UUIDField(blank=True, editable=False, null=True)),
                ("kind", models.CharField(max_length=20)),
                ("name", models.CharField(max_length=200)),
                ("identifier", models.CharField(blank=True, max_length=20)),
                ("location", models.CharField(blank=True, max_length=60)),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("closed_at", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "searched",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Func(
                            "name",
                            function="acoms_searchable",
                            output_field=models.CharField(),
                            template='%(function)s(%(expressions)s) COLLATE "C"',
                        ),
                        output_field=models.TextField(db_collation="C"),
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["kind", "searched"], name="organization_name"),
                    models.Index(
                        condition=models.Q(("closed_at__isnull", False)),
                        fields=["kind", "searched"],
                        name="organization_closed",
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["searched"],
                        name="organization_trigrams",
                        opclasses=["gin_trgm_ops"],
                    ),
                    models.Index(
                        condition=models.Q(
                            ("tin_hash__isnull", False),
                            models.Q(("kind", "practice"), _negated=True),
                        ),
                        fields=["tin_hash"],
                        name="organization_tin",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "practice",
                                    "next_generation_aco",
                                    "cpc_plus_site",
                                    "qualified_registry",
                                    "qcdr",
                                    "virtual_group",
                                ],
                            )
                        ),
                        name="organization_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("tin", ""), ("tin_hash", None)),
                            models.Q(
                                models.Q(("tin", ""), _negated=True), ("tin_hash__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="organization_tin_and_hash",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("identifier", ""),
                                ("kind", "practice"),
                                ("tin_hash__isnull", False),
                            ),
                            models.Q(
                                models.Q(("kind", "practice"), _negated=True),
                                models.Q(("identifier", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="organization_is_identified",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("kind", "practice")),
                        fields=("tin_hash",),
                        name="organization_practice_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("identifier", ""), _negated=True),
                        fields=("kind", "identifier"),
                        name="organization_identifier_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OrganizationImport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ("imported_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "imported_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("file_name", models.CharField(max_length=200)),
                ("complete_lists", models.BooleanField(default=False)),
                ("read", models.PositiveIntegerField()),
                ("added", models.PositiveIntegerField()),
                ("changed", models.PositiveIntegerField()),
                ("left_out", models.PositiveIntegerField()),
                ("removed", models.PositiveIntegerField()),
            ],
            options={
                "verbose_name": "import of organizations",
                "verbose_name_plural": "imports of organizations",
            },
        ),
        migrations.CreateModel(
            name="Clinician",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                (
                    "practice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="clinicians",
                        to="qpp_roles_organizations.organization",
                    ),
                ),
                ("npi", models.CharField(max_length=10)),
                ("ptan", models.CharField(max_length=15)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("practice", "npi", "ptan"), name="clinician_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="MemberPractice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ("tin", models.TextField(blank=True, editable=False)),
                ("tin_hash", models.UUIDField(blank=True, editable=False, null=True)),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="members",
                        to="qpp_roles_organizations.organization",
                    ),
                ),
            ],
            options={
                "verbose_name": "member practice",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("tin", ""), ("tin_hash", None)),
                            models.Q(
                                models.Q(("tin", ""), _negated=True), ("tin_hash__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="member_tin_and_hash",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("tin_hash__isnull", False)), name="member_has_a_tin"
                    ),
                    models.UniqueConstraint(
                        fields=("organization", "tin_hash"), name="member_once"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OrganizationEvent",
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
                        to="qpp_roles_organizations.organization",
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
                ("tin_hash", models.UUIDField(blank=True, editable=False, null=True)),
                ("kind", models.CharField(max_length=20)),
                ("name", models.CharField(max_length=200)),
                ("identifier", models.CharField(blank=True, max_length=20)),
                ("location", models.CharField(blank=True, max_length=60)),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("closed_at", models.DateTimeField(blank=True, editable=False, null=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ClinicianEvent",
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
                        to="qpp_roles_organizations.clinician",
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
                    "practice",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="qpp_roles_organizations.organization",
                    ),
                ),
                ("npi", models.CharField(max_length=10)),
                ("ptan", models.CharField(max_length=15)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SiteClinician",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="clinicians",
                        to="qpp_roles_organizations.memberpractice",
                    ),
                ),
                ("npi", models.CharField(max_length=10)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("member", "npi"), name="site_clinician_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="MemberPracticeEvent",
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
                        to="qpp_roles_organizations.memberpractice",
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
                ("tin_hash", models.UUIDField(blank=True, editable=False, null=True)),
                (
                    "organization",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="qpp_roles_organizations.organization",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SiteClinicianEvent",
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
                        to="qpp_roles_organizations.siteclinician",
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
                    "member",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="qpp_roles_organizations.memberpractice",
                    ),
                ),
                ("npi", models.CharField(max_length=10)),
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="organization",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."closed_at" IS DISTINCT FROM (NEW."closed_at") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."identifier" IS DISTINCT FROM (NEW."identifier") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."location" IS DISTINCT FROM (NEW."location") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."tin_hash" IS DISTINCT FROM (NEW."tin_hash"))',
                    func='INSERT INTO "qpp_roles_organizations_organizationevent" ("closed_at", "created_at", "id", "identifier", "kind", "location", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "tin_hash") VALUES (NEW."closed_at", NEW."created_at", NEW."id", NEW."identifier", NEW."kind", NEW."location", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."tin_hash"); RETURN NULL;',
                    hash="ec5931daafcc10a9f5ea3be97673314abdbff0dd",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_80d6e",
                    table="qpp_roles_organizations_organization",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="organization",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "qpp_roles_organizations_organizationevent" ("closed_at", "created_at", "id", "identifier", "kind", "location", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "tin_hash") VALUES (OLD."closed_at", OLD."created_at", OLD."id", OLD."identifier", OLD."kind", OLD."location", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."tin_hash"); RETURN NULL;',
                    hash="d40f686109aa0ee840caee3017bfab33902e0566",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_67199",
                    table="qpp_roles_organizations_organization",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="memberpracticeevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="62dae1028a0f871b0e2e0c75c4e43e87f1147200",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_60e79",
                    table="qpp_roles_organizations_memberpracticeevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="memberpracticeevent",
            trigger=pgtrigger.compiler.Trigger(
                name="never_emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="9119d70828924652c60106e3d99982db28ecb429",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_emptied_ed2ee",
                    table="qpp_roles_organizations_memberpracticeevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="memberpractice",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."organization_id" IS DISTINCT FROM (NEW."organization_id") OR OLD."tin_hash" IS DISTINCT FROM (NEW."tin_hash"))',
                    func='INSERT INTO "qpp_roles_organizations_memberpracticeevent" ("id", "organization_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "tin_hash") VALUES (NEW."id", NEW."organization_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."tin_hash"); RETURN NULL;',
                    hash="323045957365855b98abb295748bc23282c46d43",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_4c1e4",
                    table="qpp_roles_organizations_memberpractice",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="memberpractice",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "qpp_roles_organizations_memberpracticeevent" ("id", "organization_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "tin_hash") VALUES (OLD."id", OLD."organization_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."tin_hash"); RETURN NULL;',
                    hash="e6282af36a567528d5730989fecbcdb1e6152a7b",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_806c8",
                    table="qpp_roles_organizations_memberpractice",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="clinicianevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="1f9dcc6131766f5e5ca4b810930b2dbcbe7a4c38",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_1e35c",
                    table="qpp_roles_organizations_clinicianevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="clinicianevent",
            trigger=pgtrigger.compiler.Trigger(
                name="never_emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="c8c2ce50d2eddd7a7e94d6fd9e62b57b5e729200",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_emptied_85553",
                    table="qpp_roles_organizations_clinicianevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="clinician",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "qpp_roles_organizations_clinicianevent" ("id", "npi", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "practice_id", "ptan") VALUES (OLD."id", OLD."npi", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."practice_id", OLD."ptan"); RETURN NULL;',
                    hash="7cf8586a493a9e4fa75ed333a2c3e929eb977a01",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_8bf2b",
                    table="qpp_roles_organizations_clinician",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="organizationevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="0cf8617dacc2ae9bbea1b88145d1c7524c48bb4e",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_fa320",
                    table="qpp_roles_organizations_organizationevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="organizationevent",
            trigger=pgtrigger.compiler.Trigger(
                name="never_emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="f07eec2adf058aa3ef9ccd8ff61f330c5554ce45",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_emptied_2b916",
                    table="qpp_roles_organizations_organizationevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="siteclinician",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "qpp_roles_organizations_siteclinicianevent" ("id", "member_id", "npi", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."id", OLD."member_id", OLD."npi", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;',
                    hash="1e1527485a212e20395ba984eaa95ac882ff538c",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_2adf5",
                    table="qpp_roles_organizations_siteclinician",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="siteclinicianevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="05a9ac146b408ca7a40ab6e34c40e5f91e94ab9d",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_1c259",
                    table="qpp_roles_organizations_siteclinicianevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="siteclinicianevent",
            trigger=pgtrigger.compiler.Trigger(
                name="never_emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="a11e0959caf90756f05f1007457f8a7b92755bc5",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_emptied_ec84d",
                    table="qpp_roles_organizations_siteclinicianevent",
                    when="BEFORE",
                ),
            ),
        ),
    ]
