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
            name="Ticket",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ("reference", models.CharField(max_length=9, unique=True)),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=160)),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("where", models.CharField(max_length=10)),
                ("asked_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("closed_at", models.DateTimeField(null=True)),
                (
                    "closed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "message to the SSP Helpdesk",
                "verbose_name_plural": "messages to the SSP Helpdesk",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("email", ""), ("name", ""), ("person__isnull", False)),
                            models.Q(
                                ("person", None),
                                models.Q(("email", ""), _negated=True),
                                (
                                    "email__regex",
                                    "^(?=[^@]{1,64}@)[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$",
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="ticket_of_a_person_or_an_address",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("name", ""),
                            (
                                "name__regex",
                                "^(?! )(?!.* $)(?!.*  )(?!.*[A-Za-z0-9-]\\.[A-Za-z]{2})(?!.*://)(?!.*[Ww][Ww][Ww]\\.)[^\\u0001-\\u001f\\u007f-\\u00a0\\u00ad\\u034f\\u061c\\u115f\\u1160\\u180b-\\u180f\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u206f\\u2800\\u3000\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff9-\\ufffb\\U000e0000-\\U000e01ef]+$",
                            ),
                            _connector="OR",
                        ),
                        name="ticket_name_on_one_line",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("where__in", ["invitation", "sign-in", "identity", "code", "other"])
                        ),
                        name="ticket_where_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_at", None), ("closed_by", None)),
                            models.Q(("closed_at__isnull", False), ("closed_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="ticket_closed_by_someone",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Message",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                (
                    "ticket",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="messages",
                        to="helpdesk.ticket",
                    ),
                ),
                ("from_cms", models.BooleanField(default=False)),
                ("body", models.TextField(max_length=4000)),
                ("written_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "written_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("body", ""), _negated=True),
                        name="helpdesk_message_says_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("from_cms", False), ("written_by__isnull", False), _connector="OR"
                        ),
                        name="helpdesk_answer_by_someone",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TicketEvent",
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
                        to="helpdesk.ticket",
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
                ("reference", models.CharField(max_length=9)),
                (
                    "person",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("where", models.CharField(max_length=10)),
                ("asked_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("closed_at", models.DateTimeField(null=True)),
                (
                    "closed_by",
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
            name="MessageEvent",
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
                        to="helpdesk.message",
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
                    "ticket",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="helpdesk.ticket",
                    ),
                ),
                ("from_cms", models.BooleanField(default=False)),
                ("written_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "written_by",
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
        pgtrigger.migrations.AddTrigger(
            model_name="ticket",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "helpdesk_ticketevent" ("asked_at", "closed_at", "closed_by_id", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "where") VALUES (NEW."asked_at", NEW."closed_at", NEW."closed_by_id", NEW."id", NEW."person_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reference", NEW."where"); RETURN NULL;',
                    hash="517ffefac0fe6eaff6fbca66993f71778c9f2c11",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_3fb40",
                    table="helpdesk_ticket",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="ticket",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."asked_at" IS DISTINCT FROM (NEW."asked_at") OR OLD."closed_at" IS DISTINCT FROM (NEW."closed_at") OR OLD."closed_by_id" IS DISTINCT FROM (NEW."closed_by_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."person_id" IS DISTINCT FROM (NEW."person_id") OR OLD."reference" IS DISTINCT FROM (NEW."reference") OR OLD."where" IS DISTINCT FROM (NEW."where"))',
                    func='INSERT INTO "helpdesk_ticketevent" ("asked_at", "closed_at", "closed_by_id", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "where") VALUES (NEW."asked_at", NEW."closed_at", NEW."closed_by_id", NEW."id", NEW."person_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reference", NEW."where"); RETURN NULL;',
                    hash="b31a1b333a3e12e9a8326cff5942f4925e77c512",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_a2e45",
                    table="helpdesk_ticket",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="ticket",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "helpdesk_ticketevent" ("asked_at", "closed_at", "closed_by_id", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "where") VALUES (OLD."asked_at", OLD."closed_at", OLD."closed_by_id", OLD."id", OLD."person_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reference", OLD."where"); RETURN NULL;',
                    hash="5240a5d17e47a71a76183046d24be50598633056",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_b1b34",
                    table="helpdesk_ticket",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="ticket",
            trigger=pgtrigger.compiler.Trigger(
                name="searched_ticket",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            IF TG_OP = 'DELETE' THEN\n                DELETE FROM search_entry WHERE kind = 'ticket' AND key = OLD.id;\n            ELSE\n                INSERT INTO search_entry (kind, key, aco_id, searched, tin_hash, npi) SELECT 'ticket', NEW.id, NULL::bigint, acoms_searchable(coalesce(NEW.reference, '')), NULL::uuid, ''  ON CONFLICT (kind, key) DO UPDATE SET aco_id = EXCLUDED.aco_id, searched = EXCLUDED.searched, tin_hash = EXCLUDED.tin_hash, npi = EXCLUDED.npi;\n            END IF;\n            RETURN NULL;\n        ",
                    hash="65874d780aefa83b6894ad6abbb7ca006bb6e775",
                    operation='INSERT OR UPDATE OF "reference" OR DELETE',
                    pgid="pgtrigger_searched_ticket_4d672",
                    table="helpdesk_ticket",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="messageevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="3885ce4f9552f50bd8740557430f8b7488340cb3",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_8d03f",
                    table="helpdesk_messageevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="messageevent",
            trigger=pgtrigger.compiler.Trigger(
                name="never_emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="03cf9e074e14b9500f4f2b3cd21ca4890a26624b",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_emptied_33eca",
                    table="helpdesk_messageevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="message",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "helpdesk_messageevent" ("from_cms", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "ticket_id", "written_at", "written_by_id") VALUES (NEW."from_cms", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."ticket_id", NEW."written_at", NEW."written_by_id"); RETURN NULL;',
                    hash="4ae4cd79fd45948b42a301644fa3f6f4e00a9616",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_f9494",
                    table="helpdesk_message",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="message",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."from_cms" IS DISTINCT FROM (NEW."from_cms") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."ticket_id" IS DISTINCT FROM (NEW."ticket_id") OR OLD."written_at" IS DISTINCT FROM (NEW."written_at") OR OLD."written_by_id" IS DISTINCT FROM (NEW."written_by_id"))',
                    func='INSERT INTO "helpdesk_messageevent" ("from_cms", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "ticket_id", "written_at", "written_by_id") VALUES (NEW."from_cms", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."ticket_id", NEW."written_at", NEW."written_by_id"); RETURN NULL;',
                    hash="40ab5aa04fee69f445cb56ea604f3a4e2fd123a5",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_7761f",
                    table="helpdesk_message",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="message",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "helpdesk_messageevent" ("from_cms", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "ticket_id", "written_at", "written_by_id") VALUES (OLD."from_cms", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."ticket_id", OLD."written_at", OLD."written_by_id"); RETURN NULL;',
                    hash="4882b39487eabb3aaa62afea8ba5791fdcc6e4a0",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_b6598",
                    table="helpdesk_message",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="ticketevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="70762c9c804c380860a7fd813b11557891c24449",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_52182",
                    table="helpdesk_ticketevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="ticketevent",
            trigger=pgtrigger.compiler.Trigger(
                name="never_emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="23497ac87d48b13b7f0cfbf34a74ff5fa41dbd4b",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_emptied_fad06",
                    table="helpdesk_ticketevent",
                    when="BEFORE",
                ),
            ),
        ),
    ]
