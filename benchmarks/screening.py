"""`screening`: the whole programme screened in one run, its findings written with their history."""

from django.db import connection, transaction

from accounts.models import Person
from benchmarks.alternating import alternate
from benchmarks.people import person
from benchmarks.results import Result
from participants.screening.actions.runs import run_screening, start_screening
from participants.screening.models.findings import Finding, ScreeningRun

_PAIRS = [sum(divmod(n // 10 * 2, 10)) + n % 10 for n in range(100)]
_LUHN = f"ARRAY{_PAIRS}"
# Nine digits and the check digit over 80840 and them.
_NPI = f"""
    (nine * 10 + (10 - (24 + ({_LUHN})[1 + nine % 10 * 10] + ({_LUHN})[1 + nine / 10 % 100]
    + ({_LUHN})[1 + nine / 1000 % 100] + ({_LUHN})[1 + nine / 100000 % 100]
    + ({_LUHN})[1 + nine / 10000000]) % 10) % 10)::text"""
# Triggers and foreign keys are off while this is made, and of 600,000 rows nobody can wait for the
# constraint on their days. Every tenth ACO lists a TIN of another one; of the NPIs a few in a
# thousand are deactivated, sanctioned, or not approved.
_PROGRAMME = """
    SET session_replication_role = replica;
    ALTER TABLE participants_lists_providersupplier DROP CONSTRAINT provider_once_on_a_day;
    INSERT INTO contacts_aco (aco_id, name, service_area, website, track, basic_level, created_at)
    SELECT 'A' || 10000 + n, 'ACO ' || n, '{}', '', '', '', now()
    FROM generate_series(1, %(acos)s) n;
    INSERT INTO participants_lists_participant (aco_id, legal_business_name, same_name,
        doing_business_as, sole_proprietor, primary_care, merged_or_acquired, tin, tin_hash,
        effective_from)
    SELECT a.id, 'Practice ' || n, 1, '', false, n %% 3 <> 0, false, 'x', md5('TIN' ||
        a.id * %(tins)s + n + CASE WHEN n = 1 AND a.id %% 10 = 0 THEN %(tins)s ELSE 0 END)::uuid,
        '2025-01-01'
    FROM contacts_aco a, generate_series(1, %(tins)s) n WHERE a.aco_id LIKE 'A1____';
    INSERT INTO participants_lists_providersupplier (participant_id, npi, name, ccn, ptan,
        specialty, effective_from)
    SELECT id, [npi], '', '', '', '', '2025-01-01'
    FROM (SELECT p.id, 200000000 + p.id * %(npis)s + n AS nine
        FROM participants_lists_participant p, generate_series(1, %(npis)s) n) numbered;
    INSERT INTO participants_changes_changerequest (aco_id, kind, legal_business_name,
        doing_business_as, sole_proprietor, primary_care, happened_on, note, attestation,
        created_at, created_by_id, first_submitted_at, submitted_at, submitted_by_id,
        return_reason, decision_reason, tin,
        tin_hash)
    SELECT id, 'add_participant', 'New practice', '', false, true, current_date, '', '', now(),
        %(person)s, now(), now(), %(person)s, '', '', 'x', md5('new TIN' || id)::uuid
    FROM contacts_aco WHERE aco_id LIKE 'A1____';
    INSERT INTO participants_screening_enrolmentanswer (tin_hash, status, checked_at)
    SELECT tin_hash, 'approved', now() FROM participants_lists_participant UNION
    SELECT tin_hash, 'approved', now() FROM participants_changes_changerequest;
    INSERT INTO participants_screening_enrolmentanswer (npi, status, checked_at)
    SELECT npi, CASE WHEN id %% 500 = 0 THEN 'pending' ELSE 'approved' END, now()
    FROM participants_lists_providersupplier;
    INSERT INTO participants_screening_deactivatednpi (npi, deactivated_on)
    SELECT npi, date '2026-01-01' FROM participants_lists_providersupplier WHERE id %% 300 = 0
    UNION ALL
    SELECT '1' || 100000000 + n, date '2026-01-01' FROM generate_series(1, %(listed)s) n;
    INSERT INTO participants_screening_sanction (npi, tin, reason, of_official, starts_on)
    SELECT npi, '', '1128(a)(1)', false, date '2020-01-01' FROM participants_lists_providersupplier
    WHERE id %% 700 = 0 UNION ALL
    SELECT '1' || 200000000 + n, '', '1128(a)(1)', false, date '2020-01-01'
    FROM generate_series(1, %(listed)s) n;
    SET session_replication_role = DEFAULT;""".replace("[npi]", _NPI.replace("%", "%%"))

# What the run must at least have asked: each join by itself, counted and nothing made of it.
_JOINS = (
    """SELECT count(*) FROM participants_lists_providersupplier s
    JOIN participants_lists_participant p ON p.id = s.participant_id
    JOIN participants_screening_deactivatednpi d ON d.npi = s.npi""",
    """SELECT count(*) FROM participants_lists_providersupplier s
    JOIN participants_lists_participant p ON p.id = s.participant_id
    JOIN participants_screening_enrolmentanswer e ON e.npi = s.npi WHERE e.status <> 'approved'""",
    """SELECT count(*) FROM participants_lists_providersupplier s
    JOIN participants_lists_participant p ON p.id = s.participant_id
    JOIN participants_screening_sanction x ON x.npi = s.npi""",
    """SELECT count(*) FROM participants_lists_providersupplier s
    LEFT JOIN participants_screening_enrolmentanswer e ON e.npi = s.npi WHERE e.id IS NULL""",
    """SELECT count(*) FROM participants_lists_participant p
    JOIN participants_screening_enrolmentanswer e USING (tin_hash) WHERE e.status <> 'approved'""",
    """SELECT count(*) FROM participants_lists_participant p
    JOIN participants_screening_sanction x USING (tin_hash)""",
    """SELECT count(*) FROM participants_lists_participant a
    JOIN participants_lists_participant b ON a.tin_hash = b.tin_hash AND a.aco_id <> b.aco_id
    AND daterange(a.effective_from, a.effective_until)
        && daterange(b.effective_from, b.effective_until)""",
    """SELECT count(*) FROM participants_lists_participant p
    JOIN participants_screening_initiativeparticipant i USING (tin_hash)""",
)


def measure(acos: int, tins: int, npis: int, rounds: int) -> Result:
    """Screen `acos` lists of so many TINs, each with so many NPIs."""
    make_programme(acos, tins, npis, person(9904))
    screen()
    found = Finding.objects.count()
    costs = alternate(screen, join, rounds=rounds, here=True, between=forget_findings)
    return Result(
        name="screening",
        ours=costs.ours.cpu * 1000,
        floor=costs.floor.cpu * 1000,
        unit="ms of CPU",
        note=f"{acos:,} ACOs, {acos * tins:,} TINs, {acos * tins * npis:,} NPIs, {found:,} "
        f"findings in {costs.ours.wall:.1f} s, {costs.wall_ratio:.2f} times the wait",
    )


def make_programme(acos: int, tins: int, npis: int, submitter: Person) -> None:
    sizes = {"acos": acos, "tins": tins, "npis": npis, "listed": acos * tins * npis // 6}
    with connection.cursor() as cursor:
        cursor.execute(_PROGRAMME, {**sizes, "person": submitter.pk})
        cursor.execute("VACUUM ANALYZE")
        # Workers of a parallel query come and go, and what they work is not counted.
        cursor.execute("SET max_parallel_workers_per_gather = 0")


def screen() -> None:
    run = start_screening(acting_person=None, source="benchmark", by_a_worker=False)
    run_screening(run.pk)
    run.refresh_from_db()
    if run.failure or run.unchecked:
        raise AssertionError(run.failure or f"{run.unchecked} were asked of PECOS")


def join() -> None:
    with connection.cursor() as cursor:
        for sql in _JOINS:
            cursor.execute(sql)


def forget_findings() -> None:
    """As before the first screening, so that each one writes what it finds."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")  # triggers keep history
        cursor.execute(
            "TRUNCATE participants_screening_finding, participants_screening_findingevent"
        )
        cursor.execute("UPDATE participants_changes_changerequest SET screened_at = NULL")
    ScreeningRun.objects.all().delete()
