import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.functions
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
            name="Aco",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ("aco_id", models.CharField(max_length=6, unique=True)),
                ("name", models.CharField(max_length=200)),
                (
                    "service_area",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=2),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                ("agreement_period", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("initial_start_date", models.DateField(blank=True, null=True)),
                ("agreement_start_date", models.DateField(blank=True, null=True)),
                ("track", models.CharField(blank=True, max_length=8)),
                ("basic_level", models.CharField(blank=True, max_length=1)),
                ("high_revenue", models.BooleanField(blank=True, null=True)),
                ("website", models.CharField(blank=True, max_length=500)),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("ends_on", models.DateField(blank=True, editable=False, null=True)),
                (
                    "end_kind",
                    models.CharField(
                        blank=True, db_default="", default="", editable=False, max_length=10
                    ),
                ),
                (
                    "end_reason",
                    models.CharField(
                        blank=True, db_default="", default="", editable=False, max_length=500
                    ),
                ),
                (
                    "end_recorded_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("end_recorded_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("end_carried_out_at", models.DateTimeField(blank=True, editable=False, null=True)),
            ],
            options={
                "verbose_name": "ACO",
                "verbose_name_plural": "ACOs",
                "indexes": [
                    models.Index(
                        condition=models.Q(
                            ("end_carried_out_at", None), ("ends_on__isnull", False)
                        ),
                        fields=["ends_on"],
                        name="aco_end_to_carry_out",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("aco_id__regex", "^(A\\d{4,5}|V\\d{3})$")),
                        name="aco_id_form",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("basic_level", ""), ("track", "BASIC"), _connector="OR"
                        ),
                        name="aco_basic_level_on_basic_track",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("end_carried_out_at", None),
                                ("end_kind", ""),
                                ("end_reason", ""),
                                ("end_recorded_at", None),
                                ("end_recorded_by", None),
                                ("ends_on", None),
                            ),
                            models.Q(
                                ("end_kind__in", ["ended", "terminated"]),
                                ("end_recorded_at__isnull", False),
                                ("end_recorded_by__isnull", False),
                                ("ends_on__isnull", False),
                                models.Q(("end_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="aco_end_recorded_whole",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AcoEvent",
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
                        to="contacts.aco",
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
                ("aco_id", models.CharField(max_length=6)),
                ("name", models.CharField(max_length=200)),
                (
                    "service_area",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=2),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                ("agreement_period", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("initial_start_date", models.DateField(blank=True, null=True)),
                ("agreement_start_date", models.DateField(blank=True, null=True)),
                ("track", models.CharField(blank=True, max_length=8)),
                ("basic_level", models.CharField(blank=True, max_length=1)),
                ("high_revenue", models.BooleanField(blank=True, null=True)),
                ("website", models.CharField(blank=True, max_length=500)),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("ends_on", models.DateField(blank=True, editable=False, null=True)),
                (
                    "end_kind",
                    models.CharField(
                        blank=True, db_default="", default="", editable=False, max_length=10
                    ),
                ),
                (
                    "end_reason",
                    models.CharField(
                        blank=True, db_default="", default="", editable=False, max_length=500
                    ),
                ),
                (
                    "end_recorded_by",
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
                ("end_recorded_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("end_carried_out_at", models.DateTimeField(blank=True, editable=False, null=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Contact",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                (
                    "aco",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contacts",
                        to="contacts.aco",
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
                ("title", models.CharField(blank=True, max_length=120)),
                ("phone", models.CharField(blank=True, max_length=30)),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                (
                    "one_person",
                    models.UUIDField(
                        db_default=django.contrib.postgres.functions.RandomUUID(), editable=False
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["one_person"], name="contact_one_person")],
                "constraints": [
                    models.UniqueConstraint(fields=("aco", "person"), name="contact_once_per_aco"),
                    models.CheckConstraint(
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
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[("one_person", "="), ("aco", "<>")],
                        name="contact_one_person_in_one_aco",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ContactEvent",
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
                        to="contacts.contact",
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
                    "person",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("title", models.CharField(blank=True, max_length=120)),
                ("phone", models.CharField(blank=True, max_length=30)),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="HeldType",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                (
                    "contact",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="held_types",
                        to="contacts.contact",
                    ),
                ),
                (
                    "aco",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="held_types",
                        to="contacts.aco",
                    ),
                ),
                ("type", models.CharField(max_length=40)),
                ("since", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "given_by",
                    models.ForeignKey(
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
                (
                    "one_person",
                    models.UUIDField(
                        db_default=django.contrib.postgres.functions.RandomUUID(), editable=False
                    ),
                ),
                (
                    "public_phone",
                    models.CharField(blank=True, db_default="", default="", max_length=30),
                ),
                (
                    "public_email",
                    models.EmailField(blank=True, db_default="", default="", max_length=254),
                ),
            ],
            options={
                "verbose_name": "held contact type",
                "indexes": [
                    models.Index(
                        condition=models.Q(("ended_at", None)),
                        fields=["aco", "type"],
                        name="held_type_active",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "type__in",
                                (
                                    "aco_executive",
                                    "authorized_to_sign_primary",
                                    "authorized_to_sign_secondary",
                                    "dua_requestor",
                                    "dua_custodian",
                                    "cms_liaison",
                                    "application_primary",
                                    "application_secondary",
                                    "it_primary",
                                    "it_secondary",
                                    "financial",
                                    "medical_director",
                                    "compliance",
                                    "quality_primary",
                                    "quality_secondary",
                                    "marketing_primary",
                                    "marketing_secondary",
                                    "public",
                                    "other",
                                    "credential_delegate",
                                    "qpp_security_official",
                                    "qpp_staff_user",
                                ),
                            )
                        ),
                        name="held_type_is_a_contact_type",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_at", None),
                            ("ended_at__gte", models.F("since")),
                            _connector="OR",
                        ),
                        name="held_type_ends_after_it_began",
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
                        name="held_type_end_has_a_reason",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("contact", "type"),
                        name="held_type_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("type__in", ("public",)),
                                models.Q(
                                    ("ended_at__isnull", False),
                                    models.Q(
                                        ("public_email", ""), ("public_phone", ""), _negated=True
                                    ),
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
                    models.CheckConstraint(
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
                    models.CheckConstraint(
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
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(
                            ("ended_at", None),
                            (
                                "type__in",
                                (
                                    "authorized_to_sign_primary",
                                    "authorized_to_sign_secondary",
                                    "application_primary",
                                    "application_secondary",
                                    "it_primary",
                                    "it_secondary",
                                    "quality_primary",
                                    "quality_secondary",
                                    "marketing_primary",
                                    "marketing_secondary",
                                ),
                            ),
                        ),
                        expressions=[
                            ("one_person", "="),
                            (
                                models.Case(
                                    models.When(
                                        then=models.Value("authorized_to_sign"),
                                        type__in=(
                                            "authorized_to_sign_primary",
                                            "authorized_to_sign_secondary",
                                        ),
                                    ),
                                    models.When(
                                        then=models.Value("application"),
                                        type__in=("application_primary", "application_secondary"),
                                    ),
                                    models.When(
                                        then=models.Value("it"),
                                        type__in=("it_primary", "it_secondary"),
                                    ),
                                    models.When(
                                        then=models.Value("quality"),
                                        type__in=("quality_primary", "quality_secondary"),
                                    ),
                                    models.When(
                                        then=models.Value("marketing"),
                                        type__in=("marketing_primary", "marketing_secondary"),
                                    ),
                                    output_field=models.CharField(),
                                ),
                                "=",
                            ),
                            ("type", "<>"),
                        ],
                        name="held_type_family_two_people",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("ended_at", None),
                            (
                                "type__in",
                                (
                                    "aco_executive",
                                    "authorized_to_sign_primary",
                                    "dua_requestor",
                                    "application_primary",
                                    "it_primary",
                                    "financial",
                                    "medical_director",
                                    "quality_primary",
                                    "marketing_primary",
                                ),
                            ),
                        ),
                        fields=("aco", "type"),
                        name="held_type_single_holder",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ContactAttestation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                (
                    "contact",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attestations",
                        to="contacts.contact",
                    ),
                ),
                (
                    "held_type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attestations",
                        to="contacts.heldtype",
                    ),
                ),
                ("type", models.CharField(max_length=40)),
                ("attestation", models.CharField(max_length=40)),
                ("statement", models.TextField()),
                (
                    "attested_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("attested_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("confirmed_at", models.DateTimeField(blank=True, null=True)),
                ("refused_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "verbose_name": "attestation",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "type__in",
                                (
                                    "aco_executive",
                                    "authorized_to_sign_primary",
                                    "authorized_to_sign_secondary",
                                    "dua_requestor",
                                    "dua_custodian",
                                    "cms_liaison",
                                    "application_primary",
                                    "application_secondary",
                                    "it_primary",
                                    "it_secondary",
                                    "financial",
                                    "medical_director",
                                    "compliance",
                                    "quality_primary",
                                    "quality_secondary",
                                    "marketing_primary",
                                    "marketing_secondary",
                                    "public",
                                    "other",
                                    "credential_delegate",
                                    "qpp_security_official",
                                    "qpp_staff_user",
                                ),
                            )
                        ),
                        name="attestation_of_a_contact_type",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("confirmed_at", None), ("refused_at", None), _connector="OR"
                        ),
                        name="attestation_confirmed_or_refused",
                    ),
                    models.CheckConstraint(
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
                    models.UniqueConstraint(
                        fields=("held_type", "attestation"), name="attestation_once_for_a_held_type"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HeldTypeEvent",
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
                        to="contacts.heldtype",
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
                    "contact",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="contacts.contact",
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
                ("type", models.CharField(max_length=40)),
                ("since", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "given_by",
                    models.ForeignKey(
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
                (
                    "public_phone",
                    models.CharField(blank=True, db_default="", default="", max_length=30),
                ),
                (
                    "public_email",
                    models.EmailField(blank=True, db_default="", default="", max_length=254),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ContactAttestationEvent",
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
                        to="contacts.contactattestation",
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
                    "contact",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="contacts.contact",
                    ),
                ),
                (
                    "held_type",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="contacts.heldtype",
                    ),
                ),
                ("type", models.CharField(max_length=40)),
                ("attestation", models.CharField(max_length=40)),
                ("statement", models.TextField()),
                (
                    "attested_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("attested_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("confirmed_at", models.DateTimeField(blank=True, null=True)),
                ("refused_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="aco",
            trigger=pgtrigger.compiler.Trigger(
                name="aco_end_leaves_no_holder",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (NEW."end_carried_out_at" IS NOT NULL)',
                    func="\n                    IF EXISTS (\n                        SELECT FROM contacts_heldtype\n                        WHERE aco_id = NEW.id AND ended_at IS NULL\n                    ) THEN\n                        RAISE EXCEPTION 'aco_end_leaves_no_holder'\n                            USING ERRCODE = 'check_violation';\n                    END IF;\n                    RETURN NEW;\n                ",
                    hash="7c920a019267fd179aa44fd1c724b8d586be66e1",
                    operation='INSERT OR UPDATE OF "end_carried_out_at"',
                    pgid="pgtrigger_aco_end_leaves_no_holder_2efa7",
                    table="contacts_aco",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="aco",
            trigger=pgtrigger.compiler.Trigger(
                name="aco_end_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.end_carried_out_at IS NOT NULL AND (OLD.ends_on, OLD.end_carried_out_at) IS DISTINCT FROM (NEW.ends_on, NEW.end_carried_out_at))",
                    func="\n                    RAISE EXCEPTION 'aco_end_stays' USING ERRCODE = 'check_violation';\n                ",
                    hash="061fe9a895d7f620ee419ed5b9608e1f613f9bf6",
                    operation="UPDATE",
                    pgid="pgtrigger_aco_end_stays_62858",
                    table="contacts_aco",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="aco",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "contacts_acoevent" ("aco_id", "agreement_period", "agreement_start_date", "basic_level", "created_at", "end_carried_out_at", "end_kind", "end_reason", "end_recorded_at", "end_recorded_by_id", "ends_on", "high_revenue", "id", "initial_start_date", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "service_area", "track", "website") VALUES (NEW."aco_id", NEW."agreement_period", NEW."agreement_start_date", NEW."basic_level", NEW."created_at", NEW."end_carried_out_at", NEW."end_kind", NEW."end_reason", NEW."end_recorded_at", NEW."end_recorded_by_id", NEW."ends_on", NEW."high_revenue", NEW."id", NEW."initial_start_date", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."service_area", NEW."track", NEW."website"); RETURN NULL;',
                    hash="7e887ac0c133d77c95cb1e47ec45ae033915562f",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_2eaad",
                    table="contacts_aco",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="aco",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "contacts_acoevent" ("aco_id", "agreement_period", "agreement_start_date", "basic_level", "created_at", "end_carried_out_at", "end_kind", "end_reason", "end_recorded_at", "end_recorded_by_id", "ends_on", "high_revenue", "id", "initial_start_date", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "service_area", "track", "website") VALUES (NEW."aco_id", NEW."agreement_period", NEW."agreement_start_date", NEW."basic_level", NEW."created_at", NEW."end_carried_out_at", NEW."end_kind", NEW."end_reason", NEW."end_recorded_at", NEW."end_recorded_by_id", NEW."ends_on", NEW."high_revenue", NEW."id", NEW."initial_start_date", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."service_area", NEW."track", NEW."website"); RETURN NULL;',
                    hash="64a15779ce46b5528397f218ff75510db972935b",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_9c9c4",
                    table="contacts_aco",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="aco",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "contacts_acoevent" ("aco_id", "agreement_period", "agreement_start_date", "basic_level", "created_at", "end_carried_out_at", "end_kind", "end_reason", "end_recorded_at", "end_recorded_by_id", "ends_on", "high_revenue", "id", "initial_start_date", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "service_area", "track", "website") VALUES (OLD."aco_id", OLD."agreement_period", OLD."agreement_start_date", OLD."basic_level", OLD."created_at", OLD."end_carried_out_at", OLD."end_kind", OLD."end_reason", OLD."end_recorded_at", OLD."end_recorded_by_id", OLD."ends_on", OLD."high_revenue", OLD."id", OLD."initial_start_date", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."service_area", OLD."track", OLD."website"); RETURN NULL;',
                    hash="03f6bb2cda75178760565efa11360c90f7c498c9",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_84449",
                    table="contacts_aco",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="aco",
            trigger=pgtrigger.compiler.Trigger(
                name="searched_aco",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            IF TG_OP = 'DELETE' THEN\n                DELETE FROM search_entry WHERE kind = 'aco' AND key = OLD.id;\n            ELSE\n                INSERT INTO search_entry (kind, key, aco_id, searched, tin_hash, npi) SELECT 'aco', NEW.id, NEW.id, acoms_searchable(coalesce(NEW.name, '') || ' ' || coalesce(NEW.aco_id, '')), NULL::uuid, ''  ON CONFLICT (kind, key) DO UPDATE SET aco_id = EXCLUDED.aco_id, searched = EXCLUDED.searched, tin_hash = EXCLUDED.tin_hash, npi = EXCLUDED.npi;\n            END IF;\n            RETURN NULL;\n        ",
                    hash="c7ac6fca9e7d514857120a12dfffcd727d68c856",
                    operation='INSERT OR UPDATE OF "name", "aco_id" OR DELETE',
                    pgid="pgtrigger_searched_aco_6e770",
                    table="contacts_aco",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="acoevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="aa8a96fd6b3a0cfc6a57d38f1f69a234e5d9efac",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_343a8",
                    table="contacts_acoevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="acoevent",
            trigger=pgtrigger.compiler.Trigger(
                name="never_emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="eb7d8c8989c73090fc9b96e99def2de5991067d7",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_emptied_776bd",
                    table="contacts_acoevent",
                    when="BEFORE",
                ),
            ),
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
            model_name="contactevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="505ae91e744506bc96239d442b220d182c3a2cc4",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_89e84",
                    table="contacts_contactevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="contactevent",
            trigger=pgtrigger.compiler.Trigger(
                name="never_emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="db2bba2576db262cab8d69afab061fc239bff6b7",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_emptied_b4153",
                    table="contacts_contactevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="heldtype",
            trigger=pgtrigger.compiler.Trigger(
                name="held_type_of_one_person",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n                    SELECT one_person INTO NEW.one_person\n                    FROM contacts_contact WHERE id = NEW.contact_id;\n                    RETURN NEW;\n                ",
                    hash="71a63066f52b14ad57394365eff71143d417dddd",
                    operation='INSERT OR UPDATE OF "contact_id"',
                    pgid="pgtrigger_held_type_of_one_person_e10f5",
                    table="contacts_heldtype",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="heldtype",
            trigger=pgtrigger.compiler.Trigger(
                name="held_type_of_aco_in_program",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (NEW."ended_at" IS NULL)',
                    declare="DECLARE carried_out timestamptz;",
                    func="\n                    SELECT end_carried_out_at INTO carried_out\n                    FROM contacts_aco WHERE id = NEW.aco_id FOR SHARE;\n                    IF carried_out IS NOT NULL THEN\n                        RAISE EXCEPTION 'held_type_of_aco_in_program'\n                            USING ERRCODE = 'check_violation';\n                    END IF;\n                    RETURN NEW;\n                ",
                    hash="159bc55baa224f06c46aff447b33c197180553da",
                    operation='INSERT OR UPDATE OF "ended_at", "aco_id"',
                    pgid="pgtrigger_held_type_of_aco_in_program_4b7fa",
                    table="contacts_heldtype",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="heldtype",
            trigger=pgtrigger.compiler.Trigger(
                name="held_type_not_self_given",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (NEW.\"given_by_id\" IS NOT NULL AND NEW.\"type\" IN ('aco_executive', 'application_primary', 'application_secondary', 'authorized_to_sign_primary', 'authorized_to_sign_secondary', 'cms_liaison', 'credential_delegate', 'dua_requestor'))",
                    func="\n                    IF EXISTS (\n                        SELECT FROM contacts_contact AS own\n                        JOIN contacts_contact AS giver\n                            ON giver.aco_id = own.aco_id AND giver.one_person = own.one_person\n                        JOIN accounts_person AS account ON account.id = NEW.given_by_id\n                            AND giver.person_id IN (account.id, account.merged_into_id)\n                        WHERE own.id = NEW.contact_id AND (own.id = giver.id OR NOT EXISTS (\n                            SELECT FROM contacts_heldtype AS held\n                            JOIN contacts_contact AS before ON before.id = held.contact_id\n                            WHERE before.aco_id = own.aco_id\n                            AND before.one_person = own.one_person\n                            AND before.id <> own.id AND held.type = NEW.type\n                            AND coalesce(held.ended_at, NEW.since)\n                                > NEW.since - interval '1 minute'\n                        ))\n                    ) THEN\n                        RAISE EXCEPTION 'held_type_not_self_given'\n                            USING ERRCODE = 'check_violation';\n                    END IF;\n                    RETURN NEW;\n                ",
                    hash="0b61596aea4c0e127720b046ec266221a2ec64e4",
                    operation="INSERT",
                    pgid="pgtrigger_held_type_not_self_given_3dd31",
                    table="contacts_heldtype",
                    when="BEFORE",
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
        pgtrigger.migrations.AddTrigger(
            model_name="contactattestationevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="c932c3d7b4d675a08437adff6ef67c62bef15719",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_e84cf",
                    table="contacts_contactattestationevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="contactattestationevent",
            trigger=pgtrigger.compiler.Trigger(
                name="never_emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="fc11f9bb64f7f3ed8ca19f5b926474f3ece42612",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_emptied_bf16e",
                    table="contacts_contactattestationevent",
                    when="BEFORE",
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
            model_name="heldtypeevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="7fc50af550a01667db83cd1dd454008a2f8442a4",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_a384e",
                    table="contacts_heldtypeevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="heldtypeevent",
            trigger=pgtrigger.compiler.Trigger(
                name="never_emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="c7df6501c940bd1217995683c6b1e5c3daf9fcf1",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_emptied_d7715",
                    table="contacts_heldtypeevent",
                    when="BEFORE",
                ),
            ),
        ),
    ]
