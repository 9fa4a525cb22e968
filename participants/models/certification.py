"""Certified participant lists: who certified exactly what, and when; they stay as they are (C2)."""

from typing import Any, ClassVar

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils import timezone

from acoms.fields import EncryptedTextField
from acoms.history import track
from contacts.models import Aco
from participants.certification.rules import Step
from participants.models.years import PerformanceYear


@track(exclude=["content"])
class CertifiedList(models.Model):
    """An ACO's list as an authorized signer certified it for a performance year (rule C2).

    `content` is the list as canonical JSON (it names TINs, so it is encrypted); `sha256` is the
    hash of that text, by which anyone with the file can check it.
    """

    aco = models.ForeignKey(Aco, on_delete=models.PROTECT, related_name="certified_lists")
    performance_year = models.ForeignKey(
        PerformanceYear, on_delete=models.PROTECT, related_name="certified_lists"
    )
    certified_at = models.DateTimeField(default=timezone.now)
    certified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    statement = models.TextField()
    participants = models.PositiveIntegerField()
    providers = models.PositiveIntegerField()
    content = EncryptedTextField(purpose="certified list")
    sha256 = models.CharField("SHA-256", max_length=64)

    objects: ClassVar[Any] = models.Manager()

    class Meta:
        ordering = ("-performance_year", "aco")
        constraints = (
            models.UniqueConstraint(
                name="certified_once_a_year", fields=["aco", "performance_year"]
            ),
        )
        triggers = (
            pgtrigger.Protect(
                name="certified_stays", operation=pgtrigger.Update | pgtrigger.Delete
            ),
        )

    def __str__(self) -> str:
        return f"List of {self.aco} certified for {self.performance_year_id}"


class CertificationReminder(models.Model):
    """A reminder that an ACO was sent, so that each is sent once."""

    aco = models.ForeignKey(Aco, on_delete=models.PROTECT, related_name="+")
    performance_year = models.ForeignKey(
        PerformanceYear, on_delete=models.PROTECT, related_name="+"
    )
    step = models.CharField(max_length=10, choices=[(step.value, step.value) for step in Step])
    sent_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="certification_reminder_once", fields=["aco", "performance_year", "step"]
            ),
        )

    def __str__(self) -> str:
        return f"{self.step}, {self.performance_year_id}, {self.aco}"


class AcoCertification(Aco):
    """An ACO as CMS staff look at it here: has it certified its list?"""

    objects: ClassVar[Any] = models.Manager()

    class Meta:
        proxy = True
        verbose_name = "certification of a list"
        verbose_name_plural = "certifications of lists"
