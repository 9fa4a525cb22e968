"""A report about participants: how many, who joined and who left, by year (rules C1, G6)."""

from datetime import date

from django.db import connection

from acoms.charts.figures import Figures, Shape
from acoms.programme.dates import in_words
from contacts.models import Aco
from documents.reports.registry import Report

YEARS = 6
# A participant is its TIN, or its name where CMS published no TIN. Joined and left compare with the
# list of the day before in the same row of days.
_BY_YEAR = """
WITH days AS (
    SELECT day::date, place::int FROM unnest(%(days)s::date[]) WITH ORDINALITY AS days (day, place)
), listed AS (
    SELECT DISTINCT place, aco_id,
        coalesce(tin_hash::text, legal_business_name || ' ' || same_name) AS who
    FROM days JOIN participants_lists_participant ON effective_from <= day
        AND (effective_until IS NULL OR effective_until > day)
    WHERE %(aco)s IS NULL OR aco_id = %(aco)s
)
SELECT coalesce(now.place, before.place + 1) AS place, count(now.who),
    count(*) FILTER (WHERE before.who IS NULL), count(*) FILTER (WHERE now.who IS NULL)
FROM listed AS now FULL JOIN listed AS before
    ON before.place = now.place - 1 AND before.aco_id = now.aco_id AND before.who = now.who
GROUP BY 1
"""


def participants_by_year(aco: Aco | None, day: date) -> Figures:
    """How many participants were on the list on each January 1 and on `day`, and how many of them
    were not on the one before, or had been and are not; one query."""
    firsts = [date(day.year - back, 1, 1) for back in range(YEARS, -1, -1)]
    days = firsts if day == firsts[-1] else [*firsts, day]
    with connection.cursor() as cursor:
        cursor.execute(_BY_YEAR, {"days": days, "aco": aco.pk if aco else None})
        found = {place: numbers for place, *numbers in cursor.fetchall()}
    rows = [
        (f"{each:%b %Y}", tuple(found.get(place, (0, 0, 0)))) for place, each in enumerate(days, 1)
    ]
    return Figures(
        "List of",
        ("Participants", "Joined", "Left"),
        rows[1:],  # the first is only what the second is compared with
        drawn=("Participants",),
        note=f"The lists are those of January 1 of each year and of {in_words(day)}. Joined and "
        "left compare each list with the one in the row before.",
    )


BY_YEAR = Report(
    "participants",
    40,
    "Participants by year",
    "How many participants are on the list of each year, who joined and who left?",
    Shape.LINES,
    participants_by_year,
)
