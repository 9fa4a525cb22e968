"""Tries to be validated as a first Security Official that failed: they are counted (rule D6)."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from acoms.history import track


@track()
class ValidationTry(models.Model):
    """Someone gave facts that do not fit. What they gave is kept nowhere."""

    organization = models.ForeignKey(
        "qpp_roles.Organization",
        on_delete=models.PROTECT,
        related_name="validation_tries",
        null=True,
        blank=True,
    )
    aco = models.ForeignKey(
        "contacts.Aco",
        on_delete=models.PROTECT,
        related_name="validation_tries",
        null=True,
        blank=True,
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="validation_tries"
    )
    tried_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[Any] = models.Manager()

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
        )
        indexes = (
            models.Index(name="validation_try_latest", fields=["organization", "-tried_at"]),
            models.Index(name="validation_try_latest_at_aco", fields=["aco", "-tried_at"]),
        )

    def __str__(self) -> str:
        return f"{self.person} at {self.organization or self.aco}"
