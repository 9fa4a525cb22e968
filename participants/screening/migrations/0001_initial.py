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
        ("participants_changes", "0001_initial"),
        ("participants_lists", "0001_initial"),
        ("pghistory", "0007_auto_20250421_0444"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="DeactivatedNpi",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ("npi", models.CharField(max_length=10)),
                ("deactivated_on", models.DateField()),
                ("reactivated_on", models.DateField(blank=True, null=True)),
            ],
            options={
                "verbose_name": "deactivated NPI",
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
        migrations.CreateModel(
            name="EnrolmentAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ("tin_hash", models.UUIDField(null=True, unique=True)),
                ("npi", models.CharField(max_length=10, null=True, unique=True)),
                ("status", models.CharField(max_length=12)),
                (
                    "legal_business_name",
                    models.CharField(blank=True, db_default="", max_length=200),
                ),
                ("checked_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("npi__isnull", False), ("tin_hash", None)),
                            models.Q(("npi", None), ("tin_hash__isnull", False)),
                            _connector="OR",
                        ),
                        name="enrolment_of_a_tin_or_an_npi",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["approved", "pending", "deactivated", "not_enrolled"])
                        ),
                        name="enrolment_status_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Finding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ("reason", models.CharField(max_length=24)),
                (
                    "change",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="participants_changes.changerequest",
                    ),
                ),
                (
                    "participant",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="participants_lists.participant",
                    ),
                ),
                ("npi", models.CharField(blank=True, max_length=10)),
                ("facts", models.JSONField(default=dict)),
                ("found_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("waived_at", models.DateTimeField(blank=True, null=True)),
                (
                    "waived_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("waiver_reason", models.TextField(blank=True, max_length=2000)),
                ("waived_until", models.DateField(blank=True, null=True)),
                ("resolved_at", models.DateTimeField(blank=True, null=True)),
                (
                    "resolved_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("resolution", models.TextField(blank=True, max_length=2000)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["-found_at", "-id"], name="finding_latest"),
                    models.Index(fields=["participant"], name="finding_participant"),
                ],
                "constraints": [
                    models.CheckConstraint(
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
                                    "other_name",
                                    "single_tin",
                                ],
                            )
                        ),
                        name="finding_reason_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("change", None), ("participant__isnull", False)),
                            models.Q(("change__isnull", False), ("participant", None)),
                            _connector="OR",
                        ),
                        name="finding_about_a_change_or_a_participant",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("resolved_at", None)),
                        fields=("change", "participant", "npi", "reason"),
                        name="finding_stands_once",
                        nulls_distinct=False,
                    ),
                    models.CheckConstraint(
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
                    models.CheckConstraint(
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
                ],
            },
        ),
        migrations.CreateModel(
            name="InitiativeParticipant",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ("tin", models.TextField(blank=True, editable=False)),
                ("tin_hash", models.UUIDField(blank=True, editable=False, null=True)),
                ("initiative", models.CharField(max_length=100)),
                ("primary_care", models.BooleanField(default=True)),
                ("starts_on", models.DateField()),
                ("until", models.DateField(blank=True, null=True)),
            ],
            options={
                "verbose_name": "participant of another initiative",
                "verbose_name_plural": "participants of other initiatives",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("tin", ""), _negated=True), ("tin_hash__isnull", False)
                        ),
                        name="initiative_names_a_tin",
                    ),
                    models.UniqueConstraint(
                        fields=("tin_hash", "initiative", "starts_on"),
                        name="initiative_participation_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until", None), ("until__gte", models.F("starts_on")), _connector="OR"
                        ),
                        name="initiative_days_in_order",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ListLoad",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=16)),
                ("name", models.CharField(max_length=200)),
                ("sha256", models.CharField(max_length=64)),
                ("loaded_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "loaded_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("added", models.PositiveIntegerField()),
                ("changed", models.PositiveIntegerField()),
                ("unchanged", models.PositiveIntegerField()),
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
            },
        ),
        migrations.CreateModel(
            name="Sanction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ("tin", models.TextField(blank=True, editable=False)),
                ("tin_hash", models.UUIDField(blank=True, editable=False, null=True)),
                ("npi", models.CharField(blank=True, max_length=10)),
                ("of_official", models.BooleanField(default=False)),
                ("reason", models.CharField(max_length=200)),
                ("starts_on", models.DateField()),
                ("reinstated_on", models.DateField(blank=True, null=True)),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("npi", ""), _negated=True),
                        fields=["npi"],
                        name="sanction_npi",
                    )
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
                        name="sanction_tin_and_hash",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("npi", ""), ("tin_hash__isnull", False)),
                            models.Q(models.Q(("npi", ""), _negated=True), ("tin_hash", None)),
                            _connector="OR",
                        ),
                        name="sanction_of_a_tin_or_an_npi",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("of_official", False), ("npi", ""), _connector="OR"),
                        name="sanction_of_an_official_by_tin",
                    ),
                    models.UniqueConstraint(
                        fields=("tin_hash", "npi", "of_official", "reason", "starts_on"),
                        name="sanction_once",
                        nulls_distinct=False,
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("reinstated_on", None),
                            ("reinstated_on__gte", models.F("starts_on")),
                            _connector="OR",
                        ),
                        name="sanction_days_in_order",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SanctionWaiver",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ("tin", models.TextField(blank=True, editable=False)),
                ("tin_hash", models.UUIDField(blank=True, editable=False, null=True)),
                ("npi", models.CharField(blank=True, max_length=10)),
                ("starts_on", models.DateField()),
                ("until", models.DateField(blank=True, null=True)),
            ],
            options={
                "verbose_name": "waiver of sanctions",
                "verbose_name_plural": "waivers of sanctions",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("tin", ""), ("tin_hash", None)),
                            models.Q(
                                models.Q(("tin", ""), _negated=True), ("tin_hash__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="waiver_tin_and_hash",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("npi", ""), ("tin_hash__isnull", False)),
                            models.Q(models.Q(("npi", ""), _negated=True), ("tin_hash", None)),
                            _connector="OR",
                        ),
                        name="waiver_for_a_tin_or_an_npi",
                    ),
                    models.UniqueConstraint(
                        fields=("tin_hash", "npi", "starts_on"),
                        name="waiver_once",
                        nulls_distinct=False,
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until", None), ("until__gte", models.F("starts_on")), _connector="OR"
                        ),
                        name="waiver_days_in_order",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ScreeningRun",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ("attempt", models.PositiveBigIntegerField(default=0)),
                ("alive_at", models.DateTimeField(blank=True, null=True)),
                (
                    "change_ids",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), blank=True, null=True, size=None
                    ),
                ),
                (
                    "started_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("source", models.CharField(max_length=100)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("done", models.PositiveSmallIntegerField(default=0)),
                ("total", models.PositiveSmallIntegerField(default=1)),
                ("doing", models.CharField(blank=True, max_length=200)),
                ("found", models.PositiveIntegerField(default=0)),
                ("resolved", models.PositiveIntegerField(default=0)),
                ("screened", models.PositiveIntegerField(default=0)),
                ("unchecked", models.PositiveIntegerField(default=0)),
                (
                    "unchecked_sample",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), default=list, size=None
                    ),
                ),
                ("lists", models.JSONField(blank=True, default=list, editable=False)),
                ("without_tin", models.PositiveIntegerField(blank=True, null=True)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("failure", models.TextField(blank=True)),
            ],
            options={
                "verbose_name": "screening",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("ended_at",),
                        name="screening_one_at_a_time",
                        nulls_distinct=False,
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="DeactivatedNpiEvent",
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
                        to="participants_screening.deactivatednpi",
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
                ("npi", models.CharField(max_length=10)),
                ("deactivated_on", models.DateField()),
                ("reactivated_on", models.DateField(blank=True, null=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="FindingEvent",
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
                        to="participants_screening.finding",
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
                ("reason", models.CharField(max_length=24)),
                (
                    "change",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="participants_changes.changerequest",
                    ),
                ),
                (
                    "participant",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="participants_lists.participant",
                    ),
                ),
                ("npi", models.CharField(blank=True, max_length=10)),
                ("facts", models.JSONField(default=dict)),
                ("found_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("waived_at", models.DateTimeField(blank=True, null=True)),
                (
                    "waived_by",
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
                ("waiver_reason", models.TextField(blank=True, max_length=2000)),
                ("waived_until", models.DateField(blank=True, null=True)),
                ("resolved_at", models.DateTimeField(blank=True, null=True)),
                (
                    "resolved_by",
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
                ("resolution", models.TextField(blank=True, max_length=2000)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="InitiativeParticipantEvent",
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
                        to="participants_screening.initiativeparticipant",
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
                ("tin", models.TextField(blank=True, editable=False)),
                ("tin_hash", models.UUIDField(blank=True, editable=False, null=True)),
                ("initiative", models.CharField(max_length=100)),
                ("primary_care", models.BooleanField(default=True)),
                ("starts_on", models.DateField()),
                ("until", models.DateField(blank=True, null=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SanctionEvent",
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
                        to="participants_screening.sanction",
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
                ("tin", models.TextField(blank=True, editable=False)),
                ("tin_hash", models.UUIDField(blank=True, editable=False, null=True)),
                ("npi", models.CharField(blank=True, max_length=10)),
                ("of_official", models.BooleanField(default=False)),
                ("reason", models.CharField(max_length=200)),
                ("starts_on", models.DateField()),
                ("reinstated_on", models.DateField(blank=True, null=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SanctionWaiverEvent",
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
                        to="participants_screening.sanctionwaiver",
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
                ("tin", models.TextField(blank=True, editable=False)),
                ("tin_hash", models.UUIDField(blank=True, editable=False, null=True)),
                ("npi", models.CharField(blank=True, max_length=10)),
                ("starts_on", models.DateField()),
                ("until", models.DateField(blank=True, null=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="deactivatednpi",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "participants_screening_deactivatednpievent" ("deactivated_on", "id", "npi", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reactivated_on") VALUES (NEW."deactivated_on", NEW."id", NEW."npi", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reactivated_on"); RETURN NULL;',
                    hash="5d7909085727eac0f361dbbd985fc7f39670101c",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_d90f7",
                    table="participants_screening_deactivatednpi",
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
                    func='INSERT INTO "participants_screening_deactivatednpievent" ("deactivated_on", "id", "npi", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reactivated_on") VALUES (NEW."deactivated_on", NEW."id", NEW."npi", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reactivated_on"); RETURN NULL;',
                    hash="4f83475526edb5b6f8263b323d47e9d149817e69",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_9ea57",
                    table="participants_screening_deactivatednpi",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="deactivatednpi",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "participants_screening_deactivatednpievent" ("deactivated_on", "id", "npi", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reactivated_on") VALUES (OLD."deactivated_on", OLD."id", OLD."npi", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reactivated_on"); RETURN NULL;',
                    hash="92c689cf4411b26b676b89ea8617f933408d5144",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_a0b0d",
                    table="participants_screening_deactivatednpi",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="initiativeparticipant",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "participants_screening_initiativeparticipantevent" ("id", "initiative", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "primary_care", "starts_on", "tin", "tin_hash", "until") VALUES (NEW."id", NEW."initiative", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."primary_care", NEW."starts_on", NEW."tin", NEW."tin_hash", NEW."until"); RETURN NULL;',
                    hash="2fa34aa07fa6febfe392c03748623a1f41de9733",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_aa412",
                    table="participants_screening_initiativeparticipant",
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
                    func='INSERT INTO "participants_screening_initiativeparticipantevent" ("id", "initiative", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "primary_care", "starts_on", "tin", "tin_hash", "until") VALUES (NEW."id", NEW."initiative", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."primary_care", NEW."starts_on", NEW."tin", NEW."tin_hash", NEW."until"); RETURN NULL;',
                    hash="87763075e329abc0556ad2e987a7c8a4f8292987",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_e6fce",
                    table="participants_screening_initiativeparticipant",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="initiativeparticipant",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "participants_screening_initiativeparticipantevent" ("id", "initiative", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "primary_care", "starts_on", "tin", "tin_hash", "until") VALUES (OLD."id", OLD."initiative", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."primary_care", OLD."starts_on", OLD."tin", OLD."tin_hash", OLD."until"); RETURN NULL;',
                    hash="3880bc7bb1ff2d16960bfb9248cbba989293f79c",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_0783f",
                    table="participants_screening_initiativeparticipant",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sanction",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "participants_screening_sanctionevent" ("id", "npi", "of_official", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "reinstated_on", "starts_on", "tin", "tin_hash") VALUES (NEW."id", NEW."npi", NEW."of_official", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."reinstated_on", NEW."starts_on", NEW."tin", NEW."tin_hash"); RETURN NULL;',
                    hash="72831b5200d020a81b705b26f595661076e3df4b",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_ed244",
                    table="participants_screening_sanction",
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
                    func='INSERT INTO "participants_screening_sanctionevent" ("id", "npi", "of_official", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "reinstated_on", "starts_on", "tin", "tin_hash") VALUES (NEW."id", NEW."npi", NEW."of_official", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."reinstated_on", NEW."starts_on", NEW."tin", NEW."tin_hash"); RETURN NULL;',
                    hash="846695f09cacce8af7868bbc7e2725f9785471d5",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_44109",
                    table="participants_screening_sanction",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sanction",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "participants_screening_sanctionevent" ("id", "npi", "of_official", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "reinstated_on", "starts_on", "tin", "tin_hash") VALUES (OLD."id", OLD."npi", OLD."of_official", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason", OLD."reinstated_on", OLD."starts_on", OLD."tin", OLD."tin_hash"); RETURN NULL;',
                    hash="7141ae473a5a127a498f31936abee1faffe2bce2",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_2efcb",
                    table="participants_screening_sanction",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sanctionwaiver",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "participants_screening_sanctionwaiverevent" ("id", "npi", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on", "tin", "tin_hash", "until") VALUES (NEW."id", NEW."npi", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."starts_on", NEW."tin", NEW."tin_hash", NEW."until"); RETURN NULL;',
                    hash="99c3f8e467f7a7a7990cd281a9ab470ea0b25e62",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_e6388",
                    table="participants_screening_sanctionwaiver",
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
                    func='INSERT INTO "participants_screening_sanctionwaiverevent" ("id", "npi", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on", "tin", "tin_hash", "until") VALUES (NEW."id", NEW."npi", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."starts_on", NEW."tin", NEW."tin_hash", NEW."until"); RETURN NULL;',
                    hash="0d9a2ecb420419d4f62b1730db9ac77704363c49",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_ed485",
                    table="participants_screening_sanctionwaiver",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sanctionwaiver",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "participants_screening_sanctionwaiverevent" ("id", "npi", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on", "tin", "tin_hash", "until") VALUES (OLD."id", OLD."npi", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."starts_on", OLD."tin", OLD."tin_hash", OLD."until"); RETURN NULL;',
                    hash="8e392d9665f317c53e65be9e82028568746a510a",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_1466e",
                    table="participants_screening_sanctionwaiver",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="deactivatednpievent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="ea095ec7296c0b2d61053b626e7957f279489a95",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_b8c6d",
                    table="participants_screening_deactivatednpievent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="deactivatednpievent",
            trigger=pgtrigger.compiler.Trigger(
                name="never_emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="463e3e12edded8ee5a8e138a90980e8ee962c099",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_emptied_0b99b",
                    table="participants_screening_deactivatednpievent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="finding",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "participants_screening_findingevent" ("change_id", "facts", "found_at", "id", "npi", "participant_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "resolution", "resolved_at", "resolved_by_id", "waived_at", "waived_by_id", "waived_until", "waiver_reason") VALUES (NEW."change_id", NEW."facts", NEW."found_at", NEW."id", NEW."npi", NEW."participant_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."resolution", NEW."resolved_at", NEW."resolved_by_id", NEW."waived_at", NEW."waived_by_id", NEW."waived_until", NEW."waiver_reason"); RETURN NULL;',
                    hash="8d8209a1da340f8169d22c7df64ff29f0886a157",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_a3abd",
                    table="participants_screening_finding",
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
                    func='INSERT INTO "participants_screening_findingevent" ("change_id", "facts", "found_at", "id", "npi", "participant_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "resolution", "resolved_at", "resolved_by_id", "waived_at", "waived_by_id", "waived_until", "waiver_reason") VALUES (NEW."change_id", NEW."facts", NEW."found_at", NEW."id", NEW."npi", NEW."participant_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."resolution", NEW."resolved_at", NEW."resolved_by_id", NEW."waived_at", NEW."waived_by_id", NEW."waived_until", NEW."waiver_reason"); RETURN NULL;',
                    hash="cfcca011a4cfa7e92bdc7a8f51cd3311e1b0ad34",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_5e081",
                    table="participants_screening_finding",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="finding",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "participants_screening_findingevent" ("change_id", "facts", "found_at", "id", "npi", "participant_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "resolution", "resolved_at", "resolved_by_id", "waived_at", "waived_by_id", "waived_until", "waiver_reason") VALUES (OLD."change_id", OLD."facts", OLD."found_at", OLD."id", OLD."npi", OLD."participant_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason", OLD."resolution", OLD."resolved_at", OLD."resolved_by_id", OLD."waived_at", OLD."waived_by_id", OLD."waived_until", OLD."waiver_reason"); RETURN NULL;',
                    hash="b833757c1d200dd4bcb370b0803c8b7116ea16a5",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_7c45f",
                    table="participants_screening_finding",
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
                    hash="00cb273428f36fc5dff43d663f1f9ebb81da0e97",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_7d027",
                    table="participants_screening_findingevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="findingevent",
            trigger=pgtrigger.compiler.Trigger(
                name="never_emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="0d2baaa09e97ac8999b0ecef3ee0587b31db31a7",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_emptied_b158b",
                    table="participants_screening_findingevent",
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
                    hash="243cc2c72ab8f182c4dea7bebfdc1ecde56809e0",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_e9e94",
                    table="participants_screening_initiativeparticipantevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="initiativeparticipantevent",
            trigger=pgtrigger.compiler.Trigger(
                name="never_emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="258d263329b30a789d3c964e3f486d6a22e75ad0",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_emptied_97a0b",
                    table="participants_screening_initiativeparticipantevent",
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
                    hash="47d074977746693cb18584f8b40c0e4282ca7f81",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_96eaf",
                    table="participants_screening_sanctionevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sanctionevent",
            trigger=pgtrigger.compiler.Trigger(
                name="never_emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="8067990ead058672da4abe0683377ab2fd6b0f93",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_emptied_b4911",
                    table="participants_screening_sanctionevent",
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
                    hash="3973f66bbd7c5e8a8b26a2005c3d762f5aa39684",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_23813",
                    table="participants_screening_sanctionwaiverevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sanctionwaiverevent",
            trigger=pgtrigger.compiler.Trigger(
                name="never_emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="4aafabc64f1a5fb565f35cc5efc92d394fe0658c",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_emptied_3fda9",
                    table="participants_screening_sanctionwaiverevent",
                    when="BEFORE",
                ),
            ),
        ),
    ]
