import uuid

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
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
            name="DataSharingFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                (
                    "aco",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="data_sharing_files",
                        to="contacts.aco",
                    ),
                ),
                ("source", models.CharField(max_length=200)),
                ("today", models.DateField()),
                ("size", models.PositiveBigIntegerField()),
                ("uploaded_as", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("made_as", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("uploaded_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("lines_total", models.PositiveBigIntegerField(default=0)),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
                ("failure", models.CharField(blank=True, max_length=500)),
                ("summary", models.JSONField(default=dict)),
                ("bad_lines", models.JSONField(default=list)),
                ("delete_on", models.DateField()),
                ("deleted_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "verbose_name": "data sharing file",
            },
        ),
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
            name="PerformanceYear",
            fields=[
                ("year", models.PositiveSmallIntegerField(primary_key=True, serialize=False)),
                ("certify_from", models.DateField()),
                ("certify_by", models.DateField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("certify_by__gte", models.F("certify_from"))),
                        name="year_certified_in_order",
                    )
                ],
            },
        ),
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
                        related_name="participants",
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
            name="InterimElection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                (
                    "aco",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="interim_election",
                        to="contacts.aco",
                    ),
                ),
                (
                    "recorded_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "interim reconciliation",
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
                ("attempt", models.PositiveSmallIntegerField(default=0)),
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
                ("shown_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "verbose_name": "TIN shown in full",
                "verbose_name_plural": "TINs shown in full",
                "indexes": [models.Index(fields=["-shown_at"], name="tin_shown_latest")],
            },
        ),
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
            name="AssignedBeneficiaries",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                (
                    "aco",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assigned_beneficiaries",
                        to="contacts.aco",
                    ),
                ),
                ("year", models.PositiveSmallIntegerField()),
                ("beneficiaries", models.PositiveIntegerField()),
                (
                    "loaded_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                (
                    "loaded_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "assigned beneficiaries",
                "verbose_name_plural": "assigned beneficiaries",
                "constraints": [
                    models.UniqueConstraint(fields=("aco", "year"), name="assigned_once_a_year")
                ],
            },
        ),
        migrations.CreateModel(
            name="ChangeFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                (
                    "aco",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="change_files",
                        to="contacts.aco",
                    ),
                ),
                ("source", models.CharField(max_length=200)),
                (
                    "remarks",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(), default=list, size=None
                    ),
                ),
                ("content", models.TextField(blank=True, editable=False)),
                ("rows", models.PositiveIntegerField()),
                ("uploaded_as", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
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
                ("drafts", models.PositiveIntegerField(default=0)),
                ("left_out", models.JSONField(default=list)),
            ],
            options={
                "verbose_name": "file of changes",
                "verbose_name_plural": "files of changes",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("confirmed_at", None), ("confirmed_by", None)),
                            models.Q(
                                ("confirmed_at__isnull", False),
                                ("confirmed_by__isnull", False),
                                ("content", ""),
                            ),
                            _connector="OR",
                        ),
                        name="change_file_confirmed_by_someone_and_emptied",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="DataSharingProgress",
            fields=[
                ("attempt", models.PositiveSmallIntegerField(default=0)),
                ("alive_at", models.DateTimeField(blank=True, null=True)),
                (
                    "file",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="progress",
                        serialize=False,
                        to="participants.datasharingfile",
                    ),
                ),
                ("percent", models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="DataSharingAccess",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="accesses",
                        to="participants.datasharingfile",
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
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "verbose_name": "access to beneficiary data",
                "verbose_name_plural": "accesses to beneficiary data",
            },
        ),
        migrations.CreateModel(
            name="DataSharingFileEvent",
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
                        to="participants.datasharingfile",
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
                ("source", models.CharField(max_length=200)),
                ("today", models.DateField()),
                ("size", models.PositiveBigIntegerField()),
                ("uploaded_as", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("made_as", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("uploaded_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("lines_total", models.PositiveBigIntegerField(default=0)),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
                ("failure", models.CharField(blank=True, max_length=500)),
                ("summary", models.JSONField(default=dict)),
                ("bad_lines", models.JSONField(default=list)),
                ("delete_on", models.DateField()),
                ("deleted_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "abstract": False,
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
                        to="participants.deactivatednpi",
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
            name="FeedbackCycle",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                (
                    "performance_year",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cycles",
                        to="participants.performanceyear",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("opens_on", models.DateField()),
                ("closes_on", models.DateField()),
                ("feedback_on", models.DateField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("performance_year", "number"), name="cycle_once_in_a_year"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("number__in", [1, 2])), name="cycle_one_of_two"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("closes_on__gte", models.F("opens_on")),
                            ("feedback_on__gte", models.F("closes_on")),
                        ),
                        name="cycle_days_in_order",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            (
                                models.Func(
                                    models.F("opens_on"),
                                    models.F("closes_on"),
                                    django.contrib.postgres.fields.ranges.RangeBoundary(
                                        inclusive_lower=True, inclusive_upper=True
                                    ),
                                    function="DATERANGE",
                                    output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                                ),
                                "&&",
                            )
                        ],
                        name="cycle_days_apart",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PerformanceYearEvent",
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
                        to="participants.performanceyear",
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
                ("year", models.PositiveSmallIntegerField(serialize=False)),
                ("certify_from", models.DateField()),
                ("certify_by", models.DateField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="BenchmarkNotice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                (
                    "aco",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="benchmark_notices",
                        to="contacts.aco",
                    ),
                ),
                (
                    "performance_year",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="benchmark_notices",
                        to="participants.performanceyear",
                    ),
                ),
                ("before", models.DecimalField(decimal_places=2, max_digits=10)),
                ("adjusted", models.DecimalField(decimal_places=2, max_digits=10)),
                ("note", models.TextField(blank=True, max_length=2000)),
                (
                    "published_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                (
                    "published_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "adjusted benchmark notice",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("aco", "performance_year"), name="benchmark_notice_once_a_year"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("adjusted__gt", 0), ("before__gt", 0)),
                        name="benchmark_is_an_amount",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CertifiedList",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                (
                    "aco",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="certified_lists",
                        to="contacts.aco",
                    ),
                ),
                (
                    "performance_year",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="certified_lists",
                        to="participants.performanceyear",
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
                (
                    "replaces",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaced_by",
                        to="participants.certifiedlist",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("replaces", None)),
                        fields=("aco", "performance_year"),
                        name="certified_first_once_a_year",
                    )
                ],
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
                        to="participants.participant",
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
                        to="participants.participant",
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
            name="Adjustment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                (
                    "participant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="adjustments",
                        to="participants.participant",
                    ),
                ),
                ("performance_year", models.PositiveSmallIntegerField()),
                ("reason", models.TextField(max_length=2000)),
                (
                    "recorded_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("withdrawn_at", models.DateTimeField(editable=False, null=True)),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("withdrawal_reason", models.TextField(blank=True, db_default="", max_length=2000)),
            ],
            options={
                "verbose_name": "adjustment for unusual circumstances",
                "verbose_name_plural": "adjustments for unusual circumstances",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at", None)),
                        fields=("participant", "performance_year"),
                        name="adjustment_once_a_year",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="adjustment_has_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("withdrawal_reason", ""),
                                ("withdrawn_at", None),
                                ("withdrawn_by", None),
                            ),
                            models.Q(
                                ("withdrawn_at__isnull", False),
                                ("withdrawn_by__isnull", False),
                                models.Q(("withdrawal_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="adjustment_withdrawn_by_someone_for_a_reason",
                    ),
                ],
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
                        to="participants.initiativeparticipant",
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
            name="InterimElectionEvent",
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
                        to="participants.interimelection",
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
                    "recorded_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
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
                        to="participants.sanction",
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
                        to="participants.sanctionwaiver",
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
        migrations.CreateModel(
            name="AssignedBeneficiariesEvent",
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
                        to="participants.assignedbeneficiaries",
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
                ("beneficiaries", models.PositiveIntegerField()),
                (
                    "loaded_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                (
                    "loaded_by",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
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
            name="ChangeFileEvent",
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
                        to="participants.changefile",
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
                ("source", models.CharField(max_length=200)),
                (
                    "remarks",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(), default=list, size=None
                    ),
                ),
                ("rows", models.PositiveIntegerField()),
                ("uploaded_as", models.UUIDField(default=uuid.uuid4, editable=False)),
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
                ("drafts", models.PositiveIntegerField(default=0)),
                ("left_out", models.JSONField(default=list)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="FeedbackCycleEvent",
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
                        to="participants.feedbackcycle",
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
                    "performance_year",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="participants.performanceyear",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("opens_on", models.DateField()),
                ("closes_on", models.DateField()),
                ("feedback_on", models.DateField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="FeedbackLetter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                (
                    "aco",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="feedback_letters",
                        to="contacts.aco",
                    ),
                ),
                (
                    "cycle",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="letters",
                        to="participants.feedbackcycle",
                    ),
                ),
                ("sent_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "sent_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("lines", models.JSONField()),
            ],
            options={
                "verbose_name": "feedback letter",
                "constraints": [
                    models.UniqueConstraint(fields=("aco", "cycle"), name="letter_once_a_cycle")
                ],
            },
        ),
        migrations.CreateModel(
            name="ChangeRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ("tin", models.TextField(blank=True, editable=False)),
                ("tin_hash", models.UUIDField(blank=True, editable=False, null=True)),
                (
                    "aco",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="change_requests",
                        to="contacts.aco",
                    ),
                ),
                ("kind", models.CharField(max_length=18)),
                (
                    "participant",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changes",
                        to="participants.participant",
                    ),
                ),
                ("legal_business_name", models.CharField(blank=True, max_length=200)),
                ("doing_business_as", models.CharField(blank=True, max_length=200)),
                ("sole_proprietor", models.BooleanField(default=False)),
                ("primary_care", models.BooleanField(default=True)),
                ("happened_on", models.DateField()),
                ("note", models.TextField(blank=True, max_length=2000)),
                ("uploaded_as", models.UUIDField(blank=True, editable=False, null=True)),
                ("attestation", models.TextField(blank=True, editable=False)),
                (
                    "attested_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("first_submitted_at", models.DateTimeField(blank=True, null=True)),
                ("submitted_at", models.DateTimeField(blank=True, null=True)),
                (
                    "submitted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "cycle",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changes",
                        to="participants.feedbackcycle",
                    ),
                ),
                ("screened_at", models.DateTimeField(blank=True, null=True)),
                ("returned_at", models.DateTimeField(blank=True, null=True)),
                ("return_reason", models.TextField(blank=True, max_length=2000)),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("approved", models.BooleanField(blank=True, null=True)),
                ("decision_reason", models.TextField(blank=True, max_length=2000)),
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
                ("effective_on", models.DateField(blank=True, null=True)),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(
                            ("decided_at", None),
                            ("submitted_at__isnull", False),
                            ("withdrawn_at", None),
                        ),
                        fields=["submitted_at"],
                        name="change_in_hand",
                    ),
                    models.Index(fields=["aco", "-created_at"], name="change_of_aco"),
                    models.Index(
                        condition=models.Q(("tin_hash__isnull", False)),
                        fields=["tin_hash"],
                        name="change_tin",
                    ),
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
                        name="change_tin_and_hash",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "add_participant",
                                    "remove_participant",
                                    "merged_tin",
                                    "add_providers",
                                    "remove_providers",
                                ],
                            )
                        ),
                        name="change_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("kind", "add_participant"),
                                ("participant", None),
                                ("tin_hash__isnull", False),
                            ),
                            models.Q(
                                ("kind", "merged_tin"),
                                ("participant__isnull", False),
                                ("tin_hash__isnull", False),
                            ),
                            models.Q(
                                (
                                    "kind__in",
                                    ["remove_participant", "add_providers", "remove_providers"],
                                ),
                                ("participant__isnull", False),
                                ("tin_hash", None),
                            ),
                            _connector="OR",
                        ),
                        name="change_says_whom_it_is_about",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("first_submitted_at", None),
                                ("submitted_at", None),
                                ("submitted_by", None),
                            ),
                            models.Q(
                                ("first_submitted_at__isnull", False),
                                ("submitted_at__isnull", False),
                                ("submitted_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="change_submitted_by_someone",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "merged_tin"), _negated=True),
                            ("submitted_at", None),
                            models.Q(
                                models.Q(("attestation", ""), _negated=True),
                                ("attested_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="change_merger_is_attested_when_submitted",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("approved", None), ("decided_at", None), ("effective_on", None)
                            ),
                            models.Q(
                                ("approved__isnull", False),
                                ("decided_at__isnull", False),
                                ("submitted_at__isnull", False),
                                ("withdrawn_at", None),
                                models.Q(
                                    models.Q(("approved", True), ("effective_on__isnull", False)),
                                    models.Q(
                                        ("approved", False),
                                        ("effective_on", None),
                                        models.Q(("decision_reason", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="change_decided_once_submitted",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("returned_at", None),
                            models.Q(("return_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="change_return_has_a_reason",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("decided_at", None),
                            ("tin_hash__isnull", False),
                            ("withdrawn_at", None),
                        ),
                        fields=("aco", "tin_hash"),
                        name="change_one_open_for_a_tin",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("decided_at", None),
                            ("kind", "remove_participant"),
                            ("withdrawn_at", None),
                        ),
                        fields=("participant",),
                        name="change_one_open_removal",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BenchmarkNoticeEvent",
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
                        to="participants.benchmarknotice",
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
                        to="participants.performanceyear",
                    ),
                ),
                ("before", models.DecimalField(decimal_places=2, max_digits=10)),
                ("adjusted", models.DecimalField(decimal_places=2, max_digits=10)),
                ("note", models.TextField(blank=True, max_length=2000)),
                (
                    "published_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                (
                    "published_by",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
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
                        to="participants.certifiedlist",
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
                        to="participants.certifiedlist",
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
                        to="participants.performanceyear",
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
                (
                    "replaces",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="participants.certifiedlist",
                    ),
                ),
            ],
            options={
                "abstract": False,
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
                        to="participants.providersupplier",
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
                        to="participants.participant",
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
        migrations.CreateModel(
            name="AdjustmentEvent",
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
                        to="participants.adjustment",
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
                    "participant",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="participants.participant",
                    ),
                ),
                ("performance_year", models.PositiveSmallIntegerField()),
                ("reason", models.TextField(max_length=2000)),
                (
                    "recorded_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("withdrawn_at", models.DateTimeField(editable=False, null=True)),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("withdrawal_reason", models.TextField(blank=True, db_default="", max_length=2000)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="FeedbackLetterEvent",
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
                        to="participants.feedbackletter",
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
                    "cycle",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="participants.feedbackcycle",
                    ),
                ),
                ("sent_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "sent_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("lines", models.JSONField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ChangeProvider",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                (
                    "change",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="providers",
                        to="participants.changerequest",
                    ),
                ),
                ("npi", models.CharField(max_length=10)),
                ("name", models.CharField(blank=True, max_length=200)),
                ("ccn", models.CharField(blank=True, max_length=6)),
                ("ptan", models.CharField(blank=True, max_length=15)),
                ("specialty", models.CharField(blank=True, max_length=100)),
            ],
            options={
                "verbose_name": "provider/supplier of a change",
                "constraints": [
                    models.UniqueConstraint(fields=("change", "npi"), name="change_provider_once")
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
                        related_name="findings",
                        to="participants.changerequest",
                    ),
                ),
                (
                    "participant",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="findings",
                        to="participants.participant",
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
            name="Attachment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                (
                    "change",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attachments",
                        to="participants.changerequest",
                    ),
                ),
                ("kind", models.CharField(max_length=14)),
                ("name", models.CharField(max_length=200)),
                ("media_type", models.CharField(max_length=40)),
                ("size", models.PositiveIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                ("stored_as", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("uploaded_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("removed_at", models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name="ChangeRequestEvent",
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
                        to="participants.changerequest",
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
                ("kind", models.CharField(max_length=18)),
                (
                    "participant",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="participants.participant",
                    ),
                ),
                ("legal_business_name", models.CharField(blank=True, max_length=200)),
                ("doing_business_as", models.CharField(blank=True, max_length=200)),
                ("sole_proprietor", models.BooleanField(default=False)),
                ("primary_care", models.BooleanField(default=True)),
                ("happened_on", models.DateField()),
                ("note", models.TextField(blank=True, max_length=2000)),
                ("uploaded_as", models.UUIDField(blank=True, editable=False, null=True)),
                ("attestation", models.TextField(blank=True, editable=False)),
                (
                    "attested_by",
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
                ("first_submitted_at", models.DateTimeField(blank=True, null=True)),
                ("submitted_at", models.DateTimeField(blank=True, null=True)),
                (
                    "submitted_by",
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
                (
                    "cycle",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="participants.feedbackcycle",
                    ),
                ),
                ("screened_at", models.DateTimeField(blank=True, null=True)),
                ("returned_at", models.DateTimeField(blank=True, null=True)),
                ("return_reason", models.TextField(blank=True, max_length=2000)),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                (
                    "decided_by",
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
                ("approved", models.BooleanField(blank=True, null=True)),
                ("decision_reason", models.TextField(blank=True, max_length=2000)),
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
                ("effective_on", models.DateField(blank=True, null=True)),
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
                        to="participants.certificationreopening",
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
                        to="participants.certifiedlist",
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
        migrations.CreateModel(
            name="ChangeProviderEvent",
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
                        to="participants.changeprovider",
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
                    "change",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="participants.changerequest",
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
                        to="participants.finding",
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
                        to="participants.changerequest",
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
                        to="participants.participant",
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
                        to="participants.attachment",
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
                    "change",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="participants.changerequest",
                    ),
                ),
                ("kind", models.CharField(max_length=14)),
                ("name", models.CharField(max_length=200)),
                ("media_type", models.CharField(max_length=40)),
                ("size", models.PositiveIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                ("stored_as", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("uploaded_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("removed_at", models.DateTimeField(blank=True, null=True)),
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
        pgtrigger.migrations.AddTrigger(
            model_name="performanceyear",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "participants_performanceyearevent" ("certify_by", "certify_from", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "year") VALUES (NEW."certify_by", NEW."certify_from", _pgh_attach_context(), NOW(), \'insert\', NEW."year", NEW."year"); RETURN NULL;',
                    hash="5261bdf22ab329827b79415967082901c21022a0",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_76880",
                    table="participants_performanceyear",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="performanceyear",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "participants_performanceyearevent" ("certify_by", "certify_from", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "year") VALUES (NEW."certify_by", NEW."certify_from", _pgh_attach_context(), NOW(), \'update\', NEW."year", NEW."year"); RETURN NULL;',
                    hash="39a67499b2db1f3d9ab4349a5f19958128671267",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_6691a",
                    table="participants_performanceyear",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="performanceyear",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "participants_performanceyearevent" ("certify_by", "certify_from", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "year") VALUES (OLD."certify_by", OLD."certify_from", _pgh_attach_context(), NOW(), \'delete\', OLD."year", OLD."year"); RETURN NULL;',
                    hash="618253bece933114c1b02ff073db02aba5d37968",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_8a333",
                    table="participants_performanceyear",
                    when="AFTER",
                ),
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
        pgtrigger.migrations.AddTrigger(
            model_name="assignedbeneficiaries",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "participants_assignedbeneficiariesevent" ("aco_id", "beneficiaries", "id", "loaded_at", "loaded_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "year") VALUES (NEW."aco_id", NEW."beneficiaries", NEW."id", NEW."loaded_at", NEW."loaded_by_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."year"); RETURN NULL;',
                    hash="6085b190ea01a5b5eda5d263a07ef7e819678770",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_f1f9d",
                    table="participants_assignedbeneficiaries",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="assignedbeneficiaries",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "participants_assignedbeneficiariesevent" ("aco_id", "beneficiaries", "id", "loaded_at", "loaded_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "year") VALUES (NEW."aco_id", NEW."beneficiaries", NEW."id", NEW."loaded_at", NEW."loaded_by_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."year"); RETURN NULL;',
                    hash="1453bbfc23220ccfd4ae242718929112cfc6283f",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_49f9a",
                    table="participants_assignedbeneficiaries",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="assignedbeneficiaries",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "participants_assignedbeneficiariesevent" ("aco_id", "beneficiaries", "id", "loaded_at", "loaded_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "year") VALUES (OLD."aco_id", OLD."beneficiaries", OLD."id", OLD."loaded_at", OLD."loaded_by_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."year"); RETURN NULL;',
                    hash="47b83980bdf61d22341fdaa6043ace3a78ea7715",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_b5ecb",
                    table="participants_assignedbeneficiaries",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="assignedbeneficiariesevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="5de2de9937e7d7c51dacd21fc109fde1d3262264",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_8c232",
                    table="participants_assignedbeneficiariesevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="certificationreopeningevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="000a1e5809ef55058895d47f9e14977e2e23edb8",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_4e715",
                    table="participants_certificationreopeningevent",
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
                    hash="d0268be17c4f1dce9a8f7a801963e5e7d26211b9",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_reopening_stays_6b36c",
                    table="participants_certificationreopening",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="certificationreopening",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "participants_certificationreopeningevent" ("aco_id", "certified_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "reopened_at", "reopened_by_id") VALUES (NEW."aco_id", NEW."certified_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."reopened_at", NEW."reopened_by_id"); RETURN NULL;',
                    hash="5af0807590edfe7487f23e243a6cb063c6bfa5e4",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_bb4f7",
                    table="participants_certificationreopening",
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
                    func='INSERT INTO "participants_certificationreopeningevent" ("aco_id", "certified_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "reopened_at", "reopened_by_id") VALUES (NEW."aco_id", NEW."certified_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."reopened_at", NEW."reopened_by_id"); RETURN NULL;',
                    hash="f9bed92edf8fc4d3230d64c9a11d60b0e9d4d8e3",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_c1934",
                    table="participants_certificationreopening",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="certificationreopening",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "participants_certificationreopeningevent" ("aco_id", "certified_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "reopened_at", "reopened_by_id") VALUES (OLD."aco_id", OLD."certified_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason", OLD."reopened_at", OLD."reopened_by_id"); RETURN NULL;',
                    hash="caa7ae70f00e4900449b2756bbe471c7bc7870a3",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_c2a77",
                    table="participants_certificationreopening",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="changefile",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "participants_changefileevent" ("aco_id", "confirmed_at", "confirmed_by_id", "created_at", "created_by_id", "drafts", "id", "left_out", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "remarks", "rows", "source", "uploaded_as") VALUES (NEW."aco_id", NEW."confirmed_at", NEW."confirmed_by_id", NEW."created_at", NEW."created_by_id", NEW."drafts", NEW."id", NEW."left_out", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."remarks", NEW."rows", NEW."source", NEW."uploaded_as"); RETURN NULL;',
                    hash="03674fe2553c81998268bde58b2fdd22d4a99389",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_f56e0",
                    table="participants_changefile",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="changefile",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."aco_id" IS DISTINCT FROM (NEW."aco_id") OR OLD."confirmed_at" IS DISTINCT FROM (NEW."confirmed_at") OR OLD."confirmed_by_id" IS DISTINCT FROM (NEW."confirmed_by_id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."created_by_id" IS DISTINCT FROM (NEW."created_by_id") OR OLD."drafts" IS DISTINCT FROM (NEW."drafts") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."left_out" IS DISTINCT FROM (NEW."left_out") OR OLD."remarks" IS DISTINCT FROM (NEW."remarks") OR OLD."rows" IS DISTINCT FROM (NEW."rows") OR OLD."source" IS DISTINCT FROM (NEW."source") OR OLD."uploaded_as" IS DISTINCT FROM (NEW."uploaded_as"))',
                    func='INSERT INTO "participants_changefileevent" ("aco_id", "confirmed_at", "confirmed_by_id", "created_at", "created_by_id", "drafts", "id", "left_out", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "remarks", "rows", "source", "uploaded_as") VALUES (NEW."aco_id", NEW."confirmed_at", NEW."confirmed_by_id", NEW."created_at", NEW."created_by_id", NEW."drafts", NEW."id", NEW."left_out", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."remarks", NEW."rows", NEW."source", NEW."uploaded_as"); RETURN NULL;',
                    hash="c5de9878ca822a817318828078a2a5986f8bf501",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_0af0a",
                    table="participants_changefile",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="changefile",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "participants_changefileevent" ("aco_id", "confirmed_at", "confirmed_by_id", "created_at", "created_by_id", "drafts", "id", "left_out", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "remarks", "rows", "source", "uploaded_as") VALUES (OLD."aco_id", OLD."confirmed_at", OLD."confirmed_by_id", OLD."created_at", OLD."created_by_id", OLD."drafts", OLD."id", OLD."left_out", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."remarks", OLD."rows", OLD."source", OLD."uploaded_as"); RETURN NULL;',
                    hash="06b12e5d4d720486d8c16be223a9885d44fd8057",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_378ab",
                    table="participants_changefile",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="changefileevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="edac92ef3727e5a6e502e05e9afc05ad768f98b8",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_74119",
                    table="participants_changefileevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="changeproviderevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="d141fe0d7e706b1e0d102e405d2e890ca70da067",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_853ea",
                    table="participants_changeproviderevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="changeprovider",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "participants_changeproviderevent" ("ccn", "change_id", "id", "name", "npi", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "ptan", "specialty") VALUES (NEW."ccn", NEW."change_id", NEW."id", NEW."name", NEW."npi", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."ptan", NEW."specialty"); RETURN NULL;',
                    hash="9b9b673fd736f0838532354e19296c5a2406f9ff",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_f1a87",
                    table="participants_changeprovider",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="changeprovider",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "participants_changeproviderevent" ("ccn", "change_id", "id", "name", "npi", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "ptan", "specialty") VALUES (NEW."ccn", NEW."change_id", NEW."id", NEW."name", NEW."npi", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."ptan", NEW."specialty"); RETURN NULL;',
                    hash="687eb89b05ac4584e40f200d0d92b1b099e91507",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_e2558",
                    table="participants_changeprovider",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="changeprovider",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "participants_changeproviderevent" ("ccn", "change_id", "id", "name", "npi", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "ptan", "specialty") VALUES (OLD."ccn", OLD."change_id", OLD."id", OLD."name", OLD."npi", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."ptan", OLD."specialty"); RETURN NULL;',
                    hash="8750a9f425b48572a92081ecb231ca24e5e8dd1f",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_2133b",
                    table="participants_changeprovider",
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
                    hash="147d3001f7262448acb0fc99e1b8120eae132295",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_692f5",
                    table="participants_attachmentevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="attachment",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "participants_attachmentevent" ("change_id", "id", "kind", "media_type", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "removed_at", "sha256", "size", "stored_as", "uploaded_at", "uploaded_by_id") VALUES (NEW."change_id", NEW."id", NEW."kind", NEW."media_type", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."removed_at", NEW."sha256", NEW."size", NEW."stored_as", NEW."uploaded_at", NEW."uploaded_by_id"); RETURN NULL;',
                    hash="3e107442513a11b7acec4081d071eff194957fa4",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_22f89",
                    table="participants_attachment",
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
                    func='INSERT INTO "participants_attachmentevent" ("change_id", "id", "kind", "media_type", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "removed_at", "sha256", "size", "stored_as", "uploaded_at", "uploaded_by_id") VALUES (NEW."change_id", NEW."id", NEW."kind", NEW."media_type", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."removed_at", NEW."sha256", NEW."size", NEW."stored_as", NEW."uploaded_at", NEW."uploaded_by_id"); RETURN NULL;',
                    hash="33b79ac82d46be07a9c830cd0c3516e41ca78adc",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_b3f56",
                    table="participants_attachment",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="attachment",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "participants_attachmentevent" ("change_id", "id", "kind", "media_type", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "removed_at", "sha256", "size", "stored_as", "uploaded_at", "uploaded_by_id") VALUES (OLD."change_id", OLD."id", OLD."kind", OLD."media_type", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."removed_at", OLD."sha256", OLD."size", OLD."stored_as", OLD."uploaded_at", OLD."uploaded_by_id"); RETURN NULL;',
                    hash="81b9a8795690482a91d1541a9191bbd1686aa28d",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_9510e",
                    table="participants_attachment",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="datasharingfile",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "participants_datasharingfileevent" ("aco_id", "bad_lines", "delete_on", "deleted_at", "failure", "finished_at", "id", "lines_total", "made_as", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "size", "source", "summary", "today", "uploaded_as", "uploaded_at", "uploaded_by_id") VALUES (NEW."aco_id", NEW."bad_lines", NEW."delete_on", NEW."deleted_at", NEW."failure", NEW."finished_at", NEW."id", NEW."lines_total", NEW."made_as", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."size", NEW."source", NEW."summary", NEW."today", NEW."uploaded_as", NEW."uploaded_at", NEW."uploaded_by_id"); RETURN NULL;',
                    hash="79c275cd230eb8339f362ba86e6e91a7b96cf448",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_a4186",
                    table="participants_datasharingfile",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="datasharingfile",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "participants_datasharingfileevent" ("aco_id", "bad_lines", "delete_on", "deleted_at", "failure", "finished_at", "id", "lines_total", "made_as", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "size", "source", "summary", "today", "uploaded_as", "uploaded_at", "uploaded_by_id") VALUES (NEW."aco_id", NEW."bad_lines", NEW."delete_on", NEW."deleted_at", NEW."failure", NEW."finished_at", NEW."id", NEW."lines_total", NEW."made_as", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."size", NEW."source", NEW."summary", NEW."today", NEW."uploaded_as", NEW."uploaded_at", NEW."uploaded_by_id"); RETURN NULL;',
                    hash="c502596f0565df0290cd32d125cd3b254b2d8529",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_c4bb2",
                    table="participants_datasharingfile",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="datasharingfile",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "participants_datasharingfileevent" ("aco_id", "bad_lines", "delete_on", "deleted_at", "failure", "finished_at", "id", "lines_total", "made_as", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "size", "source", "summary", "today", "uploaded_as", "uploaded_at", "uploaded_by_id") VALUES (OLD."aco_id", OLD."bad_lines", OLD."delete_on", OLD."deleted_at", OLD."failure", OLD."finished_at", OLD."id", OLD."lines_total", OLD."made_as", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."size", OLD."source", OLD."summary", OLD."today", OLD."uploaded_as", OLD."uploaded_at", OLD."uploaded_by_id"); RETURN NULL;',
                    hash="6a0d4bda323a33c998725689dd7d2ea2a4a0589c",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_ee290",
                    table="participants_datasharingfile",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="datasharingfileevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="bd78dcef637dafe529d5c8ecb99b6d7320b957d1",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_d8a66",
                    table="participants_datasharingfileevent",
                    when="BEFORE",
                ),
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
        pgtrigger.migrations.AddTrigger(
            model_name="feedbackletter",
            trigger=pgtrigger.compiler.Trigger(
                name="letter_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="c785a57a4d32e4a74ec7aadc6ccd3029ae6f66e4",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_letter_stays_c9533",
                    table="participants_feedbackletter",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="feedbackletter",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "participants_feedbackletterevent" ("aco_id", "cycle_id", "id", "lines", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sent_at", "sent_by_id") VALUES (NEW."aco_id", NEW."cycle_id", NEW."id", NEW."lines", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."sent_at", NEW."sent_by_id"); RETURN NULL;',
                    hash="22ce6d41214ecf319230f4a075403a68bb826ddd",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_78ff0",
                    table="participants_feedbackletter",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="feedbackletter",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "participants_feedbackletterevent" ("aco_id", "cycle_id", "id", "lines", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sent_at", "sent_by_id") VALUES (NEW."aco_id", NEW."cycle_id", NEW."id", NEW."lines", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."sent_at", NEW."sent_by_id"); RETURN NULL;',
                    hash="f5907d221391dc344e1762b91dcd5f9a13619f73",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_82ba1",
                    table="participants_feedbackletter",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="feedbackletter",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "participants_feedbackletterevent" ("aco_id", "cycle_id", "id", "lines", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sent_at", "sent_by_id") VALUES (OLD."aco_id", OLD."cycle_id", OLD."id", OLD."lines", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."sent_at", OLD."sent_by_id"); RETURN NULL;',
                    hash="f3159a43decae1926491304fcc8c440c37856f07",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_911de",
                    table="participants_feedbackletter",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="feedbackletterevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="79b9bf36c7fe32e1a444d50f791e63245b126582",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_f634f",
                    table="participants_feedbackletterevent",
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
            model_name="interimelection",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "participants_interimelectionevent" ("aco_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id") VALUES (NEW."aco_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."recorded_at", NEW."recorded_by_id"); RETURN NULL;',
                    hash="13aef9a1d96fd9e5c25f8b4d2fa2026fd3f79adf",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_2b8ce",
                    table="participants_interimelection",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="interimelection",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "participants_interimelectionevent" ("aco_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id") VALUES (NEW."aco_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."recorded_at", NEW."recorded_by_id"); RETURN NULL;',
                    hash="4cb9ca9346b039758f0fd0de5c430448e7f32527",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_04477",
                    table="participants_interimelection",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="interimelection",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "participants_interimelectionevent" ("aco_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id") VALUES (OLD."aco_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."recorded_at", OLD."recorded_by_id"); RETURN NULL;',
                    hash="71c9bfb2027f5b8c6097a28c0e5d8be3e262ae01",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_f7d06",
                    table="participants_interimelection",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="interimelectionevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="a3fdae9c99504ac837795b162d4e6ce61e3109c1",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_e09c8",
                    table="participants_interimelectionevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="participant",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "participants_participantevent" ("aco_id", "doing_business_as", "effective_from", "effective_until", "id", "legal_business_name", "merged_or_acquired", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "primary_care", "same_name", "sole_proprietor", "tin_hash") VALUES (NEW."aco_id", NEW."doing_business_as", NEW."effective_from", NEW."effective_until", NEW."id", NEW."legal_business_name", NEW."merged_or_acquired", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."primary_care", NEW."same_name", NEW."sole_proprietor", NEW."tin_hash"); RETURN NULL;',
                    hash="2983f354694b97be28c2ef7b4d5274278570f4a7",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_068a6",
                    table="participants_participant",
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
                    func='INSERT INTO "participants_participantevent" ("aco_id", "doing_business_as", "effective_from", "effective_until", "id", "legal_business_name", "merged_or_acquired", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "primary_care", "same_name", "sole_proprietor", "tin_hash") VALUES (NEW."aco_id", NEW."doing_business_as", NEW."effective_from", NEW."effective_until", NEW."id", NEW."legal_business_name", NEW."merged_or_acquired", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."primary_care", NEW."same_name", NEW."sole_proprietor", NEW."tin_hash"); RETURN NULL;',
                    hash="6ad122cbc37782b367b64177903b673b4bc580cf",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_c9656",
                    table="participants_participant",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="participant",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "participants_participantevent" ("aco_id", "doing_business_as", "effective_from", "effective_until", "id", "legal_business_name", "merged_or_acquired", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "primary_care", "same_name", "sole_proprietor", "tin_hash") VALUES (OLD."aco_id", OLD."doing_business_as", OLD."effective_from", OLD."effective_until", OLD."id", OLD."legal_business_name", OLD."merged_or_acquired", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."primary_care", OLD."same_name", OLD."sole_proprietor", OLD."tin_hash"); RETURN NULL;',
                    hash="60fcce59da1eb1f6bc7cecb27315ff6c7cc1f96d",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_9322e",
                    table="participants_participant",
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
            model_name="changerequestevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="8cfaaab0944f3cbc6b29171d70bd12f1e59856d5",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_4e128",
                    table="participants_changerequestevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="changerequest",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "participants_changerequestevent" ("aco_id", "approved", "attestation", "attested_by_id", "created_at", "created_by_id", "cycle_id", "decided_at", "decided_by_id", "decision_reason", "doing_business_as", "effective_on", "first_submitted_at", "happened_on", "id", "kind", "legal_business_name", "note", "participant_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "primary_care", "return_reason", "returned_at", "screened_at", "sole_proprietor", "submitted_at", "submitted_by_id", "tin_hash", "uploaded_as", "withdrawn_at", "withdrawn_by_id") VALUES (NEW."aco_id", NEW."approved", NEW."attestation", NEW."attested_by_id", NEW."created_at", NEW."created_by_id", NEW."cycle_id", NEW."decided_at", NEW."decided_by_id", NEW."decision_reason", NEW."doing_business_as", NEW."effective_on", NEW."first_submitted_at", NEW."happened_on", NEW."id", NEW."kind", NEW."legal_business_name", NEW."note", NEW."participant_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."primary_care", NEW."return_reason", NEW."returned_at", NEW."screened_at", NEW."sole_proprietor", NEW."submitted_at", NEW."submitted_by_id", NEW."tin_hash", NEW."uploaded_as", NEW."withdrawn_at", NEW."withdrawn_by_id"); RETURN NULL;',
                    hash="a8663f357108e194774f1176b9e092b0f811784a",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_70c55",
                    table="participants_changerequest",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="changerequest",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."aco_id" IS DISTINCT FROM (NEW."aco_id") OR OLD."approved" IS DISTINCT FROM (NEW."approved") OR OLD."attestation" IS DISTINCT FROM (NEW."attestation") OR OLD."attested_by_id" IS DISTINCT FROM (NEW."attested_by_id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."created_by_id" IS DISTINCT FROM (NEW."created_by_id") OR OLD."cycle_id" IS DISTINCT FROM (NEW."cycle_id") OR OLD."decided_at" IS DISTINCT FROM (NEW."decided_at") OR OLD."decided_by_id" IS DISTINCT FROM (NEW."decided_by_id") OR OLD."decision_reason" IS DISTINCT FROM (NEW."decision_reason") OR OLD."doing_business_as" IS DISTINCT FROM (NEW."doing_business_as") OR OLD."effective_on" IS DISTINCT FROM (NEW."effective_on") OR OLD."first_submitted_at" IS DISTINCT FROM (NEW."first_submitted_at") OR OLD."happened_on" IS DISTINCT FROM (NEW."happened_on") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."legal_business_name" IS DISTINCT FROM (NEW."legal_business_name") OR OLD."note" IS DISTINCT FROM (NEW."note") OR OLD."participant_id" IS DISTINCT FROM (NEW."participant_id") OR OLD."primary_care" IS DISTINCT FROM (NEW."primary_care") OR OLD."return_reason" IS DISTINCT FROM (NEW."return_reason") OR OLD."returned_at" IS DISTINCT FROM (NEW."returned_at") OR OLD."screened_at" IS DISTINCT FROM (NEW."screened_at") OR OLD."sole_proprietor" IS DISTINCT FROM (NEW."sole_proprietor") OR OLD."submitted_at" IS DISTINCT FROM (NEW."submitted_at") OR OLD."submitted_by_id" IS DISTINCT FROM (NEW."submitted_by_id") OR OLD."tin_hash" IS DISTINCT FROM (NEW."tin_hash") OR OLD."uploaded_as" IS DISTINCT FROM (NEW."uploaded_as") OR OLD."withdrawn_at" IS DISTINCT FROM (NEW."withdrawn_at") OR OLD."withdrawn_by_id" IS DISTINCT FROM (NEW."withdrawn_by_id"))',
                    func='INSERT INTO "participants_changerequestevent" ("aco_id", "approved", "attestation", "attested_by_id", "created_at", "created_by_id", "cycle_id", "decided_at", "decided_by_id", "decision_reason", "doing_business_as", "effective_on", "first_submitted_at", "happened_on", "id", "kind", "legal_business_name", "note", "participant_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "primary_care", "return_reason", "returned_at", "screened_at", "sole_proprietor", "submitted_at", "submitted_by_id", "tin_hash", "uploaded_as", "withdrawn_at", "withdrawn_by_id") VALUES (NEW."aco_id", NEW."approved", NEW."attestation", NEW."attested_by_id", NEW."created_at", NEW."created_by_id", NEW."cycle_id", NEW."decided_at", NEW."decided_by_id", NEW."decision_reason", NEW."doing_business_as", NEW."effective_on", NEW."first_submitted_at", NEW."happened_on", NEW."id", NEW."kind", NEW."legal_business_name", NEW."note", NEW."participant_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."primary_care", NEW."return_reason", NEW."returned_at", NEW."screened_at", NEW."sole_proprietor", NEW."submitted_at", NEW."submitted_by_id", NEW."tin_hash", NEW."uploaded_as", NEW."withdrawn_at", NEW."withdrawn_by_id"); RETURN NULL;',
                    hash="990ce886a197b317ae12bf3ee38c29a8c7581326",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_90c46",
                    table="participants_changerequest",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="changerequest",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "participants_changerequestevent" ("aco_id", "approved", "attestation", "attested_by_id", "created_at", "created_by_id", "cycle_id", "decided_at", "decided_by_id", "decision_reason", "doing_business_as", "effective_on", "first_submitted_at", "happened_on", "id", "kind", "legal_business_name", "note", "participant_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "primary_care", "return_reason", "returned_at", "screened_at", "sole_proprietor", "submitted_at", "submitted_by_id", "tin_hash", "uploaded_as", "withdrawn_at", "withdrawn_by_id") VALUES (OLD."aco_id", OLD."approved", OLD."attestation", OLD."attested_by_id", OLD."created_at", OLD."created_by_id", OLD."cycle_id", OLD."decided_at", OLD."decided_by_id", OLD."decision_reason", OLD."doing_business_as", OLD."effective_on", OLD."first_submitted_at", OLD."happened_on", OLD."id", OLD."kind", OLD."legal_business_name", OLD."note", OLD."participant_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."primary_care", OLD."return_reason", OLD."returned_at", OLD."screened_at", OLD."sole_proprietor", OLD."submitted_at", OLD."submitted_by_id", OLD."tin_hash", OLD."uploaded_as", OLD."withdrawn_at", OLD."withdrawn_by_id"); RETURN NULL;',
                    hash="23c8cebf33bae5c3be765dd7c0964c23eaca7259",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_4c82e",
                    table="participants_changerequest",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="adjustmentevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="7ebc57790311f0686b7b90d2b0121d4b086e4dce",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_b7493",
                    table="participants_adjustmentevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="adjustment",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "participants_adjustmentevent" ("id", "participant_id", "performance_year", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "recorded_at", "recorded_by_id", "withdrawal_reason", "withdrawn_at", "withdrawn_by_id") VALUES (NEW."id", NEW."participant_id", NEW."performance_year", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."recorded_at", NEW."recorded_by_id", NEW."withdrawal_reason", NEW."withdrawn_at", NEW."withdrawn_by_id"); RETURN NULL;',
                    hash="3afd9ec8c9305ebc04448c05b5bca38fe1b20840",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_d2ac3",
                    table="participants_adjustment",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="adjustment",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "participants_adjustmentevent" ("id", "participant_id", "performance_year", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "recorded_at", "recorded_by_id", "withdrawal_reason", "withdrawn_at", "withdrawn_by_id") VALUES (NEW."id", NEW."participant_id", NEW."performance_year", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."recorded_at", NEW."recorded_by_id", NEW."withdrawal_reason", NEW."withdrawn_at", NEW."withdrawn_by_id"); RETURN NULL;',
                    hash="2e5de1aa8265214e97de2ddebf3caf18ad19fb39",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_aff1c",
                    table="participants_adjustment",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="adjustment",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "participants_adjustmentevent" ("id", "participant_id", "performance_year", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "recorded_at", "recorded_by_id", "withdrawal_reason", "withdrawn_at", "withdrawn_by_id") VALUES (OLD."id", OLD."participant_id", OLD."performance_year", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason", OLD."recorded_at", OLD."recorded_by_id", OLD."withdrawal_reason", OLD."withdrawn_at", OLD."withdrawn_by_id"); RETURN NULL;',
                    hash="8a9144d2e37793aa5f045bbfbe37db028113a3e9",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_3afc5",
                    table="participants_adjustment",
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
                    hash="73cf540e323835e66b77a1868b276a807091bf14",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_18f6f",
                    table="participants_participantevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="feedbackcycleevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="572c4df87d2f41f49af1d4315103fb82a9e776cf",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_18c3e",
                    table="participants_feedbackcycleevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="feedbackcycle",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "participants_feedbackcycleevent" ("closes_on", "feedback_on", "id", "number", "opens_on", "performance_year_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."closes_on", NEW."feedback_on", NEW."id", NEW."number", NEW."opens_on", NEW."performance_year_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;',
                    hash="197eb1c77d2c8573efe1a9164148963d61793601",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_143b5",
                    table="participants_feedbackcycle",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="feedbackcycle",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "participants_feedbackcycleevent" ("closes_on", "feedback_on", "id", "number", "opens_on", "performance_year_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."closes_on", NEW."feedback_on", NEW."id", NEW."number", NEW."opens_on", NEW."performance_year_id", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;',
                    hash="c1a32f0f3c6976f2464bee19ecda94d72929723d",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_77966",
                    table="participants_feedbackcycle",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="feedbackcycle",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "participants_feedbackcycleevent" ("closes_on", "feedback_on", "id", "number", "opens_on", "performance_year_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."closes_on", OLD."feedback_on", OLD."id", OLD."number", OLD."opens_on", OLD."performance_year_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;',
                    hash="af183146f87762d8092b73cbffc18e7b572147f4",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_79589",
                    table="participants_feedbackcycle",
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
                    hash="f4daa137d62677d3fab553aaba02ec53500e8c79",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_e5eef",
                    table="participants_certifiedlistevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="certifiedlist",
            trigger=pgtrigger.compiler.Trigger(
                name="certified_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="f23e9508ee546c3be82716a934e653553c508219",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_certified_stays_a5313",
                    table="participants_certifiedlist",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="certifiedlist",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "participants_certifiedlistevent" ("aco_id", "certified_at", "certified_by_id", "id", "participants", "performance_year_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "providers", "replaces_id", "sha256", "statement") VALUES (NEW."aco_id", NEW."certified_at", NEW."certified_by_id", NEW."id", NEW."participants", NEW."performance_year_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."providers", NEW."replaces_id", NEW."sha256", NEW."statement"); RETURN NULL;',
                    hash="87932d91951c2387d45fe8305d159f60e49f1996",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_c7330",
                    table="participants_certifiedlist",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="certifiedlist",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."aco_id" IS DISTINCT FROM (NEW."aco_id") OR OLD."certified_at" IS DISTINCT FROM (NEW."certified_at") OR OLD."certified_by_id" IS DISTINCT FROM (NEW."certified_by_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."participants" IS DISTINCT FROM (NEW."participants") OR OLD."performance_year_id" IS DISTINCT FROM (NEW."performance_year_id") OR OLD."providers" IS DISTINCT FROM (NEW."providers") OR OLD."replaces_id" IS DISTINCT FROM (NEW."replaces_id") OR OLD."sha256" IS DISTINCT FROM (NEW."sha256") OR OLD."statement" IS DISTINCT FROM (NEW."statement"))',
                    func='INSERT INTO "participants_certifiedlistevent" ("aco_id", "certified_at", "certified_by_id", "id", "participants", "performance_year_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "providers", "replaces_id", "sha256", "statement") VALUES (NEW."aco_id", NEW."certified_at", NEW."certified_by_id", NEW."id", NEW."participants", NEW."performance_year_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."providers", NEW."replaces_id", NEW."sha256", NEW."statement"); RETURN NULL;',
                    hash="225de5bb69dd611e2b24d11b9110e8737514b4f7",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_2527e",
                    table="participants_certifiedlist",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="certifiedlist",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "participants_certifiedlistevent" ("aco_id", "certified_at", "certified_by_id", "id", "participants", "performance_year_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "providers", "replaces_id", "sha256", "statement") VALUES (OLD."aco_id", OLD."certified_at", OLD."certified_by_id", OLD."id", OLD."participants", OLD."performance_year_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."providers", OLD."replaces_id", OLD."sha256", OLD."statement"); RETURN NULL;',
                    hash="7a9dff4d906c9a9695590f2438bcb0480333e985",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_4159d",
                    table="participants_certifiedlist",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="benchmarknoticeevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="58cc209d55237b78bea99be813a98c48d72e929d",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_1005e",
                    table="participants_benchmarknoticeevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="benchmarknotice",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "participants_benchmarknoticeevent" ("aco_id", "adjusted", "before", "id", "note", "performance_year_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "published_by_id") VALUES (NEW."aco_id", NEW."adjusted", NEW."before", NEW."id", NEW."note", NEW."performance_year_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."published_at", NEW."published_by_id"); RETURN NULL;',
                    hash="58cf3d81d5f970a64bee0f8d7370f5af305c9c6c",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_d9df0",
                    table="participants_benchmarknotice",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="benchmarknotice",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "participants_benchmarknoticeevent" ("aco_id", "adjusted", "before", "id", "note", "performance_year_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "published_by_id") VALUES (NEW."aco_id", NEW."adjusted", NEW."before", NEW."id", NEW."note", NEW."performance_year_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."published_at", NEW."published_by_id"); RETURN NULL;',
                    hash="d443de41829998e973ee76d51bbb15076e0d87b8",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_4ff80",
                    table="participants_benchmarknotice",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="benchmarknotice",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "participants_benchmarknoticeevent" ("aco_id", "adjusted", "before", "id", "note", "performance_year_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "published_by_id") VALUES (OLD."aco_id", OLD."adjusted", OLD."before", OLD."id", OLD."note", OLD."performance_year_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."published_at", OLD."published_by_id"); RETURN NULL;',
                    hash="75fc6a4127e3027baaf7d26faaf2a33135ecabb4",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_6b127",
                    table="participants_benchmarknotice",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="performanceyearevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="7b47fc058cf619082bdff469c9aa3bbd340902b9",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_a9223",
                    table="participants_performanceyearevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="providersupplier",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "participants_providersupplierevent" ("ccn", "effective_from", "effective_until", "id", "name", "npi", "participant_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "ptan", "specialty") VALUES (NEW."ccn", NEW."effective_from", NEW."effective_until", NEW."id", NEW."name", NEW."npi", NEW."participant_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."ptan", NEW."specialty"); RETURN NULL;',
                    hash="47bc428b0c5001b5186805f77b55a412cbf3f7fa",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_c9fcb",
                    table="participants_providersupplier",
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
                    func='INSERT INTO "participants_providersupplierevent" ("ccn", "effective_from", "effective_until", "id", "name", "npi", "participant_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "ptan", "specialty") VALUES (NEW."ccn", NEW."effective_from", NEW."effective_until", NEW."id", NEW."name", NEW."npi", NEW."participant_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."ptan", NEW."specialty"); RETURN NULL;',
                    hash="4a980f0205d5f27510f4169b2d4c28c72480db6a",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_a2cbe",
                    table="participants_providersupplier",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="providersupplier",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "participants_providersupplierevent" ("ccn", "effective_from", "effective_until", "id", "name", "npi", "participant_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "ptan", "specialty") VALUES (OLD."ccn", OLD."effective_from", OLD."effective_until", OLD."id", OLD."name", OLD."npi", OLD."participant_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."ptan", OLD."specialty"); RETURN NULL;',
                    hash="6140ca81938ddcd4e5a0d943c092017523ce6163",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_b78c5",
                    table="participants_providersupplier",
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
                    hash="6233abd5113ce9408a228be8423553cd6c417308",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_c4ebc",
                    table="participants_providersupplierevent",
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
        pgtrigger.migrations.AddTrigger(
            model_name="tinshown",
            trigger=pgtrigger.compiler.Trigger(
                name="tin_shown_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="73b087a00025cf0fcb3765b0068ac594ec9d7ba8",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_tin_shown_stays_f3ff6",
                    table="participants_tinshown",
                    when="BEFORE",
                ),
            ),
        ),
    ]
