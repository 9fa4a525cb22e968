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
        ("participants_lists", "0001_initial"),
        ("participants_years", "0001_initial"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("signing", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
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
                        related_name="+",
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
                        related_name="+",
                        to="participants_lists.participant",
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
                        related_name="+",
                        to="participants_years.feedbackcycle",
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
            name="ChangeFile",
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
            name="ChangeProvider",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                (
                    "change",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="providers",
                        to="participants_changes.changerequest",
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
            name="Attachment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                (
                    "change",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attachments",
                        to="participants_changes.changerequest",
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
                        to="participants_changes.changerequest",
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
                        to="participants_lists.participant",
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
                        to="participants_years.feedbackcycle",
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
                        to="participants_changes.changefile",
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
                        to="participants_changes.changeprovider",
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
                        to="participants_changes.changerequest",
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
                        to="participants_changes.attachment",
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
                        to="participants_changes.changerequest",
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
        migrations.CreateModel(
            name="ParticipantAgreement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                (
                    "change",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="agreements",
                        to="participants_changes.changerequest",
                    ),
                ),
                (
                    "event",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="signing.signingevent",
                    ),
                ),
                (
                    "signature_page",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="participants_changes.attachment",
                    ),
                ),
                (
                    "first_page",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="participants_changes.attachment",
                    ),
                ),
            ],
            options={
                "verbose_name": "participant agreement",
            },
        ),
        migrations.CreateModel(
            name="ParticipantAgreementEvent",
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
                        to="participants_changes.participantagreement",
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
                        to="participants_changes.changerequest",
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="signing.signingevent",
                    ),
                ),
                (
                    "signature_page",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="participants_changes.attachment",
                    ),
                ),
                (
                    "first_page",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="participants_changes.attachment",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="changefile",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "participants_changes_changefileevent" ("aco_id", "confirmed_at", "confirmed_by_id", "created_at", "created_by_id", "drafts", "id", "left_out", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "remarks", "rows", "source", "uploaded_as") VALUES (NEW."aco_id", NEW."confirmed_at", NEW."confirmed_by_id", NEW."created_at", NEW."created_by_id", NEW."drafts", NEW."id", NEW."left_out", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."remarks", NEW."rows", NEW."source", NEW."uploaded_as"); RETURN NULL;',
                    hash="fbf8ec41bb01487b97218227af3a5cfbf83b30d0",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_05ee6",
                    table="participants_changes_changefile",
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
                    func='INSERT INTO "participants_changes_changefileevent" ("aco_id", "confirmed_at", "confirmed_by_id", "created_at", "created_by_id", "drafts", "id", "left_out", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "remarks", "rows", "source", "uploaded_as") VALUES (NEW."aco_id", NEW."confirmed_at", NEW."confirmed_by_id", NEW."created_at", NEW."created_by_id", NEW."drafts", NEW."id", NEW."left_out", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."remarks", NEW."rows", NEW."source", NEW."uploaded_as"); RETURN NULL;',
                    hash="aaacfa1d9d0bbfc22ab60b0a95aa41f7d53fab27",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_cc2ce",
                    table="participants_changes_changefile",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="changefile",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "participants_changes_changefileevent" ("aco_id", "confirmed_at", "confirmed_by_id", "created_at", "created_by_id", "drafts", "id", "left_out", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "remarks", "rows", "source", "uploaded_as") VALUES (OLD."aco_id", OLD."confirmed_at", OLD."confirmed_by_id", OLD."created_at", OLD."created_by_id", OLD."drafts", OLD."id", OLD."left_out", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."remarks", OLD."rows", OLD."source", OLD."uploaded_as"); RETURN NULL;',
                    hash="d818331ae1914a69fddb029c825f9204c11eeb9f",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_a97b1",
                    table="participants_changes_changefile",
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
                    hash="e35b1fa9c37a66aaf1ffc22eea39f4f3fb0b3fc1",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_a193d",
                    table="participants_changes_changefileevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="changefileevent",
            trigger=pgtrigger.compiler.Trigger(
                name="never_emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="f600693e14aafb342d78e2799c2183f6d5e1e0b9",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_emptied_6b98d",
                    table="participants_changes_changefileevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="changerequest",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "participants_changes_changerequestevent" ("aco_id", "approved", "attestation", "attested_by_id", "created_at", "created_by_id", "cycle_id", "decided_at", "decided_by_id", "decision_reason", "doing_business_as", "effective_on", "first_submitted_at", "happened_on", "id", "kind", "legal_business_name", "note", "participant_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "primary_care", "return_reason", "returned_at", "screened_at", "sole_proprietor", "submitted_at", "submitted_by_id", "tin_hash", "uploaded_as", "withdrawn_at", "withdrawn_by_id") VALUES (NEW."aco_id", NEW."approved", NEW."attestation", NEW."attested_by_id", NEW."created_at", NEW."created_by_id", NEW."cycle_id", NEW."decided_at", NEW."decided_by_id", NEW."decision_reason", NEW."doing_business_as", NEW."effective_on", NEW."first_submitted_at", NEW."happened_on", NEW."id", NEW."kind", NEW."legal_business_name", NEW."note", NEW."participant_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."primary_care", NEW."return_reason", NEW."returned_at", NEW."screened_at", NEW."sole_proprietor", NEW."submitted_at", NEW."submitted_by_id", NEW."tin_hash", NEW."uploaded_as", NEW."withdrawn_at", NEW."withdrawn_by_id"); RETURN NULL;',
                    hash="3f2ef7d54fd8047a7bb68d814124931106e71cdf",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_cf8b5",
                    table="participants_changes_changerequest",
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
                    func='INSERT INTO "participants_changes_changerequestevent" ("aco_id", "approved", "attestation", "attested_by_id", "created_at", "created_by_id", "cycle_id", "decided_at", "decided_by_id", "decision_reason", "doing_business_as", "effective_on", "first_submitted_at", "happened_on", "id", "kind", "legal_business_name", "note", "participant_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "primary_care", "return_reason", "returned_at", "screened_at", "sole_proprietor", "submitted_at", "submitted_by_id", "tin_hash", "uploaded_as", "withdrawn_at", "withdrawn_by_id") VALUES (NEW."aco_id", NEW."approved", NEW."attestation", NEW."attested_by_id", NEW."created_at", NEW."created_by_id", NEW."cycle_id", NEW."decided_at", NEW."decided_by_id", NEW."decision_reason", NEW."doing_business_as", NEW."effective_on", NEW."first_submitted_at", NEW."happened_on", NEW."id", NEW."kind", NEW."legal_business_name", NEW."note", NEW."participant_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."primary_care", NEW."return_reason", NEW."returned_at", NEW."screened_at", NEW."sole_proprietor", NEW."submitted_at", NEW."submitted_by_id", NEW."tin_hash", NEW."uploaded_as", NEW."withdrawn_at", NEW."withdrawn_by_id"); RETURN NULL;',
                    hash="5a28d6e9d323e0b875ceb89d1b11ebb1ea5a196e",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_f3dae",
                    table="participants_changes_changerequest",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="changerequest",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "participants_changes_changerequestevent" ("aco_id", "approved", "attestation", "attested_by_id", "created_at", "created_by_id", "cycle_id", "decided_at", "decided_by_id", "decision_reason", "doing_business_as", "effective_on", "first_submitted_at", "happened_on", "id", "kind", "legal_business_name", "note", "participant_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "primary_care", "return_reason", "returned_at", "screened_at", "sole_proprietor", "submitted_at", "submitted_by_id", "tin_hash", "uploaded_as", "withdrawn_at", "withdrawn_by_id") VALUES (OLD."aco_id", OLD."approved", OLD."attestation", OLD."attested_by_id", OLD."created_at", OLD."created_by_id", OLD."cycle_id", OLD."decided_at", OLD."decided_by_id", OLD."decision_reason", OLD."doing_business_as", OLD."effective_on", OLD."first_submitted_at", OLD."happened_on", OLD."id", OLD."kind", OLD."legal_business_name", OLD."note", OLD."participant_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."primary_care", OLD."return_reason", OLD."returned_at", OLD."screened_at", OLD."sole_proprietor", OLD."submitted_at", OLD."submitted_by_id", OLD."tin_hash", OLD."uploaded_as", OLD."withdrawn_at", OLD."withdrawn_by_id"); RETURN NULL;',
                    hash="285f694627577bc3b4d43d2017413fe53ea956e6",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_6e48c",
                    table="participants_changes_changerequest",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="changerequest",
            trigger=pgtrigger.compiler.Trigger(
                name="searched_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            IF TG_OP = 'DELETE' THEN\n                DELETE FROM search_entry WHERE kind = 'change' AND key = OLD.id;\n            ELSE\n                INSERT INTO search_entry (kind, key, aco_id, searched, tin_hash, npi) SELECT 'change', NEW.id, NEW.aco_id, acoms_searchable(coalesce(NEW.legal_business_name, '') || ' ' || coalesce(NEW.doing_business_as, '') || ' ' || coalesce((SELECT p.legal_business_name FROM participants_lists_participant p WHERE p.id = NEW.participant_id), '')), NEW.tin_hash, ''  ON CONFLICT (kind, key) DO UPDATE SET aco_id = EXCLUDED.aco_id, searched = EXCLUDED.searched, tin_hash = EXCLUDED.tin_hash, npi = EXCLUDED.npi;\n            END IF;\n            RETURN NULL;\n        ",
                    hash="13bafbafb85578b5ac1fc011825ce2da012cba13",
                    operation='INSERT OR UPDATE OF "legal_business_name", "doing_business_as", "participant_id", "tin_hash", "aco_id" OR DELETE',
                    pgid="pgtrigger_searched_change_5b7a3",
                    table="participants_changes_changerequest",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="changeproviderevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="8a8bc9dc3d931667cc558f2dc2dd0cb413dd93fe",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_981dd",
                    table="participants_changes_changeproviderevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="changeproviderevent",
            trigger=pgtrigger.compiler.Trigger(
                name="never_emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="a51e6adeaba0d0861bd4887b57e70427d4d9b066",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_emptied_f9081",
                    table="participants_changes_changeproviderevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="changeprovider",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "participants_changes_changeproviderevent" ("ccn", "change_id", "id", "name", "npi", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "ptan", "specialty") VALUES (NEW."ccn", NEW."change_id", NEW."id", NEW."name", NEW."npi", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."ptan", NEW."specialty"); RETURN NULL;',
                    hash="4e33e386ef8b9bf113e001ec7aa76291cbe9f156",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_a2517",
                    table="participants_changes_changeprovider",
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
                    func='INSERT INTO "participants_changes_changeproviderevent" ("ccn", "change_id", "id", "name", "npi", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "ptan", "specialty") VALUES (NEW."ccn", NEW."change_id", NEW."id", NEW."name", NEW."npi", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."ptan", NEW."specialty"); RETURN NULL;',
                    hash="ea7da3ffd19728f6d37c907e0990a36f079260ef",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_9100d",
                    table="participants_changes_changeprovider",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="changeprovider",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "participants_changes_changeproviderevent" ("ccn", "change_id", "id", "name", "npi", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "ptan", "specialty") VALUES (OLD."ccn", OLD."change_id", OLD."id", OLD."name", OLD."npi", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."ptan", OLD."specialty"); RETURN NULL;',
                    hash="46b929302f321d4b64f1864c00e07cbd33058552",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_d999c",
                    table="participants_changes_changeprovider",
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
                    hash="6c5620199283f42db0e7509a6c339c1f734122f1",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_30dd2",
                    table="participants_changes_attachmentevent",
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
                    hash="d21086fa7546d8c8b3144f1e9fbaac34b00ff2e0",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_emptied_b6cc2",
                    table="participants_changes_attachmentevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="attachment",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "participants_changes_attachmentevent" ("change_id", "id", "kind", "media_type", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "removed_at", "sha256", "size", "stored_as", "uploaded_at", "uploaded_by_id") VALUES (NEW."change_id", NEW."id", NEW."kind", NEW."media_type", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."removed_at", NEW."sha256", NEW."size", NEW."stored_as", NEW."uploaded_at", NEW."uploaded_by_id"); RETURN NULL;',
                    hash="3848975dddbf3eb7aff4d13ba9906eafb28730aa",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_be4ba",
                    table="participants_changes_attachment",
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
                    func='INSERT INTO "participants_changes_attachmentevent" ("change_id", "id", "kind", "media_type", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "removed_at", "sha256", "size", "stored_as", "uploaded_at", "uploaded_by_id") VALUES (NEW."change_id", NEW."id", NEW."kind", NEW."media_type", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."removed_at", NEW."sha256", NEW."size", NEW."stored_as", NEW."uploaded_at", NEW."uploaded_by_id"); RETURN NULL;',
                    hash="10588c9635a34682d0d184d7a2134c45cd4b675f",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_65229",
                    table="participants_changes_attachment",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="attachment",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "participants_changes_attachmentevent" ("change_id", "id", "kind", "media_type", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "removed_at", "sha256", "size", "stored_as", "uploaded_at", "uploaded_by_id") VALUES (OLD."change_id", OLD."id", OLD."kind", OLD."media_type", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."removed_at", OLD."sha256", OLD."size", OLD."stored_as", OLD."uploaded_at", OLD."uploaded_by_id"); RETURN NULL;',
                    hash="d0585670e9948da7b767d589dcf1527ccd6700c0",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_23485",
                    table="participants_changes_attachment",
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
                    hash="93dfeeb12be6ce12e5e3728f552283d06ae380fa",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_65164",
                    table="participants_changes_changerequestevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="changerequestevent",
            trigger=pgtrigger.compiler.Trigger(
                name="never_emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="8ba4226b248522c4faaf4a68672d6ce5d254fd06",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_emptied_735aa",
                    table="participants_changes_changerequestevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="participantagreement",
            trigger=pgtrigger.compiler.Trigger(
                name="agreement_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="792e9836755362d5f401c9b7ff00c0ff44a8d59f",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_agreement_stays_f08d1",
                    table="participants_changes_participantagreement",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="participantagreement",
            trigger=pgtrigger.compiler.Trigger(
                name="agreement_one_in_force",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n                    IF EXISTS (\n                        SELECT FROM participants_changes_participantagreement other\n                        JOIN signing_signingevent event ON event.id = other.event_id\n                        WHERE other.change_id = NEW.change_id AND event.closed_at IS NULL\n                    ) OR NOT EXISTS (\n                        SELECT FROM participants_changes_attachment page\n                        WHERE page.id = NEW.signature_page_id AND page.change_id = NEW.change_id\n                    ) THEN\n                        RAISE EXCEPTION 'agreement_one_in_force'\n                            USING ERRCODE = 'check_violation';\n                    END IF;\n                    RETURN NEW;\n                ",
                    hash="837803eb5e4b9f5a26a4cac5b25e25cd84e50620",
                    operation="INSERT",
                    pgid="pgtrigger_agreement_one_in_force_e9d78",
                    table="participants_changes_participantagreement",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="participantagreement",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "participants_changes_participantagreementevent" ("change_id", "event_id", "first_page_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "signature_page_id") VALUES (NEW."change_id", NEW."event_id", NEW."first_page_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."signature_page_id"); RETURN NULL;',
                    hash="dea5588f470bbfc9c788a278c05db8a4586429e4",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_7f6f5",
                    table="participants_changes_participantagreement",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="participantagreement",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "participants_changes_participantagreementevent" ("change_id", "event_id", "first_page_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "signature_page_id") VALUES (NEW."change_id", NEW."event_id", NEW."first_page_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."signature_page_id"); RETURN NULL;',
                    hash="2923bc5f2b2c27e1354f75927e90466825c72964",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_0905a",
                    table="participants_changes_participantagreement",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="participantagreement",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "participants_changes_participantagreementevent" ("change_id", "event_id", "first_page_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "signature_page_id") VALUES (OLD."change_id", OLD."event_id", OLD."first_page_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."signature_page_id"); RETURN NULL;',
                    hash="b995ec4a27aa69dc04df0d43a284c6eea4b84b8d",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_2e449",
                    table="participants_changes_participantagreement",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="participantagreementevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="8aeac2b2f951b07804106176d5803d3e1f1ecfa7",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_38b54",
                    table="participants_changes_participantagreementevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="participantagreementevent",
            trigger=pgtrigger.compiler.Trigger(
                name="never_emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="07c2553135d721ef80c62e1dcc4a829b20887ace",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_emptied_4d927",
                    table="participants_changes_participantagreementevent",
                    when="BEFORE",
                ),
            ),
        ),
    ]
