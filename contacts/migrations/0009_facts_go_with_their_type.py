"""The facts of a type go when the type goes: they stand with the held type (rule A18).

What models cannot state is a composite foreign key: a statement is about the contact and the type
of its held type.
"""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("contacts", "0008_nobody_gives_themselves_powers"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="contact",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="contact",
            name="delete_delete",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="contact",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="contactattestation",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="contactattestation",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="contactattestation",
            name="delete_delete",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="heldtype",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="heldtype",
            name="delete_delete",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="heldtype",
            name="update_update",
        ),
        migrations.RemoveConstraint(
            model_name="contact",
            name="contact_public_email_in_one_spelling",
        ),
        migrations.RemoveConstraint(
            model_name="contact",
            name="contact_details_on_one_line",
        ),
        migrations.AddField(
            model_name="contactattestation",
            name="confirmed_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="contactattestation",
            name="held_type",
            field=models.ForeignKey(
                default=0,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="attestations",
                to="contacts.heldtype",
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="contactattestation",
            name="refused_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="contactattestationevent",
            name="confirmed_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="contactattestationevent",
            name="held_type",
            field=models.ForeignKey(
                db_constraint=False,
                default=0,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="contacts.heldtype",
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="contactattestationevent",
            name="refused_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="heldtype",
            name="public_email",
            field=models.EmailField(
                blank=True,
                db_default="",
                default="",
                max_length=254,
                verbose_name="e-mail for the public",
            ),
        ),
        migrations.AddField(
            model_name="heldtype",
            name="public_phone",
            field=models.CharField(
                blank=True,
                db_default="",
                default="",
                max_length=30,
                verbose_name="phone for the public",
            ),
        ),
        migrations.AddField(
            model_name="heldtypeevent",
            name="public_email",
            field=models.EmailField(
                blank=True,
                db_default="",
                default="",
                max_length=254,
                verbose_name="e-mail for the public",
            ),
        ),
        migrations.AddField(
            model_name="heldtypeevent",
            name="public_phone",
            field=models.CharField(
                blank=True,
                db_default="",
                default="",
                max_length=30,
                verbose_name="phone for the public",
            ),
        ),
        migrations.RunSQL(
            sql="""
                UPDATE contacts_heldtype h
                    SET public_phone = c.public_phone, public_email = c.public_email
                    FROM contacts_contact c WHERE c.id = h.contact_id AND h.type = 'public';
                UPDATE contacts_contactattestation a
                    SET confirmed_at = a.attested_at,
                        held_type_id = (
                            SELECT h.id FROM contacts_heldtype h
                            WHERE h.contact_id = a.contact_id AND h.type = a.type
                            ORDER BY h.since <= a.attested_at DESC, h.since DESC LIMIT 1
                        );
                ALTER TABLE contacts_heldtype
                    ADD CONSTRAINT held_type_with_its_contact UNIQUE (id, contact_id, type);
                ALTER TABLE contacts_contactattestation
                    ADD CONSTRAINT attestation_of_its_held_type
                    FOREIGN KEY (held_type_id, contact_id, type)
                    REFERENCES contacts_heldtype (id, contact_id, type)
                    DEFERRABLE INITIALLY DEFERRED;
            """,
            reverse_sql="""
                ALTER TABLE contacts_contactattestation
                    DROP CONSTRAINT attestation_of_its_held_type;
                ALTER TABLE contacts_heldtype DROP CONSTRAINT held_type_with_its_contact;
            """,
        ),
        migrations.RemoveField(
            model_name="contact",
            name="public_email",
        ),
        migrations.RemoveField(
            model_name="contact",
            name="public_phone",
        ),
        migrations.RemoveField(
            model_name="contactevent",
            name="public_email",
        ),
        migrations.RemoveField(
            model_name="contactevent",
            name="public_phone",
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="contact",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "contacts_contactevent" ("aco_id", "created_at", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "title") VALUES (NEW."aco_id", NEW."created_at", NEW."id", NEW."person_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."phone", NEW."title"); RETURN NULL;',
                    hash="7fcdfa437c4c2cc1ad75cdaa342b09ce8dca2ce8",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_60225",
                    table="contacts_contact",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="contact",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."aco_id" IS DISTINCT FROM (NEW."aco_id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."person_id" IS DISTINCT FROM (NEW."person_id") OR OLD."phone" IS DISTINCT FROM (NEW."phone") OR OLD."title" IS DISTINCT FROM (NEW."title"))',
                    func='INSERT INTO "contacts_contactevent" ("aco_id", "created_at", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "title") VALUES (NEW."aco_id", NEW."created_at", NEW."id", NEW."person_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."phone", NEW."title"); RETURN NULL;',
                    hash="f75c6ad8ccc0452192a71533bd7ef52acb9ed76d",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_7498c",
                    table="contacts_contact",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="contact",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "contacts_contactevent" ("aco_id", "created_at", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "title") VALUES (OLD."aco_id", OLD."created_at", OLD."id", OLD."person_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."phone", OLD."title"); RETURN NULL;',
                    hash="37944d2b89a2690bffc212e0468395d75f605510",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_e2e36",
                    table="contacts_contact",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="contactattestation",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "contacts_contactattestationevent" ("attestation", "attested_at", "attested_by_id", "confirmed_at", "contact_id", "held_type_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "refused_at", "statement", "type") VALUES (NEW."attestation", NEW."attested_at", NEW."attested_by_id", NEW."confirmed_at", NEW."contact_id", NEW."held_type_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."refused_at", NEW."statement", NEW."type"); RETURN NULL;',
                    hash="b8fc84e7af1d370467f94a7fb5825332d8da25e4",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_30902",
                    table="contacts_contactattestation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="contactattestation",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "contacts_contactattestationevent" ("attestation", "attested_at", "attested_by_id", "confirmed_at", "contact_id", "held_type_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "refused_at", "statement", "type") VALUES (NEW."attestation", NEW."attested_at", NEW."attested_by_id", NEW."confirmed_at", NEW."contact_id", NEW."held_type_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."refused_at", NEW."statement", NEW."type"); RETURN NULL;',
                    hash="91f2be40221acf175176173b3f959a19b3ca7475",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_a3401",
                    table="contacts_contactattestation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="contactattestation",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "contacts_contactattestationevent" ("attestation", "attested_at", "attested_by_id", "confirmed_at", "contact_id", "held_type_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "refused_at", "statement", "type") VALUES (OLD."attestation", OLD."attested_at", OLD."attested_by_id", OLD."confirmed_at", OLD."contact_id", OLD."held_type_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."refused_at", OLD."statement", OLD."type"); RETURN NULL;',
                    hash="f4cdd3f7b178b07003dcec7ce7ecfbc48559b4b8",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_3b6e9",
                    table="contacts_contactattestation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="heldtype",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "contacts_heldtypeevent" ("aco_id", "contact_id", "end_reason", "ended_at", "ended_by_id", "given_by_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_email", "public_phone", "since", "type") VALUES (NEW."aco_id", NEW."contact_id", NEW."end_reason", NEW."ended_at", NEW."ended_by_id", NEW."given_by_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."public_email", NEW."public_phone", NEW."since", NEW."type"); RETURN NULL;',
                    hash="863c28fa654cdc64f8d9aa59d16e12c9993c1035",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_f70cc",
                    table="contacts_heldtype",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="heldtype",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."aco_id" IS DISTINCT FROM (NEW."aco_id") OR OLD."contact_id" IS DISTINCT FROM (NEW."contact_id") OR OLD."end_reason" IS DISTINCT FROM (NEW."end_reason") OR OLD."ended_at" IS DISTINCT FROM (NEW."ended_at") OR OLD."ended_by_id" IS DISTINCT FROM (NEW."ended_by_id") OR OLD."given_by_id" IS DISTINCT FROM (NEW."given_by_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."public_email" IS DISTINCT FROM (NEW."public_email") OR OLD."public_phone" IS DISTINCT FROM (NEW."public_phone") OR OLD."since" IS DISTINCT FROM (NEW."since") OR OLD."type" IS DISTINCT FROM (NEW."type"))',
                    func='INSERT INTO "contacts_heldtypeevent" ("aco_id", "contact_id", "end_reason", "ended_at", "ended_by_id", "given_by_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_email", "public_phone", "since", "type") VALUES (NEW."aco_id", NEW."contact_id", NEW."end_reason", NEW."ended_at", NEW."ended_by_id", NEW."given_by_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."public_email", NEW."public_phone", NEW."since", NEW."type"); RETURN NULL;',
                    hash="1e7eaa0a94a70f359e59a48691be7cb0885adecc",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_89d50",
                    table="contacts_heldtype",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="heldtype",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "contacts_heldtypeevent" ("aco_id", "contact_id", "end_reason", "ended_at", "ended_by_id", "given_by_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_email", "public_phone", "since", "type") VALUES (OLD."aco_id", OLD."contact_id", OLD."end_reason", OLD."ended_at", OLD."ended_by_id", OLD."given_by_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."public_email", OLD."public_phone", OLD."since", OLD."type"); RETURN NULL;',
                    hash="5fb50bf10b05e7c794d87846dd55b6289423b062",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_b526a",
                    table="contacts_heldtype",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="contact",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("title", ""),
                        (
                            "title__regex",
                            "^(?! )(?!.* $)(?!.*  )(?!.*[A-Za-z0-9-]\\.[A-Za-z]{2})(?!.*://)(?!.*[Ww][Ww][Ww]\\.)[^\\u0001-\\u001f\\u007f-\\u00a0\\u00ad\\u034f\\u061c\\u115f\\u1160\\u180b-\\u180f\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u206f\\u2800\\u3000\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff9-\\ufffb\\U000e0000-\\U000e01ef]+$",
                        ),
                        _connector="OR",
                    ),
                    models.Q(
                        ("phone", ""),
                        (
                            "phone__regex",
                            "^(?! )(?!.* $)(?!.*  )(?!.*[A-Za-z0-9-]\\.[A-Za-z]{2})(?!.*://)(?!.*[Ww][Ww][Ww]\\.)[^\\u0001-\\u001f\\u007f-\\u00a0\\u00ad\\u034f\\u061c\\u115f\\u1160\\u180b-\\u180f\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u206f\\u2800\\u3000\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff9-\\ufffb\\U000e0000-\\U000e01ef]+$",
                        ),
                        _connector="OR",
                    ),
                ),
                name="contact_details_on_one_line",
            ),
        ),
        migrations.AddConstraint(
            model_name="contactattestation",
            constraint=models.CheckConstraint(
                condition=models.Q(("confirmed_at", None), ("refused_at", None), _connector="OR"),
                name="attestation_confirmed_or_refused",
            ),
        ),
        migrations.AddConstraint(
            model_name="contactattestation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("confirmed_at", None),
                        ("confirmed_at__gte", models.F("attested_at")),
                        _connector="OR",
                    ),
                    models.Q(
                        ("refused_at", None),
                        ("refused_at__gte", models.F("attested_at")),
                        _connector="OR",
                    ),
                ),
                name="attestation_answered_after_it_was_made",
            ),
        ),
        migrations.AddConstraint(
            model_name="contactattestation",
            constraint=models.UniqueConstraint(
                fields=("held_type", "attestation"), name="attestation_once_for_a_held_type"
            ),
        ),
        migrations.AddConstraint(
            model_name="heldtype",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("type__in", ("public",)),
                        models.Q(
                            ("ended_at__isnull", False),
                            models.Q(("public_email", ""), ("public_phone", ""), _negated=True),
                            _connector="OR",
                        ),
                    ),
                    models.Q(
                        models.Q(("type__in", ("public",)), _negated=True),
                        ("public_email", ""),
                        ("public_phone", ""),
                    ),
                    _connector="OR",
                ),
                name="held_type_public_line",
            ),
        ),
        migrations.AddConstraint(
            model_name="heldtype",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("public_email", ""),
                    (
                        "public_email__regex",
                        "^(?=[^@]{1,64}@)[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$",
                    ),
                    _connector="OR",
                ),
                name="held_type_public_email_in_one_spelling",
            ),
        ),
        migrations.AddConstraint(
            model_name="heldtype",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("public_phone", ""),
                    (
                        "public_phone__regex",
                        "^(?! )(?!.* $)(?!.*  )(?!.*[A-Za-z0-9-]\\.[A-Za-z]{2})(?!.*://)(?!.*[Ww][Ww][Ww]\\.)[^\\u0001-\\u001f\\u007f-\\u00a0\\u00ad\\u034f\\u061c\\u115f\\u1160\\u180b-\\u180f\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u206f\\u2800\\u3000\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff9-\\ufffb\\U000e0000-\\U000e01ef]+$",
                    ),
                    _connector="OR",
                ),
                name="held_type_public_phone_on_one_line",
            ),
        ),
    ]
