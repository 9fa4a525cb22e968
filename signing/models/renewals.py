"""Signed PDFs with one more time stamp, before the certificate of the last one ends (F4)."""

from uuid import UUID

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils import timezone

from acoms.database.history import track


class RenewalQuerySet(models.QuerySet["Renewal"]):
    def latest_of(self, signed_as: UUID) -> "Renewal | None":
        """The last renewal of the signed file that is kept under this name."""
        return self.filter(signed_as=signed_as).order_by("-number").first()


@track()
class Renewal(models.Model):
    """A signed file, whosever it is, that is kept again with a time stamp over all of it.

    It begins with the very bytes that were signed: those, and their hash, stay as they are.
    """

    signed_as = models.UUIDField(editable=False)
    number = models.PositiveSmallIntegerField(default=1)
    renewed_at = models.DateTimeField(default=timezone.now)
    stored_as = models.UUIDField(editable=False, unique=True)
    sha256 = models.CharField("SHA-256", max_length=64)
    size = models.PositiveIntegerField()

    objects = RenewalQuerySet.as_manager()

    class Meta:
        verbose_name = "renewal of a time stamp"
        verbose_name_plural = "renewals of time stamps"
        ordering = ("renewed_at", "pk")
        constraints = (
            models.UniqueConstraint(name="renewal_once", fields=["signed_as", "number"]),
            models.CheckConstraint(name="renewal_from_one", condition=Q(number__gte=1)),
            models.CheckConstraint(
                name="renewal_has_a_hash", condition=Q(sha256__regex=r"^[0-9a-f]{64}$")
            ),
        )
        triggers = (
            pgtrigger.Protect(name="renewal_stays", operation=pgtrigger.Update | pgtrigger.Delete),
        )

    def __str__(self) -> str:
        return f"Renewal {self.number} of {self.signed_as}"
