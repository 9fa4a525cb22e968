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
            name="Invitation",
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
                ("email", models.EmailField(max_length=254)),
                ("first_name", models.CharField(blank=True, max_length=80)),
                ("last_name", models.CharField(max_length=80)),
                ("phone", models.CharField(blank=True, max_length=30)),
                ("title", models.CharField(blank=True, max_length=120)),
                (
                    "types",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("aco_executive", "ACO Executive"),
                                ("authorized_to_sign_primary", "Authorized to Sign (primary)"),
                                ("authorized_to_sign_secondary", "Authorized to Sign (secondary)"),
                                ("dua_requestor", "DUA Requestor"),
                                ("dua_custodian", "DUA Custodian"),
                                ("cms_liaison", "CMS Liaison"),
                                ("application_primary", "Application Contact (primary)"),
                                ("application_secondary", "Application Contact (secondary)"),
                                ("it_primary", "Information Technology (IT) Contact (primary)"),
                                ("it_secondary", "IT Contact (secondary)"),
                                ("financial", "Financial Contact"),
                                ("medical_director", "Medical Director"),
                                ("compliance", "Compliance Contact"),
                                ("quality_primary", "Quality Contact (primary)"),
                                ("quality_secondary", "Quality Contact (secondary)"),
                                ("marketing_primary", "Marketing Contact (primary)"),
                                ("marketing_secondary", "Marketing Contact (secondary)"),
                                ("public", "Public Contact"),
                                ("other", "Other Contact"),
                                ("credential_delegate", "Credential Delegate"),
                                ("qpp_security_official", "QPP Security Official"),
                                ("qpp_staff_user", "QPP Staff User"),
                            ],
                            max_length=40,
                        ),
                        size=None,
                    ),
                ),
                (
                    "declined_types",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("aco_executive", "ACO Executive"),
                                ("authorized_to_sign_primary", "Authorized to Sign (primary)"),
                                ("authorized_to_sign_secondary", "Authorized to Sign (secondary)"),
                                ("dua_requestor", "DUA Requestor"),
                                ("dua_custodian", "DUA Custodian"),
                                ("cms_liaison", "CMS Liaison"),
                                ("application_primary", "Application Contact (primary)"),
                                ("application_secondary", "Application Contact (secondary)"),
                                ("it_primary", "Information Technology (IT) Contact (primary)"),
                                ("it_secondary", "IT Contact (secondary)"),
                                ("financial", "Financial Contact"),
                                ("medical_director", "Medical Director"),
                                ("compliance", "Compliance Contact"),
                                ("quality_primary", "Quality Contact (primary)"),
                                ("quality_secondary", "Quality Contact (secondary)"),
                                ("marketing_primary", "Marketing Contact (primary)"),
                                ("marketing_secondary", "Marketing Contact (secondary)"),
                                ("public", "Public Contact"),
                                ("other", "Other Contact"),
                                ("credential_delegate", "Credential Delegate"),
                                ("qpp_security_official", "QPP Security Official"),
                                ("qpp_staff_user", "QPP Staff User"),
                            ],
                            max_length=40,
                        ),
                        blank=True,
                        db_default=[],
                        default=list,
                        size=None,
                    ),
                ),
                (
                    "invited_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("generation", models.PositiveIntegerField(default=1)),
                ("sent_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("wrong_codes", models.PositiveSmallIntegerField(default=0)),
                ("opened_at", models.DateTimeField(null=True)),
                ("activated_at", models.DateTimeField(null=True)),
                ("declined_at", models.DateTimeField(null=True)),
                (
                    "answered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("accepted_at", models.DateTimeField(null=True)),
                ("accepted_facts", models.JSONField(null=True)),
                ("not_confirmed_at", models.DateTimeField(null=True)),
                ("refusal_reason", models.CharField(blank=True, default="", max_length=500)),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("withdrawn_at", models.DateTimeField(null=True)),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("withdrawal_reason", models.CharField(blank=True, db_default="", max_length=500)),
                ("expiry_recorded_at", models.DateTimeField(null=True)),
                ("confirmation_asked_at", models.DateTimeField(null=True)),
                ("confirmed_at", models.DateTimeField(null=True)),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "confirmation_reason",
                    models.CharField(blank=True, db_default="", max_length=500),
                ),
                (
                    "confirmed_over",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), null=True, size=None
                    ),
                ),
                ("refused", models.BooleanField(db_default=False, default=False)),
                (
                    "taken_over_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "replaces",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="contacts.contact",
                    ),
                ),
                (
                    "mail",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="notifications.notification",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(
                            ("activated_at", None),
                            ("declined_at", None),
                            ("not_confirmed_at", None),
                            ("withdrawn_at", None),
                            ("expiry_recorded_at", None),
                        ),
                        fields=["expires_at"],
                        name="invitation_unanswered",
                    ),
                    models.Index(
                        condition=models.Q(
                            ("activated_at", None),
                            ("declined_at", None),
                            ("not_confirmed_at", None),
                            ("withdrawn_at", None),
                        ),
                        fields=["email"],
                        name="invitation_to",
                    ),
                    models.Index(
                        condition=models.Q(
                            ("activated_at", None),
                            ("declined_at", None),
                            ("not_confirmed_at", None),
                            ("withdrawn_at", None),
                            ("expiry_recorded_at", None),
                        ),
                        fields=["sent_at"],
                        name="invitation_to_remind_of",
                    ),
                    models.Index(
                        condition=models.Q(("replaces__isnull", False)),
                        fields=["aco", "replaces"],
                        name="invitation_new_address",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "email__regex",
                                "^(?=[^@]{1,64}@)[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$",
                            )
                        ),
                        name="invitation_email_in_one_spelling",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("first_name", ""),
                                (
                                    "first_name__regex",
                                    "^(?! )(?!.* $)(?!.*  )(?!.*[A-Za-z0-9-]\\.[A-Za-z]{2})(?!.*://)(?!.*[Ww][Ww][Ww]\\.)[^\\u0001-\\u001f\\u007f-\\u00a0\\u00ad\\u034f\\u061c\\u115f\\u1160\\u180b-\\u180f\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u206f\\u2800\\u3000\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff9-\\ufffb\\U000e0000-\\U000e01ef]+$",
                                ),
                                _connector="OR",
                            ),
                            models.Q(
                                ("last_name", ""),
                                (
                                    "last_name__regex",
                                    "^(?! )(?!.* $)(?!.*  )(?!.*[A-Za-z0-9-]\\.[A-Za-z]{2})(?!.*://)(?!.*[Ww][Ww][Ww]\\.)[^\\u0001-\\u001f\\u007f-\\u00a0\\u00ad\\u034f\\u061c\\u115f\\u1160\\u180b-\\u180f\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u206f\\u2800\\u3000\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff9-\\ufffb\\U000e0000-\\U000e01ef]+$",
                                ),
                                _connector="OR",
                            ),
                            models.Q(("last_name", ""), _negated=True),
                        ),
                        name="invitation_name_on_one_line",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("phone", ""),
                                (
                                    "phone__regex",
                                    "^(?! )(?!.* $)(?!.*  )(?!.*[A-Za-z0-9-]\\.[A-Za-z]{2})(?!.*://)(?!.*[Ww][Ww][Ww]\\.)[^\\u0001-\\u001f\\u007f-\\u00a0\\u00ad\\u034f\\u061c\\u115f\\u1160\\u180b-\\u180f\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u206f\\u2800\\u3000\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff9-\\ufffb\\U000e0000-\\U000e01ef]+$",
                                ),
                                _connector="OR",
                            ),
                            models.Q(
                                ("title", ""),
                                (
                                    "title__regex",
                                    "^(?! )(?!.* $)(?!.*  )(?!.*[A-Za-z0-9-]\\.[A-Za-z]{2})(?!.*://)(?!.*[Ww][Ww][Ww]\\.)[^\\u0001-\\u001f\\u007f-\\u00a0\\u00ad\\u034f\\u061c\\u115f\\u1160\\u180b-\\u180f\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u206f\\u2800\\u3000\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff9-\\ufffb\\U000e0000-\\U000e01ef]+$",
                                ),
                                _connector="OR",
                            ),
                        ),
                        name="invitation_details_on_one_line",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "types__contained_by",
                                [
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
                                ],
                            ),
                            ("types__len__gt", 0),
                        ),
                        name="invitation_types_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "declined_types__contained_by",
                                [
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
                                ],
                            ),
                            models.Q(("declined_types__overlap", models.F("types")), _negated=True),
                        ),
                        name="invitation_declined_types_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "types__contains",
                                ["authorized_to_sign_primary", "authorized_to_sign_secondary"],
                            ),
                            _negated=True,
                        ),
                        name="invitation_authorized_to_sign_two_people",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("types__contains", ["application_primary", "application_secondary"]),
                            _negated=True,
                        ),
                        name="invitation_application_two_people",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("types__contains", ["it_primary", "it_secondary"]), _negated=True
                        ),
                        name="invitation_it_two_people",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("types__contains", ["quality_primary", "quality_secondary"]),
                            _negated=True,
                        ),
                        name="invitation_quality_two_people",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("types__contains", ["marketing_primary", "marketing_secondary"]),
                            _negated=True,
                        ),
                        name="invitation_marketing_two_people",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("activated_at", None), ("declined_at", None)),
                            models.Q(("activated_at", None), ("withdrawn_at", None)),
                            models.Q(("declined_at", None), ("withdrawn_at", None)),
                            _connector="OR",
                        ),
                        name="invitation_one_answer",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("accepted_at", None),
                                ("activated_at", None),
                                ("answered_by", None),
                                ("declined_at", None),
                            ),
                            models.Q(
                                ("answered_by__isnull", False),
                                models.Q(
                                    ("accepted_at", None),
                                    ("activated_at", None),
                                    ("declined_at", None),
                                    _negated=True,
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="invitation_answered_by_someone",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("decided_by", None),
                                ("not_confirmed_at", None),
                                models.Q(
                                    ("accepted_at", None), ("activated_at", None), _connector="OR"
                                ),
                            ),
                            models.Q(
                                ("accepted_at__isnull", False),
                                ("decided_by__isnull", False),
                                models.Q(("decided_by", models.F("answered_by")), _negated=True),
                                models.Q(
                                    ("activated_at", None),
                                    ("not_confirmed_at", None),
                                    _negated=True,
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="invitation_decided_by_another",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("not_confirmed_at", None),
                            models.Q(
                                ("activated_at", None),
                                ("declined_at", None),
                                ("withdrawn_at", None),
                            ),
                            _connector="OR",
                        ),
                        name="invitation_not_confirmed_and_nothing_else",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("accepted_at", None), ("declined_at", None), _connector="OR"
                        ),
                        name="invitation_accepted_or_declined",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("expires_at__gt", models.F("sent_at"))),
                        name="invitation_ends_after_sending",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("confirmed_at", None),
                                ("confirmed_by", None),
                                ("confirmed_over", None),
                            ),
                            models.Q(
                                ("confirmation_asked_at__isnull", False),
                                ("confirmed_at__isnull", False),
                                ("confirmed_by__isnull", False),
                                ("confirmed_over__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="invitation_confirmed_by_someone",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("confirmed_by", None),
                            models.Q(("confirmed_by", models.F("invited_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="invitation_confirmed_by_another",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("confirmation_asked_at__isnull", False),
                                ("confirmed_at", None),
                                _negated=True,
                            ),
                            ("sent_at__lte", models.F("confirmation_asked_at")),
                            _connector="OR",
                        ),
                        name="invitation_sent_once_confirmed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("confirmation_asked_at__isnull", False),
                                ("confirmed_at", None),
                                _negated=True,
                            ),
                            models.Q(("activated_at", None), ("declined_at", None)),
                            _connector="OR",
                        ),
                        name="invitation_answered_once_confirmed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("generation__gt", 0),
                            models.Q(
                                ("confirmation_asked_at__isnull", False), ("confirmed_at", None)
                            ),
                            _connector="OR",
                        ),
                        name="invitation_unsent_while_unconfirmed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("refused", False),
                            models.Q(
                                ("withdrawn_at__isnull", False),
                                ("confirmation_asked_at__isnull", False),
                                ("confirmed_at", None),
                            ),
                            _connector="OR",
                        ),
                        name="invitation_refused_instead_of_confirmed",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("activated_at", None),
                            ("declined_at", None),
                            ("not_confirmed_at", None),
                            ("withdrawn_at", None),
                            ("expiry_recorded_at", None),
                        ),
                        fields=("aco", "email"),
                        name="invitation_one_open",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("activated_at", None),
                            ("declined_at", None),
                            ("not_confirmed_at", None),
                            ("withdrawn_at", None),
                            ("expiry_recorded_at", None),
                            ("replaces__isnull", False),
                        ),
                        fields=("replaces",),
                        name="invitation_one_new_address",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="InvitationEvent",
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
                        to="invitations.invitation",
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
                ("email", models.EmailField(max_length=254)),
                ("first_name", models.CharField(blank=True, max_length=80)),
                ("last_name", models.CharField(max_length=80)),
                ("phone", models.CharField(blank=True, max_length=30)),
                ("title", models.CharField(blank=True, max_length=120)),
                (
                    "types",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("aco_executive", "ACO Executive"),
                                ("authorized_to_sign_primary", "Authorized to Sign (primary)"),
                                ("authorized_to_sign_secondary", "Authorized to Sign (secondary)"),
                                ("dua_requestor", "DUA Requestor"),
                                ("dua_custodian", "DUA Custodian"),
                                ("cms_liaison", "CMS Liaison"),
                                ("application_primary", "Application Contact (primary)"),
                                ("application_secondary", "Application Contact (secondary)"),
                                ("it_primary", "Information Technology (IT) Contact (primary)"),
                                ("it_secondary", "IT Contact (secondary)"),
                                ("financial", "Financial Contact"),
                                ("medical_director", "Medical Director"),
                                ("compliance", "Compliance Contact"),
                                ("quality_primary", "Quality Contact (primary)"),
                                ("quality_secondary", "Quality Contact (secondary)"),
                                ("marketing_primary", "Marketing Contact (primary)"),
                                ("marketing_secondary", "Marketing Contact (secondary)"),
                                ("public", "Public Contact"),
                                ("other", "Other Contact"),
                                ("credential_delegate", "Credential Delegate"),
                                ("qpp_security_official", "QPP Security Official"),
                                ("qpp_staff_user", "QPP Staff User"),
                            ],
                            max_length=40,
                        ),
                        size=None,
                    ),
                ),
                (
                    "declined_types",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("aco_executive", "ACO Executive"),
                                ("authorized_to_sign_primary", "Authorized to Sign (primary)"),
                                ("authorized_to_sign_secondary", "Authorized to Sign (secondary)"),
                                ("dua_requestor", "DUA Requestor"),
                                ("dua_custodian", "DUA Custodian"),
                                ("cms_liaison", "CMS Liaison"),
                                ("application_primary", "Application Contact (primary)"),
                                ("application_secondary", "Application Contact (secondary)"),
                                ("it_primary", "Information Technology (IT) Contact (primary)"),
                                ("it_secondary", "IT Contact (secondary)"),
                                ("financial", "Financial Contact"),
                                ("medical_director", "Medical Director"),
                                ("compliance", "Compliance Contact"),
                                ("quality_primary", "Quality Contact (primary)"),
                                ("quality_secondary", "Quality Contact (secondary)"),
                                ("marketing_primary", "Marketing Contact (primary)"),
                                ("marketing_secondary", "Marketing Contact (secondary)"),
                                ("public", "Public Contact"),
                                ("other", "Other Contact"),
                                ("credential_delegate", "Credential Delegate"),
                                ("qpp_security_official", "QPP Security Official"),
                                ("qpp_staff_user", "QPP Staff User"),
                            ],
                            max_length=40,
                        ),
                        blank=True,
                        db_default=[],
                        default=list,
                        size=None,
                    ),
                ),
                (
                    "invited_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("generation", models.PositiveIntegerField(default=1)),
                ("sent_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("activated_at", models.DateTimeField(null=True)),
                ("declined_at", models.DateTimeField(null=True)),
                (
                    "answered_by",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("accepted_at", models.DateTimeField(null=True)),
                ("not_confirmed_at", models.DateTimeField(null=True)),
                ("refusal_reason", models.CharField(blank=True, default="", max_length=500)),
                (
                    "decided_by",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("withdrawn_at", models.DateTimeField(null=True)),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("withdrawal_reason", models.CharField(blank=True, db_default="", max_length=500)),
                ("expiry_recorded_at", models.DateTimeField(null=True)),
                ("confirmation_asked_at", models.DateTimeField(null=True)),
                ("confirmed_at", models.DateTimeField(null=True)),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "confirmation_reason",
                    models.CharField(blank=True, db_default="", max_length=500),
                ),
                (
                    "confirmed_over",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), null=True, size=None
                    ),
                ),
                ("refused", models.BooleanField(db_default=False, default=False)),
                (
                    "taken_over_by",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "replaces",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="contacts.contact",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="invitation",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "invitations_invitationevent" ("accepted_at", "aco_id", "activated_at", "answered_by_id", "confirmation_asked_at", "confirmation_reason", "confirmed_at", "confirmed_by_id", "confirmed_over", "created_at", "decided_by_id", "declined_at", "declined_types", "email", "expires_at", "expiry_recorded_at", "first_name", "generation", "id", "invited_by_id", "last_name", "not_confirmed_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "refusal_reason", "refused", "replaces_id", "sent_at", "taken_over_by_id", "title", "types", "withdrawal_reason", "withdrawn_at", "withdrawn_by_id") VALUES (NEW."accepted_at", NEW."aco_id", NEW."activated_at", NEW."answered_by_id", NEW."confirmation_asked_at", NEW."confirmation_reason", NEW."confirmed_at", NEW."confirmed_by_id", NEW."confirmed_over", NEW."created_at", NEW."decided_by_id", NEW."declined_at", NEW."declined_types", NEW."email", NEW."expires_at", NEW."expiry_recorded_at", NEW."first_name", NEW."generation", NEW."id", NEW."invited_by_id", NEW."last_name", NEW."not_confirmed_at", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."phone", NEW."refusal_reason", NEW."refused", NEW."replaces_id", NEW."sent_at", NEW."taken_over_by_id", NEW."title", NEW."types", NEW."withdrawal_reason", NEW."withdrawn_at", NEW."withdrawn_by_id"); RETURN NULL;',
                    hash="f2eaaf8ca50b4f1d23b66673625d3857080847ca",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_453cf",
                    table="invitations_invitation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="invitation",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."accepted_at" IS DISTINCT FROM (NEW."accepted_at") OR OLD."aco_id" IS DISTINCT FROM (NEW."aco_id") OR OLD."activated_at" IS DISTINCT FROM (NEW."activated_at") OR OLD."answered_by_id" IS DISTINCT FROM (NEW."answered_by_id") OR OLD."confirmation_asked_at" IS DISTINCT FROM (NEW."confirmation_asked_at") OR OLD."confirmation_reason" IS DISTINCT FROM (NEW."confirmation_reason") OR OLD."confirmed_at" IS DISTINCT FROM (NEW."confirmed_at") OR OLD."confirmed_by_id" IS DISTINCT FROM (NEW."confirmed_by_id") OR OLD."confirmed_over" IS DISTINCT FROM (NEW."confirmed_over") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."decided_by_id" IS DISTINCT FROM (NEW."decided_by_id") OR OLD."declined_at" IS DISTINCT FROM (NEW."declined_at") OR OLD."declined_types" IS DISTINCT FROM (NEW."declined_types") OR OLD."email" IS DISTINCT FROM (NEW."email") OR OLD."expires_at" IS DISTINCT FROM (NEW."expires_at") OR OLD."expiry_recorded_at" IS DISTINCT FROM (NEW."expiry_recorded_at") OR OLD."first_name" IS DISTINCT FROM (NEW."first_name") OR OLD."generation" IS DISTINCT FROM (NEW."generation") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."invited_by_id" IS DISTINCT FROM (NEW."invited_by_id") OR OLD."last_name" IS DISTINCT FROM (NEW."last_name") OR OLD."not_confirmed_at" IS DISTINCT FROM (NEW."not_confirmed_at") OR OLD."phone" IS DISTINCT FROM (NEW."phone") OR OLD."refusal_reason" IS DISTINCT FROM (NEW."refusal_reason") OR OLD."refused" IS DISTINCT FROM (NEW."refused") OR OLD."replaces_id" IS DISTINCT FROM (NEW."replaces_id") OR OLD."sent_at" IS DISTINCT FROM (NEW."sent_at") OR OLD."taken_over_by_id" IS DISTINCT FROM (NEW."taken_over_by_id") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."types" IS DISTINCT FROM (NEW."types") OR OLD."withdrawal_reason" IS DISTINCT FROM (NEW."withdrawal_reason") OR OLD."withdrawn_at" IS DISTINCT FROM (NEW."withdrawn_at") OR OLD."withdrawn_by_id" IS DISTINCT FROM (NEW."withdrawn_by_id"))',
                    func='INSERT INTO "invitations_invitationevent" ("accepted_at", "aco_id", "activated_at", "answered_by_id", "confirmation_asked_at", "confirmation_reason", "confirmed_at", "confirmed_by_id", "confirmed_over", "created_at", "decided_by_id", "declined_at", "declined_types", "email", "expires_at", "expiry_recorded_at", "first_name", "generation", "id", "invited_by_id", "last_name", "not_confirmed_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "refusal_reason", "refused", "replaces_id", "sent_at", "taken_over_by_id", "title", "types", "withdrawal_reason", "withdrawn_at", "withdrawn_by_id") VALUES (NEW."accepted_at", NEW."aco_id", NEW."activated_at", NEW."answered_by_id", NEW."confirmation_asked_at", NEW."confirmation_reason", NEW."confirmed_at", NEW."confirmed_by_id", NEW."confirmed_over", NEW."created_at", NEW."decided_by_id", NEW."declined_at", NEW."declined_types", NEW."email", NEW."expires_at", NEW."expiry_recorded_at", NEW."first_name", NEW."generation", NEW."id", NEW."invited_by_id", NEW."last_name", NEW."not_confirmed_at", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."phone", NEW."refusal_reason", NEW."refused", NEW."replaces_id", NEW."sent_at", NEW."taken_over_by_id", NEW."title", NEW."types", NEW."withdrawal_reason", NEW."withdrawn_at", NEW."withdrawn_by_id"); RETURN NULL;',
                    hash="cd95654cd8c7ca740f88108d6602ea7b72718c5b",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_b597c",
                    table="invitations_invitation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="invitation",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "invitations_invitationevent" ("accepted_at", "aco_id", "activated_at", "answered_by_id", "confirmation_asked_at", "confirmation_reason", "confirmed_at", "confirmed_by_id", "confirmed_over", "created_at", "decided_by_id", "declined_at", "declined_types", "email", "expires_at", "expiry_recorded_at", "first_name", "generation", "id", "invited_by_id", "last_name", "not_confirmed_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "refusal_reason", "refused", "replaces_id", "sent_at", "taken_over_by_id", "title", "types", "withdrawal_reason", "withdrawn_at", "withdrawn_by_id") VALUES (OLD."accepted_at", OLD."aco_id", OLD."activated_at", OLD."answered_by_id", OLD."confirmation_asked_at", OLD."confirmation_reason", OLD."confirmed_at", OLD."confirmed_by_id", OLD."confirmed_over", OLD."created_at", OLD."decided_by_id", OLD."declined_at", OLD."declined_types", OLD."email", OLD."expires_at", OLD."expiry_recorded_at", OLD."first_name", OLD."generation", OLD."id", OLD."invited_by_id", OLD."last_name", OLD."not_confirmed_at", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."phone", OLD."refusal_reason", OLD."refused", OLD."replaces_id", OLD."sent_at", OLD."taken_over_by_id", OLD."title", OLD."types", OLD."withdrawal_reason", OLD."withdrawn_at", OLD."withdrawn_by_id"); RETURN NULL;',
                    hash="baec78cab4faacef34634c2504e136599364cf88",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_a3ac1",
                    table="invitations_invitation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="invitationevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="8fb4c7ee68fd53b5bcb3dcee4bb70cf4a3629e12",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_f68f3",
                    table="invitations_invitationevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="invitationevent",
            trigger=pgtrigger.compiler.Trigger(
                name="never_emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="70afa661286905a03d3d2638714ce7cc4047c76c",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_emptied_6378b",
                    table="invitations_invitationevent",
                    when="BEFORE",
                ),
            ),
        ),
    ]
