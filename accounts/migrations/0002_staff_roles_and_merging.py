import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import acoms.email_addresses


def give_roles(apps, schema_editor):
    """Until now all CMS staff could do what analysts do, and superusers the rest."""
    person = apps.get_model("accounts", "Person")
    person.objects.filter(is_superuser=True).update(is_staff=True)
    person.objects.filter(is_staff=True, is_superuser=True).update(staff_role="administrator")
    person.objects.filter(is_staff=True, is_superuser=False).update(staff_role="analyst")


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="person",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="person",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="person",
            name="delete_delete",
        ),
        migrations.AddField(
            model_name="person",
            name="merged_into",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="merged_accounts",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="person",
            name="staff_role",
            field=models.CharField(
                blank=True,
                choices=[
                    ("viewer", "CMS viewer"),
                    ("analyst", "CMS analyst"),
                    ("administrator", "CMS administrator"),
                ],
                max_length=13,
                verbose_name="role among CMS staff",
            ),
        ),
        migrations.AddField(
            model_name="personevent",
            name="merged_into",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="personevent",
            name="staff_role",
            field=models.CharField(
                blank=True,
                choices=[
                    ("viewer", "CMS viewer"),
                    ("analyst", "CMS analyst"),
                    ("administrator", "CMS administrator"),
                ],
                max_length=13,
                verbose_name="role among CMS staff",
            ),
        ),
        migrations.AlterField(
            model_name="person",
            name="email",
            field=models.EmailField(
                max_length=254,
                unique=True,
                validators=[acoms.email_addresses.validate_readable_email],
                verbose_name="e-mail",
            ),
        ),
        migrations.AlterField(
            model_name="personevent",
            name="email",
            field=models.EmailField(
                max_length=254,
                validators=[acoms.email_addresses.validate_readable_email],
                verbose_name="e-mail",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="person",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "accounts_personevent" ("created_at", "email", "first_name", "id", "is_active", "is_staff", "is_superuser", "last_name", "merged_into_id", "password_changed_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proofed_at", "proofed_by", "staff_role", "statement_agreed_at", "user_id") VALUES (NEW."created_at", NEW."email", NEW."first_name", NEW."id", NEW."is_active", NEW."is_staff", NEW."is_superuser", NEW."last_name", NEW."merged_into_id", NEW."password_changed_at", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."proofed_at", NEW."proofed_by", NEW."staff_role", NEW."statement_agreed_at", NEW."user_id"); RETURN NULL;',
                    hash="fc4818f69ef1e10626bbaa2d7fcd2b3839b81b96",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_6b541",
                    table="accounts_person",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="person",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."email" IS DISTINCT FROM (NEW."email") OR OLD."first_name" IS DISTINCT FROM (NEW."first_name") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_active" IS DISTINCT FROM (NEW."is_active") OR OLD."is_staff" IS DISTINCT FROM (NEW."is_staff") OR OLD."is_superuser" IS DISTINCT FROM (NEW."is_superuser") OR OLD."last_name" IS DISTINCT FROM (NEW."last_name") OR OLD."merged_into_id" IS DISTINCT FROM (NEW."merged_into_id") OR OLD."password_changed_at" IS DISTINCT FROM (NEW."password_changed_at") OR OLD."proofed_at" IS DISTINCT FROM (NEW."proofed_at") OR OLD."proofed_by" IS DISTINCT FROM (NEW."proofed_by") OR OLD."staff_role" IS DISTINCT FROM (NEW."staff_role") OR OLD."statement_agreed_at" IS DISTINCT FROM (NEW."statement_agreed_at") OR OLD."user_id" IS DISTINCT FROM (NEW."user_id"))',
                    func='INSERT INTO "accounts_personevent" ("created_at", "email", "first_name", "id", "is_active", "is_staff", "is_superuser", "last_name", "merged_into_id", "password_changed_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proofed_at", "proofed_by", "staff_role", "statement_agreed_at", "user_id") VALUES (NEW."created_at", NEW."email", NEW."first_name", NEW."id", NEW."is_active", NEW."is_staff", NEW."is_superuser", NEW."last_name", NEW."merged_into_id", NEW."password_changed_at", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."proofed_at", NEW."proofed_by", NEW."staff_role", NEW."statement_agreed_at", NEW."user_id"); RETURN NULL;',
                    hash="99ec621e23a84fd320bccfea3d1fa3a8cba75d8a",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_70819",
                    table="accounts_person",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="person",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "accounts_personevent" ("created_at", "email", "first_name", "id", "is_active", "is_staff", "is_superuser", "last_name", "merged_into_id", "password_changed_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proofed_at", "proofed_by", "staff_role", "statement_agreed_at", "user_id") VALUES (OLD."created_at", OLD."email", OLD."first_name", OLD."id", OLD."is_active", OLD."is_staff", OLD."is_superuser", OLD."last_name", OLD."merged_into_id", OLD."password_changed_at", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."proofed_at", OLD."proofed_by", OLD."staff_role", OLD."statement_agreed_at", OLD."user_id"); RETURN NULL;',
                    hash="31192e9ceb8dfd6a080a26ea0feecc2a28dbe8b5",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_18acd",
                    table="accounts_person",
                    when="AFTER",
                ),
            ),
        ),
        migrations.RunPython(give_roles, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="person",
            constraint=models.CheckConstraint(
                condition=models.Q(("email__regex", "^[!-~]+$")),
                name="person_email_in_plain_letters",
            ),
        ),
        migrations.AddConstraint(
            model_name="person",
            constraint=models.CheckConstraint(
                condition=models.Q(("staff_role__in", ["", "viewer", "analyst", "administrator"])),
                name="person_staff_role_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="person",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("is_staff", False), ("staff_role", "")),
                    models.Q(("is_staff", True), models.Q(("staff_role", ""), _negated=True)),
                    _connector="OR",
                ),
                name="person_is_staff_by_role",
            ),
        ),
        migrations.AddConstraint(
            model_name="person",
            constraint=models.CheckConstraint(
                condition=models.Q(("is_superuser", False), ("is_staff", True), _connector="OR"),
                name="person_superuser_is_staff",
            ),
        ),
        migrations.AddConstraint(
            model_name="person",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("merged_into", None),
                    models.Q(
                        ("is_active", False),
                        models.Q(("merged_into", models.F("id")), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="person_merged_is_closed",
            ),
        ),
    ]
