import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        migrations.CreateModel(
            name="Person",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ("password", models.CharField(max_length=128)),
                ("is_superuser", models.BooleanField(default=False)),
                ("user_id", models.CharField(max_length=60, unique=True)),
                ("email", models.EmailField(max_length=254, unique=True)),
                ("first_name", models.CharField(blank=True, max_length=80)),
                ("last_name", models.CharField(max_length=80)),
                ("is_staff", models.BooleanField(default=False)),
                ("staff_role", models.CharField(blank=True, max_length=13)),
                ("is_active", models.BooleanField(default=True)),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merged_accounts",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("proofed_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("proofed_by", models.CharField(blank=True, editable=False, max_length=200)),
                (
                    "proven_elsewhere",
                    models.BooleanField(db_default=False, default=False, editable=False),
                ),
                (
                    "sign_in_epoch",
                    models.PositiveIntegerField(db_default=0, default=0, editable=False),
                ),
                (
                    "proven_first_name",
                    models.CharField(blank=True, default="", editable=False, max_length=80),
                ),
                (
                    "proven_last_name",
                    models.CharField(blank=True, default="", editable=False, max_length=80),
                ),
                (
                    "password_changed_at",
                    models.DateTimeField(blank=True, editable=False, null=True),
                ),
                ("last_login", models.DateTimeField(blank=True, null=True)),
                (
                    "statement_agreed_at",
                    models.DateTimeField(blank=True, editable=False, null=True),
                ),
                (
                    "language",
                    models.CharField(
                        blank=True, db_default="", default="", editable=False, max_length=2
                    ),
                ),
                (
                    "groups",
                    models.ManyToManyField(
                        blank=True,
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.group",
                    ),
                ),
                (
                    "user_permissions",
                    models.ManyToManyField(
                        blank=True,
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.permission",
                    ),
                ),
            ],
            options={
                "verbose_name": "person",
                "verbose_name_plural": "people",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "email__regex",
                                "^(?=[^@]{1,64}@)[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$",
                            )
                        ),
                        name="person_email_in_one_spelling",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("first_name", ""),
                                (
                                    "first_name__regex",
                                    "^(?! )(?!.* $)(?!.*  )(?!.*[A-Za-z0-9-]\\.[A-Za-z]{2})(?!.*://)(?!.*[Ww][Ww][Ww]\\.)[^\\u0001-\\u001f\\u007f-\\u00a0\\u00ad\\u034f\\u061c\\u115f\\u1160\\u180b-\\u180f\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u206f\\u2800\\u3000\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff9-\\ufffb\\U000e0000-\\U000e01ef]+$",
                                ),
                                _connector="OR",
                            ),
                            models.Q(
                                ("last_name", ""),
                                (
                                    "last_name__regex",
                                    "^(?! )(?!.* $)(?!.*  )(?!.*[A-Za-z0-9-]\\.[A-Za-z]{2})(?!.*://)(?!.*[Ww][Ww][Ww]\\.)[^\\u0001-\\u001f\\u007f-\\u00a0\\u00ad\\u034f\\u061c\\u115f\\u1160\\u180b-\\u180f\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u206f\\u2800\\u3000\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff9-\\ufffb\\U000e0000-\\U000e01ef]+$",
                                ),
                                _connector="OR",
                            ),
                            models.Q(("last_name", ""), _negated=True),
                        ),
                        name="person_name_on_one_line",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("user_id", django.db.models.functions.text.Lower("user_id"))
                        ),
                        name="person_user_id_in_one_case",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("user_id__contains", "@"), _negated=True),
                            ("user_id", models.F("email")),
                            _connector="OR",
                        ),
                        name="person_user_id_no_address_of_another",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("staff_role__in", ["", "viewer", "analyst", "administrator"])
                        ),
                        name="person_staff_role_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("language__in", ["", "en", "es"])),
                        name="person_language_is_ours",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("is_staff", False), ("staff_role", "")),
                            models.Q(
                                ("is_staff", True), models.Q(("staff_role", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="person_is_staff_by_role",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_superuser", False), ("is_staff", True), _connector="OR"
                        ),
                        name="person_superuser_is_staff",
                    ),
                    models.CheckConstraint(
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
                    models.CheckConstraint(
                        condition=models.Q(
                            ("proven_elsewhere", False),
                            ("proofed_at__isnull", False),
                            _connector="OR",
                        ),
                        name="person_proven_elsewhere_is_proven",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AuthenticatorApp",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ("confirmed", models.BooleanField(default=True)),
                (
                    "throttling_failure_timestamp",
                    models.DateTimeField(blank=True, default=None, null=True),
                ),
                ("throttling_failure_count", models.PositiveIntegerField(default=0)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("name", models.CharField(default="Authenticator app", max_length=64)),
                ("key", models.TextField(editable=False)),
                ("last_t", models.BigIntegerField(default=-1, editable=False)),
                ("drift", models.SmallIntegerField(default=0, editable=False)),
            ],
            options={
                "verbose_name": "authenticator app",
                "constraints": [
                    models.UniqueConstraint(fields=("user",), name="one_authenticator"),
                    models.CheckConstraint(
                        condition=models.Q(("confirmed", True)), name="authenticator_is_confirmed"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OpenSession",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("stored_as", models.CharField(editable=False, max_length=40, unique=True)),
                ("began_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("address", models.GenericIPAddressField(null=True)),
                ("browser", models.CharField(blank=True, max_length=200)),
            ],
        ),
        migrations.CreateModel(
            name="PasswordUse",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="password_uses",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("password", models.CharField(max_length=128)),
                ("set_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["person", "-set_at"], name="password_use_of_person")
                ],
            },
        ),
        migrations.CreateModel(
            name="PersonEvent",
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
                        to=settings.AUTH_USER_MODEL,
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
                ("is_superuser", models.BooleanField(default=False)),
                ("user_id", models.CharField(max_length=60)),
                ("email", models.EmailField(max_length=254)),
                ("first_name", models.CharField(blank=True, max_length=80)),
                ("last_name", models.CharField(max_length=80)),
                ("is_staff", models.BooleanField(default=False)),
                ("staff_role", models.CharField(blank=True, max_length=13)),
                ("is_active", models.BooleanField(default=True)),
                (
                    "merged_into",
                    models.ForeignKey(
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
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("proofed_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("proofed_by", models.CharField(blank=True, editable=False, max_length=200)),
                (
                    "proven_elsewhere",
                    models.BooleanField(db_default=False, default=False, editable=False),
                ),
                (
                    "password_changed_at",
                    models.DateTimeField(blank=True, editable=False, null=True),
                ),
                (
                    "statement_agreed_at",
                    models.DateTimeField(blank=True, editable=False, null=True),
                ),
                (
                    "language",
                    models.CharField(
                        blank=True, db_default="", default="", editable=False, max_length=2
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ProofingAttempt",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="proofing_attempts",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("reference", models.CharField(max_length=20, unique=True)),
                ("started_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("outcome", models.CharField(max_length=12)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["person", "-started_at"], name="proofing_of_person")
                ],
            },
        ),
        migrations.CreateModel(
            name="RecoveryCodes",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ("confirmed", models.BooleanField(default=True)),
                (
                    "throttling_failure_timestamp",
                    models.DateTimeField(blank=True, default=None, null=True),
                ),
                ("throttling_failure_count", models.PositiveIntegerField(default=0)),
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="recovery_codes",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("name", models.CharField(default="Recovery codes", max_length=64)),
                ("generation", models.PositiveIntegerField(default=1)),
                (
                    "used",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.IntegerField(), blank=True, default=list, size=None
                    ),
                ),
                ("saved_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "verbose_name": "set of recovery codes",
                "verbose_name_plural": "sets of recovery codes",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("used__contained_by", [0, 1, 2, 3, 4, 5, 6, 7, 8, 9])),
                        name="recovery_codes_used_exist",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AuthenticatorAppEvent",
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
                        to="accounts.authenticatorapp",
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
                ("confirmed", models.BooleanField(default=True)),
                (
                    "user",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("name", models.CharField(default="Authenticator app", max_length=64)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ProofingAttemptEvent",
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
                        to="accounts.proofingattempt",
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
                ("reference", models.CharField(max_length=20)),
                ("started_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("outcome", models.CharField(max_length=12)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="RecoveryCodesEvent",
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
                        to="accounts.recoverycodes",
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
                ("confirmed", models.BooleanField(default=True)),
                (
                    "user",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("name", models.CharField(default="Recovery codes", max_length=64)),
                ("generation", models.PositiveIntegerField(default=1)),
                (
                    "used",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.IntegerField(), blank=True, default=list, size=None
                    ),
                ),
                ("saved_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="person",
            trigger=pgtrigger.compiler.Trigger(
                name="sign_in_epoch_grows",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n                    NEW.sign_in_epoch := GREATEST(OLD.sign_in_epoch, NEW.sign_in_epoch);\n                    IF NEW.password IS DISTINCT FROM OLD.password\n                        OR NEW.is_active IS DISTINCT FROM OLD.is_active\n                        OR (NEW.proofed_at IS NULL AND OLD.proofed_at IS NOT NULL)\n                    THEN\n                        NEW.sign_in_epoch := NEW.sign_in_epoch + 1;\n                    END IF;\n                    RETURN NEW;\n                ",
                    hash="29e714dd4489525ef3040542858d645a341a2a09",
                    operation="UPDATE",
                    pgid="pgtrigger_sign_in_epoch_grows_1b311",
                    table="accounts_person",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="person",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "accounts_personevent" ("created_at", "email", "first_name", "id", "is_active", "is_staff", "is_superuser", "language", "last_name", "merged_into_id", "password_changed_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proofed_at", "proofed_by", "proven_elsewhere", "staff_role", "statement_agreed_at", "user_id") VALUES (NEW."created_at", NEW."email", NEW."first_name", NEW."id", NEW."is_active", NEW."is_staff", NEW."is_superuser", NEW."language", NEW."last_name", NEW."merged_into_id", NEW."password_changed_at", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."proofed_at", NEW."proofed_by", NEW."proven_elsewhere", NEW."staff_role", NEW."statement_agreed_at", NEW."user_id"); RETURN NULL;',
                    hash="7f67cd269e54694ccda8b59b4a351ed90b36aef3",
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
                    condition='WHEN (OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."email" IS DISTINCT FROM (NEW."email") OR OLD."first_name" IS DISTINCT FROM (NEW."first_name") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_active" IS DISTINCT FROM (NEW."is_active") OR OLD."is_staff" IS DISTINCT FROM (NEW."is_staff") OR OLD."is_superuser" IS DISTINCT FROM (NEW."is_superuser") OR OLD."language" IS DISTINCT FROM (NEW."language") OR OLD."last_name" IS DISTINCT FROM (NEW."last_name") OR OLD."merged_into_id" IS DISTINCT FROM (NEW."merged_into_id") OR OLD."password_changed_at" IS DISTINCT FROM (NEW."password_changed_at") OR OLD."proofed_at" IS DISTINCT FROM (NEW."proofed_at") OR OLD."proofed_by" IS DISTINCT FROM (NEW."proofed_by") OR OLD."proven_elsewhere" IS DISTINCT FROM (NEW."proven_elsewhere") OR OLD."staff_role" IS DISTINCT FROM (NEW."staff_role") OR OLD."statement_agreed_at" IS DISTINCT FROM (NEW."statement_agreed_at") OR OLD."user_id" IS DISTINCT FROM (NEW."user_id"))',
                    func='INSERT INTO "accounts_personevent" ("created_at", "email", "first_name", "id", "is_active", "is_staff", "is_superuser", "language", "last_name", "merged_into_id", "password_changed_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proofed_at", "proofed_by", "proven_elsewhere", "staff_role", "statement_agreed_at", "user_id") VALUES (NEW."created_at", NEW."email", NEW."first_name", NEW."id", NEW."is_active", NEW."is_staff", NEW."is_superuser", NEW."language", NEW."last_name", NEW."merged_into_id", NEW."password_changed_at", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."proofed_at", NEW."proofed_by", NEW."proven_elsewhere", NEW."staff_role", NEW."statement_agreed_at", NEW."user_id"); RETURN NULL;',
                    hash="0af514dd946db0cd691133c459cfeeb3d36e183f",
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
                    func='INSERT INTO "accounts_personevent" ("created_at", "email", "first_name", "id", "is_active", "is_staff", "is_superuser", "language", "last_name", "merged_into_id", "password_changed_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proofed_at", "proofed_by", "proven_elsewhere", "staff_role", "statement_agreed_at", "user_id") VALUES (OLD."created_at", OLD."email", OLD."first_name", OLD."id", OLD."is_active", OLD."is_staff", OLD."is_superuser", OLD."language", OLD."last_name", OLD."merged_into_id", OLD."password_changed_at", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."proofed_at", OLD."proofed_by", OLD."proven_elsewhere", OLD."staff_role", OLD."statement_agreed_at", OLD."user_id"); RETURN NULL;',
                    hash="76e41e68f3ea6c8440d81038e3b7abd25badd228",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_18acd",
                    table="accounts_person",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="person",
            trigger=pgtrigger.compiler.Trigger(
                name="searched_contact",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            IF TG_OP = 'DELETE' THEN\n                DELETE FROM search_entry WHERE kind = 'contact' AND key = OLD.id;\n            ELSE\n                INSERT INTO search_entry (kind, key, aco_id, searched, tin_hash, npi) SELECT 'contact', NEW.id, NULL::bigint, acoms_searchable(coalesce(NEW.first_name, '') || ' ' || coalesce(NEW.last_name, '') || ' ' || coalesce(NEW.email, '')), NULL::uuid, ''  ON CONFLICT (kind, key) DO UPDATE SET aco_id = EXCLUDED.aco_id, searched = EXCLUDED.searched, tin_hash = EXCLUDED.tin_hash, npi = EXCLUDED.npi;\n            END IF;\n            RETURN NULL;\n        ",
                    hash="d4d47443231b126831c3a1919401e4ca58efedd5",
                    operation='INSERT OR UPDATE OF "first_name", "last_name", "email" OR DELETE',
                    pgid="pgtrigger_searched_contact_9f379",
                    table="accounts_person",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="person",
            trigger=pgtrigger.compiler.Trigger(
                name="searched_account",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            IF TG_OP = 'DELETE' THEN\n                DELETE FROM search_entry WHERE kind = 'account' AND key = OLD.id;\n            ELSE\n                INSERT INTO search_entry (kind, key, aco_id, searched, tin_hash, npi) SELECT 'account', NEW.id, NULL::bigint, acoms_searchable(coalesce(NEW.first_name, '') || ' ' || coalesce(NEW.last_name, '') || ' ' || coalesce(NEW.email, '') || ' ' || coalesce(NEW.user_id, '')), NULL::uuid, ''  ON CONFLICT (kind, key) DO UPDATE SET aco_id = EXCLUDED.aco_id, searched = EXCLUDED.searched, tin_hash = EXCLUDED.tin_hash, npi = EXCLUDED.npi;\n            END IF;\n            RETURN NULL;\n        ",
                    hash="9f8224380e586c03232748f37292e73a16669a46",
                    operation='INSERT OR UPDATE OF "first_name", "last_name", "email", "user_id" OR DELETE',
                    pgid="pgtrigger_searched_account_9e983",
                    table="accounts_person",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="authenticatorapp",
            trigger=pgtrigger.compiler.Trigger(
                name="authenticator_ends_sign_ins",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE person BIGINT;",
                    func="\n                    person := CASE WHEN TG_OP = 'DELETE' THEN OLD.user_id ELSE NEW.user_id END;\n                    UPDATE accounts_person SET sign_in_epoch = sign_in_epoch + 1\n                        WHERE id = person;\n                    RETURN NULL;\n                ",
                    hash="9f5a80ea6e08ad623a353655978593703d3d3dee",
                    operation="INSERT OR DELETE",
                    pgid="pgtrigger_authenticator_ends_sign_ins_3e66a",
                    table="accounts_authenticatorapp",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="authenticatorapp",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "accounts_authenticatorappevent" ("confirmed", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "user_id") VALUES (NEW."confirmed", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."user_id"); RETURN NULL;',
                    hash="d23687d47f500913ff91b39b0a9ab34ddafbbf26",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_a8e9d",
                    table="accounts_authenticatorapp",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="authenticatorapp",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."confirmed" IS DISTINCT FROM (NEW."confirmed") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."user_id" IS DISTINCT FROM (NEW."user_id"))',
                    func='INSERT INTO "accounts_authenticatorappevent" ("confirmed", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "user_id") VALUES (NEW."confirmed", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."user_id"); RETURN NULL;',
                    hash="42aa666652a64be621ec2832269ddb04c68ebc4e",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_f09a7",
                    table="accounts_authenticatorapp",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="authenticatorapp",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "accounts_authenticatorappevent" ("confirmed", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "user_id") VALUES (OLD."confirmed", OLD."id", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."user_id"); RETURN NULL;',
                    hash="5177ca100a261dc012df94ca6d7c0d481297c246",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_648aa",
                    table="accounts_authenticatorapp",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="authenticatorappevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="8cdbf16fb99278cfba479455bfd190051f038545",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_3e3f1",
                    table="accounts_authenticatorappevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="authenticatorappevent",
            trigger=pgtrigger.compiler.Trigger(
                name="never_emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="5bf5bbd80ad85433f04203997bda18d983bee1e7",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_emptied_73bbe",
                    table="accounts_authenticatorappevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="personevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="ab12179ca78ae034abb9ebf88853b5337e7aa9ef",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_ba890",
                    table="accounts_personevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="personevent",
            trigger=pgtrigger.compiler.Trigger(
                name="never_emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="7eae4cc2a05a98fcb72cc9aa6ca949b29e148d70",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_emptied_5ac84",
                    table="accounts_personevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="proofingattempt",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "accounts_proofingattemptevent" ("answered_at", "id", "outcome", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "started_at") VALUES (NEW."answered_at", NEW."id", NEW."outcome", NEW."person_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reference", NEW."started_at"); RETURN NULL;',
                    hash="0d01024bf2335b83bcbe369245a50de466a1df72",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_895d3",
                    table="accounts_proofingattempt",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="proofingattempt",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "accounts_proofingattemptevent" ("answered_at", "id", "outcome", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "started_at") VALUES (NEW."answered_at", NEW."id", NEW."outcome", NEW."person_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reference", NEW."started_at"); RETURN NULL;',
                    hash="a8d8e51543c18fced048e7408991112f206d59a6",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_c6953",
                    table="accounts_proofingattempt",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="proofingattempt",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "accounts_proofingattemptevent" ("answered_at", "id", "outcome", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "started_at") VALUES (OLD."answered_at", OLD."id", OLD."outcome", OLD."person_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reference", OLD."started_at"); RETURN NULL;',
                    hash="3ea389d5bd118603041394497e8a1e2cad6b1706",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_c5e17",
                    table="accounts_proofingattempt",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="proofingattemptevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="2a89a006b1b0037d25c2605ff7a95d7ab2a9179e",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_2ffff",
                    table="accounts_proofingattemptevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="proofingattemptevent",
            trigger=pgtrigger.compiler.Trigger(
                name="never_emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="4bb8820998996a754acd291999540f69f6a95c61",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_emptied_62d92",
                    table="accounts_proofingattemptevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="recoverycodes",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "accounts_recoverycodesevent" ("confirmed", "generation", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "saved_at", "used", "user_id") VALUES (NEW."confirmed", NEW."generation", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."saved_at", NEW."used", NEW."user_id"); RETURN NULL;',
                    hash="23a0143c1ff046b67c3b23b469ac6ef68f231b56",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_b42f6",
                    table="accounts_recoverycodes",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="recoverycodes",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."confirmed" IS DISTINCT FROM (NEW."confirmed") OR OLD."generation" IS DISTINCT FROM (NEW."generation") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."saved_at" IS DISTINCT FROM (NEW."saved_at") OR OLD."used" IS DISTINCT FROM (NEW."used") OR OLD."user_id" IS DISTINCT FROM (NEW."user_id"))',
                    func='INSERT INTO "accounts_recoverycodesevent" ("confirmed", "generation", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "saved_at", "used", "user_id") VALUES (NEW."confirmed", NEW."generation", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."saved_at", NEW."used", NEW."user_id"); RETURN NULL;',
                    hash="ee58e22f2a5d50645c43af2f6d363e3b3073dd03",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_fa0ca",
                    table="accounts_recoverycodes",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="recoverycodes",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "accounts_recoverycodesevent" ("confirmed", "generation", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "saved_at", "used", "user_id") VALUES (OLD."confirmed", OLD."generation", OLD."id", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."saved_at", OLD."used", OLD."user_id"); RETURN NULL;',
                    hash="ca87a1aadd4d88d92516118f94c40bac1c9dbed7",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_60559",
                    table="accounts_recoverycodes",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="recoverycodesevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="706d14a943434403f2bd767b08c2b49b0d169f9d",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_6a8ee",
                    table="accounts_recoverycodesevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="recoverycodesevent",
            trigger=pgtrigger.compiler.Trigger(
                name="never_emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="676fc61a6be6d49c33f4bcb1efff152335b9c11b",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_emptied_5f755",
                    table="accounts_recoverycodesevent",
                    when="BEFORE",
                ),
            ),
        ),
    ]
