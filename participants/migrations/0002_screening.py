import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import acoms.fields
import participants.models.screening


class Migration(migrations.Migration):
    dependencies = [
        ("participants", "0001_initial"),
        ("pghistory", "0007_auto_20250421_0444"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="DeactivatedNpiEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("npi", models.CharField(max_length=10, verbose_name="NPI")),
                ("deactivated_on", models.DateField()),
                ("reactivated_on", models.DateField(blank=True, null=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="EnrolmentAnswer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("tin_hash", models.UUIDField(null=True, unique=True)),
                ("npi", models.CharField(max_length=10, null=True, unique=True)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("approved", "approved"),
                            ("pending", "pending"),
                            ("deactivated", "deactivated"),
                            ("not_enrolled", "not_enrolled"),
                        ],
                        max_length=12,
                    ),
                ),
                ("checked_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Finding",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        choices=participants.models.screening.reason_choices, max_length=24
                    ),
                ),
                ("npi", models.CharField(blank=True, max_length=10, verbose_name="NPI")),
                ("facts", models.JSONField(default=dict)),
                (
                    "found_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="found"),
                ),
                ("waived_at", models.DateTimeField(blank=True, null=True, verbose_name="waived")),
                (
                    "waiver_reason",
                    models.TextField(blank=True, max_length=2000, verbose_name="why waived"),
                ),
                ("waived_until", models.DateField(blank=True, null=True)),
                (
                    "resolved_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="resolved"),
                ),
                (
                    "resolution",
                    models.TextField(blank=True, max_length=2000, verbose_name="how resolved"),
                ),
            ],
            options={
                "ordering": ("-found_at", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="FindingEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "reason",
                    models.CharField(
                        choices=participants.models.screening.reason_choices, max_length=24
                    ),
                ),
                ("npi", models.CharField(blank=True, max_length=10, verbose_name="NPI")),
                ("facts", models.JSONField(default=dict)),
                (
                    "found_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="found"),
                ),
                ("waived_at", models.DateTimeField(blank=True, null=True, verbose_name="waived")),
                (
                    "waiver_reason",
                    models.TextField(blank=True, max_length=2000, verbose_name="why waived"),
                ),
                ("waived_until", models.DateField(blank=True, null=True)),
                (
                    "resolved_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="resolved"),
                ),
                (
                    "resolution",
                    models.TextField(blank=True, max_length=2000, verbose_name="how resolved"),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="InitiativeParticipant",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "tin",
                    acoms.fields.EncryptedTextField(
                        blank=True, editable=False, purpose="tin", verbose_name="TIN"
                    ),
                ),
                ("tin_hash", models.UUIDField(blank=True, editable=False, null=True)),
                ("initiative", models.CharField(max_length=100)),
                (
                    "primary_care",
                    models.BooleanField(default=True, verbose_name="bills primary care services"),
                ),
                ("starts_on", models.DateField(verbose_name="from")),
                (
                    "until",
                    models.DateField(
                        blank=True, help_text="The first day on which it is not.", null=True
                    ),
                ),
            ],
            options={
                "verbose_name": "participant of another initiative",
                "verbose_name_plural": "participants of other initiatives",
                "ordering": ("initiative", "-starts_on", "pk"),
            },
        ),
        migrations.CreateModel(
            name="InitiativeParticipantEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "tin",
                    acoms.fields.EncryptedTextField(
                        blank=True, editable=False, purpose="tin", verbose_name="TIN"
                    ),
                ),
                ("tin_hash", models.UUIDField(blank=True, editable=False, null=True)),
                ("initiative", models.CharField(max_length=100)),
                (
                    "primary_care",
                    models.BooleanField(default=True, verbose_name="bills primary care services"),
                ),
                ("starts_on", models.DateField(verbose_name="from")),
                (
                    "until",
                    models.DateField(
                        blank=True, help_text="The first day on which it is not.", null=True
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ListLoad",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("deactivated_npis", "Deactivated NPIs"),
                            ("sanctions", "Sanctions and exclusions"),
                            ("waivers", "Waivers of sanctions"),
                            ("initiatives", "Participants of other shared savings initiatives"),
                        ],
                        max_length=16,
                        verbose_name="list",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="file")),
                ("sha256", models.CharField(max_length=64, verbose_name="SHA-256")),
                (
                    "loaded_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="loaded"),
                ),
                ("added", models.PositiveIntegerField(verbose_name="new")),
                ("changed", models.PositiveIntegerField()),
                ("unchanged", models.PositiveIntegerField(verbose_name="as they were")),
                ("left_out", models.PositiveIntegerField()),
                (
                    "problems",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(), default=list, size=None
                    ),
                ),
            ],
            options={
                "verbose_name": "loaded list",
                "ordering": ("-loaded_at", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="Sanction",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "tin",
                    acoms.fields.EncryptedTextField(
                        blank=True, editable=False, purpose="tin", verbose_name="TIN"
                    ),
                ),
                ("tin_hash", models.UUIDField(blank=True, editable=False, null=True)),
                ("npi", models.CharField(blank=True, max_length=10, verbose_name="NPI")),
                (
                    "of_official",
                    models.BooleanField(default=False, verbose_name="of the authorized official"),
                ),
                ("reason", models.CharField(max_length=200)),
                ("starts_on", models.DateField(verbose_name="from")),
                (
                    "reinstated_on",
                    models.DateField(blank=True, null=True, verbose_name="reinstated on"),
                ),
            ],
            options={
                "ordering": ("-starts_on", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="SanctionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "tin",
                    acoms.fields.EncryptedTextField(
                        blank=True, editable=False, purpose="tin", verbose_name="TIN"
                    ),
                ),
                ("tin_hash", models.UUIDField(blank=True, editable=False, null=True)),
                ("npi", models.CharField(blank=True, max_length=10, verbose_name="NPI")),
                (
                    "of_official",
                    models.BooleanField(default=False, verbose_name="of the authorized official"),
                ),
                ("reason", models.CharField(max_length=200)),
                ("starts_on", models.DateField(verbose_name="from")),
                (
                    "reinstated_on",
                    models.DateField(blank=True, null=True, verbose_name="reinstated on"),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SanctionWaiver",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "tin",
                    acoms.fields.EncryptedTextField(
                        blank=True, editable=False, purpose="tin", verbose_name="TIN"
                    ),
                ),
                ("tin_hash", models.UUIDField(blank=True, editable=False, null=True)),
                ("npi", models.CharField(blank=True, max_length=10, verbose_name="NPI")),
                ("starts_on", models.DateField(verbose_name="from")),
                (
                    "until",
                    models.DateField(blank=True, help_text="The first day without it.", null=True),
                ),
            ],
            options={
                "verbose_name": "waiver of sanctions",
                "verbose_name_plural": "waivers of sanctions",
                "ordering": ("-starts_on", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="SanctionWaiverEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "tin",
                    acoms.fields.EncryptedTextField(
                        blank=True, editable=False, purpose="tin", verbose_name="TIN"
                    ),
                ),
                ("tin_hash", models.UUIDField(blank=True, editable=False, null=True)),
                ("npi", models.CharField(blank=True, max_length=10, verbose_name="NPI")),
                ("starts_on", models.DateField(verbose_name="from")),
                (
                    "until",
                    models.DateField(blank=True, help_text="The first day without it.", null=True),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ScreeningRun",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "change_ids",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(),
                        blank=True,
                        help_text="Empty: the whole programme.",
                        null=True,
                        size=None,
                    ),
                ),
                ("source", models.CharField(max_length=100, verbose_name="started from")),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="started"),
                ),
                ("attempt", models.PositiveSmallIntegerField(default=0)),
                ("alive_at", models.DateTimeField(blank=True, null=True)),
                ("done", models.PositiveSmallIntegerField(default=0)),
                ("total", models.PositiveSmallIntegerField(default=1)),
                ("doing", models.CharField(blank=True, max_length=200)),
                ("found", models.PositiveIntegerField(default=0, verbose_name="newly found")),
                (
                    "resolved",
                    models.PositiveIntegerField(default=0, verbose_name="no longer found"),
                ),
                (
                    "screened",
                    models.PositiveIntegerField(default=0, verbose_name="change requests screened"),
                ),
                (
                    "unchecked",
                    models.PositiveIntegerField(default=0, verbose_name="not answered by PECOS"),
                ),
                (
                    "unchecked_sample",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), default=list, size=None
                    ),
                ),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="ended")),
                ("failure", models.TextField(blank=True)),
            ],
            options={
                "verbose_name": "screening",
                "ordering": ("-created_at", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="DeactivatedNpi",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("npi", models.CharField(max_length=10, verbose_name="NPI")),
                ("deactivated_on", models.DateField()),
                ("reactivated_on", models.DateField(blank=True, null=True)),
            ],
            options={
                "verbose_name": "deactivated NPI",
                "ordering": ("npi", "-deactivated_on"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("npi", "deactivated_on"), name="deactivation_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("reactivated_on", None),
                            ("reactivated_on__gte", models.F("deactivated_on")),
                            _connector="OR",
                        ),
                        name="deactivation_days_in_order",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="deactivatednpi",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "participants_deactivatednpievent" ("deactivated_on", "id", "npi", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reactivated_on") VALUES (NEW."deactivated_on", NEW."id", NEW."npi", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reactivated_on"); RETURN NULL;',
                    hash="705042f125d44a601ed67d8af1a6a9565d3f0b2d",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_eba55",
                    table="participants_deactivatednpi",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="deactivatednpi",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "participants_deactivatednpievent" ("deactivated_on", "id", "npi", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reactivated_on") VALUES (NEW."deactivated_on", NEW."id", NEW."npi", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reactivated_on"); RETURN NULL;',
                    hash="6ec036c5f60385295b1729df96f7f0dd66cc312f",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_d70c8",
                    table="participants_deactivatednpi",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="deactivatednpi",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "participants_deactivatednpievent" ("deactivated_on", "id", "npi", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reactivated_on") VALUES (OLD."deactivated_on", OLD."id", OLD."npi", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reactivated_on"); RETURN NULL;',
                    hash="c906b2731144c8ad96f755c71a38b08758529012",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_d23e4",
                    table="participants_deactivatednpi",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="deactivatednpievent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="deactivatednpievent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="participants.deactivatednpi",
            ),
        ),
        migrations.AddConstraint(
            model_name="enrolmentanswer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("npi__isnull", False), ("tin_hash", None)),
                    models.Q(("npi", None), ("tin_hash__isnull", False)),
                    _connector="OR",
                ),
                name="enrolment_of_a_tin_or_an_npi",
            ),
        ),
        migrations.AddConstraint(
            model_name="enrolmentanswer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("status__in", ["approved", "pending", "deactivated", "not_enrolled"])
                ),
                name="enrolment_status_known",
            ),
        ),
        migrations.AddField(
            model_name="finding",
            name="change",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="findings",
                to="participants.changerequest",
            ),
        ),
        migrations.AddField(
            model_name="finding",
            name="participant",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="findings",
                to="participants.participant",
            ),
        ),
        migrations.AddField(
            model_name="finding",
            name="resolved_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="finding",
            name="waived_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="findingevent",
            name="change",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="participants.changerequest",
            ),
        ),
        migrations.AddField(
            model_name="findingevent",
            name="participant",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="participants.participant",
            ),
        ),
        migrations.AddField(
            model_name="findingevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="findingevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="participants.finding",
            ),
        ),
        migrations.AddField(
            model_name="findingevent",
            name="resolved_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="findingevent",
            name="waived_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            model_name="initiativeparticipant",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("tin", ""), _negated=True), ("tin_hash__isnull", False)
                ),
                name="initiative_names_a_tin",
            ),
        ),
        migrations.AddConstraint(
            model_name="initiativeparticipant",
            constraint=models.UniqueConstraint(
                fields=("tin_hash", "initiative", "starts_on"), name="initiative_participation_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="initiativeparticipant",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("until", None), ("until__gte", models.F("starts_on")), _connector="OR"
                ),
                name="initiative_days_in_order",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="initiativeparticipant",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "participants_initiativeparticipantevent" ("id", "initiative", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "primary_care", "starts_on", "tin", "tin_hash", "until") VALUES (NEW."id", NEW."initiative", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."primary_care", NEW."starts_on", NEW."tin", NEW."tin_hash", NEW."until"); RETURN NULL;',
                    hash="cfc5b1c3fd954db2eb6c32ab615e639de961b147",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_f1a82",
                    table="participants_initiativeparticipant",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="initiativeparticipant",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "participants_initiativeparticipantevent" ("id", "initiative", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "primary_care", "starts_on", "tin", "tin_hash", "until") VALUES (NEW."id", NEW."initiative", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."primary_care", NEW."starts_on", NEW."tin", NEW."tin_hash", NEW."until"); RETURN NULL;',
                    hash="963d935f6f6128395f1aa99ad152cca8cd9e9fd1",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_0d7c2",
                    table="participants_initiativeparticipant",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="initiativeparticipant",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "participants_initiativeparticipantevent" ("id", "initiative", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "primary_care", "starts_on", "tin", "tin_hash", "until") VALUES (OLD."id", OLD."initiative", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."primary_care", OLD."starts_on", OLD."tin", OLD."tin_hash", OLD."until"); RETURN NULL;',
                    hash="94c232d449d6eb7ea30b0d1c74699e0678e19dc8",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_ec15a",
                    table="participants_initiativeparticipant",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="initiativeparticipantevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="initiativeparticipantevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="participants.initiativeparticipant",
            ),
        ),
        migrations.AddField(
            model_name="listload",
            name="loaded_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddIndex(
            model_name="sanction",
            index=models.Index(
                condition=models.Q(("npi", ""), _negated=True), fields=["npi"], name="sanction_npi"
            ),
        ),
        migrations.AddConstraint(
            model_name="sanction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("tin", ""), ("tin_hash", None)),
                    models.Q(models.Q(("tin", ""), _negated=True), ("tin_hash__isnull", False)),
                    _connector="OR",
                ),
                name="sanction_tin_and_hash",
            ),
        ),
        migrations.AddConstraint(
            model_name="sanction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("npi", ""), ("tin_hash__isnull", False)),
                    models.Q(models.Q(("npi", ""), _negated=True), ("tin_hash", None)),
                    _connector="OR",
                ),
                name="sanction_of_a_tin_or_an_npi",
            ),
        ),
        migrations.AddConstraint(
            model_name="sanction",
            constraint=models.CheckConstraint(
                condition=models.Q(("of_official", False), ("npi", ""), _connector="OR"),
                name="sanction_of_an_official_by_tin",
            ),
        ),
        migrations.AddConstraint(
            model_name="sanction",
            constraint=models.UniqueConstraint(
                fields=("tin_hash", "npi", "of_official", "reason", "starts_on"),
                name="sanction_once",
                nulls_distinct=False,
            ),
        ),
        migrations.AddConstraint(
            model_name="sanction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("reinstated_on", None),
                    ("reinstated_on__gte", models.F("starts_on")),
                    _connector="OR",
                ),
                name="sanction_days_in_order",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sanction",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "participants_sanctionevent" ("id", "npi", "of_official", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "reinstated_on", "starts_on", "tin", "tin_hash") VALUES (NEW."id", NEW."npi", NEW."of_official", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."reinstated_on", NEW."starts_on", NEW."tin", NEW."tin_hash"); RETURN NULL;',
                    hash="44578608193788f4ad7e182bbe54356f5f0f6e46",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_457e8",
                    table="participants_sanction",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sanction",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "participants_sanctionevent" ("id", "npi", "of_official", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "reinstated_on", "starts_on", "tin", "tin_hash") VALUES (NEW."id", NEW."npi", NEW."of_official", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."reinstated_on", NEW."starts_on", NEW."tin", NEW."tin_hash"); RETURN NULL;',
                    hash="06d8abdbbf8768bb32616bbff70cff07ea972f70",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_ada7a",
                    table="participants_sanction",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sanction",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "participants_sanctionevent" ("id", "npi", "of_official", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "reinstated_on", "starts_on", "tin", "tin_hash") VALUES (OLD."id", OLD."npi", OLD."of_official", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason", OLD."reinstated_on", OLD."starts_on", OLD."tin", OLD."tin_hash"); RETURN NULL;',
                    hash="881eee989fd9122a2118804aca827cb539ccfe00",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_a0bb7",
                    table="participants_sanction",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="sanctionevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="sanctionevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="participants.sanction",
            ),
        ),
        migrations.AddConstraint(
            model_name="sanctionwaiver",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("tin", ""), ("tin_hash", None)),
                    models.Q(models.Q(("tin", ""), _negated=True), ("tin_hash__isnull", False)),
                    _connector="OR",
                ),
                name="waiver_tin_and_hash",
            ),
        ),
        migrations.AddConstraint(
            model_name="sanctionwaiver",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("npi", ""), ("tin_hash__isnull", False)),
                    models.Q(models.Q(("npi", ""), _negated=True), ("tin_hash", None)),
                    _connector="OR",
                ),
                name="waiver_for_a_tin_or_an_npi",
            ),
        ),
        migrations.AddConstraint(
            model_name="sanctionwaiver",
            constraint=models.UniqueConstraint(
                fields=("tin_hash", "npi", "starts_on"), name="waiver_once", nulls_distinct=False
            ),
        ),
        migrations.AddConstraint(
            model_name="sanctionwaiver",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("until", None), ("until__gte", models.F("starts_on")), _connector="OR"
                ),
                name="waiver_days_in_order",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sanctionwaiver",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "participants_sanctionwaiverevent" ("id", "npi", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on", "tin", "tin_hash", "until") VALUES (NEW."id", NEW."npi", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."starts_on", NEW."tin", NEW."tin_hash", NEW."until"); RETURN NULL;',
                    hash="b09e3c42c76b675662d2912c9cf0865cea97a6cf",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_43048",
                    table="participants_sanctionwaiver",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sanctionwaiver",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "participants_sanctionwaiverevent" ("id", "npi", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on", "tin", "tin_hash", "until") VALUES (NEW."id", NEW."npi", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."starts_on", NEW."tin", NEW."tin_hash", NEW."until"); RETURN NULL;',
                    hash="443c34e3efe5fdc9fb8b9e1b21c9e346b31666dc",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_9dbb2",
                    table="participants_sanctionwaiver",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sanctionwaiver",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "participants_sanctionwaiverevent" ("id", "npi", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on", "tin", "tin_hash", "until") VALUES (OLD."id", OLD."npi", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."starts_on", OLD."tin", OLD."tin_hash", OLD."until"); RETURN NULL;',
                    hash="b7b04b134d192107dc4b620b17fe593e882adfe5",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_f0d39",
                    table="participants_sanctionwaiver",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="sanctionwaiverevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="sanctionwaiverevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="participants.sanctionwaiver",
            ),
        ),
        migrations.AddField(
            model_name="screeningrun",
            name="started_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="deactivatednpievent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="7f89a57fbdf71a42160bc7ead91e01dcb9e0d488",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_cd7e9",
                    table="participants_deactivatednpievent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="finding",
            index=models.Index(fields=["-found_at", "-id"], name="finding_latest"),
        ),
        migrations.AddIndex(
            model_name="finding",
            index=models.Index(fields=["participant"], name="finding_participant"),
        ),
        migrations.AddConstraint(
            model_name="finding",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "reason__in",
                        [
                            "bad_npi",
                            "no_approved_enrollment",
                            "org_med_sanctions",
                            "ao_med_sanctions",
                            "provider_med_sanctions",
                            "overlap_aco",
                            "overlap_initiative",
                            "single_tin",
                        ],
                    )
                ),
                name="finding_reason_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="finding",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("change", None), ("participant__isnull", False)),
                    models.Q(("change__isnull", False), ("participant", None)),
                    _connector="OR",
                ),
                name="finding_about_a_change_or_a_participant",
            ),
        ),
        migrations.AddConstraint(
            model_name="finding",
            constraint=models.UniqueConstraint(
                condition=models.Q(("resolved_at", None)),
                fields=("change", "participant", "npi", "reason"),
                name="finding_stands_once",
                nulls_distinct=False,
            ),
        ),
        migrations.AddConstraint(
            model_name="finding",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("waived_at", None),
                        ("waived_by", None),
                        ("waived_until", None),
                        ("waiver_reason", ""),
                    ),
                    models.Q(
                        ("waived_at__isnull", False),
                        ("waived_by__isnull", False),
                        models.Q(("waiver_reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="finding_waived_by_someone_with_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="finding",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("resolution", ""), ("resolved_by", None)),
                    models.Q(
                        ("resolved_at__isnull", False),
                        ("resolved_by__isnull", False),
                        models.Q(("resolution", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="finding_resolved_by_facts_or_someone_with_a_reason",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="finding",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "participants_findingevent" ("change_id", "facts", "found_at", "id", "npi", "participant_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "resolution", "resolved_at", "resolved_by_id", "waived_at", "waived_by_id", "waived_until", "waiver_reason") VALUES (NEW."change_id", NEW."facts", NEW."found_at", NEW."id", NEW."npi", NEW."participant_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."resolution", NEW."resolved_at", NEW."resolved_by_id", NEW."waived_at", NEW."waived_by_id", NEW."waived_until", NEW."waiver_reason"); RETURN NULL;',
                    hash="d45627e7f0c61d4a555a58253c6b3d8801579bab",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_0a1cb",
                    table="participants_finding",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="finding",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "participants_findingevent" ("change_id", "facts", "found_at", "id", "npi", "participant_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "resolution", "resolved_at", "resolved_by_id", "waived_at", "waived_by_id", "waived_until", "waiver_reason") VALUES (NEW."change_id", NEW."facts", NEW."found_at", NEW."id", NEW."npi", NEW."participant_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."resolution", NEW."resolved_at", NEW."resolved_by_id", NEW."waived_at", NEW."waived_by_id", NEW."waived_until", NEW."waiver_reason"); RETURN NULL;',
                    hash="f92bf765ccf32cfee987d6cba5bd4488fc0706fd",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_f7a30",
                    table="participants_finding",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="finding",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "participants_findingevent" ("change_id", "facts", "found_at", "id", "npi", "participant_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "resolution", "resolved_at", "resolved_by_id", "waived_at", "waived_by_id", "waived_until", "waiver_reason") VALUES (OLD."change_id", OLD."facts", OLD."found_at", OLD."id", OLD."npi", OLD."participant_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason", OLD."resolution", OLD."resolved_at", OLD."resolved_by_id", OLD."waived_at", OLD."waived_by_id", OLD."waived_until", OLD."waiver_reason"); RETURN NULL;',
                    hash="37e2a1345b586094b77aece63ecbe62c10bd7111",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_7da9b",
                    table="participants_finding",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="findingevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="6f29fee1112e1ce169b856dc0afee2e752ecb724",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_d3887",
                    table="participants_findingevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="initiativeparticipantevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="817d3c51b4e310c392bd49c24941aba58809b332",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_d70ab",
                    table="participants_initiativeparticipantevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sanctionevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="cb8076b9863bafb5c2a97eb949a4563474614b07",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_ac533",
                    table="participants_sanctionevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sanctionwaiverevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="78abf672b1528a07c0b8f602220ce2fdfed0f6c6",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_fc1da",
                    table="participants_sanctionwaiverevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="screeningrun",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at", None)),
                fields=("ended_at",),
                name="screening_one_at_a_time",
                nulls_distinct=False,
            ),
        ),
    ]
