"""Figures and notices that CMS staff load for an ACO's benchmark (rules C10, C11)."""

from decimal import Decimal

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone

from acoms.database.history import track
from contacts.models import Aco
from participants.years.models import PerformanceYear

_PERSON = settings.AUTH_USER_MODEL


@track()
class AssignedBeneficiaries(models.Model):
    """How many beneficiaries are assigned to an ACO for a benchmark year, by its latest list."""

    aco = models.ForeignKey(Aco, verbose_name="ACO", on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField("benchmark year")
    beneficiaries = models.PositiveIntegerField("assigned beneficiaries")
    loaded_at = models.DateTimeField(default=timezone.now, editable=False)
    loaded_by = models.ForeignKey(
        _PERSON, on_delete=models.PROTECT, related_name="+", null=True, editable=False
    )

    class Meta:
        verbose_name = "assigned beneficiaries"
        verbose_name_plural = "assigned beneficiaries"
        ordering = ("aco", "-year")
        constraints = (
            models.UniqueConstraint(name="assigned_once_a_year", fields=["aco", "year"]),
        )

    def __str__(self) -> str:
        return f"{self.aco}, {self.year}: {self.beneficiaries:,}"


@track()
class BenchmarkNotice(models.Model):
    """CMS tells an ACO its adjusted historical benchmark for a performance year (rule C10)."""

    aco = models.ForeignKey(Aco, verbose_name="ACO", on_delete=models.PROTECT, related_name="+")
    performance_year = models.ForeignKey(
        PerformanceYear, on_delete=models.PROTECT, related_name="+"
    )
    before = models.DecimalField(
        "benchmark before, per beneficiary in dollars",
        max_digits=10,
        decimal_places=2,
        validators=[MinValueValidator(Decimal("0.01"))],
    )
    adjusted = models.DecimalField(
        "adjusted benchmark, per beneficiary in dollars",
        max_digits=10,
        decimal_places=2,
        validators=[MinValueValidator(Decimal("0.01"))],
    )
    note = models.TextField("note to the ACO", max_length=2000, blank=True)
    published_at = models.DateTimeField(default=timezone.now, editable=False)
    published_by = models.ForeignKey(
        _PERSON, on_delete=models.PROTECT, related_name="+", editable=False
    )

    class Meta:
        verbose_name = "adjusted benchmark notice"
        ordering = ("-performance_year", "-published_at")
        constraints = (
            models.UniqueConstraint(
                name="benchmark_notice_once_a_year", fields=["aco", "performance_year"]
            ),
            models.CheckConstraint(
                name="benchmark_is_an_amount", condition=Q(before__gt=0, adjusted__gt=0)
            ),
        )

    def __str__(self) -> str:
        return f"Adjusted benchmark {self.performance_year_id} of {self.aco}"

    @property
    def change(self) -> Decimal:
        """By how much it goes up, or down where it is negative."""
        return self.adjusted - self.before
