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
        ("notifications", "0001_initial"),
        ("pghistory", "0007_auto_20250421_0444"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Message",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ("kind", models.CharField(default="general", max_length=20)),
                ("subject", models.CharField(max_length=120)),
                ("body", models.TextField(max_length=20000)),
                (
                    "named_types",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("aco_executive", "ACO Executive"),
                                ("authorized_to_sign_primary", "Authorized to Sign (primary)"),
                                ("authorized_to_sign_secondary", "Authorized to Sign (secondary)"),
                                ("cms_liaison", "CMS Liaison"),
                                ("application_primary", "Application Contact (primary)"),
                                ("application_secondary", "Application Contact (secondary)"),
                                ("it_primary", "Information Technology (IT) Contact (primary)"),
                                ("it_secondary", "IT Contact (secondary)"),
                                ("financial", "Financial Contact"),
                                ("compliance", "Compliance Contact"),
                                ("quality_primary", "Quality Contact (primary)"),
                                ("quality_secondary", "Quality Contact (secondary)"),
                                ("marketing_primary", "Marketing Contact (primary)"),
                                ("marketing_secondary", "Marketing Contact (secondary)"),
                                ("public", "Public Contact"),
                            ],
                            max_length=40,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                ("may_answer", models.BooleanField(default=False)),
                ("to", models.CharField(default="listed", max_length=6)),
                (
                    "aco_ids",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=6),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                ("track", models.CharField(blank=True, max_length=8)),
                ("state_served", models.CharField(blank=True, max_length=2)),
                ("agreement_year", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("lacks_type", models.CharField(blank=True, max_length=40)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("confirmed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("due_at", models.DateTimeField(blank=True, null=True)),
                ("started_at", models.DateTimeField(blank=True, null=True)),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "message to ACOs",
                "verbose_name_plural": "messages to ACOs",
                "indexes": [
                    models.Index(
                        condition=models.Q(
                            ("confirmed_at__isnull", False),
                            ("finished_at", None),
                            ("withdrawn_at", None),
                        ),
                        fields=["due_at"],
                        name="message_to_send",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "general",
                                    "feedback_letter",
                                    "benchmark_notice",
                                    "adjustment",
                                    "compliance_notice",
                                ],
                            )
                        ),
                        name="message_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("to__in", ["all", "listed", "alike"])),
                        name="message_to_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("subject", ""),
                                (
                                    "subject__regex",
                                    "^(?! )(?!.* $)(?!.*  )(?!.*[A-Za-z0-9-]\\.[A-Za-z]{2})(?!.*://)(?!.*[Ww][Ww][Ww]\\.)[^\\u0001-\\u001f\\u007f-\\u00a0\\u00ad\\u034f\\u061c\\u115f\\u1160\\u180b-\\u180f\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u206f\\u2800\\u3000\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff9-\\ufffb\\U000e0000-\\U000e01ef]+$",
                                ),
                                _connector="OR",
                            ),
                            models.Q(("subject", ""), _negated=True),
                            models.Q(("body", ""), _negated=True),
                        ),
                        name="message_says_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "named_types__contained_by",
                                [
                                    "aco_executive",
                                    "authorized_to_sign_primary",
                                    "authorized_to_sign_secondary",
                                    "cms_liaison",
                                    "application_primary",
                                    "application_secondary",
                                    "it_primary",
                                    "it_secondary",
                                    "financial",
                                    "compliance",
                                    "quality_primary",
                                    "quality_secondary",
                                    "marketing_primary",
                                    "marketing_secondary",
                                    "public",
                                ],
                            )
                        ),
                        name="message_mailed_to_who_receives",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("confirmed_at", None), ("confirmed_by", None), ("due_at", None)
                            ),
                            models.Q(
                                ("confirmed_at__isnull", False),
                                ("confirmed_by__isnull", False),
                                ("due_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="message_confirmed_by_someone",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("finished_at", None), ("started_at", None)),
                            models.Q(
                                ("due_at__isnull", False),
                                ("started_at__gte", models.F("due_at")),
                                ("started_at__isnull", False),
                                ("withdrawn_at", None),
                            ),
                            _connector="OR",
                        ),
                        name="message_sent_once_confirmed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("withdrawn_at", None), ("withdrawn_by", None)),
                            models.Q(
                                ("withdrawn_at__isnull", False), ("withdrawn_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="message_withdrawn_by_someone",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Attachment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                (
                    "message",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attachments",
                        to="documents_correspondence.message",
                    ),
                ),
                ("name", models.CharField(max_length=150)),
                ("media_type", models.CharField(max_length=40)),
                ("size", models.PositiveIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                ("stored_as", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("added_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("message", "sha256"), name="message_file_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Delivery",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                (
                    "message",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deliveries",
                        to="documents_correspondence.message",
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
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                ("people", models.PositiveIntegerField(default=0)),
                ("mailed", models.PositiveIntegerField(default=0)),
            ],
            options={
                "verbose_name": "message of an ACO",
                "verbose_name_plural": "messages by ACO",
                "indexes": [
                    models.Index(fields=["aco", "-sent_at"], name="delivery_of_aco"),
                    models.Index(
                        condition=models.Q(("sent_at", None)),
                        fields=["message"],
                        name="delivery_to_do",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("message", "aco"), name="message_once_to_an_aco"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("sent_at__isnull", False), ("people", 0), _connector="OR"),
                            ("mailed__lte", models.F("people")),
                        ),
                        name="message_counts_once_sent",
                    ),
                ],
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
                        to="documents_correspondence.message",
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
                ("kind", models.CharField(default="general", max_length=20)),
                ("subject", models.CharField(max_length=120)),
                ("body", models.TextField(max_length=20000)),
                (
                    "named_types",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("aco_executive", "ACO Executive"),
                                ("authorized_to_sign_primary", "Authorized to Sign (primary)"),
                                ("authorized_to_sign_secondary", "Authorized to Sign (secondary)"),
                                ("cms_liaison", "CMS Liaison"),
                                ("application_primary", "Application Contact (primary)"),
                                ("application_secondary", "Application Contact (secondary)"),
                                ("it_primary", "Information Technology (IT) Contact (primary)"),
                                ("it_secondary", "IT Contact (secondary)"),
                                ("financial", "Financial Contact"),
                                ("compliance", "Compliance Contact"),
                                ("quality_primary", "Quality Contact (primary)"),
                                ("quality_secondary", "Quality Contact (secondary)"),
                                ("marketing_primary", "Marketing Contact (primary)"),
                                ("marketing_secondary", "Marketing Contact (secondary)"),
                                ("public", "Public Contact"),
                            ],
                            max_length=40,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                ("may_answer", models.BooleanField(default=False)),
                ("to", models.CharField(default="listed", max_length=6)),
                (
                    "aco_ids",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=6),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                ("track", models.CharField(blank=True, max_length=8)),
                ("state_served", models.CharField(blank=True, max_length=2)),
                ("agreement_year", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("lacks_type", models.CharField(blank=True, max_length=40)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "created_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("confirmed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "confirmed_by",
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
                ("due_at", models.DateTimeField(blank=True, null=True)),
                ("started_at", models.DateTimeField(blank=True, null=True)),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                (
                    "withdrawn_by",
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
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="AttachmentEvent",
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
                        to="documents_correspondence.attachment",
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
                    "message",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="documents_correspondence.message",
                    ),
                ),
                ("name", models.CharField(max_length=150)),
                ("media_type", models.CharField(max_length=40)),
                ("size", models.PositiveIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                ("stored_as", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("added_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "added_by",
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
        migrations.CreateModel(
            name="DeliveryEvent",
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
                        to="documents_correspondence.delivery",
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
                    "message",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="documents_correspondence.message",
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
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                ("people", models.PositiveIntegerField(default=0)),
                ("mailed", models.PositiveIntegerField(default=0)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Reply",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                (
                    "delivery",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replies",
                        to="documents_correspondence.delivery",
                    ),
                ),
                ("from_cms", models.BooleanField()),
                ("body", models.TextField(max_length=10000)),
                ("written_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "written_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("settled_at", models.DateTimeField(blank=True, null=True)),
                (
                    "settled_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "answer from an ACO",
                "verbose_name_plural": "answers from ACOs",
                "indexes": [
                    models.Index(fields=["delivery", "written_at"], name="reply_of_delivery"),
                    models.Index(
                        condition=models.Q(("from_cms", False), ("settled_at", None)),
                        fields=["written_at"],
                        name="reply_waiting",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("body", ""), _negated=True), name="reply_says_something"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("settled_at", None), ("settled_by", None)),
                            models.Q(
                                ("from_cms", False),
                                ("settled_at__isnull", False),
                                ("settled_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="reply_settled_by_someone",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Copy",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                (
                    "delivery",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="copies",
                        to="documents_correspondence.delivery",
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
                    "told",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="notifications.notification",
                    ),
                ),
                ("received", models.BooleanField(default=False)),
                ("read_at", models.DateTimeField(blank=True, null=True)),
                ("seen_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "verbose_name": "copy of a message",
                "verbose_name_plural": "copies of messages",
                "indexes": [
                    models.Index(
                        condition=models.Q(("read_at", None)), fields=["person"], name="copy_unread"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("delivery", "person"), name="copy_once_a_person"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("received", True), ("read_at__isnull", False), _connector="OR"
                        ),
                        name="copy_read_or_received",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("read_at", None), ("seen_at", None)),
                            models.Q(
                                ("read_at__isnull", False),
                                ("seen_at__gte", models.F("read_at")),
                                ("seen_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="copy_read_before_it_is_seen_again",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReplyEvent",
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
                        to="documents_correspondence.reply",
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
                    "delivery",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="documents_correspondence.delivery",
                    ),
                ),
                ("from_cms", models.BooleanField()),
                ("body", models.TextField(max_length=10000)),
                ("written_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "written_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("settled_at", models.DateTimeField(blank=True, null=True)),
                (
                    "settled_by",
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
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="message",
            trigger=pgtrigger.compiler.Trigger(
                name="message_sent_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."started_at" IS NOT NULL)',
                    func='RAISE EXCEPTION \'pgtrigger: Cannot update of "kind", "subject", "body", "named_types", "may_answer", "due_at" or delete rows from % table\', TG_TABLE_NAME;',
                    hash="000123d4bf67d959eda5482e31b468e7443f85ee",
                    operation='UPDATE OF "kind", "subject", "body", "named_types", "may_answer", "due_at" OR DELETE',
                    pgid="pgtrigger_message_sent_stays_5931c",
                    table="documents_correspondence_message",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="message",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "documents_correspondence_messageevent" ("aco_ids", "agreement_year", "body", "confirmed_at", "confirmed_by_id", "created_at", "created_by_id", "due_at", "finished_at", "id", "kind", "lacks_type", "may_answer", "named_types", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "started_at", "state_served", "subject", "to", "track", "withdrawn_at", "withdrawn_by_id") VALUES (NEW."aco_ids", NEW."agreement_year", NEW."body", NEW."confirmed_at", NEW."confirmed_by_id", NEW."created_at", NEW."created_by_id", NEW."due_at", NEW."finished_at", NEW."id", NEW."kind", NEW."lacks_type", NEW."may_answer", NEW."named_types", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."started_at", NEW."state_served", NEW."subject", NEW."to", NEW."track", NEW."withdrawn_at", NEW."withdrawn_by_id"); RETURN NULL;',
                    hash="f3743267b6a0625dcda18cb994045d9a6211f376",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_a9cf2",
                    table="documents_correspondence_message",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="message",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "documents_correspondence_messageevent" ("aco_ids", "agreement_year", "body", "confirmed_at", "confirmed_by_id", "created_at", "created_by_id", "due_at", "finished_at", "id", "kind", "lacks_type", "may_answer", "named_types", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "started_at", "state_served", "subject", "to", "track", "withdrawn_at", "withdrawn_by_id") VALUES (NEW."aco_ids", NEW."agreement_year", NEW."body", NEW."confirmed_at", NEW."confirmed_by_id", NEW."created_at", NEW."created_by_id", NEW."due_at", NEW."finished_at", NEW."id", NEW."kind", NEW."lacks_type", NEW."may_answer", NEW."named_types", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."started_at", NEW."state_served", NEW."subject", NEW."to", NEW."track", NEW."withdrawn_at", NEW."withdrawn_by_id"); RETURN NULL;',
                    hash="e8ae51eec6a8780bf543e97b6329f508f8642000",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_eb37a",
                    table="documents_correspondence_message",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="message",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "documents_correspondence_messageevent" ("aco_ids", "agreement_year", "body", "confirmed_at", "confirmed_by_id", "created_at", "created_by_id", "due_at", "finished_at", "id", "kind", "lacks_type", "may_answer", "named_types", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "started_at", "state_served", "subject", "to", "track", "withdrawn_at", "withdrawn_by_id") VALUES (OLD."aco_ids", OLD."agreement_year", OLD."body", OLD."confirmed_at", OLD."confirmed_by_id", OLD."created_at", OLD."created_by_id", OLD."due_at", OLD."finished_at", OLD."id", OLD."kind", OLD."lacks_type", OLD."may_answer", OLD."named_types", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."started_at", OLD."state_served", OLD."subject", OLD."to", OLD."track", OLD."withdrawn_at", OLD."withdrawn_by_id"); RETURN NULL;',
                    hash="ea4ee00bc244b9e33cea16cf62a261c559b6084e",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_8c0dd",
                    table="documents_correspondence_message",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="message",
            trigger=pgtrigger.compiler.Trigger(
                name="searched_delivery_too",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            INSERT INTO search_entry (kind, key, aco_id, searched, tin_hash, npi) SELECT 'delivery', own.id, own.aco_id, acoms_searchable(coalesce((SELECT m.subject FROM documents_correspondence_message m WHERE m.id = own.message_id), '')), NULL::uuid, '' FROM documents_correspondence_delivery AS own WHERE own.message_id = NEW.id ON CONFLICT (kind, key) DO UPDATE SET aco_id = EXCLUDED.aco_id, searched = EXCLUDED.searched, tin_hash = EXCLUDED.tin_hash, npi = EXCLUDED.npi;\n            RETURN NULL;\n        ",
                    hash="63e1a053020c1f025997d3d9bf9133c44fd09e99",
                    operation='UPDATE OF "subject"',
                    pgid="pgtrigger_searched_delivery_too_34125",
                    table="documents_correspondence_message",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="message",
            trigger=pgtrigger.compiler.Trigger(
                name="searched_message",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            IF TG_OP = 'DELETE' THEN\n                DELETE FROM search_entry WHERE kind = 'message' AND key = OLD.id;\n            ELSE\n                INSERT INTO search_entry (kind, key, aco_id, searched, tin_hash, npi) SELECT 'message', NEW.id, NULL::bigint, acoms_searchable(coalesce(NEW.subject, '')), NULL::uuid, ''  ON CONFLICT (kind, key) DO UPDATE SET aco_id = EXCLUDED.aco_id, searched = EXCLUDED.searched, tin_hash = EXCLUDED.tin_hash, npi = EXCLUDED.npi;\n            END IF;\n            RETURN NULL;\n        ",
                    hash="cac1a5029b00679e3827f817ae28dd87527d15bf",
                    operation='INSERT OR UPDATE OF "subject" OR DELETE',
                    pgid="pgtrigger_searched_message_f15a0",
                    table="documents_correspondence_message",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="deliveryevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="d835c7ba1e15cc06a1323b0a82c640785e91109b",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_0be1a",
                    table="documents_correspondence_deliveryevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="deliveryevent",
            trigger=pgtrigger.compiler.Trigger(
                name="never_emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="8a6beb884e6d6cab58e4f0bb80eb102bec10eab8",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_emptied_e27ab",
                    table="documents_correspondence_deliveryevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="delivery",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (NEW."sent_at" IS NOT NULL)',
                    func='INSERT INTO "documents_correspondence_deliveryevent" ("aco_id", "id", "mailed", "message_id", "people", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sent_at") VALUES (NEW."aco_id", NEW."id", NEW."mailed", NEW."message_id", NEW."people", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."sent_at"); RETURN NULL;',
                    hash="2debec2b3cb27f80b3c259cee8e996a2eb89731b",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_936d2",
                    table="documents_correspondence_delivery",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="delivery",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "documents_correspondence_deliveryevent" ("aco_id", "id", "mailed", "message_id", "people", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sent_at") VALUES (NEW."aco_id", NEW."id", NEW."mailed", NEW."message_id", NEW."people", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."sent_at"); RETURN NULL;',
                    hash="9bac537a745c84b21e0201351a1fc9223fb2ec1e",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_3df7f",
                    table="documents_correspondence_delivery",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="delivery",
            trigger=pgtrigger.compiler.Trigger(
                name="searched_delivery",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            IF TG_OP = 'DELETE' THEN\n                DELETE FROM search_entry WHERE kind = 'delivery' AND key = OLD.id;\n            ELSE\n                INSERT INTO search_entry (kind, key, aco_id, searched, tin_hash, npi) SELECT 'delivery', NEW.id, NEW.aco_id, acoms_searchable(coalesce((SELECT m.subject FROM documents_correspondence_message m WHERE m.id = NEW.message_id), '')), NULL::uuid, ''  ON CONFLICT (kind, key) DO UPDATE SET aco_id = EXCLUDED.aco_id, searched = EXCLUDED.searched, tin_hash = EXCLUDED.tin_hash, npi = EXCLUDED.npi;\n            END IF;\n            RETURN NULL;\n        ",
                    hash="0f928f79523b15a12033ad4e6c53cb55fc69d8c4",
                    operation='INSERT OR UPDATE OF "message_id", "aco_id" OR DELETE',
                    pgid="pgtrigger_searched_delivery_0ca02",
                    table="documents_correspondence_delivery",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="attachmentevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="3413b2b1a3d84b4f4a66376209a2b692afe0c458",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_d1e7e",
                    table="documents_correspondence_attachmentevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="attachmentevent",
            trigger=pgtrigger.compiler.Trigger(
                name="never_emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="f2bc0923e557eb492149abf8a56c3f2a217ec4a0",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_emptied_a7848",
                    table="documents_correspondence_attachmentevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="attachment",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "documents_correspondence_attachmentevent" ("added_at", "added_by_id", "id", "media_type", "message_id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sha256", "size", "stored_as") VALUES (NEW."added_at", NEW."added_by_id", NEW."id", NEW."media_type", NEW."message_id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."sha256", NEW."size", NEW."stored_as"); RETURN NULL;',
                    hash="1d5bf455856d0079349c4affd7bda33f28b03911",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_d3e75",
                    table="documents_correspondence_attachment",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="attachment",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "documents_correspondence_attachmentevent" ("added_at", "added_by_id", "id", "media_type", "message_id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sha256", "size", "stored_as") VALUES (NEW."added_at", NEW."added_by_id", NEW."id", NEW."media_type", NEW."message_id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."sha256", NEW."size", NEW."stored_as"); RETURN NULL;',
                    hash="2b49b27fa11f6618c0530d054035167ca288dd78",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_96dc2",
                    table="documents_correspondence_attachment",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="attachment",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "documents_correspondence_attachmentevent" ("added_at", "added_by_id", "id", "media_type", "message_id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sha256", "size", "stored_as") VALUES (OLD."added_at", OLD."added_by_id", OLD."id", OLD."media_type", OLD."message_id", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."sha256", OLD."size", OLD."stored_as"); RETURN NULL;',
                    hash="2b9ddf560d212febddcefe8460ee12102b8f4794",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_03d54",
                    table="documents_correspondence_attachment",
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
                    hash="4915176860dc4a2f91f60c656cbaeae92ff56dae",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_0f869",
                    table="documents_correspondence_messageevent",
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
                    hash="5a94232849b6fbba564ee874068ae45643509a91",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_emptied_21907",
                    table="documents_correspondence_messageevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reply",
            trigger=pgtrigger.compiler.Trigger(
                name="reply_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='RAISE EXCEPTION \'pgtrigger: Cannot update of "body", "from_cms", "written_at" or delete rows from % table\', TG_TABLE_NAME;',
                    hash="ba8cc68d6a9c5fb4fe29ce131c323e0c7f3d3a87",
                    operation='UPDATE OF "body", "from_cms", "written_at" OR DELETE',
                    pgid="pgtrigger_reply_stays_d0bc6",
                    table="documents_correspondence_reply",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reply",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "documents_correspondence_replyevent" ("body", "delivery_id", "from_cms", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "settled_at", "settled_by_id", "written_at", "written_by_id") VALUES (NEW."body", NEW."delivery_id", NEW."from_cms", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."settled_at", NEW."settled_by_id", NEW."written_at", NEW."written_by_id"); RETURN NULL;',
                    hash="3b419af4066912fd3493f491cee5a228ff03548b",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_9b10b",
                    table="documents_correspondence_reply",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reply",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "documents_correspondence_replyevent" ("body", "delivery_id", "from_cms", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "settled_at", "settled_by_id", "written_at", "written_by_id") VALUES (NEW."body", NEW."delivery_id", NEW."from_cms", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."settled_at", NEW."settled_by_id", NEW."written_at", NEW."written_by_id"); RETURN NULL;',
                    hash="6cda5ff6a0072043c05b2cbdd06bb7fd4926180d",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_fc491",
                    table="documents_correspondence_reply",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reply",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "documents_correspondence_replyevent" ("body", "delivery_id", "from_cms", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "settled_at", "settled_by_id", "written_at", "written_by_id") VALUES (OLD."body", OLD."delivery_id", OLD."from_cms", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."settled_at", OLD."settled_by_id", OLD."written_at", OLD."written_by_id"); RETURN NULL;',
                    hash="ee7d3b1fc62250268b7765e55c4dd6d40885d11d",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_429eb",
                    table="documents_correspondence_reply",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="replyevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="8a1230c8ce957d22734bcea3681fb3cf22b19593",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_9192c",
                    table="documents_correspondence_replyevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="replyevent",
            trigger=pgtrigger.compiler.Trigger(
                name="never_emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="16769f78fffb75454282f145be3a68f4a723008f",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_emptied_a0831",
                    table="documents_correspondence_replyevent",
                    when="BEFORE",
                ),
            ),
        ),
    ]
