"""`suggestion`: what to offer for the letters typed so far, among two million practices."""

import time

from django.db import connection

from benchmarks.alternating import alternate
from benchmarks.results import Result
from qpp_roles.kinds import KINDS
from qpp_roles.models import Organization
from qpp_roles.search import LIMIT, SAMPLING, suggest

PRACTICES = 2_000_000
# As somebody types on: many names begin so, some do, few do and others have it inside.
TYPED = ("me", "mercy", "Mercy Valley Card", "st. anne's h", "harborside", "ardiology of lake")
# Made-up names of some 28,800 kinds, each followed by its number: as alike as real ones are.
_NAMES = """
    INSERT INTO qpp_roles_organization
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
    SELECT id, name FROM qpp_roles_organization
    WHERE kind = 'practice' AND closed_at IS NULL
"""
_BEGINS = """ AND upper(name) COLLATE "C" LIKE %s ORDER BY upper(name) COLLATE "C" LIMIT %s"""
_INSIDE = " AND upper(name) LIKE %s AND upper(name) NOT LIKE %s LIMIT %s"


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
        cursor.execute("VACUUM ANALYZE qpp_roles_organization")
    return time.perf_counter() - start


def suggest_all() -> None:
    for typed in TYPED:
        suggest([KINDS["practice"]], typed)


def ask_all() -> None:
    """The same rows by SQL alone: no warning of namesakes, no objects."""
    with connection.cursor() as cursor:
        for typed in TYPED:
            begins = f"{typed.upper()}%"
            cursor.execute(_FLOOR + _BEGINS, [begins, LIMIT])
            found = cursor.fetchall()
            if len(found) < LIMIT:
                inside: list[str | int] = [f"%{typed.upper()}%", begins, LIMIT - len(found)]
                cursor.execute(_FLOOR + _INSIDE, inside)
                found += cursor.fetchall()
