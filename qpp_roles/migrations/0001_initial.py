import uuid

import allauth.idp.oidc.models
import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("allauth_idp_oidc", "0003_client_allow_uri_wildcards"),
        ("contacts", "0001_initial"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("usersessions", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Organization",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ("tin", models.TextField(blank=True, editable=False)),
                ("tin_hash", models.UUIDField(blank=True, editable=False, null=True)),
                ("kind", models.CharField(max_length=20)),
                ("name", models.CharField(max_length=200)),
                ("identifier", models.CharField(blank=True, max_length=20)),
                ("location", models.CharField(blank=True, max_length=60)),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("closed_at", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "searched",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Func(
                            "name",
                            function="acoms_searchable",
                            output_field=models.CharField(),
                            template='%(function)s(%(expressions)s) COLLATE "C"',
                        ),
                        output_field=models.TextField(db_collation="C"),
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["kind", "searched"], name="organization_name"),
                    models.Index(
                        condition=models.Q(("closed_at__isnull", False)),
                        fields=["kind", "searched"],
                        name="organization_closed",
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["searched"],
                        name="organization_trigrams",
                        opclasses=["gin_trgm_ops"],
                    ),
                    models.Index(
                        condition=models.Q(
                            ("tin_hash__isnull", False),
                            models.Q(("kind", "practice"), _negated=True),
                        ),
                        fields=["tin_hash"],
                        name="organization_tin",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "practice",
                                    "next_generation_aco",
                                    "cpc_plus_site",
                                    "qualified_registry",
                                    "qcdr",
                                    "virtual_group",
                                ],
                            )
                        ),
                        name="organization_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("tin", ""), ("tin_hash", None)),
                            models.Q(
                                models.Q(("tin", ""), _negated=True), ("tin_hash__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="organization_tin_and_hash",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("identifier", ""),
                                ("kind", "practice"),
                                ("tin_hash__isnull", False),
                            ),
                            models.Q(
                                models.Q(("kind", "practice"), _negated=True),
                                models.Q(("identifier", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="organization_is_identified",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("kind", "practice")),
                        fields=("tin_hash",),
                        name="organization_practice_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("identifier", ""), _negated=True),
                        fields=("kind", "identifier"),
                        name="organization_identifier_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OrganizationImport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ("imported_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "imported_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("file_name", models.CharField(max_length=200)),
                ("complete_lists", models.BooleanField(default=False)),
                ("read", models.PositiveIntegerField()),
                ("added", models.PositiveIntegerField()),
                ("changed", models.PositiveIntegerField()),
                ("left_out", models.PositiveIntegerField()),
                ("removed", models.PositiveIntegerField()),
            ],
            options={
                "verbose_name": "import of organizations",
                "verbose_name_plural": "imports of organizations",
            },
        ),
        migrations.CreateModel(
            name="Website",
            fields=[],
            options={
                "verbose_name": "website",
                "proxy": True,
                "indexes": [],
                "constraints": [],
            },
            bases=("allauth_idp_oidc.client",),
        ),
        migrations.CreateModel(
            name="HarpImport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ("source", models.CharField(max_length=200)),
                (
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("content", models.TextField(blank=True, editable=False)),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
                ("report", models.TextField(blank=True, editable=False)),
                ("accounts_created", models.PositiveIntegerField(default=0)),
                ("roles_given", models.PositiveIntegerField(default=0)),
                ("unchanged", models.PositiveIntegerField(default=0)),
                ("ended", models.PositiveIntegerField(default=0)),
                ("refused", models.PositiveIntegerField(default=0)),
            ],
            options={
                "verbose_name": "import from HARP",
                "verbose_name_plural": "imports from HARP",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("finished_at", None),
                                ("report", ""),
                                models.Q(("content", ""), _negated=True),
                            ),
                            models.Q(
                                ("content", ""),
                                ("finished_at__isnull", False),
                                models.Q(("report", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="harp_import_waits_or_is_done",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Clinician",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                (
                    "practice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="clinicians",
                        to="qpp_roles.organization",
                    ),
                ),
                ("npi", models.CharField(max_length=10)),
                ("ptan", models.CharField(max_length=15)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("practice", "npi", "ptan"), name="clinician_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="MemberPractice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ("tin", models.TextField(blank=True, editable=False)),
                ("tin_hash", models.UUIDField(blank=True, editable=False, null=True)),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="members",
                        to="qpp_roles.organization",
                    ),
                ),
            ],
            options={
                "verbose_name": "member practice",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("tin", ""), ("tin_hash", None)),
                            models.Q(
                                models.Q(("tin", ""), _negated=True), ("tin_hash__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="member_tin_and_hash",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("tin_hash__isnull", False)), name="member_has_a_tin"
                    ),
                    models.UniqueConstraint(
                        fields=("organization", "tin_hash"), name="member_once"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OrganizationEvent",
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
                        to="qpp_roles.organization",
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
                ("kind", models.CharField(max_length=20)),
                ("name", models.CharField(max_length=200)),
                ("identifier", models.CharField(blank=True, max_length=20)),
                ("location", models.CharField(blank=True, max_length=60)),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("closed_at", models.DateTimeField(blank=True, editable=False, null=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="RoleRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                (
                    "organization",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="requests",
                        to="qpp_roles.organization",
                    ),
                ),
                (
                    "aco",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="role_requests",
                        to="contacts.aco",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="role_requests",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("role", models.CharField(max_length=17)),
                ("requested_at", models.DateTimeField(default=django.utils.timezone.now)),
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
                ("reason", models.CharField(blank=True, max_length=500)),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                ("reminders_sent", models.PositiveSmallIntegerField(default=0, editable=False)),
            ],
            options={
                "verbose_name": "request for a role",
                "verbose_name_plural": "requests for a role",
                "indexes": [
                    models.Index(
                        condition=models.Q(("decided_at", None), ("withdrawn_at", None)),
                        fields=["requested_at"],
                        name="request_pending",
                    ),
                    models.Index(fields=["person", "-requested_at"], name="request_of_person"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("role__in", ["security_official", "staff_user"])),
                        name="request_is_for_a_role",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("aco__isnull", False), ("organization", None)),
                            models.Q(("aco", None), ("organization__isnull", False)),
                            _connector="OR",
                        ),
                        name="request_to_one_place",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("approved", None),
                                ("decided_at", None),
                                ("decided_by", None),
                                ("reason", ""),
                            ),
                            models.Q(
                                ("approved__isnull", False),
                                ("decided_at__isnull", False),
                                ("withdrawn_at", None),
                                models.Q(
                                    ("approved", True),
                                    models.Q(("reason", ""), _negated=True),
                                    _connector="OR",
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="request_has_one_answer",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_by", None),
                            models.Q(("decided_by", models.F("person")), _negated=True),
                            _connector="OR",
                        ),
                        name="request_not_decided_by_oneself",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("decided_at", None),
                            ("organization__isnull", False),
                            ("withdrawn_at", None),
                        ),
                        fields=("organization", "person"),
                        name="request_one_open",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("aco__isnull", False), ("decided_at", None), ("withdrawn_at", None)
                        ),
                        fields=("aco", "person"),
                        name="request_one_open_to_an_aco",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ValidationTry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                (
                    "organization",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="validation_tries",
                        to="qpp_roles.organization",
                    ),
                ),
                (
                    "aco",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="validation_tries",
                        to="contacts.aco",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="validation_tries",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("tried_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("lifted_at", models.DateTimeField(blank=True, null=True)),
                (
                    "lifted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("lift_reason", models.CharField(blank=True, max_length=500)),
            ],
            options={
                "verbose_name": "failed validation",
                "verbose_name_plural": "failed validations",
                "indexes": [
                    models.Index(
                        fields=["organization", "-tried_at"], name="validation_try_latest"
                    ),
                    models.Index(fields=["aco", "-tried_at"], name="validation_try_latest_at_aco"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("aco__isnull", False), ("organization", None)),
                            models.Q(("aco", None), ("organization__isnull", False)),
                            _connector="OR",
                        ),
                        name="validation_try_at_one_place",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("lift_reason", ""), ("lifted_at", None), ("lifted_by", None)),
                            models.Q(
                                ("lifted_at__isnull", False),
                                ("lifted_by__isnull", False),
                                models.Q(("lift_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="validation_try_lifted_by_someone_for_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HeldRole",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="held_roles",
                        to="qpp_roles.organization",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="held_roles",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("role", models.CharField(max_length=17)),
                ("source", models.CharField(max_length=9)),
                ("since", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "given_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "ended_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("end_reason", models.CharField(blank=True, max_length=500)),
            ],
            options={
                "verbose_name": "role",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("role__in", ["security_official", "staff_user"])),
                        name="held_role_is_a_role",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_at", None),
                            ("ended_at__gte", models.F("since")),
                            _connector="OR",
                        ),
                        name="held_role_ends_after_it_began",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("end_reason", ""), ("ended_at", None)),
                            models.Q(
                                ("ended_at__isnull", False),
                                models.Q(("end_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="held_role_end_has_a_reason",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("organization", "person"),
                        name="held_role_one_for_a_person",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("given_by", None),
                            models.Q(("given_by", models.F("person")), _negated=True),
                            _connector="OR",
                        ),
                        name="held_role_not_approved_by_oneself",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SignIn",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                (
                    "website",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sign_ins",
                        to="qpp_roles.website",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="website_sign_ins",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="usersessions.usersession",
                    ),
                ),
                ("sid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("code_hash", models.CharField(editable=False, max_length=64, unique=True)),
                ("signed_in_at", models.DateTimeField()),
                (
                    "methods",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20), size=None
                    ),
                ),
                ("began_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("end_reason", models.CharField(blank=True, max_length=100)),
            ],
            options={
                "verbose_name": "sign-in to a website",
                "verbose_name_plural": "sign-ins to websites",
                "indexes": [
                    models.Index(
                        condition=models.Q(("ended_at", None)),
                        fields=["person"],
                        name="website_sign_in_open",
                    ),
                    models.Index(fields=["signed_in_at"], name="website_sign_in_age"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("end_reason", ""), ("ended_at", None)),
                            models.Q(
                                ("ended_at__isnull", False),
                                models.Q(("end_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="website_sign_in_ended_with_a_reason",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="WebsiteEvent",
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
                        to="qpp_roles.website",
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
                (
                    "id",
                    models.CharField(
                        default=allauth.idp.oidc.models.default_client_id,
                        max_length=100,
                        serialize=False,
                    ),
                ),
                ("name", models.CharField(max_length=100)),
                ("scopes", models.TextField(default="openid")),
                ("default_scopes", models.TextField(blank=True, default="")),
                ("type", models.CharField(default="confidential", max_length=20)),
                ("grant_types", models.TextField(default="authorization_code")),
                ("redirect_uris", models.TextField(blank=True, default="")),
                ("cors_origins", models.TextField(blank=True, default="")),
                ("allow_uri_wildcards", models.BooleanField(default=False)),
                ("response_types", models.TextField(default="code")),
                (
                    "owner",
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
                ("skip_consent", models.BooleanField(default=False)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("data", models.JSONField(blank=True, default=None, null=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="HarpImportEvent",
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
                        to="qpp_roles.harpimport",
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
                ("source", models.CharField(max_length=200)),
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
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
                ("accounts_created", models.PositiveIntegerField(default=0)),
                ("roles_given", models.PositiveIntegerField(default=0)),
                ("unchanged", models.PositiveIntegerField(default=0)),
                ("ended", models.PositiveIntegerField(default=0)),
                ("refused", models.PositiveIntegerField(default=0)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ClinicianEvent",
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
                        to="qpp_roles.clinician",
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
                    "practice",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="qpp_roles.organization",
                    ),
                ),
                ("npi", models.CharField(max_length=10)),
                ("ptan", models.CharField(max_length=15)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SiteClinician",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="clinicians",
                        to="qpp_roles.memberpractice",
                    ),
                ),
                ("npi", models.CharField(max_length=10)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("member", "npi"), name="site_clinician_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="MemberPracticeEvent",
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
                        to="qpp_roles.memberpractice",
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
                    "organization",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="qpp_roles.organization",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="RoleRequestEvent",
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
                        to="qpp_roles.rolerequest",
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
                    "organization",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="qpp_roles.organization",
                    ),
                ),
                (
                    "aco",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="contacts.aco",
                    ),
                ),
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
                ("role", models.CharField(max_length=17)),
                ("requested_at", models.DateTimeField(default=django.utils.timezone.now)),
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
                ("reason", models.CharField(blank=True, max_length=500)),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                ("reminders_sent", models.PositiveSmallIntegerField(default=0, editable=False)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ValidationTryEvent",
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
                        to="qpp_roles.validationtry",
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
                    "organization",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="qpp_roles.organization",
                    ),
                ),
                (
                    "aco",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="contacts.aco",
                    ),
                ),
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
                ("tried_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("lifted_at", models.DateTimeField(blank=True, null=True)),
                (
                    "lifted_by",
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
                ("lift_reason", models.CharField(blank=True, max_length=500)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="HeldRoleEvent",
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
                        to="qpp_roles.heldrole",
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
                    "organization",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="qpp_roles.organization",
                    ),
                ),
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
                ("role", models.CharField(max_length=17)),
                ("source", models.CharField(max_length=9)),
                ("since", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "given_by",
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
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "ended_by",
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
                ("end_reason", models.CharField(blank=True, max_length=500)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="LogoutNotice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                (
                    "sign_in",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="logout_notice",
                        to="qpp_roles.signin",
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("due_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                ("given_up_at", models.DateTimeField(blank=True, null=True)),
                ("failure", models.CharField(blank=True, max_length=200)),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("given_up_at", None), ("sent_at", None)),
                        fields=["due_at"],
                        name="logout_notice_due",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("sent_at", None), ("given_up_at", None), _connector="OR"
                        ),
                        name="logout_notice_sent_or_given_up",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SignInEvent",
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
                        to="qpp_roles.signin",
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
                    "website",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="qpp_roles.website",
                    ),
                ),
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
                ("sid", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("signed_in_at", models.DateTimeField()),
                (
                    "methods",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20), size=None
                    ),
                ),
                ("began_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("end_reason", models.CharField(blank=True, max_length=100)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SpentToken",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                (
                    "sign_in",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="spent_tokens",
                        to="qpp_roles.signin",
                    ),
                ),
                ("hash", models.CharField(max_length=64, unique=True)),
            ],
        ),
        migrations.CreateModel(
            name="SiteClinicianEvent",
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
                        to="qpp_roles.siteclinician",
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
                    "member",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="qpp_roles.memberpractice",
                    ),
                ),
                ("npi", models.CharField(max_length=10)),
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="organization",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."closed_at" IS DISTINCT FROM (NEW."closed_at") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."identifier" IS DISTINCT FROM (NEW."identifier") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."location" IS DISTINCT FROM (NEW."location") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."tin_hash" IS DISTINCT FROM (NEW."tin_hash"))',
                    func='INSERT INTO "qpp_roles_organizationevent" ("closed_at", "created_at", "id", "identifier", "kind", "location", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "tin_hash") VALUES (NEW."closed_at", NEW."created_at", NEW."id", NEW."identifier", NEW."kind", NEW."location", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."tin_hash"); RETURN NULL;',
                    hash="9b743ca2da6a6e3e13ed5a3041c262678dd40383",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_9411e",
                    table="qpp_roles_organization",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="organization",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "qpp_roles_organizationevent" ("closed_at", "created_at", "id", "identifier", "kind", "location", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "tin_hash") VALUES (OLD."closed_at", OLD."created_at", OLD."id", OLD."identifier", OLD."kind", OLD."location", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."tin_hash"); RETURN NULL;',
                    hash="fb05676f85436de42a116e3ed4ed6d8ff1c0ce09",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_7bd58",
                    table="qpp_roles_organization",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="website",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "qpp_roles_websiteevent" ("allow_uri_wildcards", "cors_origins", "created_at", "data", "default_scopes", "grant_types", "id", "name", "owner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "redirect_uris", "response_types", "scopes", "skip_consent", "type") VALUES (NEW."allow_uri_wildcards", NEW."cors_origins", NEW."created_at", NEW."data", NEW."default_scopes", NEW."grant_types", NEW."id", NEW."name", NEW."owner_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."redirect_uris", NEW."response_types", NEW."scopes", NEW."skip_consent", NEW."type"); RETURN NULL;',
                    hash="275175038e996a7ce6daf3d38f9fb338fcd4ddac",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_7ff85",
                    table="allauth_idp_oidc_client",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="website",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."allow_uri_wildcards" IS DISTINCT FROM (NEW."allow_uri_wildcards") OR OLD."cors_origins" IS DISTINCT FROM (NEW."cors_origins") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."data" IS DISTINCT FROM (NEW."data") OR OLD."default_scopes" IS DISTINCT FROM (NEW."default_scopes") OR OLD."grant_types" IS DISTINCT FROM (NEW."grant_types") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."owner_id" IS DISTINCT FROM (NEW."owner_id") OR OLD."redirect_uris" IS DISTINCT FROM (NEW."redirect_uris") OR OLD."response_types" IS DISTINCT FROM (NEW."response_types") OR OLD."scopes" IS DISTINCT FROM (NEW."scopes") OR OLD."skip_consent" IS DISTINCT FROM (NEW."skip_consent") OR OLD."type" IS DISTINCT FROM (NEW."type"))',
                    func='INSERT INTO "qpp_roles_websiteevent" ("allow_uri_wildcards", "cors_origins", "created_at", "data", "default_scopes", "grant_types", "id", "name", "owner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "redirect_uris", "response_types", "scopes", "skip_consent", "type") VALUES (NEW."allow_uri_wildcards", NEW."cors_origins", NEW."created_at", NEW."data", NEW."default_scopes", NEW."grant_types", NEW."id", NEW."name", NEW."owner_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."redirect_uris", NEW."response_types", NEW."scopes", NEW."skip_consent", NEW."type"); RETURN NULL;',
                    hash="991d9c79d304b13d4c4d7be9ef72b1ebfccdfc6e",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_ce55e",
                    table="allauth_idp_oidc_client",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="website",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "qpp_roles_websiteevent" ("allow_uri_wildcards", "cors_origins", "created_at", "data", "default_scopes", "grant_types", "id", "name", "owner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "redirect_uris", "response_types", "scopes", "skip_consent", "type") VALUES (OLD."allow_uri_wildcards", OLD."cors_origins", OLD."created_at", OLD."data", OLD."default_scopes", OLD."grant_types", OLD."id", OLD."name", OLD."owner_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."redirect_uris", OLD."response_types", OLD."scopes", OLD."skip_consent", OLD."type"); RETURN NULL;',
                    hash="3c712d88ae0ea2e7c03f490d00086dd9a75cf88f",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_be6ce",
                    table="allauth_idp_oidc_client",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="harpimport",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "qpp_roles_harpimportevent" ("accounts_created", "created_at", "created_by_id", "ended", "finished_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "refused", "roles_given", "source", "unchanged") VALUES (NEW."accounts_created", NEW."created_at", NEW."created_by_id", NEW."ended", NEW."finished_at", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."refused", NEW."roles_given", NEW."source", NEW."unchanged"); RETURN NULL;',
                    hash="2ef162495599aa290e09de3025ef2d48cb9452a1",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_120fa",
                    table="qpp_roles_harpimport",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="harpimport",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."accounts_created" IS DISTINCT FROM (NEW."accounts_created") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."created_by_id" IS DISTINCT FROM (NEW."created_by_id") OR OLD."ended" IS DISTINCT FROM (NEW."ended") OR OLD."finished_at" IS DISTINCT FROM (NEW."finished_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."refused" IS DISTINCT FROM (NEW."refused") OR OLD."roles_given" IS DISTINCT FROM (NEW."roles_given") OR OLD."source" IS DISTINCT FROM (NEW."source") OR OLD."unchanged" IS DISTINCT FROM (NEW."unchanged"))',
                    func='INSERT INTO "qpp_roles_harpimportevent" ("accounts_created", "created_at", "created_by_id", "ended", "finished_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "refused", "roles_given", "source", "unchanged") VALUES (NEW."accounts_created", NEW."created_at", NEW."created_by_id", NEW."ended", NEW."finished_at", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."refused", NEW."roles_given", NEW."source", NEW."unchanged"); RETURN NULL;',
                    hash="51e3c07bd61de1d3d807f6af34301c20d6a31a54",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_bfb73",
                    table="qpp_roles_harpimport",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="harpimport",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "qpp_roles_harpimportevent" ("accounts_created", "created_at", "created_by_id", "ended", "finished_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "refused", "roles_given", "source", "unchanged") VALUES (OLD."accounts_created", OLD."created_at", OLD."created_by_id", OLD."ended", OLD."finished_at", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."refused", OLD."roles_given", OLD."source", OLD."unchanged"); RETURN NULL;',
                    hash="e81f0bb4d8af22ddfbc2d7c96ed436a5974f1a62",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_711ac",
                    table="qpp_roles_harpimport",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="harpimportevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="13083973f4d6cb27907b8a9664bfd8db6c1b1ca9",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_facb3",
                    table="qpp_roles_harpimportevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="memberpracticeevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="c1c40fe137255230a63b66536a381e7536581e17",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_44574",
                    table="qpp_roles_memberpracticeevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="memberpractice",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."organization_id" IS DISTINCT FROM (NEW."organization_id") OR OLD."tin_hash" IS DISTINCT FROM (NEW."tin_hash"))',
                    func='INSERT INTO "qpp_roles_memberpracticeevent" ("id", "organization_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "tin_hash") VALUES (NEW."id", NEW."organization_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."tin_hash"); RETURN NULL;',
                    hash="7c2ef7458a28a734af8c8deede5a9c990ee271d3",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_cde24",
                    table="qpp_roles_memberpractice",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="memberpractice",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "qpp_roles_memberpracticeevent" ("id", "organization_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "tin_hash") VALUES (OLD."id", OLD."organization_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."tin_hash"); RETURN NULL;',
                    hash="29b8402d0db59a1773dd35db48c43985d96ddb66",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_36f55",
                    table="qpp_roles_memberpractice",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="heldroleevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="e09580917421f2aa701fc7b677cd5c8437cccf29",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_76e54",
                    table="qpp_roles_heldroleevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="heldrole",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "qpp_roles_heldroleevent" ("end_reason", "ended_at", "ended_by_id", "given_by_id", "id", "organization_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "since", "source") VALUES (NEW."end_reason", NEW."ended_at", NEW."ended_by_id", NEW."given_by_id", NEW."id", NEW."organization_id", NEW."person_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."role", NEW."since", NEW."source"); RETURN NULL;',
                    hash="ce78b4a895e28ee90cd96b229a8e97cca8bc4a53",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_c611b",
                    table="qpp_roles_heldrole",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="heldrole",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "qpp_roles_heldroleevent" ("end_reason", "ended_at", "ended_by_id", "given_by_id", "id", "organization_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "since", "source") VALUES (NEW."end_reason", NEW."ended_at", NEW."ended_by_id", NEW."given_by_id", NEW."id", NEW."organization_id", NEW."person_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."role", NEW."since", NEW."source"); RETURN NULL;',
                    hash="0ee608afa015bb050f70f15fa0c9f98d0052f9f5",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_3560f",
                    table="qpp_roles_heldrole",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="heldrole",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "qpp_roles_heldroleevent" ("end_reason", "ended_at", "ended_by_id", "given_by_id", "id", "organization_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "since", "source") VALUES (OLD."end_reason", OLD."ended_at", OLD."ended_by_id", OLD."given_by_id", OLD."id", OLD."organization_id", OLD."person_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."role", OLD."since", OLD."source"); RETURN NULL;',
                    hash="7ac1008c3644a016db1adc1b8cb6b22981faa272",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_14771",
                    table="qpp_roles_heldrole",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="clinicianevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="92d6ccfb7d28c7018cb0a5b0a80137cbc176f597",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_89281",
                    table="qpp_roles_clinicianevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="clinician",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "qpp_roles_clinicianevent" ("id", "npi", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "practice_id", "ptan") VALUES (OLD."id", OLD."npi", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."practice_id", OLD."ptan"); RETURN NULL;',
                    hash="954fe29d95144a9ca82d9bbacd20fae3e19ff9f5",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_24c33",
                    table="qpp_roles_clinician",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="organizationevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="d46406993cfa4527063a3e80eea259ccd770ad82",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_b53f7",
                    table="qpp_roles_organizationevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="rolerequest",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "qpp_roles_rolerequestevent" ("aco_id", "approved", "decided_at", "decided_by_id", "id", "organization_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "reminders_sent", "requested_at", "role", "withdrawn_at") VALUES (NEW."aco_id", NEW."approved", NEW."decided_at", NEW."decided_by_id", NEW."id", NEW."organization_id", NEW."person_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."reminders_sent", NEW."requested_at", NEW."role", NEW."withdrawn_at"); RETURN NULL;',
                    hash="f6dd78d75887772d50334d0ae796fe1049b75221",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_62bb7",
                    table="qpp_roles_rolerequest",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="rolerequest",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "qpp_roles_rolerequestevent" ("aco_id", "approved", "decided_at", "decided_by_id", "id", "organization_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "reminders_sent", "requested_at", "role", "withdrawn_at") VALUES (NEW."aco_id", NEW."approved", NEW."decided_at", NEW."decided_by_id", NEW."id", NEW."organization_id", NEW."person_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."reminders_sent", NEW."requested_at", NEW."role", NEW."withdrawn_at"); RETURN NULL;',
                    hash="ab5c08fa1b1da53ecc263be7d17a7379b914601c",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_c454e",
                    table="qpp_roles_rolerequest",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="rolerequest",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "qpp_roles_rolerequestevent" ("aco_id", "approved", "decided_at", "decided_by_id", "id", "organization_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "reminders_sent", "requested_at", "role", "withdrawn_at") VALUES (OLD."aco_id", OLD."approved", OLD."decided_at", OLD."decided_by_id", OLD."id", OLD."organization_id", OLD."person_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason", OLD."reminders_sent", OLD."requested_at", OLD."role", OLD."withdrawn_at"); RETURN NULL;',
                    hash="1959d4a90e6779dc20d535d9b45879ecf4365ee5",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_8c9cc",
                    table="qpp_roles_rolerequest",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="rolerequestevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="037be2e9a46efb83b674b7d850b837d0366c9e93",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_44642",
                    table="qpp_roles_rolerequestevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="siteclinician",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "qpp_roles_siteclinicianevent" ("id", "member_id", "npi", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."id", OLD."member_id", OLD."npi", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;',
                    hash="4ad329ea1765d6d177e2580a1fc24214d65f8bac",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_d48a4",
                    table="qpp_roles_siteclinician",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="siteclinicianevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="2f1bb7acd69f10fde975868a7f738e51c1332c3b",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_83356",
                    table="qpp_roles_siteclinicianevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="validationtry",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "qpp_roles_validationtryevent" ("aco_id", "id", "lift_reason", "lifted_at", "lifted_by_id", "organization_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "tried_at") VALUES (NEW."aco_id", NEW."id", NEW."lift_reason", NEW."lifted_at", NEW."lifted_by_id", NEW."organization_id", NEW."person_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."tried_at"); RETURN NULL;',
                    hash="1b59b951bac9f0db69f5f85d63c3bb8cceb763e7",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_6d6ec",
                    table="qpp_roles_validationtry",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="validationtry",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "qpp_roles_validationtryevent" ("aco_id", "id", "lift_reason", "lifted_at", "lifted_by_id", "organization_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "tried_at") VALUES (NEW."aco_id", NEW."id", NEW."lift_reason", NEW."lifted_at", NEW."lifted_by_id", NEW."organization_id", NEW."person_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."tried_at"); RETURN NULL;',
                    hash="a86e6665a7ee5fca044ed1e6640ec52b0a357c82",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_0ea85",
                    table="qpp_roles_validationtry",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="validationtry",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "qpp_roles_validationtryevent" ("aco_id", "id", "lift_reason", "lifted_at", "lifted_by_id", "organization_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "tried_at") VALUES (OLD."aco_id", OLD."id", OLD."lift_reason", OLD."lifted_at", OLD."lifted_by_id", OLD."organization_id", OLD."person_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."tried_at"); RETURN NULL;',
                    hash="803182c531a94d6d9154840c5eebc0b3dd2864c0",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_2a0bc",
                    table="qpp_roles_validationtry",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="validationtryevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="e87dcdd0698ace62daee4fb64de4df4167540a65",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_30b9a",
                    table="qpp_roles_validationtryevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="websiteevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="a527bbeda188f70ce4e114d944ba05b3777710fe",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_9d1db",
                    table="qpp_roles_websiteevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="signinevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="bc3f07f4dbc75b9e341caf0795beff5f78673929",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_b1fdd",
                    table="qpp_roles_signinevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="signin",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "qpp_roles_signinevent" ("began_at", "end_reason", "ended_at", "id", "methods", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sid", "signed_in_at", "website_id") VALUES (NEW."began_at", NEW."end_reason", NEW."ended_at", NEW."id", NEW."methods", NEW."person_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."sid", NEW."signed_in_at", NEW."website_id"); RETURN NULL;',
                    hash="40a1b0c693a81f16524b524755fa7cb12bc0155a",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_d7a9a",
                    table="qpp_roles_signin",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="signin",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."began_at" IS DISTINCT FROM (NEW."began_at") OR OLD."end_reason" IS DISTINCT FROM (NEW."end_reason") OR OLD."ended_at" IS DISTINCT FROM (NEW."ended_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."methods" IS DISTINCT FROM (NEW."methods") OR OLD."person_id" IS DISTINCT FROM (NEW."person_id") OR OLD."sid" IS DISTINCT FROM (NEW."sid") OR OLD."signed_in_at" IS DISTINCT FROM (NEW."signed_in_at") OR OLD."website_id" IS DISTINCT FROM (NEW."website_id"))',
                    func='INSERT INTO "qpp_roles_signinevent" ("began_at", "end_reason", "ended_at", "id", "methods", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sid", "signed_in_at", "website_id") VALUES (NEW."began_at", NEW."end_reason", NEW."ended_at", NEW."id", NEW."methods", NEW."person_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."sid", NEW."signed_in_at", NEW."website_id"); RETURN NULL;',
                    hash="af6e2ea2db2a2b3f3242be9f9290e914e79dc887",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_df0d4",
                    table="qpp_roles_signin",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="signin",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "qpp_roles_signinevent" ("began_at", "end_reason", "ended_at", "id", "methods", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sid", "signed_in_at", "website_id") VALUES (OLD."began_at", OLD."end_reason", OLD."ended_at", OLD."id", OLD."methods", OLD."person_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."sid", OLD."signed_in_at", OLD."website_id"); RETURN NULL;',
                    hash="0472de9d516fd0ba784f8ac85421e0c28d1e02a6",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_92970",
                    table="qpp_roles_signin",
                    when="AFTER",
                ),
            ),
        ),
    ]
