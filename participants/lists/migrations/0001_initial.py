import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
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
            name="Participant",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ("tin", models.TextField(blank=True, editable=False)),
                ("tin_hash", models.UUIDField(blank=True, editable=False, null=True)),
                ("effective_from", models.DateField()),
                ("effective_until", models.DateField(blank=True, null=True)),
                (
                    "aco",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="contacts.aco",
                    ),
                ),
                ("legal_business_name", models.CharField(max_length=200)),
                ("same_name", models.PositiveSmallIntegerField(default=1, editable=False)),
                ("doing_business_as", models.CharField(blank=True, max_length=200)),
                ("sole_proprietor", models.BooleanField(default=False)),
                ("primary_care", models.BooleanField(default=True)),
                ("merged_or_acquired", models.BooleanField(default=False)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["tin_hash"], name="participant_tin"),
                    models.Index(fields=["aco", "legal_business_name"], name="participant_of_aco"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("tin", ""), ("tin_hash", None)),
                            models.Q(
                                models.Q(("tin", ""), _negated=True), ("tin_hash__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="participant_tin_and_hash",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("effective_until", None),
                            ("effective_until__gte", models.F("effective_from")),
                            _connector="OR",
                        ),
                        name="participant_days_in_order",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("tin_hash__isnull", False)),
                        expressions=[
                            ("aco", "="),
                            ("tin_hash", "="),
                            (
                                models.Func(
                                    models.F("effective_from"),
                                    models.F("effective_until"),
                                    django.contrib.postgres.fields.ranges.RangeBoundary(
                                        inclusive_lower=True, inclusive_upper=False
                                    ),
                                    function="DATERANGE",
                                    output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                                ),
                                "&&",
                            ),
                        ],
                        name="participant_tin_once_on_a_day",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("tin_hash", None)),
                        expressions=[
                            ("aco", "="),
                            ("legal_business_name", "="),
                            ("same_name", "="),
                            (
                                models.Func(
                                    models.F("effective_from"),
                                    models.F("effective_until"),
                                    django.contrib.postgres.fields.ranges.RangeBoundary(
                                        inclusive_lower=True, inclusive_upper=False
                                    ),
                                    function="DATERANGE",
                                    output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                                ),
                                "&&",
                            ),
                        ],
                        name="participant_without_tin_once_on_a_day",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TinShown",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "aco",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="contacts.aco",
                    ),
                ),
                ("of", models.CharField(max_length=200)),
                ("in_bulk", models.BooleanField(default=False)),
                ("shown_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "verbose_name": "TIN shown in full",
                "verbose_name_plural": "TINs shown in full",
                "indexes": [models.Index(fields=["-shown_at"], name="tin_shown_latest")],
            },
        ),
        migrations.CreateModel(
            name="ParticipantEvent",
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
                        to="participants_lists.participant",
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
                ("effective_from", models.DateField()),
                ("effective_until", models.DateField(blank=True, null=True)),
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
                ("legal_business_name", models.CharField(max_length=200)),
                ("same_name", models.PositiveSmallIntegerField(default=1, editable=False)),
                ("doing_business_as", models.CharField(blank=True, max_length=200)),
                ("sole_proprietor", models.BooleanField(default=False)),
                ("primary_care", models.BooleanField(default=True)),
                ("merged_or_acquired", models.BooleanField(default=False)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ProviderSupplier",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ("effective_from", models.DateField()),
                ("effective_until", models.DateField(blank=True, null=True)),
                (
                    "participant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="providers",
                        to="participants_lists.participant",
                    ),
                ),
                ("npi", models.CharField(max_length=10)),
                ("name", models.CharField(blank=True, max_length=200)),
                ("ccn", models.CharField(blank=True, max_length=6)),
                ("ptan", models.CharField(blank=True, max_length=15)),
                ("specialty", models.CharField(blank=True, max_length=100)),
            ],
            options={
                "verbose_name": "provider/supplier",
                "verbose_name_plural": "providers/suppliers",
                "indexes": [models.Index(fields=["npi"], name="provider_npi")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("effective_until", None),
                            ("effective_until__gte", models.F("effective_from")),
                            _connector="OR",
                        ),
                        name="provider_days_in_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("npi__regex", "^[12][0-9]{9}$")),
                        name="provider_npi_form",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            ("participant", "="),
                            ("npi", "="),
                            (
                                models.Func(
                                    models.F("effective_from"),
                                    models.F("effective_until"),
                                    django.contrib.postgres.fields.ranges.RangeBoundary(
                                        inclusive_lower=True, inclusive_upper=False
                                    ),
                                    function="DATERANGE",
                                    output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                                ),
                                "&&",
                            ),
                        ],
                        name="provider_once_on_a_day",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProviderSupplierEvent",
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
                        to="participants_lists.providersupplier",
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
                ("effective_from", models.DateField()),
                ("effective_until", models.DateField(blank=True, null=True)),
                (
                    "participant",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="participants_lists.participant",
                    ),
                ),
                ("npi", models.CharField(max_length=10)),
                ("name", models.CharField(blank=True, max_length=200)),
                ("ccn", models.CharField(blank=True, max_length=6)),
                ("ptan", models.CharField(blank=True, max_length=15)),
                ("specialty", models.CharField(blank=True, max_length=100)),
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="participant",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "participants_lists_participantevent" ("aco_id", "doing_business_as", "effective_from", "effective_until", "id", "legal_business_name", "merged_or_acquired", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "primary_care", "same_name", "sole_proprietor", "tin_hash") VALUES (NEW."aco_id", NEW."doing_business_as", NEW."effective_from", NEW."effective_until", NEW."id", NEW."legal_business_name", NEW."merged_or_acquired", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."primary_care", NEW."same_name", NEW."sole_proprietor", NEW."tin_hash"); RETURN NULL;',
                    hash="1f6652ca434d01c0a13938a8e46f75fb8b6d8891",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_446f1",
                    table="participants_lists_participant",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="participant",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."aco_id" IS DISTINCT FROM (NEW."aco_id") OR OLD."doing_business_as" IS DISTINCT FROM (NEW."doing_business_as") OR OLD."effective_from" IS DISTINCT FROM (NEW."effective_from") OR OLD."effective_until" IS DISTINCT FROM (NEW."effective_until") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."legal_business_name" IS DISTINCT FROM (NEW."legal_business_name") OR OLD."merged_or_acquired" IS DISTINCT FROM (NEW."merged_or_acquired") OR OLD."primary_care" IS DISTINCT FROM (NEW."primary_care") OR OLD."same_name" IS DISTINCT FROM (NEW."same_name") OR OLD."sole_proprietor" IS DISTINCT FROM (NEW."sole_proprietor") OR OLD."tin_hash" IS DISTINCT FROM (NEW."tin_hash"))',
                    func='INSERT INTO "participants_lists_participantevent" ("aco_id", "doing_business_as", "effective_from", "effective_until", "id", "legal_business_name", "merged_or_acquired", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "primary_care", "same_name", "sole_proprietor", "tin_hash") VALUES (NEW."aco_id", NEW."doing_business_as", NEW."effective_from", NEW."effective_until", NEW."id", NEW."legal_business_name", NEW."merged_or_acquired", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."primary_care", NEW."same_name", NEW."sole_proprietor", NEW."tin_hash"); RETURN NULL;',
                    hash="6f8f062bfa667a3918f86b9c848e5ab81d045a06",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_87fef",
                    table="participants_lists_participant",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="participant",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "participants_lists_participantevent" ("aco_id", "doing_business_as", "effective_from", "effective_until", "id", "legal_business_name", "merged_or_acquired", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "primary_care", "same_name", "sole_proprietor", "tin_hash") VALUES (OLD."aco_id", OLD."doing_business_as", OLD."effective_from", OLD."effective_until", OLD."id", OLD."legal_business_name", OLD."merged_or_acquired", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."primary_care", OLD."same_name", OLD."sole_proprietor", OLD."tin_hash"); RETURN NULL;',
                    hash="8486fe0fddf9cbca254444cb714c28d2b1459739",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_7191d",
                    table="participants_lists_participant",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="participant",
            trigger=pgtrigger.compiler.Trigger(
                name="searched_change_too",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            INSERT INTO search_entry (kind, key, aco_id, searched, tin_hash, npi) SELECT 'change', own.id, own.aco_id, acoms_searchable(coalesce(own.legal_business_name, '') || ' ' || coalesce(own.doing_business_as, '') || ' ' || coalesce((SELECT p.legal_business_name FROM participants_lists_participant p WHERE p.id = own.participant_id), '')), own.tin_hash, '' FROM participants_changes_changerequest AS own WHERE own.participant_id = NEW.id ON CONFLICT (kind, key) DO UPDATE SET aco_id = EXCLUDED.aco_id, searched = EXCLUDED.searched, tin_hash = EXCLUDED.tin_hash, npi = EXCLUDED.npi;\n            RETURN NULL;\n        ",
                    hash="075feb30d9b2953206447c6cf4eb38a1c530d8b4",
                    operation='UPDATE OF "legal_business_name"',
                    pgid="pgtrigger_searched_change_too_d26c1",
                    table="participants_lists_participant",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="participant",
            trigger=pgtrigger.compiler.Trigger(
                name="searched_participant",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            IF TG_OP = 'DELETE' THEN\n                DELETE FROM search_entry WHERE kind = 'participant' AND key = OLD.id;\n            ELSE\n                INSERT INTO search_entry (kind, key, aco_id, searched, tin_hash, npi) SELECT 'participant', NEW.id, NEW.aco_id, acoms_searchable(coalesce(NEW.legal_business_name, '') || ' ' || coalesce(NEW.doing_business_as, '')), NEW.tin_hash, ''  ON CONFLICT (kind, key) DO UPDATE SET aco_id = EXCLUDED.aco_id, searched = EXCLUDED.searched, tin_hash = EXCLUDED.tin_hash, npi = EXCLUDED.npi;\n            END IF;\n            RETURN NULL;\n        ",
                    hash="daa1dbb01e926339672848cc756be89256d5e792",
                    operation='INSERT OR UPDATE OF "legal_business_name", "doing_business_as", "tin_hash", "aco_id" OR DELETE',
                    pgid="pgtrigger_searched_participant_6d2e5",
                    table="participants_lists_participant",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="participantevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="da49ee950e4598eaf65792e307c187730eb362e6",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_6f8ab",
                    table="participants_lists_participantevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="participantevent",
            trigger=pgtrigger.compiler.Trigger(
                name="never_emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="51377f5ce9bff6974238480dc0d85c9d6c9f1af0",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_emptied_d0885",
                    table="participants_lists_participantevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="providersupplier",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "participants_lists_providersupplierevent" ("ccn", "effective_from", "effective_until", "id", "name", "npi", "participant_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "ptan", "specialty") VALUES (NEW."ccn", NEW."effective_from", NEW."effective_until", NEW."id", NEW."name", NEW."npi", NEW."participant_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."ptan", NEW."specialty"); RETURN NULL;',
                    hash="39b6e42083a9764d973e96e124c5a91fa7a6ec22",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_572d0",
                    table="participants_lists_providersupplier",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="providersupplier",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "participants_lists_providersupplierevent" ("ccn", "effective_from", "effective_until", "id", "name", "npi", "participant_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "ptan", "specialty") VALUES (NEW."ccn", NEW."effective_from", NEW."effective_until", NEW."id", NEW."name", NEW."npi", NEW."participant_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."ptan", NEW."specialty"); RETURN NULL;',
                    hash="e8aa2ab04b91d0cd16e5a37db589eb3d31e481e7",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_ccbfd",
                    table="participants_lists_providersupplier",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="providersupplier",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "participants_lists_providersupplierevent" ("ccn", "effective_from", "effective_until", "id", "name", "npi", "participant_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "ptan", "specialty") VALUES (OLD."ccn", OLD."effective_from", OLD."effective_until", OLD."id", OLD."name", OLD."npi", OLD."participant_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."ptan", OLD."specialty"); RETURN NULL;',
                    hash="f7f18da71ffe1ff152ab35fa7da51d7e8501c43d",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_6c425",
                    table="participants_lists_providersupplier",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="providersupplier",
            trigger=pgtrigger.compiler.Trigger(
                name="searched_provider",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            IF TG_OP = 'DELETE' THEN\n                DELETE FROM search_entry WHERE kind = 'provider' AND key = OLD.id;\n            ELSE\n                INSERT INTO search_entry (kind, key, aco_id, searched, tin_hash, npi) SELECT 'provider', NEW.id, (SELECT p.aco_id FROM participants_lists_participant p WHERE p.id = NEW.participant_id), acoms_searchable(coalesce(NEW.name, '') || ' ' || coalesce(NEW.npi, '') || ' ' || coalesce(NEW.ccn, '')), NULL::uuid, NEW.npi  ON CONFLICT (kind, key) DO UPDATE SET aco_id = EXCLUDED.aco_id, searched = EXCLUDED.searched, tin_hash = EXCLUDED.tin_hash, npi = EXCLUDED.npi;\n            END IF;\n            RETURN NULL;\n        ",
                    hash="e8e47cd2ab719325999098f7fadff22f7a798fdb",
                    operation='INSERT OR UPDATE OF "name", "npi", "ccn", "participant_id" OR DELETE',
                    pgid="pgtrigger_searched_provider_3bcd6",
                    table="participants_lists_providersupplier",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="providersupplierevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="4de0aab1ae3a7ce1779722ca49aed0445425c443",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_863c3",
                    table="participants_lists_providersupplierevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="providersupplierevent",
            trigger=pgtrigger.compiler.Trigger(
                name="never_emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="a04562de1204cac8ee5e962848310b0a0f974a84",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_emptied_c66ae",
                    table="participants_lists_providersupplierevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="tinshown",
            trigger=pgtrigger.compiler.Trigger(
                name="tin_shown_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="d4bc07dbc06320b5d33cd983739c981ce8bab2c9",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_tin_shown_stays_af465",
                    table="participants_lists_tinshown",
                    when="BEFORE",
                ),
            ),
        ),
    ]
