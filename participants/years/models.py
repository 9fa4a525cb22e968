"""Performance years and their deadlines, which CMS staff set (rules C2, C5)."""

from datetime import date

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from acoms.database.history import track


@track()
class PerformanceYear(models.Model):
    """A performance year: January 1 to December 31. Its list is certified between two days."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    certify_from = models.DateField("lists are certified from")
    certify_by = models.DateField("lists are certified by")

    class Meta:
        ordering = ("year",)  # or "-performance_year" would turn it round
        constraints = (
            models.CheckConstraint(
                name="year_certified_in_order", condition=Q(certify_by__gte=F("certify_from"))
            ),
        )

    def __str__(self) -> str:
        return f"Performance year {self.year}"

    @property
    def starts_on(self) -> date:
        return date(self.year, 1, 1)


# From the day a cycle opens to its last day, both inclusive.
_DAYS_TO_SUBMIT = Func(
    F("opens_on"),
    F("closes_on"),
    RangeBoundary(inclusive_lower=True, inclusive_upper=True),
    function="DATERANGE",
    output_field=DateRangeField(),
)


@track()
class FeedbackCycle(models.Model):
    """One of the two cycles in which CMS screens changes for a performance year (rule C5).

    Requests submitted from `opens_on` to `closes_on` (both inclusive) belong to it; CMS answers by
    `feedback_on`.
    """

    performance_year = models.ForeignKey(
        PerformanceYear, on_delete=models.PROTECT, related_name="cycles"
    )
    number = models.PositiveSmallIntegerField(choices=[(1, "First"), (2, "Second")])
    opens_on = models.DateField()
    closes_on = models.DateField("last day to submit")
    feedback_on = models.DateField("CMS gives feedback by")

    class Meta:
        ordering = ("-performance_year", "number")
        constraints = (
            models.UniqueConstraint(
                name="cycle_once_in_a_year", fields=["performance_year", "number"]
            ),
            models.CheckConstraint(name="cycle_one_of_two", condition=Q(number__in=[1, 2])),
            models.CheckConstraint(
                name="cycle_days_in_order",
                condition=Q(closes_on__gte=F("opens_on"), feedback_on__gte=F("closes_on")),
            ),
            # A day belongs to one cycle at most.
            ExclusionConstraint(
                name="cycle_days_apart",
                expressions=[(_DAYS_TO_SUBMIT, RangeOperators.OVERLAPS)],
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_number_display()} cycle for {self.performance_year_id}"
