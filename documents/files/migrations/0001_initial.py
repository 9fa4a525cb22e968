import uuid

import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.text
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
            name="PublishedFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "aco",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="contacts.aco",
                    ),
                ),
                ("name", models.CharField(max_length=150)),
                ("type", models.CharField(max_length=20)),
                ("performance_year", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("last_day", models.DateField(blank=True, null=True)),
                ("published_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "verbose_name": "file",
                "constraints": [
                    models.UniqueConstraint(
                        models.F("aco"),
                        django.db.models.functions.text.Upper("name"),
                        name="file_name_once_in_an_aco",
                    ),
                    models.UniqueConstraint(
                        django.db.models.functions.text.Upper("name"),
                        condition=models.Q(("aco", None)),
                        name="file_name_once_for_all",
                    ),
                    models.CheckConstraint(
                        condition=models.Func(
                            "name",
                            output_field=models.BooleanField(),
                            template="%(expressions)s IS NFC NORMALIZED",
                        ),
                        name="file_name_in_one_spelling",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("aco", None), ("type", "for-all")),
                            models.Q(
                                ("aco__isnull", False), models.Q(("type", "for-all"), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="file_of_an_aco_or_for_all",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="file_has_a_name"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "type__in",
                                [
                                    "113",
                                    "305",
                                    "183",
                                    "114",
                                    "308",
                                    "295",
                                    "286",
                                    "285",
                                    "282",
                                    "273",
                                    "124",
                                    "128",
                                    "119",
                                    "129",
                                    "120",
                                    "130",
                                    "123",
                                    "306",
                                    "281",
                                    "132",
                                    "126",
                                    "115",
                                    "116",
                                    "112",
                                    "134",
                                    "152",
                                    "118",
                                    "127",
                                    "133",
                                    "117",
                                    "125",
                                    "131",
                                    "244",
                                    "cms-report",
                                    "acoms-report",
                                    "for-all",
                                ],
                            )
                        ),
                        name="file_type_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("performance_year", None),
                            models.Q(
                                ("performance_year__gte", 2012), ("performance_year__lte", 2100)
                            ),
                            _connector="OR",
                        ),
                        name="file_year_of_the_program",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FileVisit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "aco",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="contacts.aco",
                    ),
                ),
                ("place", models.CharField(max_length=12)),
                ("last", models.DateTimeField()),
                ("before", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("person", "aco", "place"), name="visit_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="FileWish",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "aco",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="contacts.aco",
                    ),
                ),
                ("how", models.CharField(max_length=10)),
                ("since", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "verbose_name": "wish to be told of new files",
                "constraints": [
                    models.UniqueConstraint(fields=("person", "aco"), name="wish_once"),
                    models.CheckConstraint(
                        condition=models.Q(("how__in", ["at once", "weekly"])), name="wish_is_known"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RefusedFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=255)),
                ("reason", models.CharField(max_length=500)),
                ("written_at", models.DateTimeField()),
                ("refused_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "verbose_name": "refused file",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("name", "written_at"), name="refused_file_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="refused_file_has_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="WaitingFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ("batch", models.UUIDField(db_index=True)),
                ("name", models.CharField(max_length=255)),
                ("stored_as", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("size", models.PositiveBigIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                ("last_day", models.DateField(null=True)),
                ("uploaded_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="FileVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="documents_files.publishedfile",
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("stored_as", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("size", models.PositiveBigIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                ("delivered_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "delivered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("scan", models.CharField(max_length=12)),
                ("scanned_at", models.DateTimeField(blank=True, null=True)),
                ("found", models.CharField(blank=True, max_length=200)),
                ("deleted_at", models.DateTimeField(blank=True, null=True)),
                ("told_at", models.DateTimeField(blank=True, null=True)),
                (
                    "shown_at",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.db.models.functions.comparison.Coalesce(
                            "scanned_at", "delivered_at"
                        ),
                        output_field=models.DateTimeField(),
                    ),
                ),
            ],
            options={
                "verbose_name": "delivery",
                "verbose_name_plural": "deliveries",
                "indexes": [
                    models.Index(fields=["-delivered_at", "-id"], name="version_delivered"),
                    models.Index(
                        condition=models.Q(("scan", "waiting")),
                        fields=["id"],
                        name="version_to_scan",
                    ),
                    models.Index(
                        condition=models.Q(("told_at", None)), fields=["id"], name="version_to_tell"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("file", "number"), name="version_once_of_a_file"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("number__gte", 1)), name="version_from_one"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("sha256__regex", "^[0-9a-f]{64}$")),
                        name="version_sha256_form",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "scan__in",
                                ["no scanner", "waiting", "clean", "infected", "too large"],
                            )
                        ),
                        name="version_scan_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("scan__in", ["clean", "infected", "too large"]),
                                ("scanned_at__isnull", False),
                            ),
                            models.Q(("scan__in", ["no scanner", "waiting"]), ("scanned_at", None)),
                            _connector="OR",
                        ),
                        name="version_scanned_when_said",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PublishedFileEvent",
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
                        to="documents_files.publishedfile",
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
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                (
                    "aco",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="contacts.aco",
                    ),
                ),
                ("name", models.CharField(max_length=150)),
                ("type", models.CharField(max_length=20)),
                ("performance_year", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("last_day", models.DateField(blank=True, null=True)),
                ("published_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="FileWishEvent",
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
                        to="documents_files.filewish",
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
                    "person",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                ("how", models.CharField(max_length=10)),
                ("since", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Download",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="downloads",
                        to="documents_files.fileversion",
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
                ("address", models.GenericIPAddressField(blank=True, null=True)),
                ("requests", models.PositiveIntegerField(default=1)),
                ("resumed_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "indexes": [models.Index(fields=["-at", "-id"], name="download_at")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("requests", 1), ("resumed_at", None)),
                            models.Q(
                                ("requests__gt", 1),
                                ("resumed_at__gte", models.F("at")),
                                ("resumed_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="download_resumed_when_more",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FileVersionEvent",
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
                        to="documents_files.fileversion",
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
                    "file",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="documents_files.publishedfile",
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("stored_as", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("size", models.PositiveBigIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                ("delivered_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "delivered_by",
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
                ("scan", models.CharField(max_length=12)),
                ("scanned_at", models.DateTimeField(blank=True, null=True)),
                ("found", models.CharField(blank=True, max_length=200)),
                ("deleted_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="DownloadEvent",
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
                        to="documents_files.download",
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
                    "version",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="documents_files.fileversion",
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
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                ("address", models.GenericIPAddressField(blank=True, null=True)),
                ("requests", models.PositiveIntegerField(default=1)),
                ("resumed_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="downloadevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="47162721e3ce1826409d71467b3d67b350b7fe64",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_43614",
                    table="documents_files_downloadevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="downloadevent",
            trigger=pgtrigger.compiler.Trigger(
                name="never_emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="a8a72a18c37be0bfe5a4c3ad5d018b59a6dc6408",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_emptied_8c85c",
                    table="documents_files_downloadevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="download",
            trigger=pgtrigger.compiler.Trigger(
                name="download_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="22c040ff05d0780063c44f4f4cfafc6a8bf4df7e",
                    operation="DELETE",
                    pgid="pgtrigger_download_stays_b5af2",
                    table="documents_files_download",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="download",
            trigger=pgtrigger.compiler.Trigger(
                name="download_facts_stay",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."address" IS DISTINCT FROM (NEW."address") OR OLD."at" IS DISTINCT FROM (NEW."at") OR OLD."person_id" IS DISTINCT FROM (NEW."person_id") OR OLD."version_id" IS DISTINCT FROM (NEW."version_id"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="53b1b88ee00e291fc59a7a88fc64ae5909dc8de1",
                    operation="UPDATE",
                    pgid="pgtrigger_download_facts_stay_b56e6",
                    table="documents_files_download",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="download",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "documents_files_downloadevent" ("address", "at", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "requests", "resumed_at", "version_id") VALUES (NEW."address", NEW."at", NEW."id", NEW."person_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."requests", NEW."resumed_at", NEW."version_id"); RETURN NULL;',
                    hash="03a5dd17791774fefec337a7875006ac0dd5673b",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_41662",
                    table="documents_files_download",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="download",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "documents_files_downloadevent" ("address", "at", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "requests", "resumed_at", "version_id") VALUES (NEW."address", NEW."at", NEW."id", NEW."person_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."requests", NEW."resumed_at", NEW."version_id"); RETURN NULL;',
                    hash="2a30339600ae484899f5c4234f812f10d0dbca4f",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_57f3f",
                    table="documents_files_download",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="download",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "documents_files_downloadevent" ("address", "at", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "requests", "resumed_at", "version_id") VALUES (OLD."address", OLD."at", OLD."id", OLD."person_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."requests", OLD."resumed_at", OLD."version_id"); RETURN NULL;',
                    hash="39fe1597580ee222e5776d7ad00aa2526eb4b83c",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_f60ba",
                    table="documents_files_download",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="filewish",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "documents_files_filewishevent" ("aco_id", "how", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since") VALUES (NEW."aco_id", NEW."how", NEW."id", NEW."person_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."since"); RETURN NULL;',
                    hash="bec7bbf3fd24e57faf6a4aaca8016f952fe54962",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_0c13d",
                    table="documents_files_filewish",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="filewish",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "documents_files_filewishevent" ("aco_id", "how", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since") VALUES (NEW."aco_id", NEW."how", NEW."id", NEW."person_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."since"); RETURN NULL;',
                    hash="608054b907f2dc0d813c5d7020607cd36e8df16c",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_4e968",
                    table="documents_files_filewish",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="filewish",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "documents_files_filewishevent" ("aco_id", "how", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since") VALUES (OLD."aco_id", OLD."how", OLD."id", OLD."person_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."since"); RETURN NULL;',
                    hash="27f605e48e8878aab71ae318f3f976008147f5ba",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_4e218",
                    table="documents_files_filewish",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="filewishevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="f5cccccddfe69163034f445bb7f37e39dd22c963",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_175a7",
                    table="documents_files_filewishevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="filewishevent",
            trigger=pgtrigger.compiler.Trigger(
                name="never_emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="77100d53c99515a577666a8c0649fedfaa985081",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_emptied_601bc",
                    table="documents_files_filewishevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="publishedfile",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "documents_files_publishedfileevent" ("aco_id", "id", "last_day", "name", "performance_year", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "published_at", "type") VALUES (NEW."aco_id", NEW."id", NEW."last_day", NEW."name", NEW."performance_year", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."public_id", NEW."published_at", NEW."type"); RETURN NULL;',
                    hash="a7bedc4b7f2b5abf5683f76df3df2973358b6df6",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_8d8fa",
                    table="documents_files_publishedfile",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="publishedfile",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "documents_files_publishedfileevent" ("aco_id", "id", "last_day", "name", "performance_year", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "published_at", "type") VALUES (NEW."aco_id", NEW."id", NEW."last_day", NEW."name", NEW."performance_year", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."public_id", NEW."published_at", NEW."type"); RETURN NULL;',
                    hash="306be942304ddd40e8a3169e1be51039f0580d5f",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_31251",
                    table="documents_files_publishedfile",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="publishedfile",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "documents_files_publishedfileevent" ("aco_id", "id", "last_day", "name", "performance_year", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "published_at", "type") VALUES (OLD."aco_id", OLD."id", OLD."last_day", OLD."name", OLD."performance_year", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."public_id", OLD."published_at", OLD."type"); RETURN NULL;',
                    hash="d087e26fc3c82b7c8f7e34f63428eb6b45e8f06d",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_28e53",
                    table="documents_files_publishedfile",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="publishedfile",
            trigger=pgtrigger.compiler.Trigger(
                name="searched_file",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            IF TG_OP = 'DELETE' THEN\n                DELETE FROM search_entry WHERE kind = 'file' AND key = OLD.id;\n            ELSE\n                INSERT INTO search_entry (kind, key, aco_id, searched, tin_hash, npi) SELECT 'file', NEW.id, NEW.aco_id, acoms_searchable(coalesce(NEW.name, '')), NULL::uuid, ''  ON CONFLICT (kind, key) DO UPDATE SET aco_id = EXCLUDED.aco_id, searched = EXCLUDED.searched, tin_hash = EXCLUDED.tin_hash, npi = EXCLUDED.npi;\n            END IF;\n            RETURN NULL;\n        ",
                    hash="6c82b53d43c32f447782c3c5616ca735a805abc0",
                    operation='INSERT OR UPDATE OF "name", "aco_id" OR DELETE',
                    pgid="pgtrigger_searched_file_0d4f8",
                    table="documents_files_publishedfile",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="fileversionevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="9fc07b72f80d290022a89eec7737d9226a28e70e",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_08da6",
                    table="documents_files_fileversionevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="fileversionevent",
            trigger=pgtrigger.compiler.Trigger(
                name="never_emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="58a9d975af770d30ea615e9091f6ad845ec0f9d7",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_emptied_2b9ba",
                    table="documents_files_fileversionevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="fileversion",
            trigger=pgtrigger.compiler.Trigger(
                name="version_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="27a5ee5da01f3b8d5c0e1151102d51eacf1fe008",
                    operation="DELETE",
                    pgid="pgtrigger_version_stays_c5d8f",
                    table="documents_files_fileversion",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="fileversion",
            trigger=pgtrigger.compiler.Trigger(
                name="version_bytes_stay",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."delivered_at" IS DISTINCT FROM (NEW."delivered_at") OR OLD."delivered_by_id" IS DISTINCT FROM (NEW."delivered_by_id") OR OLD."file_id" IS DISTINCT FROM (NEW."file_id") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."sha256" IS DISTINCT FROM (NEW."sha256") OR OLD."size" IS DISTINCT FROM (NEW."size") OR OLD."stored_as" IS DISTINCT FROM (NEW."stored_as"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="0afe6c20f8e317b33069646a778bc1be0aa982b0",
                    operation="UPDATE",
                    pgid="pgtrigger_version_bytes_stay_aaf20",
                    table="documents_files_fileversion",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="fileversion",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "documents_files_fileversionevent" ("deleted_at", "delivered_at", "delivered_by_id", "file_id", "found", "id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scan", "scanned_at", "sha256", "size", "stored_as") VALUES (NEW."deleted_at", NEW."delivered_at", NEW."delivered_by_id", NEW."file_id", NEW."found", NEW."id", NEW."number", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."scan", NEW."scanned_at", NEW."sha256", NEW."size", NEW."stored_as"); RETURN NULL;',
                    hash="8a479279ad7442ce6d6c36571b12110cc8160376",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_a51c6",
                    table="documents_files_fileversion",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="fileversion",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."deleted_at" IS DISTINCT FROM (NEW."deleted_at") OR OLD."delivered_at" IS DISTINCT FROM (NEW."delivered_at") OR OLD."delivered_by_id" IS DISTINCT FROM (NEW."delivered_by_id") OR OLD."file_id" IS DISTINCT FROM (NEW."file_id") OR OLD."found" IS DISTINCT FROM (NEW."found") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."scan" IS DISTINCT FROM (NEW."scan") OR OLD."scanned_at" IS DISTINCT FROM (NEW."scanned_at") OR OLD."sha256" IS DISTINCT FROM (NEW."sha256") OR OLD."size" IS DISTINCT FROM (NEW."size") OR OLD."stored_as" IS DISTINCT FROM (NEW."stored_as"))',
                    func='INSERT INTO "documents_files_fileversionevent" ("deleted_at", "delivered_at", "delivered_by_id", "file_id", "found", "id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scan", "scanned_at", "sha256", "size", "stored_as") VALUES (NEW."deleted_at", NEW."delivered_at", NEW."delivered_by_id", NEW."file_id", NEW."found", NEW."id", NEW."number", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."scan", NEW."scanned_at", NEW."sha256", NEW."size", NEW."stored_as"); RETURN NULL;',
                    hash="ef68da72be61503b59d288dbc06728124234f321",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_34fbb",
                    table="documents_files_fileversion",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="fileversion",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "documents_files_fileversionevent" ("deleted_at", "delivered_at", "delivered_by_id", "file_id", "found", "id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scan", "scanned_at", "sha256", "size", "stored_as") VALUES (OLD."deleted_at", OLD."delivered_at", OLD."delivered_by_id", OLD."file_id", OLD."found", OLD."id", OLD."number", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."scan", OLD."scanned_at", OLD."sha256", OLD."size", OLD."stored_as"); RETURN NULL;',
                    hash="f340f2b2a1b4c1b1a3843d61c17080a5eeadb60e",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_29fbf",
                    table="documents_files_fileversion",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="publishedfileevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="fa23a2dfc1fc81b13dbc2afacbf518a569feca88",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_071bd",
                    table="documents_files_publishedfileevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="publishedfileevent",
            trigger=pgtrigger.compiler.Trigger(
                name="never_emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="b208a81272e19defe4a63e6081d0cd9614fe10f0",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_emptied_23419",
                    table="documents_files_publishedfileevent",
                    when="BEFORE",
                ),
            ),
        ),
    ]
