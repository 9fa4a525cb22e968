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
            name="AcoReview",
            fields=[],
            options={
                "verbose_name": "yearly review",
                "verbose_name_plural": "yearly reviews",
                "proxy": True,
                "indexes": [],
                "constraints": [],
            },
            bases=("contacts.aco",),
        ),
        migrations.CreateModel(
            name="Recertification",
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
                ("year", models.PositiveSmallIntegerField()),
                ("started_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("due_on", models.DateField(null=True)),
                ("completed_at", models.DateTimeField(null=True)),
                (
                    "completed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "yearly review",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("aco", "year"), name="recertification_once_a_year"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("completed_at", None), ("completed_by", None), ("due_on", None)
                            ),
                            models.Q(
                                ("completed_at__isnull", False),
                                ("completed_by__isnull", False),
                                ("due_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="recertification_completed_by_someone",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Answer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                (
                    "recertification",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="recertification.recertification",
                    ),
                ),
                (
                    "contact",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="contacts.contact",
                    ),
                ),
                ("kept", models.BooleanField()),
                ("reason", models.CharField(blank=True, max_length=500)),
                ("name", models.CharField(max_length=200)),
                ("email", models.EmailField(max_length=254)),
                (
                    "types",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("aco_executive", "ACO Executive"),
                                ("authorized_to_sign_primary", "Authorized to Sign (primary)"),
                                ("authorized_to_sign_secondary", "Authorized to Sign (secondary)"),
                                ("dua_requestor", "DUA Requestor"),
                                ("dua_custodian", "DUA Custodian"),
                                ("cms_liaison", "CMS Liaison"),
                                ("application_primary", "Application Contact (primary)"),
                                ("application_secondary", "Application Contact (secondary)"),
                                ("it_primary", "Information Technology (IT) Contact (primary)"),
                                ("it_secondary", "IT Contact (secondary)"),
                                ("financial", "Financial Contact"),
                                ("medical_director", "Medical Director"),
                                ("compliance", "Compliance Contact"),
                                ("quality_primary", "Quality Contact (primary)"),
                                ("quality_secondary", "Quality Contact (secondary)"),
                                ("marketing_primary", "Marketing Contact (primary)"),
                                ("marketing_secondary", "Marketing Contact (secondary)"),
                                ("public", "Public Contact"),
                                ("other", "Other Contact"),
                                ("credential_delegate", "Credential Delegate"),
                                ("qpp_security_official", "QPP Security Official"),
                                ("qpp_staff_user", "QPP Staff User"),
                            ],
                            max_length=40,
                        ),
                        size=None,
                    ),
                ),
                (
                    "answered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("answered_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "verbose_name": "answer",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("recertification", "contact"), name="answer_once_for_a_contact"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kept", True), ("reason", "")),
                            models.Q(("kept", False), models.Q(("reason", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="answer_end_has_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("types__len__gt", 0)), name="answer_of_a_holder"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RecertificationEvent",
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
                        to="recertification.recertification",
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
                ("year", models.PositiveSmallIntegerField()),
                ("started_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("due_on", models.DateField(null=True)),
                ("completed_at", models.DateTimeField(null=True)),
                (
                    "completed_by",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
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
        migrations.CreateModel(
            name="AnswerEvent",
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
                        to="recertification.answer",
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
                    "recertification",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="recertification.recertification",
                    ),
                ),
                (
                    "contact",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="contacts.contact",
                    ),
                ),
                ("kept", models.BooleanField()),
                ("reason", models.CharField(blank=True, max_length=500)),
                ("name", models.CharField(max_length=200)),
                ("email", models.EmailField(max_length=254)),
                (
                    "types",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("aco_executive", "ACO Executive"),
                                ("authorized_to_sign_primary", "Authorized to Sign (primary)"),
                                ("authorized_to_sign_secondary", "Authorized to Sign (secondary)"),
                                ("dua_requestor", "DUA Requestor"),
                                ("dua_custodian", "DUA Custodian"),
                                ("cms_liaison", "CMS Liaison"),
                                ("application_primary", "Application Contact (primary)"),
                                ("application_secondary", "Application Contact (secondary)"),
                                ("it_primary", "Information Technology (IT) Contact (primary)"),
                                ("it_secondary", "IT Contact (secondary)"),
                                ("financial", "Financial Contact"),
                                ("medical_director", "Medical Director"),
                                ("compliance", "Compliance Contact"),
                                ("quality_primary", "Quality Contact (primary)"),
                                ("quality_secondary", "Quality Contact (secondary)"),
                                ("marketing_primary", "Marketing Contact (primary)"),
                                ("marketing_secondary", "Marketing Contact (secondary)"),
                                ("public", "Public Contact"),
                                ("other", "Other Contact"),
                                ("credential_delegate", "Credential Delegate"),
                                ("qpp_security_official", "QPP Security Official"),
                                ("qpp_staff_user", "QPP Staff User"),
                            ],
                            max_length=40,
                        ),
                        size=None,
                    ),
                ),
                (
                    "answered_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("answered_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="recertification",
            trigger=pgtrigger.compiler.Trigger(
                name="completed_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."completed_at" IS NOT NULL)',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="e9a88a1fc1a15758fa8ebfd2141723bf30024e41",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_completed_stays_edd35",
                    table="recertification_recertification",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="recertification",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "recertification_recertificationevent" ("aco_id", "completed_at", "completed_by_id", "due_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "started_at", "year") VALUES (NEW."aco_id", NEW."completed_at", NEW."completed_by_id", NEW."due_on", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."started_at", NEW."year"); RETURN NULL;',
                    hash="7022d72215c984d93f247270be18f1174284e1c2",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_8f0b6",
                    table="recertification_recertification",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="recertification",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "recertification_recertificationevent" ("aco_id", "completed_at", "completed_by_id", "due_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "started_at", "year") VALUES (NEW."aco_id", NEW."completed_at", NEW."completed_by_id", NEW."due_on", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."started_at", NEW."year"); RETURN NULL;',
                    hash="f1245354f3cb3124539dd892ed539f0cfd225116",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_2b3e9",
                    table="recertification_recertification",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="recertification",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "recertification_recertificationevent" ("aco_id", "completed_at", "completed_by_id", "due_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "started_at", "year") VALUES (OLD."aco_id", OLD."completed_at", OLD."completed_by_id", OLD."due_on", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."started_at", OLD."year"); RETURN NULL;',
                    hash="a46e5dfb3acb33418136e0a2dc187e447e1222e5",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_b112a",
                    table="recertification_recertification",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="answerevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="bf9aeb9ebfb354f7f07e29ebec0249d82894cd55",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_89cea",
                    table="recertification_answerevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="answerevent",
            trigger=pgtrigger.compiler.Trigger(
                name="never_emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="bfd7eeebc0f512232424b0f67da86e4ad48a37c8",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_emptied_e7667",
                    table="recertification_answerevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="answer",
            trigger=pgtrigger.compiler.Trigger(
                name="in_open_review",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    IF EXISTS (\n        SELECT 1 FROM recertification_recertification r\n        WHERE r.id IN (OLD.recertification_id, NEW.recertification_id)\n        AND r.completed_at IS NOT NULL\n    ) THEN\n        RAISE EXCEPTION 'the review is completed: its answers stay as they are';\n    END IF;\n    IF TG_OP = 'DELETE' THEN\n        RETURN OLD;\n    END IF;\n    IF NOT EXISTS (\n        SELECT 1 FROM recertification_recertification r\n        JOIN contacts_contact c ON c.aco_id = r.aco_id\n        WHERE r.id = NEW.recertification_id AND c.id = NEW.contact_id\n    ) THEN\n        RAISE EXCEPTION 'the contact is not one of the reviewed ACO';\n    END IF;\n    RETURN NEW;\n",
                    hash="967b21aefbbda0ef6ed60f8cc8192302730ef3a5",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_in_open_review_003d9",
                    table="recertification_answer",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="answer",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "recertification_answerevent" ("answered_at", "answered_by_id", "contact_id", "email", "id", "kept", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "recertification_id", "types") VALUES (NEW."answered_at", NEW."answered_by_id", NEW."contact_id", NEW."email", NEW."id", NEW."kept", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."recertification_id", NEW."types"); RETURN NULL;',
                    hash="8dba31c20c2def6529d51f3db293252b5b5ad85f",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_1bf81",
                    table="recertification_answer",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="answer",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "recertification_answerevent" ("answered_at", "answered_by_id", "contact_id", "email", "id", "kept", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "recertification_id", "types") VALUES (NEW."answered_at", NEW."answered_by_id", NEW."contact_id", NEW."email", NEW."id", NEW."kept", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."recertification_id", NEW."types"); RETURN NULL;',
                    hash="ca4193d9755de1b29e0a7106017cb667821792fd",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_94d61",
                    table="recertification_answer",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="answer",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "recertification_answerevent" ("answered_at", "answered_by_id", "contact_id", "email", "id", "kept", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "recertification_id", "types") VALUES (OLD."answered_at", OLD."answered_by_id", OLD."contact_id", OLD."email", OLD."id", OLD."kept", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason", OLD."recertification_id", OLD."types"); RETURN NULL;',
                    hash="cd8356faca5b780be456ad662c4016caa39dcda7",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_239a7",
                    table="recertification_answer",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="recertificationevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="5919954b17c467665f0166eb3176908f607e1f48",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_0f548",
                    table="recertification_recertificationevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="recertificationevent",
            trigger=pgtrigger.compiler.Trigger(
                name="never_emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="8f7a1cad1db9322e82401d52254ca54fa469623a",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_emptied_41f9b",
                    table="recertification_recertificationevent",
                    when="BEFORE",
                ),
            ),
        ),
    ]
