"""Reports about contacts: completeness over time, and who holds what (rules A16, G6)."""

from datetime import date

from django.db import connection

from acoms.charts.figures import Figures, Shape
from acoms.programme.clock import end_of
from acoms.programme.dates import in_words
from contacts.models import Aco
from contacts.types import CONTACT_TYPES, REQUIRED_CODES
from documents.reports.registry import Report
from documents.reports.rules import month_ends

# How many of the required types each ACO had filled at each moment.
_FILLED = """
SELECT moments.place, count(DISTINCT held.type)
FROM unnest(%(moments)s::timestamptz[]) WITH ORDINALITY AS moments (at, place)
JOIN contacts_aco AS aco ON aco.created_at < moments.at AND (%(aco)s IS NULL OR aco.id = %(aco)s)
LEFT JOIN contacts_heldtype AS held ON held.aco_id = aco.id AND held.type = ANY(%(required)s)
    AND held.since < moments.at AND (held.ended_at IS NULL OR held.ended_at >= moments.at)
GROUP BY moments.place, aco.id
"""


def completeness(aco: Aco | None, day: date) -> Figures:
    """For an ACO, how many required contact types somebody held at the end of each month; for the
    program, how many ACOs had all of them. One query."""
    ends, whole = month_ends(day), len(REQUIRED_CODES)
    asked = {
        "moments": [end_of(end) for end in ends],
        "aco": aco.pk if aco else None,
        "required": list(REQUIRED_CODES),
    }
    filled: dict[date, list[int]] = {end: [] for end in ends}
    with connection.cursor() as cursor:
        cursor.execute(_FILLED, asked)
        for place, types in cursor.fetchall():
            filled[ends[place - 1]].append(types)
    if aco is None:
        complete = {end: acos.count(whole) for end, acos in filled.items()}
        return Figures(
            "End of",
            ("ACOs", "Complete", "Lacking a type"),
            [
                (_month(end), (len(acos), complete[end], len(acos) - complete[end]))
                for end, acos in filled.items()
            ],
        )
    return Figures(
        "End of",
        ("Filled", "Missing"),
        [(_month(end), (sum(acos), whole - sum(acos))) for end, acos in filled.items()],
        note=f"{whole} contact types are required. The last row is {in_words(day)}.",
    )


def _month(end: date) -> str:
    return f"{end:%b %Y}"


_HOLDERS = """
SELECT type, count(DISTINCT contact_id), count(DISTINCT aco_id)
FROM contacts_heldtype
WHERE since < %(moment)s AND (ended_at IS NULL OR ended_at >= %(moment)s)
    AND (%(aco)s IS NULL OR aco_id = %(aco)s)
GROUP BY type
"""


def coverage(aco: Aco | None, day: date) -> Figures:
    """For each contact type how many people held it, for the program also in how many ACOs; one
    query."""
    with connection.cursor() as cursor:
        cursor.execute(_HOLDERS, {"aco": aco.pk if aco else None, "moment": end_of(day)})
        found = {code: numbers for code, *numbers in cursor.fetchall()}
    rows = [(one.label, tuple(found.get(code, (0, 0)))) for code, one in CONTACT_TYPES.items()]
    if aco is None:
        return Figures("Contact type", ("People", "ACOs"), rows, drawn=("ACOs",))
    return Figures("Contact type", ("People",), [(label, n[:1]) for label, n in rows])


COMPLETENESS = Report(
    "completeness",
    10,
    "Completeness of contacts",
    "Were all required contact types filled, month by month?",
    Shape.LINES,
    completeness,
)
COVERAGE = Report(
    "coverage",
    20,
    "Contact types and QPP roles",
    "Which contact types and QPP roles does somebody hold, and how many people?",
    Shape.BARS,
    coverage,
)
