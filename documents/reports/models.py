"""The months whose reports were published (rule G6)."""

from django.db import models

from acoms.database.history import track
from acoms.once.models import Leased


@track(exclude=["attempt", "alive_at", "published", "upto"])
class ReportMonth(Leased):
    """The reports of a month, published for each ACO; `month` is its last day.

    `published` counts the ACOs that have theirs, the last of them `upto`; `finished_at` is when
    all had.
    """

    month = models.DateField(unique=True)
    published = models.PositiveIntegerField("ACOs", default=0)
    upto = models.BigIntegerField(default=0, editable=False)
    finished_at = models.DateTimeField("finished", null=True)

    class Meta:
        ordering = ("-month",)
        verbose_name = "month of reports"
        verbose_name_plural = "reports of the program"

    def __str__(self) -> str:
        return f"{self.month:%B %Y}"
