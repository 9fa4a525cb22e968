"""`search_all`: what CMS staff and an ACO's contact find among a million entries."""

import time

from django.db import connection, transaction

from accounts.models import Person
from acoms.text.folding import folded
from benchmarks.alternating import alternate
from benchmarks.results import Result
from contacts.models import Aco
from search.queries import MOST, search
from search.rules import read_asked
from search.viewer import Viewer

ENTRIES = 1_000_000
ACOS = 500
# The beginning and the middle of a name, a common word, two words, an NPI, a slip of the hand.
TYPED = ("mercy", "ardiology", "lakewood 77", "ortiz, sam", "1000004242", "Urologie Lakewod")
_ACOS = """
    INSERT INTO contacts_aco (aco_id, name, service_area, track, basic_level, website, created_at)
    SELECT 'A5' || lpad(n::text, 3, '0'), 'Bench ACO ' || n, '{}', '', '', '', now()
    FROM generate_series(0, %s) n
"""
_PARTICIPANTS = """
    INSERT INTO participants_lists_participant (aco_id, legal_business_name, same_name,
        doing_business_as, sole_proprietor, primary_care, merged_or_acquired, tin, tin_hash,
        effective_from)
    SELECT aco.id, 'Practice ' || n, n, '', false, true, false, '', NULL, '2026-01-01'
    FROM contacts_aco aco, generate_series(1, 20) n WHERE aco.aco_id LIKE 'A5%%'
"""
_PROVIDERS = """
    INSERT INTO participants_lists_providersupplier
        (participant_id, npi, name, ccn, ptan, specialty, effective_from)
    SELECT p.id, (1000000000 + row_number() OVER ())::text,
        (ARRAY['Mercy', 'Harbor', 'St. Anne''s', 'Northside', 'Prairie', 'Summit', 'Sam',
            'Lakeview'])[1 + n %% 8] || ' ' ||
        (ARRAY['Cardiology', 'Orthopedics', 'Oncology', 'Urology', 'Surgery', 'Ortiz'])
            [1 + n / 8 %% 6] || ' of ' ||
        (ARRAY['Lakewood', 'Springfield', 'Fairview', 'Dover', 'Salem'])[1 + n / 48 %% 5]
            || ' ' || n,
        '', '', '', '2026-01-01'
    FROM participants_lists_participant p, generate_series(1, %s) n
"""
_FLOOR = """
    SELECT kind, key, searched FROM search_entry
    WHERE kind IN ('provider', 'participant') AND {} LIMIT %s
"""


def measure(entries: int, rounds: int) -> Result:
    person = Person.objects.create_user("search.bench", "search.bench@example.org", last_name="B")
    staff = Viewer(person, {}, is_staff=True)
    took = fill(entries)
    contact = Viewer(
        person, {Aco.objects.get(aco_id="A5000").pk: frozenset({"aco_executive"})}, False
    )
    costs = alternate(lambda: search_all(staff), ask_all, rounds=rounds, repeat=5, here=True)
    start = time.perf_counter()
    search_all(contact)
    of_one = (time.perf_counter() - start) / len(TYPED)
    forget()
    each = len(TYPED)
    return Result(
        name="search_all",
        ours=costs.ours.cpu / each * 1000,
        floor=costs.floor.cpu / each * 1000,
        unit="ms of CPU",
        note=f"for each of {each} searches of CMS staff among {entries:,} entries (made in "
        f"{took:.0f} s): {costs.ours.wall / each * 1000:.1f} ms; {costs.wall_ratio:.2f} times the "
        f"wait; of an ACO's contact {of_one * 1000:.1f} ms",
    )


def forget() -> None:
    """The lists go again: their participants have no TINs, which screening would ask for."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")  # triggers keep history
        cursor.execute("DELETE FROM participants_lists_providersupplier")
        cursor.execute("DELETE FROM participants_lists_participant")


def fill(entries: int) -> float:
    """Make the ACOs' lists; the triggers make the entries. Says how many seconds it took."""
    start = time.perf_counter()
    with connection.cursor() as cursor:
        cursor.execute(_ACOS, [ACOS - 1])
        cursor.execute(_PARTICIPANTS)
        cursor.execute(_PROVIDERS, [entries // (ACOS * 20)])
        cursor.execute("VACUUM ANALYZE search_entry")
        cursor.execute(
            "ANALYZE participants_lists_participant, participants_lists_providersupplier"
        )
    return time.perf_counter() - start


def search_all(viewer: Viewer) -> None:
    for typed in TYPED:
        search(viewer, read_asked(typed))


def ask_all() -> None:
    """The same entries by SQL alone, of what most of them are: no groups, no rows, no pages."""
    with connection.cursor() as cursor:
        for typed in TYPED:
            asked = read_asked(typed)
            if asked.npi:
                cursor.execute(_FLOOR.format("npi = %s"), [asked.npi, MOST + 1])
            else:
                fits = " AND ".join("searched LIKE %s" for _ in asked.patterns)
                cursor.execute(_FLOOR.format(fits), [*asked.patterns, MOST + 1])
            if not cursor.fetchall():
                cursor.execute(_FLOOR.format("%s <%% searched"), [folded(typed), MOST + 1])
                cursor.fetchall()
