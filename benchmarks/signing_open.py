"""`signing_open`: a Signing Event that opens for all ACOs at once, and tells their signers."""

from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from benchmarks.alternating import alternate
from benchmarks.people import person
from benchmarks.results import Result
from signing.actions import open_ready
from signing.models.events import NEEDED_TO_OPEN

# Triggers are off while this is made. Each ACO has one person for each type that signs.
_PROGRAMME = """
    SET session_replication_role = replica;
    INSERT INTO contacts_aco (aco_id, name, service_area, website, track, basic_level, created_at)
    SELECT 'A' || 20000 + n, 'ACO ' || n, '{}', '', '', '', now()
    FROM generate_series(1, %(acos)s) n;
    INSERT INTO accounts_person (password, is_superuser, user_id, email, first_name, last_name,
        is_active, is_staff, staff_role, created_at, proofed_by, proven_elsewhere, sign_in_epoch,
        proven_first_name, proven_last_name)
    SELECT '', false, 'signs.' || a.id || '.' || n, a.id || '.' || n || '@example.org', 'An', 'Ray',
        true, false, '', now(), '', false, 0, '', ''
    FROM contacts_aco a, generate_series(1, 4) n WHERE a.aco_id LIKE 'A2____';
    INSERT INTO contacts_contact (aco_id, person_id, title, phone, created_at)
    SELECT a.id, p.id, '', '', now() FROM contacts_aco a, accounts_person p
    WHERE a.aco_id LIKE 'A2____' AND p.user_id LIKE 'signs.' || a.id || '.%%';
    INSERT INTO contacts_heldtype (aco_id, contact_id, type, since, end_reason)
    SELECT c.aco_id, c.id, (%(types)s)[right(p.user_id, 1)::int], now(), ''
    FROM contacts_contact c JOIN accounts_person p ON p.id = c.person_id
    WHERE p.user_id LIKE 'signs.%%';
    INSERT INTO signing_signingevent (title, performance_year, opens_on, due_on, created_at,
        created_by_id, released_at, released_by_id)
    VALUES ('Event', 2027, current_date - 1, current_date + 30, now(), %(staff)s, now(), %(staff)s);
    INSERT INTO signing_eventdocument (event_id, kind, title, needed)
    SELECT max(id), kind, kind, 1 FROM signing_signingevent, unnest(%(kinds)s) kind GROUP BY kind;
    INSERT INTO signing_acoevent (event_id, aco_id, added_at)
    SELECT (SELECT max(id) FROM signing_signingevent), id, now()
    FROM contacts_aco WHERE aco_id LIKE 'A2____';
    SET session_replication_role = DEFAULT;"""
TYPES = list(NEEDED_TO_OPEN)
_KINDS = ["compliance", "cehrt", "dua", "participation_agreement", "incentives"]
_CLOSED = """
    UPDATE signing_acoevent SET opened_at = NULL;
    DELETE FROM notifications_notification WHERE kind = 'signing_event_opened';"""
# The rows alone that must come of it: each event's day, and a message for each signer.
_FLOOR = """
    UPDATE signing_acoevent SET opened_at = %(now)s;
    INSERT INTO notifications_notification (kind, person_id, address, data, created_at, on_screen,
        by_email, held, gather, due_at, attempts, failure)
    SELECT 'signing_event_opened', c.person_id, 'x@example.org', '{"said": "Open.", "url": "/"}',
        %(now)s, true, true, false, '', %(now)s, 0, ''
    FROM contacts_contact c JOIN contacts_heldtype h ON h.contact_id = c.id
    WHERE h.type = ANY(%(types)s) AND h.ended_at IS NULL;"""


def measure(acos: int, rounds: int) -> Result:
    """Open it for so many ACOs, with five documents."""
    values: dict[str, Any] = {
        "acos": acos,
        "staff": person(9905).pk,
        "types": TYPES,
        "kinds": _KINDS,
    }
    with connection.cursor() as cursor:
        cursor.execute(_PROGRAMME, values)
        cursor.execute("VACUUM ANALYZE")
    costs = alternate(open_all, bare, rounds=rounds, here=True, between=close)
    close()
    if (opened := open_ready()) != acos:
        raise AssertionError(f"It opened for {opened} of {acos} ACOs.")
    return Result(
        name="signing_open_500",
        ours=costs.ours.cpu * 1000,
        floor=costs.floor.cpu * 1000,
        unit="ms of CPU",
        note=f"{acos:,} ACOs, {len(_KINDS)} documents, {acos * len(TYPES):,} people told, in "
        f"{costs.ours.wall:.1f} s, {costs.wall_ratio:.2f} times the wait",
    )


def close() -> None:
    """As before it opened."""
    with connection.cursor() as cursor:
        cursor.execute(_CLOSED)


def bare() -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_FLOOR, {"now": timezone.now(), "types": TYPES})


def open_all() -> None:
    open_ready()
