"""Certified participant lists: who certified exactly what, and when; they stay as they are (C2)."""

from typing import Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from acoms.crypto.fields import EncryptedTextField
from acoms.database.history import track
from contacts.models import Aco
from contacts.types import CHOICES as CONTACT_TYPES
from participants.years.models import PerformanceYear
from signing.kinds import KINDS, KindCode


class CertifiedListQuerySet(models.QuerySet["CertifiedList"]):
    def current(self) -> Self:
        """The ones that count: one for each ACO and year, the last that was certified."""
        return self.filter(replaced_by=None)


@track(exclude=["content"])
class CertifiedList(models.Model):
    """An ACO's list as an authorized signer certified it for a performance year (rule C2).

    `content` is the list as canonical JSON (it names TINs, so it is encrypted); `sha256` is the
    hash of that text, by which anyone with the file can check it. A list that CMS re-opened is kept
    as it is; the one that was certified then `replaces` it, so that one is current at any time.

    `signed_as` is the signed PDF, which names that hash, with a hash of its own (F4); `name` is as
    the signer typed it, `contact_type` as which they signed.
    """

    aco = models.ForeignKey(Aco, verbose_name="ACO", on_delete=models.PROTECT, related_name="+")
    performance_year = models.ForeignKey(
        PerformanceYear, on_delete=models.PROTECT, related_name="+"
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
    contact_type = models.CharField("contact type", max_length=40, choices=CONTACT_TYPES)
    name = models.CharField("name as typed", max_length=200)
    signed_as = models.UUIDField(editable=False, unique=True)
    signed_sha256 = models.CharField("SHA-256 of the signed PDF", max_length=64)
    signed_size = models.PositiveIntegerField()
    replaces = models.OneToOneField(
        "self", on_delete=models.PROTECT, related_name="replaced_by", null=True
    )

    objects = CertifiedListQuerySet.as_manager()

    class Meta:
        ordering = ("-performance_year", "aco", "-certified_at")
        constraints = (
            # One first of each year; a later one replaces one other, and each is replaced once.
            models.UniqueConstraint(
                name="certified_first_once_a_year",
                fields=["aco", "performance_year"],
                condition=Q(replaces=None),
            ),
            models.CheckConstraint(
                name="certified_by_who_signs",
                condition=Q(contact_type__in=KINDS[KindCode.PARTICIPANT_LIST.value].signers),
            ),
            models.CheckConstraint(
                name="certified_has_hashes",
                condition=Q(
                    sha256__regex=r"^[0-9a-f]{64}$", signed_sha256__regex=r"^[0-9a-f]{64}$"
                ),
            ),
        )
        triggers = (
            pgtrigger.Protect(
                name="certified_stays", operation=pgtrigger.Update | pgtrigger.Delete
            ),
        )

    def __str__(self) -> str:
        return f"List of {self.aco} certified for {self.performance_year_id}"


@track()
class CertificationReopening(models.Model):
    """CMS lets an ACO certify a year's list again, and says why; the list that stood stays."""

    aco = models.ForeignKey(Aco, verbose_name="ACO", on_delete=models.PROTECT, related_name="+")
    certified = models.OneToOneField(
        CertifiedList, on_delete=models.PROTECT, related_name="reopening"
    )
    reason = models.TextField(max_length=2000)
    reopened_at = models.DateTimeField(default=timezone.now)
    reopened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = "re-opened certification"
        constraints = (
            models.CheckConstraint(name="reopening_has_a_reason", condition=~Q(reason="")),
        )
        triggers = (
            pgtrigger.Protect(
                name="reopening_stays", operation=pgtrigger.Update | pgtrigger.Delete
            ),
        )

    def __str__(self) -> str:
        return f"{self.certified}, re-opened"


class AcoCertification(Aco):
    """An ACO as CMS staff look at it here: has it certified its list?"""

    class Meta:
        proxy = True
        verbose_name = "certification of a list"
        verbose_name_plural = "certifications of lists"
