"""Lists that CMS staff load for screening (rule C5)."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from acoms.database.history import track
from acoms.programme.tins import WithTin, tin_and_hash_together


class ListKind(models.TextChoices):
    """The lists against which is screened, each a CSV file of its own layout."""

    DEACTIVATED_NPIS = "deactivated_npis", "Deactivated NPIs"
    SANCTIONS = "sanctions", "Sanctions and exclusions"
    WAIVERS = "waivers", "Waivers of sanctions"
    INITIATIVES = "initiatives", "Participants of other shared savings initiatives"


class ListLoad(models.Model):
    """One file that was loaded, and what came of its lines. `problems` are the first bad ones."""

    kind = models.CharField("list", max_length=16, choices=ListKind)
    name = models.CharField("file", max_length=200)
    sha256 = models.CharField("SHA-256", max_length=64)
    loaded_at = models.DateTimeField("loaded", default=timezone.now)
    loaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    added = models.PositiveIntegerField("new")
    changed = models.PositiveIntegerField()
    unchanged = models.PositiveIntegerField("as they were")
    left_out = models.PositiveIntegerField()
    problems = ArrayField(models.TextField(), default=list)

    class Meta:
        verbose_name = "loaded list"
        ordering = ("-loaded_at", "-pk")

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.name}"


def _days_in_order(name: str, start: str, until: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        name=name, condition=Q(**{until: None}) | Q(**{f"{until}__gte": F(start)})
    )


def _tin_or_npi(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        name=name,
        condition=(Q(npi="") & Q(tin_hash__isnull=False)) | (~Q(npi="") & Q(tin_hash=None)),
    )


@track()
class DeactivatedNpi(models.Model):
    """An NPI deactivated from a day on, until it is reactivated, if it is."""

    npi = models.CharField("NPI", max_length=10)
    deactivated_on = models.DateField()
    reactivated_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = "deactivated NPI"
        ordering = ("npi", "-deactivated_on")
        constraints = (
            models.UniqueConstraint(name="deactivation_once", fields=["npi", "deactivated_on"]),
            _days_in_order("deactivation_days_in_order", "deactivated_on", "reactivated_on"),
        )

    def __str__(self) -> str:
        return self.npi


@track()
class Sanction(WithTin):
    """A sanction or exclusion of an organization, its authorized official, or a provider.

    The first two by the organization's TIN, the last by NPI. It stands until `reinstated_on`.
    """

    npi = models.CharField("NPI", max_length=10, blank=True)
    of_official = models.BooleanField("of the authorized official", default=False)
    reason = models.CharField(max_length=200)
    starts_on = models.DateField("from")
    reinstated_on = models.DateField("reinstated on", null=True, blank=True)

    class Meta:
        ordering = ("-starts_on", "-pk")
        constraints = (
            tin_and_hash_together("sanction_tin_and_hash"),
            _tin_or_npi("sanction_of_a_tin_or_an_npi"),
            models.CheckConstraint(
                name="sanction_of_an_official_by_tin",
                condition=Q(of_official=False) | Q(npi=""),
            ),
            models.UniqueConstraint(
                name="sanction_once",
                fields=["tin_hash", "npi", "of_official", "reason", "starts_on"],
                nulls_distinct=False,
            ),
            _days_in_order("sanction_days_in_order", "starts_on", "reinstated_on"),
        )
        indexes = (models.Index(name="sanction_npi", fields=["npi"], condition=~Q(npi="")),)

    def __str__(self) -> str:
        return f"{self.reason}, from {self.starts_on}"


@track()
class SanctionWaiver(WithTin):
    """CMS's waiver of whatever sanctions a TIN or an NPI has, until it expires, if it does."""

    npi = models.CharField("NPI", max_length=10, blank=True)
    starts_on = models.DateField("from")
    until = models.DateField(null=True, blank=True, help_text="The first day without it.")

    class Meta:
        verbose_name = "waiver of sanctions"
        verbose_name_plural = "waivers of sanctions"
        ordering = ("-starts_on", "-pk")
        constraints = (
            tin_and_hash_together("waiver_tin_and_hash"),
            _tin_or_npi("waiver_for_a_tin_or_an_npi"),
            models.UniqueConstraint(
                name="waiver_once", fields=["tin_hash", "npi", "starts_on"], nulls_distinct=False
            ),
            _days_in_order("waiver_days_in_order", "starts_on", "until"),
        )

    def __str__(self) -> str:
        return f"{self.npi or self.masked_tin}, from {self.starts_on}"


@track()
class InitiativeParticipant(WithTin):
    """A TIN's participation in another shared savings initiative of Medicare."""

    initiative = models.CharField(max_length=100)
    primary_care = models.BooleanField("bills primary care services", default=True)
    starts_on = models.DateField("from")
    until = models.DateField(null=True, blank=True, help_text="The first day on which it is not.")

    class Meta:
        verbose_name = "participant of another initiative"
        verbose_name_plural = "participants of other initiatives"
        ordering = ("initiative", "-starts_on", "pk")
        constraints = (
            models.CheckConstraint(
                name="initiative_names_a_tin", condition=~Q(tin="") & Q(tin_hash__isnull=False)
            ),
            models.UniqueConstraint(
                name="initiative_participation_once", fields=["tin_hash", "initiative", "starts_on"]
            ),
            _days_in_order("initiative_days_in_order", "starts_on", "until"),
        )

    def __str__(self) -> str:
        return f"{self.initiative}: {self.masked_tin}"
