"""`suggestion`: what to offer for the letters typed so far, among two million practices."""

import time

from django.db import connection

from acoms.text.folding import folded, in_one_word
from benchmarks.alternating import alternate
from benchmarks.results import Result
from qpp_roles.organizations.kinds import KINDS
from qpp_roles.organizations.models import Organization
from qpp_roles.organizations.search import LIMIT, SAMPLING, suggest

PRACTICES = 2_000_000
# As somebody types on: many names begin so, some do, few do and others have it inside.
TYPED = (
    "me",
    "mercy",
    "Mercy Valley Card",
    "st. anne\u2019s h",
    "harborside",
    "ardiology of lake",
    "urology tricounty",
    "bone & joint card",
)
# Made-up names of some 28,800 kinds, each followed by its number: as alike as real ones are.
_NAMES = """
    INSERT INTO qpp_roles_organizations_organization
        (kind, name, identifier, location, tin, tin_hash, created_at)
    SELECT 'practice',
        (ARRAY['Mercy', 'Harbor', 'St. Anne''s', 'Northside', 'Elm Street', 'Prairie', 'Summit',
            'Lakeview', 'Riverbend', 'Tri-County', 'Coastal', 'Pinecrest', 'Union', 'Cedar Hill',
            'Bayside', 'Heritage'])[1 + n %% 16] || ' ' ||
        (ARRAY['Valley', 'Family', 'Community', 'Women''s', 'Pediatric', 'Regional', 'General',
            'Advanced', 'Holistic', 'Bone and Joint', 'Primary', 'Rural'])
            [1 + n / 16 %% 12] || ' ' ||
        (ARRAY['Cardiology', 'Orthopedics', 'Dermatology', 'Oncology', 'Practice', 'Medicine',
            'Neurology', 'Urology', 'Physicians', 'Surgery'])[1 + n / 192 %% 10] || ' of ' ||
        (ARRAY['Lakewood', 'Springfield', 'Fairview', 'Georgetown', 'Ashland', 'Dover', 'Clayton',
            'Milton', 'Salem', 'Bristol', 'Oxford', 'Auburn', 'Dayton', 'Marion', 'Hudson'])
            [1 + n / 1920 %% 15] || ' ' || n,
        '', '', 'made up', gen_random_uuid(), now()
    FROM generate_series(1, %s) n
"""
_FLOOR = """
    SELECT id, name FROM qpp_roles_organizations_organization
    WHERE kind = 'practice' AND closed_at IS NULL
"""
_BEGINS = " AND searched LIKE %s ORDER BY searched LIMIT %s"


def measure(practices: int, rounds: int) -> Result:
    took = fill(practices)
    costs = alternate(suggest_all, ask_all, rounds=rounds, repeat=5, here=True)
    each = len(TYPED)
    return Result(
        name="suggestion",
        ours=costs.ours.cpu / each * 1000,
        floor=costs.floor.cpu / each * 1000,
        unit="ms of CPU",
        note=f"for each of {each} beginnings among {practices:,} practices (made in {took:.0f} s): "
        f"{costs.ours.wall / each * 1000:.1f} ms; {costs.wall_ratio:.2f} times the wait",
    )


def fill(practices: int) -> float:
    """Make the practices, the indexes for searching after them; says how many seconds it took."""
    start = time.perf_counter()
    with connection.schema_editor() as schema:
        for index in Organization._meta.indexes:
            schema.remove_index(Organization, index)
    with connection.cursor() as cursor:
        cursor.execute(_NAMES, [practices])
    with connection.schema_editor() as schema:
        for index in Organization._meta.indexes:
            schema.add_index(Organization, index)
    with connection.cursor() as cursor:
        cursor.execute(SAMPLING)
        cursor.execute("VACUUM ANALYZE qpp_roles_organizations_organization")
    return time.perf_counter() - start


def suggest_all() -> None:
    for typed in TYPED:
        suggest([KINDS["practice"]], typed)


def ask_all() -> None:
    """The same rows by SQL alone: no warning of namesakes, no objects."""
    with connection.cursor() as cursor:
        for typed in TYPED:
            name = folded(typed)
            cursor.execute(_FLOOR + _BEGINS, [f" {name}%", LIMIT])
            found = cursor.fetchall()
            if len(found) < LIMIT:
                cursor.execute(*_inside(name, LIMIT - len(found)))
                found += cursor.fetchall()


def _inside(name: str, limit: int) -> tuple[str, list[str | int]]:
    """The letters in one word, or each word, as often as the search says it (`_SAID` there)."""
    words = [f"% {word}%" for word in name.split() if word != "and" for _ in range(3)]
    each = " AND ".join(["searched LIKE %s"] * len(words))
    asked = f"{_FLOOR} AND (searched LIKE %s OR {each}) AND searched NOT LIKE %s LIMIT %s"
    return asked, [f"%{in_one_word(name)}%", *words, f" {name}%", limit]
