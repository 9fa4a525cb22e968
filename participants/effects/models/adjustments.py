"""What CMS staff record about how single ACOs' lists count (rule C9)."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from acoms.database.history import track
from contacts.models import Aco
from participants.lists.models import Participant

_PERSON = settings.AUTH_USER_MODEL


class AdjustmentQuerySet(models.QuerySet["Adjustment"]):
    def standing(self) -> Self:
        """Those that CMS has not withdrawn."""
        return self.filter(withdrawn_at=None)


@track()
class Adjustment(models.Model):
    """For one performance year CMS follows a participant's change at once, for unusual
    circumstances (42 CFR 425.214(a)). One that is withdrawn is kept, with CMS's reason."""

    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="+")
    performance_year = models.PositiveSmallIntegerField()
    reason = models.TextField(max_length=2000)
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)
    recorded_by = models.ForeignKey(
        _PERSON, on_delete=models.PROTECT, related_name="+", editable=False
    )

    withdrawn_at = models.DateTimeField(null=True, editable=False)
    withdrawn_by = models.ForeignKey(
        _PERSON, on_delete=models.PROTECT, related_name="+", null=True, editable=False
    )
    withdrawal_reason = models.TextField(
        "why it is withdrawn", max_length=2000, blank=True, db_default=""
    )

    objects = AdjustmentQuerySet.as_manager()

    class Meta:
        verbose_name = "adjustment for unusual circumstances"
        verbose_name_plural = "adjustments for unusual circumstances"
        ordering = ("-performance_year", "-recorded_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                name="adjustment_once_a_year",
                fields=["participant", "performance_year"],
                condition=Q(withdrawn_at=None),
            ),
            models.CheckConstraint(name="adjustment_has_a_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="adjustment_withdrawn_by_someone_for_a_reason",
                condition=Q(withdrawn_at=None, withdrawn_by=None, withdrawal_reason="")
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False)
                & ~Q(withdrawal_reason=""),
            ),
        )

    def __str__(self) -> str:
        return f"{self.participant}, {self.performance_year}"


@track()
class InterimElection(models.Model):
    """An ACO that began in 2012 and elected an interim financial reconciliation."""

    aco = models.OneToOneField(Aco, verbose_name="ACO", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)
    recorded_by = models.ForeignKey(
        _PERSON, on_delete=models.PROTECT, related_name="+", editable=False
    )

    class Meta:
        verbose_name = "interim reconciliation"
        ordering = ("aco",)

    def __str__(self) -> str:
        return str(self.aco)
