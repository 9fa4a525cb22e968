"""A report about signing: what had to be signed, and what was, week by week (rules F7, G6)."""

from datetime import date, timedelta

from django.db import connection

from acoms.charts.figures import Figures, Shape
from acoms.programme.clock import end_of
from contacts.models import Aco
from documents.reports.registry import Report
from signing.kinds import KINDS

WEEKS = 16
# What is signed on a page of another room has no signature here, and is left out on both sides.
_BY_WEEK = """
SELECT moments.place,
    coalesce(sum(document.needed), 0),
    coalesce(sum((
        SELECT count(DISTINCT signature.slot)
        FROM signing_signature AS signature
        JOIN signing_documentversion AS version ON version.id = signature.version_id
        WHERE signature.aco_event_id = own.id AND version.document_id = document.id
            AND signature.signed_at < moments.at
    )), 0)
FROM unnest(%(moments)s::timestamptz[]) WITH ORDINALITY AS moments (at, place)
JOIN signing_acoevent AS own ON own.opened_at < moments.at
    AND (%(aco)s IS NULL OR own.aco_id = %(aco)s)
JOIN signing_signingevent AS event ON event.id = own.event_id
    AND (event.closed_at IS NULL OR event.closed_at >= moments.at)
JOIN signing_eventdocument AS document ON document.event_id = event.id
    AND NOT document.kind = ANY(%(elsewhere)s)
GROUP BY 1
"""


def signing_by_week(aco: Aco | None, day: date) -> Figures:
    """How many signatures the open Signing Events asked for at the end of each week, and how many
    were there; one query."""
    days = [day - timedelta(weeks=back) for back in range(WEEKS - 1, -1, -1)]
    asked = {
        "moments": [end_of(each) for each in days],
        "aco": aco.pk if aco else None,
        "elsewhere": [code for code, kind in KINDS.items() if kind.is_elsewhere],
    }
    with connection.cursor() as cursor:
        cursor.execute(_BY_WEEK, asked)
        found = {place: (int(needed), int(signed)) for place, needed, signed in cursor.fetchall()}
    return Figures(
        "Until",
        ("Signatures asked for", "Signed"),
        [(f"{each:%b %-d}", found.get(place, (0, 0))) for place, each in enumerate(days, 1)],
        note="The certification of the participant list is done on its own page and not counted.",
    )


BY_WEEK = Report(
    "signing",
    60,
    "Signing Event",
    "How many signatures were asked for, and how many are there?",
    Shape.LINES,
    signing_by_week,
)
