"""A HARP file on its way in, and the record of what it brought."""

from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from acoms.crypto.fields import EncryptedTextField
from acoms.database.history import track

KEPT_UNCONFIRMED = timedelta(hours=24)


class HarpImportQuerySet(models.QuerySet["HarpImport"]):
    def waiting(self) -> Self:
        """Those that somebody looks at and nobody has confirmed."""
        return self.filter(finished_at=None)

    def over(self, now: datetime) -> Self:
        """Those that nobody confirmed in time."""
        return self.waiting().filter(created_at__lte=now - KEPT_UNCONFIRMED)


@track(exclude=["content", "report"])
class HarpImport(models.Model):
    """A file of HARP accounts: first its text, for as long as it waits to be confirmed; then the
    report, a line of CSV for each of its lines, and how many of them had which outcome."""

    source = models.CharField("file", max_length=200)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="by"
    )
    created_at = models.DateTimeField("read in", default=timezone.now)
    content = EncryptedTextField(purpose="HARP import", blank=True, editable=False)
    finished_at = models.DateTimeField("imported", null=True, blank=True)
    report = models.TextField(blank=True, editable=False)
    accounts_created = models.PositiveIntegerField(default=0)
    roles_given = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField("as they were", default=0)
    ended = models.PositiveIntegerField("ended here, not given again", default=0)
    refused = models.PositiveIntegerField("refused", default=0)

    objects = HarpImportQuerySet.as_manager()

    class Meta:
        verbose_name = "import from HARP"
        verbose_name_plural = "imports from HARP"
        ordering = ("-created_at", "-pk")
        constraints = (
            # The file itself is not kept beyond its import.
            models.CheckConstraint(
                name="harp_import_waits_or_is_done",
                condition=(Q(finished_at=None, report="") & ~Q(content=""))
                | (Q(finished_at__isnull=False, content="") & ~Q(report="")),
            ),
        )

    def __str__(self) -> str:
        return self.source

    @property
    def is_over(self) -> bool:
        """Nobody confirmed it in time, whether or not it is deleted yet."""
        return self.finished_at is None and self.created_at <= timezone.now() - KEPT_UNCONFIRMED
