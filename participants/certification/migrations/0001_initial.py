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
        ("participants_years", "0001_initial"),
        ("pghistory", "0007_auto_20250421_0444"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AcoCertification",
            fields=[],
            options={
                "verbose_name": "certification of a list",
                "verbose_name_plural": "certifications of lists",
                "proxy": True,
                "indexes": [],
                "constraints": [],
            },
            bases=("contacts.aco",),
        ),
        migrations.CreateModel(
            name="CertifiedList",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                (
                    "aco",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="contacts.aco",
                    ),
                ),
                (
                    "performance_year",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="participants_years.performanceyear",
                    ),
                ),
                ("certified_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "certified_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("statement", models.TextField()),
                ("participants", models.PositiveIntegerField()),
                ("providers", models.PositiveIntegerField()),
                ("content", models.TextField()),
                ("sha256", models.CharField(max_length=64)),
                ("contact_type", models.CharField(max_length=40)),
                ("name", models.CharField(max_length=200)),
                ("signed_as", models.UUIDField(editable=False, unique=True)),
                ("signed_sha256", models.CharField(max_length=64)),
                ("signed_size", models.PositiveIntegerField()),
                (
                    "replaces",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaced_by",
                        to="participants_certification.certifiedlist",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("replaces", None)),
                        fields=("aco", "performance_year"),
                        name="certified_first_once_a_year",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "contact_type__in",
                                (
                                    "aco_executive",
                                    "authorized_to_sign_primary",
                                    "authorized_to_sign_secondary",
                                ),
                            )
                        ),
                        name="certified_by_who_signs",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("sha256__regex", "^[0-9a-f]{64}$"),
                            ("signed_sha256__regex", "^[0-9a-f]{64}$"),
                        ),
                        name="certified_has_hashes",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CertificationReopening",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                (
                    "aco",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="contacts.aco",
                    ),
                ),
                (
                    "certified",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reopening",
                        to="participants_certification.certifiedlist",
                    ),
                ),
                ("reason", models.TextField(max_length=2000)),
                ("reopened_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "reopened_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "re-opened certification",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="reopening_has_a_reason",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CertifiedListEvent",
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
                        to="participants_certification.certifiedlist",
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
                    "performance_year",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="participants_years.performanceyear",
                    ),
                ),
                ("certified_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "certified_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("statement", models.TextField()),
                ("participants", models.PositiveIntegerField()),
                ("providers", models.PositiveIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                ("contact_type", models.CharField(max_length=40)),
                ("name", models.CharField(max_length=200)),
                ("signed_as", models.UUIDField(editable=False)),
                ("signed_sha256", models.CharField(max_length=64)),
                ("signed_size", models.PositiveIntegerField()),
                (
                    "replaces",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="participants_certification.certifiedlist",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="CertificationReopeningEvent",
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
                        to="participants_certification.certificationreopening",
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
                    "certified",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="participants_certification.certifiedlist",
                    ),
                ),
                ("reason", models.TextField(max_length=2000)),
                ("reopened_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "reopened_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="certifiedlist",
            trigger=pgtrigger.compiler.Trigger(
                name="certified_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="eb34f36d260181f12774342cfbf51e53e54a210a",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_certified_stays_4c156",
                    table="participants_certification_certifiedlist",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="certifiedlist",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "participants_certification_certifiedlistevent" ("aco_id", "certified_at", "certified_by_id", "contact_type", "id", "name", "participants", "performance_year_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "providers", "replaces_id", "sha256", "signed_as", "signed_sha256", "signed_size", "statement") VALUES (NEW."aco_id", NEW."certified_at", NEW."certified_by_id", NEW."contact_type", NEW."id", NEW."name", NEW."participants", NEW."performance_year_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."providers", NEW."replaces_id", NEW."sha256", NEW."signed_as", NEW."signed_sha256", NEW."signed_size", NEW."statement"); RETURN NULL;',
                    hash="814309c94d90cdb935e8066a67b5b7b8b74fe50e",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_5d2ed",
                    table="participants_certification_certifiedlist",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="certifiedlist",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."aco_id" IS DISTINCT FROM (NEW."aco_id") OR OLD."certified_at" IS DISTINCT FROM (NEW."certified_at") OR OLD."certified_by_id" IS DISTINCT FROM (NEW."certified_by_id") OR OLD."contact_type" IS DISTINCT FROM (NEW."contact_type") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."participants" IS DISTINCT FROM (NEW."participants") OR OLD."performance_year_id" IS DISTINCT FROM (NEW."performance_year_id") OR OLD."providers" IS DISTINCT FROM (NEW."providers") OR OLD."replaces_id" IS DISTINCT FROM (NEW."replaces_id") OR OLD."sha256" IS DISTINCT FROM (NEW."sha256") OR OLD."signed_as" IS DISTINCT FROM (NEW."signed_as") OR OLD."signed_sha256" IS DISTINCT FROM (NEW."signed_sha256") OR OLD."signed_size" IS DISTINCT FROM (NEW."signed_size") OR OLD."statement" IS DISTINCT FROM (NEW."statement"))',
                    func='INSERT INTO "participants_certification_certifiedlistevent" ("aco_id", "certified_at", "certified_by_id", "contact_type", "id", "name", "participants", "performance_year_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "providers", "replaces_id", "sha256", "signed_as", "signed_sha256", "signed_size", "statement") VALUES (NEW."aco_id", NEW."certified_at", NEW."certified_by_id", NEW."contact_type", NEW."id", NEW."name", NEW."participants", NEW."performance_year_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."providers", NEW."replaces_id", NEW."sha256", NEW."signed_as", NEW."signed_sha256", NEW."signed_size", NEW."statement"); RETURN NULL;',
                    hash="d7a5e449071ff5d956fd021fcad5a07e7e078661",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_56f92",
                    table="participants_certification_certifiedlist",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="certifiedlist",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "participants_certification_certifiedlistevent" ("aco_id", "certified_at", "certified_by_id", "contact_type", "id", "name", "participants", "performance_year_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "providers", "replaces_id", "sha256", "signed_as", "signed_sha256", "signed_size", "statement") VALUES (OLD."aco_id", OLD."certified_at", OLD."certified_by_id", OLD."contact_type", OLD."id", OLD."name", OLD."participants", OLD."performance_year_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."providers", OLD."replaces_id", OLD."sha256", OLD."signed_as", OLD."signed_sha256", OLD."signed_size", OLD."statement"); RETURN NULL;',
                    hash="855ba00d450987aeacaa21a0e41794f7d35c65f5",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_dbf68",
                    table="participants_certification_certifiedlist",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="certificationreopeningevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="d14ed10f8608df37c041908093b40f3e6c0a7898",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_77678",
                    table="participants_certification_certificationreopeningevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="certificationreopeningevent",
            trigger=pgtrigger.compiler.Trigger(
                name="never_emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="65fc976eb298defc47eae075bce21a4aabc2194d",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_emptied_d5612",
                    table="participants_certification_certificationreopeningevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="certificationreopening",
            trigger=pgtrigger.compiler.Trigger(
                name="reopening_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="dd7b660578848e8f5007d6986baf52e6b6858cb6",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_reopening_stays_0d904",
                    table="participants_certification_certificationreopening",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="certificationreopening",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "participants_certification_certificationreopeningevent" ("aco_id", "certified_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "reopened_at", "reopened_by_id") VALUES (NEW."aco_id", NEW."certified_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."reopened_at", NEW."reopened_by_id"); RETURN NULL;',
                    hash="026f1757f8d745a1a65a3f84b9aa84c6c698b251",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_cc22c",
                    table="participants_certification_certificationreopening",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="certificationreopening",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "participants_certification_certificationreopeningevent" ("aco_id", "certified_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "reopened_at", "reopened_by_id") VALUES (NEW."aco_id", NEW."certified_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."reopened_at", NEW."reopened_by_id"); RETURN NULL;',
                    hash="01ee6cdd445b370a5a1e64911dff1beb63bf7751",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_f07b1",
                    table="participants_certification_certificationreopening",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="certificationreopening",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "participants_certification_certificationreopeningevent" ("aco_id", "certified_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "reopened_at", "reopened_by_id") VALUES (OLD."aco_id", OLD."certified_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason", OLD."reopened_at", OLD."reopened_by_id"); RETURN NULL;',
                    hash="0223e3767ac82719ffce8fdc3439402b48aaeb1e",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_29829",
                    table="participants_certification_certificationreopening",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="certifiedlistevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="7652f6e882278caf5302e3ff91662bc294baeea0",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_cd739",
                    table="participants_certification_certifiedlistevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="certifiedlistevent",
            trigger=pgtrigger.compiler.Trigger(
                name="never_emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="09ad27e00626b205bb05ad998ac6c9f6879cad31",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_emptied_60373",
                    table="participants_certification_certifiedlistevent",
                    when="BEFORE",
                ),
            ),
        ),
    ]
