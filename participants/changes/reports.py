"""A report about change requests: what became of them, and in how many days (rules C3, C5, G6)."""

from datetime import date

from acoms.charts.figures import Figures, Shape
from contacts.models import Aco
from documents.reports.by_month import by_month
from documents.reports.registry import Report

_BY_MONTH = """
SELECT date_trunc('month', first_submitted_at AT TIME ZONE 'America/New_York')::date,
    count(*),
    count(*) FILTER (WHERE decided_at < %(moment)s AND approved),
    count(*) FILTER (WHERE decided_at < %(moment)s AND NOT approved),
    count(*) FILTER (WHERE withdrawn_at < %(moment)s),
    count(*) FILTER (WHERE least(decided_at, withdrawn_at) IS NULL
        OR least(decided_at, withdrawn_at) >= %(moment)s),
    percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM decided_at - first_submitted_at))
        FILTER (WHERE decided_at < %(moment)s) / 86400
FROM participants_changes_changerequest
WHERE first_submitted_at >= %(first)s AND first_submitted_at < %(moment)s
    AND (%(aco)s IS NULL OR aco_id = %(aco)s)
GROUP BY 1
"""
COLUMNS = (
    "Submitted",
    "Approved",
    "Denied",
    "Withdrawn",
    "Not decided",
    "Median days to decision",
)


def changes_by_month(aco: Aco | None, day: date) -> Figures:
    """By month what became of the change requests first submitted in it, as of the end of a day;
    one query."""
    return by_month(
        _BY_MONTH,
        aco,
        day,
        heading="Submitted in",
        columns=COLUMNS,
        drawn=("Submitted", "Approved", "Not decided"),
        note="A request counts in the month in which it was first submitted.",
    )


BY_MONTH = Report(
    "change-requests",
    50,
    "Change requests",
    "What became of the change requests that were submitted, and in how many days?",
    Shape.LINES,
    changes_by_month,
)
