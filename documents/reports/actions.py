"""Publishing each month's reports to every ACO, in its Reporting (rule G6)."""

from datetime import date

import pghistory
from django.utils import timezone

from acoms.once.lease import hold, take
from acoms.programme.clock import end_of
from contacts.models import Aco
from documents.files.actions.publishing import publish
from documents.files.types import ACOMS_REPORT
from documents.reports.files import Answer, as_pdf
from documents.reports.models import ReportMonth
from documents.reports.registry import reports
from documents.reports.rules import last_whole_month


def publish_month(today: date | None = None) -> int:
    """Publish the reports of the last month that is over (as of its end) to each ACO that there
    was; to how many. `today` is a day in Eastern Time.

    Each ACO's are one PDF, published in a transaction of its own. Whoever dies on the way goes on
    where it was, and a month that is published or being published is left alone. Raises LeaseLost.
    """
    month = last_whole_month(today or timezone.localdate())
    with pghistory.context(action="publish monthly reports"):
        ReportMonth.objects.get_or_create(month=month)
        row = take(ReportMonth.objects.filter(month=month, finished_at=None))
        if row is None:
            return 0
        before = row.published
        waiting = Aco.objects.filter(created_at__lt=end_of(month), pk__gt=row.upto)
        for aco in list(waiting.order_by("pk")):
            _publish(aco, month)
            hold(row, upto=aco.pk, published=row.published + 1)
        hold(row, finished_at=timezone.now())
    return row.published - before


def _publish(aco: Aco, month: date) -> None:
    answers = [Answer.of(report, aco, month) for report in reports()]
    publish(
        acting_person=None,
        aco=aco,
        type=ACOMS_REPORT,
        name=f"{aco.aco_id}-reports-{month:%Y-%m}.pdf",
        content=[as_pdf(*answers, title=f"Reports, {month:%B %Y}")],
        year=month.year,
    )
