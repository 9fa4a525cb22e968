"""A report about invitations: what became of those that were sent (rules A7, A8, G6)."""

from datetime import date

from acoms.charts.figures import Figures, Shape
from contacts.models import Aco
from documents.reports.by_month import by_month
from documents.reports.registry import Report

# By the month in which each was first sent, as it stood at the moment. Whoever answered had opened
# it; days are from the first sending to the activation.
_FUNNEL = """
SELECT date_trunc('month', created_at AT TIME ZONE 'America/New_York')::date,
    count(*),
    count(*) FILTER (WHERE least(opened_at, activated_at, declined_at) < %(moment)s),
    count(*) FILTER (WHERE activated_at < %(moment)s),
    count(*) FILTER (WHERE declined_at < %(moment)s),
    count(*) FILTER (WHERE withdrawn_at < %(moment)s),
    count(*) FILTER (WHERE expires_at < %(moment)s AND coalesce(activated_at, declined_at,
        withdrawn_at, not_confirmed_at, 'infinity') >= %(moment)s),
    percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM activated_at - created_at))
        FILTER (WHERE activated_at < %(moment)s) / 86400
FROM invitations_invitation
WHERE created_at >= %(first)s AND created_at < %(moment)s
    AND (%(aco)s IS NULL OR aco_id = %(aco)s)
GROUP BY 1
"""
COLUMNS = (
    "Sent",
    "Opened",
    "Activated",
    "Declined",
    "Withdrawn",
    "Expired",
    "Median days to activation",
)


def funnel(aco: Aco | None, day: date) -> Figures:
    """By month what became of the invitations first sent in it, as of the end of a day; one
    query."""
    return by_month(
        _FUNNEL,
        aco,
        day,
        heading="Sent in",
        columns=COLUMNS,
        drawn=("Sent", "Opened", "Activated"),
        note="An invitation counts in the month in which it was first sent. The median is of those "
        "that were activated.",
    )


FUNNEL = Report(
    "invitations",
    30,
    "Invitations",
    "What became of the invitations that were sent, and how long did it take?",
    Shape.LINES,
    funnel,
)
