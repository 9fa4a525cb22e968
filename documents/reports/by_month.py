"""What became of things, by the month in which they began: the frame of such reports (rule G6)."""

from datetime import date, timedelta
from typing import Any

from django.db import connection

from acoms.charts.figures import Figures
from acoms.programme.clock import end_of
from contacts.models import Aco
from documents.reports.rules import month_begins

MONTHS = 12


def by_month(sql: str, aco: Aco | None, day: date, **words: Any) -> Figures:
    """The figures of a query, a row for each of the MONTHS until `day`; one query.

    `sql` is given `first` (the moment at which the first month begins), `moment` (the end of `day`)
    and `aco` (a key, or NULL for the program). It answers with the first day of a month, counts,
    and a number of days that may be NULL. `words` are what `Figures` says besides.
    """
    months = month_begins(day, MONTHS)
    first = end_of(months[0] - timedelta(days=1))
    asked = {"aco": aco.pk if aco else None, "moment": end_of(day), "first": first}
    with connection.cursor() as cursor:
        cursor.execute(sql, asked)
        found = {
            month: (*counts, None if days is None else round(float(days), 1))
            for month, *counts, days in cursor.fetchall()
        }
    nothing = (*[0] * (len(words["columns"]) - 1), None)
    rows = [(f"{month:%b %Y}", found.get(month, nothing)) for month in months]
    return Figures(rows=rows, **words)
