"""Files of ACOs and files for all, with their versions, who took them, and what was not published
(rules G3 to G5)."""

import uuid
from typing import Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import BooleanField, Exists, F, Func, OuterRef, Q
from django.db.models.functions import Coalesce, Upper
from django.utils import timezone

from acoms.database.history import track
from contacts.models import Aco
from documents.files.rules import FIRST_YEAR, LAST_YEAR, LONGEST_NAME, Scan, Wish, shown_scans
from documents.files.types import FOR_ALL, TYPES, FileType, Place

_PERSON = settings.AUTH_USER_MODEL
_SHA256 = r"^[0-9a-f]{64}$"
_CODES = [(row.code, f"{row.category}: {row}") for row in TYPES.values()]


@track()
class PublishedFile(models.Model):
    """A file of an ACO, by its name; what it holds are its versions. One for all has no ACO: the
    Knowledge Library says where it stands.

    After `last_day` none of them is shown, and their bytes are deleted. Programs know it by its
    `public_id`.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    aco = models.ForeignKey(
        Aco, verbose_name="ACO", on_delete=models.PROTECT, null=True, related_name="+"
    )
    name = models.CharField("file", max_length=LONGEST_NAME)
    type = models.CharField(max_length=20, choices=_CODES)
    performance_year = models.PositiveSmallIntegerField(null=True, blank=True)
    last_day = models.DateField(null=True, blank=True)
    published_at = models.DateTimeField("first published", default=timezone.now)

    class Meta:
        verbose_name = "file"
        ordering = ("-published_at", "-pk")
        constraints = (
            # Many computers take two names that differ in letter case for one.
            models.UniqueConstraint("aco", Upper("name"), name="file_name_once_in_an_aco"),
            models.UniqueConstraint(
                Upper("name"), name="file_name_once_for_all", condition=Q(aco=None)
            ),
            models.CheckConstraint(
                name="file_name_in_one_spelling",
                condition=Func(
                    "name",
                    template="%(expressions)s IS NFC NORMALIZED",
                    output_field=BooleanField(),
                ),
            ),
            models.CheckConstraint(
                name="file_of_an_aco_or_for_all",
                condition=Q(aco=None, type=FOR_ALL.code)
                | (Q(aco__isnull=False) & ~Q(type=FOR_ALL.code)),
            ),
            models.CheckConstraint(name="file_has_a_name", condition=~Q(name="")),
            models.CheckConstraint(name="file_type_is_known", condition=Q(type__in=[*TYPES])),
            models.CheckConstraint(
                name="file_year_of_the_program",
                condition=Q(performance_year=None)
                | Q(performance_year__gte=FIRST_YEAR, performance_year__lte=LAST_YEAR),
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def kind(self) -> FileType:
        return TYPES[self.type]

    @property
    def place(self) -> Place:
        """Of a file of an ACO: the subtab where it stands."""
        place = self.kind.place
        assert place is not None
        return place


class FileVersionQuerySet(models.QuerySet["FileVersion"]):
    def shown(self) -> Self:
        """Those that are shown today, earlier versions too."""
        scans = shown_scans(show_too_large=settings.FILES_TOO_LARGE_TO_SCAN_SHOWN)
        lasts = Q(file__last_day=None) | Q(file__last_day__gte=timezone.localdate())
        return self.filter(lasts, scan__in=[one.value for one in scans], deleted_at=None)

    def current(self) -> Self:
        """Of what is shown the last version of each file."""
        later = FileVersion.objects.shown().filter(
            file=OuterRef("file"), number__gt=OuterRef("number")
        )
        return self.shown().filter(~Exists(later))


@track(exclude=["told_at", "shown_at"])
class FileVersion(models.Model):
    """One delivery of a file: bytes that never change, encrypted under `stored_as`.

    `delivered_by` is nobody for what a delivery job or ACO-MS itself published. `told_at` is when
    those who asked to be told were, and no part of the history. `shown_at` is from when it may be
    shown, once the scanner has answered.
    """

    file = models.ForeignKey(PublishedFile, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField("version")
    stored_as = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField("SHA-256", max_length=64)
    delivered_at = models.DateTimeField("delivered", default=timezone.now)
    delivered_by = models.ForeignKey(
        _PERSON, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    scan = models.CharField(
        "virus scan", max_length=12, choices=[(one.value, one.label) for one in Scan]
    )
    scanned_at = models.DateTimeField("scanned", null=True, blank=True)
    found = models.CharField("what the scanner found", max_length=200, blank=True)
    deleted_at = models.DateTimeField("bytes deleted", null=True, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)
    shown_at = models.GeneratedField(
        expression=Coalesce("scanned_at", "delivered_at"),
        output_field=models.DateTimeField(),
        db_persist=True,
    )

    objects = FileVersionQuerySet.as_manager()

    class Meta:
        verbose_name = "delivery"
        verbose_name_plural = "deliveries"
        ordering = ("-delivered_at", "-pk")
        indexes = (
            models.Index(name="version_delivered", fields=["-delivered_at", "-id"]),
            models.Index(
                name="version_to_scan", fields=["id"], condition=Q(scan=Scan.WAITING.value)
            ),
            models.Index(name="version_to_tell", fields=["id"], condition=Q(told_at=None)),
        )
        constraints = (
            models.UniqueConstraint(name="version_once_of_a_file", fields=["file", "number"]),
            models.CheckConstraint(name="version_from_one", condition=Q(number__gte=1)),
            models.CheckConstraint(name="version_sha256_form", condition=Q(sha256__regex=_SHA256)),
            models.CheckConstraint(
                name="version_scan_is_known", condition=Q(scan__in=[one.value for one in Scan])
            ),
            models.CheckConstraint(
                name="version_scanned_when_said",
                condition=Q(
                    scan__in=[one.value for one in Scan if one.is_said], scanned_at__isnull=False
                )
                | Q(scan__in=[one.value for one in Scan if not one.is_said], scanned_at=None),
            ),
        )
        triggers = (
            pgtrigger.Protect(name="version_stays", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="version_bytes_stay",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(
                    "file", "number", "stored_as", "size", "sha256", "delivered_at", "delivered_by"
                ),
            ),
        )

    def __str__(self) -> str:
        return f"{self.file.name}, version {self.number}"

    @property
    def scanned(self) -> Scan:
        return Scan(self.scan)


@track()
class Download(models.Model):
    """Somebody took a version: who, which, when, from where. Written before its bytes are given.

    What is resumed from there within a day is the same download; `requests` counts its parts.
    """

    version = models.ForeignKey(FileVersion, on_delete=models.PROTECT, related_name="downloads")
    person = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    address = models.GenericIPAddressField("from", null=True, blank=True)
    requests = models.PositiveIntegerField(default=1)
    resumed_at = models.DateTimeField("last resumed", null=True, blank=True)

    class Meta:
        ordering = ("-at", "-pk")
        indexes = (models.Index(name="download_at", fields=["-at", "-id"]),)
        constraints = (
            models.CheckConstraint(
                name="download_resumed_when_more",
                condition=Q(requests=1, resumed_at=None)
                | Q(requests__gt=1, resumed_at__isnull=False, resumed_at__gte=F("at")),
            ),
        )
        triggers = (
            pgtrigger.Protect(name="download_stays", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="download_facts_stay",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange("version", "person", "at", "address"),
            ),
        )

    def __str__(self) -> str:
        return f"{self.version}, {timezone.localdate(self.at)}"


class RefusedFile(models.Model):
    """A file that a delivery job brought and that was not published, and why."""

    name = models.CharField("file", max_length=255)
    reason = models.CharField(max_length=500)
    written_at = models.DateTimeField("last written")
    refused_at = models.DateTimeField("refused", default=timezone.now)

    class Meta:
        verbose_name = "refused file"
        ordering = ("-refused_at", "-pk")
        constraints = (
            models.UniqueConstraint(name="refused_file_once", fields=["name", "written_at"]),
            models.CheckConstraint(name="refused_file_has_a_reason", condition=~Q(reason="")),
        )

    def __str__(self) -> str:
        return self.name


class WaitingFile(models.Model):
    """A file of several that somebody uploaded and has not confirmed yet, by its `batch`."""

    batch = models.UUIDField(db_index=True)
    name = models.CharField("file", max_length=255)
    stored_as = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField("SHA-256", max_length=64)
    last_day = models.DateField(null=True)
    uploaded_at = models.DateTimeField(default=timezone.now)
    uploaded_by = models.ForeignKey(_PERSON, on_delete=models.CASCADE, related_name="+")

    class Meta:
        ordering = ("name", "pk")

    def __str__(self) -> str:
        return self.name


class FileVisit(models.Model):
    """When somebody last looked at an ACO's files, and when the visit before ended."""

    person = models.ForeignKey(_PERSON, on_delete=models.CASCADE, related_name="+")
    aco = models.ForeignKey(Aco, verbose_name="ACO", on_delete=models.CASCADE, related_name="+")
    place = models.CharField(max_length=12, choices=[(place.value, place.label) for place in Place])
    last = models.DateTimeField()
    before = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(name="visit_once", fields=["person", "aco", "place"]),
        )

    def __str__(self) -> str:
        return f"{self.person_id}, {self.place}"


@track()
class FileWish(models.Model):
    """That somebody wants to be told of an ACO's new files, and how. Without a row: not at all."""

    person = models.ForeignKey(_PERSON, on_delete=models.CASCADE, related_name="+")
    aco = models.ForeignKey(Aco, verbose_name="ACO", on_delete=models.CASCADE, related_name="+")
    how = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Wish])
    since = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "wish to be told of new files"
        constraints = (
            models.UniqueConstraint(name="wish_once", fields=["person", "aco"]),
            models.CheckConstraint(
                name="wish_is_known", condition=Q(how__in=[one.value for one in Wish])
            ),
        )

    def __str__(self) -> str:
        return f"{self.person_id}: {self.how}"
