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
            name="SigningEvent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ("title", models.CharField(max_length=120)),
                ("performance_year", models.PositiveSmallIntegerField()),
                ("opens_on", models.DateField()),
                ("due_on", models.DateField()),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("released_at", models.DateTimeField(editable=False, null=True)),
                (
                    "released_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("closed_at", models.DateTimeField(editable=False, null=True)),
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
                "verbose_name": "Signing Event",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("due_on__gte", models.F("opens_on"))),
                        name="signing_event_days_in_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("performance_year__range", (2012, 2999))),
                        name="signing_event_year",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("title", ""), _negated=True),
                        name="signing_event_has_a_title",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("released_at", None), ("released_by", None)),
                            models.Q(
                                ("released_at__isnull", False), ("released_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="signing_event_released_by_someone",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_at", None), ("closed_by", None)),
                            models.Q(
                                ("closed_at__isnull", False),
                                ("closed_by__isnull", False),
                                ("released_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="signing_event_closed_by_someone",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Renewal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ("signed_as", models.UUIDField(editable=False)),
                ("number", models.PositiveSmallIntegerField(default=1)),
                ("renewed_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("stored_as", models.UUIDField(editable=False, unique=True)),
                ("sha256", models.CharField(max_length=64)),
                ("size", models.PositiveIntegerField()),
            ],
            options={
                "verbose_name": "renewal of a time stamp",
                "verbose_name_plural": "renewals of time stamps",
                "constraints": [
                    models.UniqueConstraint(fields=("signed_as", "number"), name="renewal_once"),
                    models.CheckConstraint(
                        condition=models.Q(("number__gte", 1)), name="renewal_from_one"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("sha256__regex", "^[0-9a-f]{64}$")),
                        name="renewal_has_a_hash",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EventDocument",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="documents",
                        to="signing.signingevent",
                    ),
                ),
                ("kind", models.CharField(max_length=40)),
                ("title", models.CharField(max_length=120)),
                ("needed", models.PositiveSmallIntegerField(default=1)),
            ],
            options={
                "verbose_name": "document of a Signing Event",
                "constraints": [
                    models.UniqueConstraint(fields=("event", "kind"), name="event_document_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                (
                                    "participant_list",
                                    "compliance",
                                    "cehrt",
                                    "dua",
                                    "participation_agreement",
                                    "incentives",
                                    "participant_agreement",
                                ),
                            )
                        ),
                        name="event_document_of_a_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("needed", 1),
                            models.Q(
                                ("needed", 2),
                                models.Q(("kind__in", ("dua", "participant_list")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="event_document_signatures",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SigningEventEvent",
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
                        to="signing.signingevent",
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
                ("title", models.CharField(max_length=120)),
                ("performance_year", models.PositiveSmallIntegerField()),
                ("opens_on", models.DateField()),
                ("due_on", models.DateField()),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
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
                ("released_at", models.DateTimeField(editable=False, null=True)),
                (
                    "released_by",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("closed_at", models.DateTimeField(editable=False, null=True)),
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
            name="AcoEvent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="aco_events",
                        to="signing.signingevent",
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
                (
                    "added_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("opened_at", models.DateTimeField(editable=False, null=True)),
            ],
            options={
                "verbose_name": "ACO's Signing Event",
                "indexes": [
                    models.Index(
                        condition=models.Q(("opened_at", None)),
                        fields=["event", "aco"],
                        name="aco_event_waiting",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("event", "aco"), name="aco_event_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="RenewalEvent",
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
                        to="signing.renewal",
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
                ("signed_as", models.UUIDField(editable=False)),
                ("number", models.PositiveSmallIntegerField(default=1)),
                ("renewed_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("stored_as", models.UUIDField(editable=False)),
                ("sha256", models.CharField(max_length=64)),
                ("size", models.PositiveIntegerField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="DocumentVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="signing.eventdocument",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(default=1)),
                ("text", models.TextField()),
                ("reason", models.CharField(blank=True, max_length=500)),
                ("written_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "written_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "version of a document",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("document", "number"), name="document_version_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True),
                        name="document_version_has_text",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("number", 1),
                            models.Q(("number__gt", 1), models.Q(("reason", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="document_version_changed_for_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EventDocumentEvent",
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
                        to="signing.eventdocument",
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
                    "event",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="signing.signingevent",
                    ),
                ),
                ("kind", models.CharField(max_length=40)),
                ("title", models.CharField(max_length=120)),
                ("needed", models.PositiveSmallIntegerField(default=1)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="AcoEventEvent",
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
                        to="signing.acoevent",
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
                    "added_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("opened_at", models.DateTimeField(editable=False, null=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Signature",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                (
                    "aco_event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signatures",
                        to="signing.acoevent",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signatures",
                        to="signing.documentversion",
                    ),
                ),
                ("slot", models.PositiveSmallIntegerField(default=1)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("contact_type", models.CharField(max_length=40)),
                ("name", models.CharField(max_length=200)),
                ("statement", models.TextField()),
                ("signed_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("read_sha256", models.CharField(max_length=64)),
                ("sha256", models.CharField(max_length=64)),
                ("read_as", models.UUIDField(editable=False)),
                ("signed_as", models.UUIDField(editable=False, unique=True)),
                ("size", models.PositiveIntegerField()),
            ],
            options={
                "indexes": [models.Index(fields=["read_as"], name="signature_read_as")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("aco_event", "version", "slot"), name="signature_once_in_a_place"
                    ),
                    models.UniqueConstraint(
                        fields=("aco_event", "version", "person"), name="signature_once_by_a_person"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("slot__in", (1, 2))), name="signature_first_or_second"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("read_sha256__regex", "^[0-9a-f]{64}$"),
                            ("sha256__regex", "^[0-9a-f]{64}$"),
                        ),
                        name="signature_has_hashes",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Concern",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                (
                    "aco_event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="concerns",
                        to="signing.acoevent",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="concerns",
                        to="signing.documentversion",
                    ),
                ),
                (
                    "said_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("text", models.TextField(max_length=2000)),
                (
                    "said_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("answer", models.TextField(blank=True, max_length=4000)),
                ("answered_at", models.DateTimeField(editable=False, null=True)),
                (
                    "answered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "concern about a document",
                "verbose_name_plural": "concerns about documents",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True),
                        name="concern_says_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", ""), ("answered_at", None), ("answered_by", None)),
                            models.Q(
                                models.Q(("answer", ""), _negated=True),
                                ("answered_at__isnull", False),
                                ("answered_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="concern_answered_by_someone",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("answered_at", None),
                            ("answered_at__gte", models.F("said_at")),
                            _connector="OR",
                        ),
                        name="concern_answered_after_it_was_said",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DocumentVersionEvent",
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
                        to="signing.documentversion",
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
                    "document",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="signing.eventdocument",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(default=1)),
                ("text", models.TextField()),
                ("reason", models.CharField(blank=True, max_length=500)),
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
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SignatureEvent",
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
                        to="signing.signature",
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
                    "aco_event",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="signing.acoevent",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="signing.documentversion",
                    ),
                ),
                ("slot", models.PositiveSmallIntegerField(default=1)),
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
                ("contact_type", models.CharField(max_length=40)),
                ("name", models.CharField(max_length=200)),
                ("statement", models.TextField()),
                ("signed_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("read_sha256", models.CharField(max_length=64)),
                ("sha256", models.CharField(max_length=64)),
                ("read_as", models.UUIDField(editable=False)),
                ("signed_as", models.UUIDField(editable=False)),
                ("size", models.PositiveIntegerField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ConcernEvent",
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
                        to="signing.concern",
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
                    "aco_event",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="signing.acoevent",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="signing.documentversion",
                    ),
                ),
                (
                    "said_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("text", models.TextField(max_length=2000)),
                (
                    "said_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("answer", models.TextField(blank=True, max_length=4000)),
                ("answered_at", models.DateTimeField(editable=False, null=True)),
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
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="renewal",
            trigger=pgtrigger.compiler.Trigger(
                name="renewal_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="ca9b2e39843f7612e50759fea6d571cd4bd7501f",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_renewal_stays_e22f0",
                    table="signing_renewal",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="renewal",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "signing_renewalevent" ("id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "renewed_at", "sha256", "signed_as", "size", "stored_as") VALUES (NEW."id", NEW."number", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."renewed_at", NEW."sha256", NEW."signed_as", NEW."size", NEW."stored_as"); RETURN NULL;',
                    hash="a01721ea1e48409603178b1a4be0595157330b65",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_9e844",
                    table="signing_renewal",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="renewal",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "signing_renewalevent" ("id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "renewed_at", "sha256", "signed_as", "size", "stored_as") VALUES (NEW."id", NEW."number", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."renewed_at", NEW."sha256", NEW."signed_as", NEW."size", NEW."stored_as"); RETURN NULL;',
                    hash="26c83ca8201ead3bc57741e5cbe30aaf74d2ac1d",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_e5477",
                    table="signing_renewal",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="renewal",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "signing_renewalevent" ("id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "renewed_at", "sha256", "signed_as", "size", "stored_as") VALUES (OLD."id", OLD."number", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."renewed_at", OLD."sha256", OLD."signed_as", OLD."size", OLD."stored_as"); RETURN NULL;',
                    hash="a7f1f05f764700b71a846663d904b931548e0166",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_10ca7",
                    table="signing_renewal",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="concernevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="c4c53fba1fb2d4b67b334d7ba1bb5adbd251e130",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_b916a",
                    table="signing_concernevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="concernevent",
            trigger=pgtrigger.compiler.Trigger(
                name="never_emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="66854902b9b36242e1c3bcc085d8b3069c3ce897",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_emptied_1fcd6",
                    table="signing_concernevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="concern",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "signing_concernevent" ("aco_event_id", "answer", "answered_at", "answered_by_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "said_at", "said_by_id", "text", "version_id") VALUES (NEW."aco_event_id", NEW."answer", NEW."answered_at", NEW."answered_by_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."said_at", NEW."said_by_id", NEW."text", NEW."version_id"); RETURN NULL;',
                    hash="c02e7ac1532bc8c9daa1018c2f69ecb258b9f873",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_e002e",
                    table="signing_concern",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="concern",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "signing_concernevent" ("aco_event_id", "answer", "answered_at", "answered_by_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "said_at", "said_by_id", "text", "version_id") VALUES (NEW."aco_event_id", NEW."answer", NEW."answered_at", NEW."answered_by_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."said_at", NEW."said_by_id", NEW."text", NEW."version_id"); RETURN NULL;',
                    hash="bf908cbb9c3914590805d9399035840118b8e049",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_0440c",
                    table="signing_concern",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="concern",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "signing_concernevent" ("aco_event_id", "answer", "answered_at", "answered_by_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "said_at", "said_by_id", "text", "version_id") VALUES (OLD."aco_event_id", OLD."answer", OLD."answered_at", OLD."answered_by_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."said_at", OLD."said_by_id", OLD."text", OLD."version_id"); RETURN NULL;',
                    hash="a829a023cc6cf4d299dd15a6857fae19153bca5f",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_f3f62",
                    table="signing_concern",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="documentversionevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="a0056cb1b846112865e96879b886b246a1039497",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_f9646",
                    table="signing_documentversionevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="documentversionevent",
            trigger=pgtrigger.compiler.Trigger(
                name="never_emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="67a5c4179b4d4600b213d5a027ad5ffcafd359e9",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_emptied_dc8f2",
                    table="signing_documentversionevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="documentversion",
            trigger=pgtrigger.compiler.Trigger(
                name="document_version_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n                    IF EXISTS (\n                        SELECT FROM signing_eventdocument document\n                        JOIN signing_signingevent event ON event.id = document.event_id\n                        WHERE document.id = OLD.document_id AND event.released_at IS NOT NULL\n                    ) THEN\n                        RAISE EXCEPTION 'document_version_stays'\n                            USING ERRCODE = 'check_violation';\n                    END IF;\n                    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n                    RETURN NEW;\n                ",
                    hash="3477417860e3922be092bb3dfe3134a8009ff7cc",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_document_version_stays_eb904",
                    table="signing_documentversion",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="documentversion",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "signing_documentversionevent" ("document_id", "id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "text", "written_at", "written_by_id") VALUES (NEW."document_id", NEW."id", NEW."number", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."text", NEW."written_at", NEW."written_by_id"); RETURN NULL;',
                    hash="a20d4ce43d3b9ecec2188c6e679e2a14a27c42e5",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_c8526",
                    table="signing_documentversion",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="documentversion",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "signing_documentversionevent" ("document_id", "id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "text", "written_at", "written_by_id") VALUES (NEW."document_id", NEW."id", NEW."number", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."text", NEW."written_at", NEW."written_by_id"); RETURN NULL;',
                    hash="0b27c78d9baa4a967fcaccbf8cd8c7086e7c617f",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_16140",
                    table="signing_documentversion",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="documentversion",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "signing_documentversionevent" ("document_id", "id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "text", "written_at", "written_by_id") VALUES (OLD."document_id", OLD."id", OLD."number", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason", OLD."text", OLD."written_at", OLD."written_by_id"); RETURN NULL;',
                    hash="971df195a8a7c68e76f33555ac279cc2f49bb08c",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_538fe",
                    table="signing_documentversion",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="renewalevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="346188deee89248ae7f82b3066836ae15f46881f",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_11304",
                    table="signing_renewalevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="renewalevent",
            trigger=pgtrigger.compiler.Trigger(
                name="never_emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="d6682ce1c7ee723b0c30b91ab4d6203ebc372996",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_emptied_38023",
                    table="signing_renewalevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="signature",
            trigger=pgtrigger.compiler.Trigger(
                name="signature_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="bd5e026e11e603d568d41b6cf37bde28b2f6a300",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_signature_stays_55578",
                    table="signing_signature",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="signature",
            trigger=pgtrigger.compiler.Trigger(
                name="signature_is_asked_for",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n                    IF NOT EXISTS (\n                        SELECT FROM signing_acoevent own\n                        JOIN signing_signingevent event ON event.id = own.event_id\n                        JOIN signing_eventdocument document ON document.event_id = event.id\n                        JOIN signing_documentversion version ON version.document_id = document.id\n                        WHERE own.id = NEW.aco_event_id AND version.id = NEW.version_id\n                            AND own.opened_at IS NOT NULL AND event.closed_at IS NULL\n                            AND NEW.slot <= document.needed AND ((document.kind = 'compliance' AND NEW.contact_type IN ('aco_executive', 'authorized_to_sign_primary', 'authorized_to_sign_secondary')) OR (document.kind = 'cehrt' AND NEW.contact_type IN ('aco_executive', 'authorized_to_sign_primary', 'authorized_to_sign_secondary')) OR (document.kind = 'dua' AND NEW.contact_type IN ('dua_requestor')) OR (document.kind = 'participation_agreement' AND NEW.contact_type IN ('aco_executive', 'authorized_to_sign_primary', 'authorized_to_sign_secondary')) OR (document.kind = 'incentives' AND NEW.contact_type IN ('aco_executive', 'authorized_to_sign_primary', 'authorized_to_sign_secondary')) OR (document.kind = 'participant_agreement' AND NEW.contact_type IN ('aco_executive', 'authorized_to_sign_primary', 'authorized_to_sign_secondary')))\n                            AND version.number = (\n                                SELECT max(number) FROM signing_documentversion\n                                WHERE document_id = document.id\n                            )\n                            AND EXISTS (\n                                SELECT FROM contacts_heldtype held\n                                JOIN contacts_contact contact ON contact.id = held.contact_id\n                                WHERE held.aco_id = own.aco_id AND held.ended_at IS NULL\n                                    AND held.type = NEW.contact_type\n                                    AND contact.person_id = NEW.person_id\n                            )\n                    ) THEN\n                        RAISE EXCEPTION 'signature_is_asked_for'\n                            USING ERRCODE = 'check_violation';\n                    END IF;\n                    RETURN NEW;\n                ",
                    hash="92e8050668e3b9204970f959a6d8270871586ea3",
                    operation="INSERT",
                    pgid="pgtrigger_signature_is_asked_for_2cfc3",
                    table="signing_signature",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="signature",
            trigger=pgtrigger.compiler.Trigger(
                name="signature_by_two_people",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n                    IF EXISTS (\n                        SELECT FROM signing_signature other\n                        JOIN signing_acoevent own ON own.id = other.aco_event_id\n                        JOIN contacts_contact theirs\n                            ON theirs.aco_id = own.aco_id AND theirs.person_id = other.person_id\n                        JOIN contacts_contact mine\n                            ON mine.aco_id = own.aco_id AND mine.person_id = NEW.person_id\n                        WHERE other.aco_event_id = NEW.aco_event_id\n                            AND other.version_id = NEW.version_id\n                            AND mine.one_person = theirs.one_person\n                            AND other.person_id <> NEW.person_id\n                    ) THEN\n                        RAISE EXCEPTION 'signature_by_two_people'\n                            USING ERRCODE = 'check_violation';\n                    END IF;\n                    RETURN NEW;\n                ",
                    hash="5fcaabf998a1f2d1331fa7ac8bd58c042dd3b28e",
                    operation="INSERT",
                    pgid="pgtrigger_signature_by_two_people_442f4",
                    table="signing_signature",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="signature",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "signing_signatureevent" ("aco_event_id", "contact_type", "id", "name", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "read_as", "read_sha256", "sha256", "signed_as", "signed_at", "size", "slot", "statement", "version_id") VALUES (NEW."aco_event_id", NEW."contact_type", NEW."id", NEW."name", NEW."person_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."read_as", NEW."read_sha256", NEW."sha256", NEW."signed_as", NEW."signed_at", NEW."size", NEW."slot", NEW."statement", NEW."version_id"); RETURN NULL;',
                    hash="3fc755a79649edb6fb651ba201177d261ab9bd4a",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_b586d",
                    table="signing_signature",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="signature",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "signing_signatureevent" ("aco_event_id", "contact_type", "id", "name", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "read_as", "read_sha256", "sha256", "signed_as", "signed_at", "size", "slot", "statement", "version_id") VALUES (NEW."aco_event_id", NEW."contact_type", NEW."id", NEW."name", NEW."person_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."read_as", NEW."read_sha256", NEW."sha256", NEW."signed_as", NEW."signed_at", NEW."size", NEW."slot", NEW."statement", NEW."version_id"); RETURN NULL;',
                    hash="3fc69ed321f6cd2449cffbf0517c2362a313a2ab",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_fc17d",
                    table="signing_signature",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="signature",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "signing_signatureevent" ("aco_event_id", "contact_type", "id", "name", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "read_as", "read_sha256", "sha256", "signed_as", "signed_at", "size", "slot", "statement", "version_id") VALUES (OLD."aco_event_id", OLD."contact_type", OLD."id", OLD."name", OLD."person_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."read_as", OLD."read_sha256", OLD."sha256", OLD."signed_as", OLD."signed_at", OLD."size", OLD."slot", OLD."statement", OLD."version_id"); RETURN NULL;',
                    hash="13eae37b0c137721bd0a72ff75c00d52aa2aa45f",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_652fa",
                    table="signing_signature",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="signatureevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="39f0a3f97963bb5b55926453c9638dea763c7e6a",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_668f3",
                    table="signing_signatureevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="signatureevent",
            trigger=pgtrigger.compiler.Trigger(
                name="never_emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="497393f0e9503d01d0ae695b9249d1f047bcee7e",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_emptied_90128",
                    table="signing_signatureevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="signingevent",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "signing_signingeventevent" ("closed_at", "closed_by_id", "created_at", "created_by_id", "due_on", "id", "opens_on", "performance_year", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "released_at", "released_by_id", "title") VALUES (NEW."closed_at", NEW."closed_by_id", NEW."created_at", NEW."created_by_id", NEW."due_on", NEW."id", NEW."opens_on", NEW."performance_year", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."released_at", NEW."released_by_id", NEW."title"); RETURN NULL;',
                    hash="e3cc7573f048cebade52e4672891f6f6000f06c4",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_3a079",
                    table="signing_signingevent",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="signingevent",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "signing_signingeventevent" ("closed_at", "closed_by_id", "created_at", "created_by_id", "due_on", "id", "opens_on", "performance_year", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "released_at", "released_by_id", "title") VALUES (NEW."closed_at", NEW."closed_by_id", NEW."created_at", NEW."created_by_id", NEW."due_on", NEW."id", NEW."opens_on", NEW."performance_year", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."released_at", NEW."released_by_id", NEW."title"); RETURN NULL;',
                    hash="8b79861852b3ef13df406ab72bce8aec35039396",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_749ed",
                    table="signing_signingevent",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="signingevent",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "signing_signingeventevent" ("closed_at", "closed_by_id", "created_at", "created_by_id", "due_on", "id", "opens_on", "performance_year", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "released_at", "released_by_id", "title") VALUES (OLD."closed_at", OLD."closed_by_id", OLD."created_at", OLD."created_by_id", OLD."due_on", OLD."id", OLD."opens_on", OLD."performance_year", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."released_at", OLD."released_by_id", OLD."title"); RETURN NULL;',
                    hash="480fdb79f8654784f96c6e15c1966b4d6d191b36",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_42011",
                    table="signing_signingevent",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="eventdocumentevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="1b4fc4d602da0869024c446b773ed878055e4391",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_86be9",
                    table="signing_eventdocumentevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="eventdocumentevent",
            trigger=pgtrigger.compiler.Trigger(
                name="never_emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="92bcc762868a18e14753e666c6bc44746da16d5f",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_emptied_e3ff9",
                    table="signing_eventdocumentevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="eventdocument",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "signing_eventdocumentevent" ("event_id", "id", "kind", "needed", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title") VALUES (NEW."event_id", NEW."id", NEW."kind", NEW."needed", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."title"); RETURN NULL;',
                    hash="905ea8d45b98de1acf00ec79432aea903f2d293f",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_ae0e6",
                    table="signing_eventdocument",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="eventdocument",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "signing_eventdocumentevent" ("event_id", "id", "kind", "needed", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title") VALUES (NEW."event_id", NEW."id", NEW."kind", NEW."needed", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."title"); RETURN NULL;',
                    hash="7db8f62f6a7b4c1196c8536f9f17e23824ed1270",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_630ef",
                    table="signing_eventdocument",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="eventdocument",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "signing_eventdocumentevent" ("event_id", "id", "kind", "needed", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title") VALUES (OLD."event_id", OLD."id", OLD."kind", OLD."needed", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."title"); RETURN NULL;',
                    hash="ef7f27d977980150becb0a1c009b95b866cfba57",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_2f8b9",
                    table="signing_eventdocument",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="eventdocument",
            trigger=pgtrigger.compiler.Trigger(
                name="searched_signing_document",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            IF TG_OP = 'DELETE' THEN\n                DELETE FROM search_entry WHERE kind = 'signing_document' AND key = OLD.id;\n            ELSE\n                INSERT INTO search_entry (kind, key, aco_id, searched, tin_hash, npi) SELECT 'signing_document', NEW.id, NULL::bigint, acoms_searchable(coalesce(NEW.title, '')), NULL::uuid, ''  ON CONFLICT (kind, key) DO UPDATE SET aco_id = EXCLUDED.aco_id, searched = EXCLUDED.searched, tin_hash = EXCLUDED.tin_hash, npi = EXCLUDED.npi;\n            END IF;\n            RETURN NULL;\n        ",
                    hash="d5b4ecb8ea8f6c31a545b47844c464da79f52466",
                    operation='INSERT OR UPDATE OF "title" OR DELETE',
                    pgid="pgtrigger_searched_signing_document_abad1",
                    table="signing_eventdocument",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="acoeventevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="b1694efeb29d16e95bfc166e2822e9848e35e969",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_e35fb",
                    table="signing_acoeventevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="acoeventevent",
            trigger=pgtrigger.compiler.Trigger(
                name="never_emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="ecb404a62ba6e7e49bf5d9cbd7bf7e6fc72f04da",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_emptied_494b7",
                    table="signing_acoeventevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="acoevent",
            trigger=pgtrigger.compiler.Trigger(
                name="aco_event_opens_with_all_signers",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (NEW."opened_at" IS NOT NULL)',
                    func="\n                    IF NOT EXISTS (\n                        SELECT FROM signing_signingevent\n                        WHERE id = NEW.event_id AND released_at IS NOT NULL\n                    ) OR (\n                        SELECT count(DISTINCT type) FROM contacts_heldtype\n                        WHERE aco_id = NEW.aco_id AND ended_at IS NULL\n                            AND type IN ('aco_executive', 'authorized_to_sign_primary', 'authorized_to_sign_secondary', 'dua_requestor')\n                    ) < 4 THEN\n                        RAISE EXCEPTION 'aco_event_opens_with_all_signers'\n                            USING ERRCODE = 'check_violation';\n                    END IF;\n                    RETURN NEW;\n                ",
                    hash="0ecc76398a3ef2f98c19e4741e2d289e3b9507f8",
                    operation='INSERT OR UPDATE OF "opened_at"',
                    pgid="pgtrigger_aco_event_opens_with_all_signers_687fc",
                    table="signing_acoevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="acoevent",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "signing_acoeventevent" ("aco_id", "added_at", "event_id", "id", "opened_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."aco_id", NEW."added_at", NEW."event_id", NEW."id", NEW."opened_at", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;',
                    hash="98113cc3c802b9b281a512500ffc1aafe15d5e87",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_a0d67",
                    table="signing_acoevent",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="acoevent",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "signing_acoeventevent" ("aco_id", "added_at", "event_id", "id", "opened_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."aco_id", NEW."added_at", NEW."event_id", NEW."id", NEW."opened_at", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;',
                    hash="eba08dc9a232e7d6cb5baf8b29bff7d17404c509",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_2cc6b",
                    table="signing_acoevent",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="acoevent",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "signing_acoeventevent" ("aco_id", "added_at", "event_id", "id", "opened_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."aco_id", OLD."added_at", OLD."event_id", OLD."id", OLD."opened_at", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;',
                    hash="9ebc5bd82073a18cd4237403a67fdfbcefbd7048",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_7f47b",
                    table="signing_acoevent",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="signingeventevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="222ae3a8eb3fa5a207a2764bb05dc1dd6be04257",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_4df3d",
                    table="signing_signingeventevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="signingeventevent",
            trigger=pgtrigger.compiler.Trigger(
                name="never_emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="ac74fc9d0c12f51f0d7908e8962b3201ccd4d5c1",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_emptied_e4c3f",
                    table="signing_signingeventevent",
                    when="BEFORE",
                ),
            ),
        ),
    ]
