"""Tries to be validated as a first Security Official that failed: they are counted (rule D6)."""

from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from acoms.database.history import track
from qpp_roles.connect.validation import COUNTED_FOR

if TYPE_CHECKING:
    from contacts.models import Aco
    from qpp_roles.organizations.models import Organization


class ValidationTryQuerySet(models.QuerySet["ValidationTry"]):
    def counted(self, now: datetime) -> Self:
        """Those that a lock may come of: of the last 24 hours, and not lifted by CMS staff."""
        return self.filter(tried_at__gt=now - COUNTED_FOR, lifted_at=None)


@track()
class ValidationTry(models.Model):
    """Someone gave facts that do not fit. What they gave is kept nowhere.

    `lifted_at` says that CMS staff have lifted the lock that it was a part of: it does not count.
    """

    organization = models.ForeignKey(
        "qpp_roles_organizations.Organization",
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    aco = models.ForeignKey(
        "contacts.Aco",
        verbose_name="ACO",
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    tried_at = models.DateTimeField(default=timezone.now)
    lifted_at = models.DateTimeField("lock lifted", null=True, blank=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    lift_reason = models.CharField("why it was lifted", max_length=500, blank=True)

    objects = ValidationTryQuerySet.as_manager()

    class Meta:
        verbose_name = "failed validation"
        verbose_name_plural = "failed validations"
        ordering = ("-tried_at", "-pk")
        constraints = (
            models.CheckConstraint(
                name="validation_try_at_one_place",
                condition=Q(organization=None, aco__isnull=False)
                | Q(organization__isnull=False, aco=None),
            ),
            models.CheckConstraint(
                name="validation_try_lifted_by_someone_for_a_reason",
                condition=Q(lifted_at=None, lifted_by=None, lift_reason="")
                | (Q(lifted_at__isnull=False, lifted_by__isnull=False) & ~Q(lift_reason="")),
            ),
        )
        indexes = (
            models.Index(name="validation_try_latest", fields=["organization", "-tried_at"]),
            models.Index(name="validation_try_latest_at_aco", fields=["aco", "-tried_at"]),
        )

    def __str__(self) -> str:
        return f"{self.person} at {self.place}"

    @property
    def place(self) -> "Organization | Aco":
        place: Organization | Aco | None = self.organization or self.aco
        assert place is not None  # by the constraint
        return place
