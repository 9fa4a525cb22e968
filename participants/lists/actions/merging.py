"""The staged participants made rows: each step one statement over all of them (rule C1).

A participant of a file is the one of the ACO's list with the same TIN on any of its days. Where the
file or the list has no TIN it is the one of the same name; the first of a name in the file is the
first of that name on the list, and so on. Names of tables and columns here are our own; values
come from the staging table, never as text.
"""

from datetime import date
from typing import Any

from django.db import connection

from participants.lists.importing.counts import Merged
from participants.lists.importing.rows import Layout
from participants.lists.importing.staging import TABLE

WANTED = "participants_wanted"
_FACTS = ("doing_business_as", "sole_proprietor", "primary_care", "merged_or_acquired")


def run(statement: str, **values: Any) -> int:
    """How many rows a statement was about."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values or None)
        return int(cursor.rowcount)


def merge_participants(layout: Layout, as_of: date, merged: Merged, *, end_missing: bool) -> None:
    """Bring the good staged participants into their lists, and give the others their reasons.

    `as_of` is the day from which they are on it, where the file does not say so.
    """
    _gather(as_of)
    if layout is Layout.LIST:
        _refuse_contradictions()
        _match_by_tin()
    _match_by_name(fill_in=layout is Layout.LIST)
    _refuse_what_cannot_go_in()
    if layout is Layout.PUBLIC:
        merged.missing = _missing(as_of, end=end_missing)
        merged.ended = end_missing
    merged.participants.changed = _update()
    merged.participants.added = _insert()
    merged.participants.read = run(f"SELECT FROM {WANTED} WHERE reason = ''")


def acos_of_file() -> list[int]:
    """The ACOs of the good lines."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT DISTINCT aco FROM {TABLE} WHERE reason = '' ORDER BY aco")  # noqa: S608
        return [aco for (aco,) in cursor.fetchall()]


def lock_acos() -> None:
    """Nobody else writes to the lists of the file's ACOs meanwhile."""
    run(
        f"""
        SELECT FROM contacts_aco a WHERE a.aco_id IN (SELECT aco_id FROM {TABLE})
        ORDER BY a.id FOR NO KEY UPDATE
        """  # noqa: S608
    )
    run(f"UPDATE {TABLE} s SET aco = a.id FROM contacts_aco a WHERE a.aco_id = s.aco_id")  # noqa: S608
    run(
        f"""
        UPDATE {TABLE} SET reason = 'No ACO has the ID ' || aco_id || '.'
        WHERE reason = '' AND aco IS NULL
        """  # noqa: S608
    )


def _gather(as_of: date) -> None:
    """One row for each participant of the file, known by its first line."""
    run(f"DROP TABLE IF EXISTS {WANTED}")
    run(
        f"""
        CREATE TEMP TABLE {WANTED} ON COMMIT DROP AS
        SELECT DISTINCT ON (aco, key, since)
            line, aco, tin, tin_hash, name, {", ".join(_FACTS)}, since, until,
            coalesce(since, %(as_of)s::date) AS begins,
            coalesce(until, 'infinity') AS ends,
            NULL::bigint AS participant, '' AS reason
        FROM (SELECT *, coalesce(tin_hash::text, line::text) AS key FROM {TABLE}) s
        WHERE reason = '' ORDER BY aco, key, since, line
        """,  # noqa: S608
        as_of=as_of,
    )
    run(f"CREATE UNIQUE INDEX ON {WANTED} (line)")
    run(f"ANALYZE {WANTED}")
    run(
        f"""
        UPDATE {TABLE} s SET wanted = w.line FROM {WANTED} w
        WHERE s.reason = '' AND s.aco = w.aco AND s.tin_hash = w.tin_hash
        AND coalesce(s.since, '-infinity') = coalesce(w.since, '-infinity')
        """  # noqa: S608
    )
    run(f"UPDATE {TABLE} SET wanted = line WHERE reason = '' AND tin_hash IS NULL")  # noqa: S608


def _refuse_contradictions() -> None:
    other = " OR ".join(
        f"s.{name} IS NOT NULL AND s.{name} IS DISTINCT FROM w.{name}"
        for name in (*_FACTS[1:], "until")
    )
    run(
        f"""
        UPDATE {TABLE} s SET reason = 'This line says otherwise about its participant than line '
            || w.line || '.'
        FROM {WANTED} w WHERE s.reason = '' AND s.wanted = w.line AND (
            s.name NOT IN ('', w.name) OR s.doing_business_as NOT IN ('', w.doing_business_as)
            OR {other})
        """  # noqa: S608
    )
    run(
        f"""
        UPDATE {WANTED} SET reason = 'It ends on ' || until || ', before ' || begins
            || ': say in “from” when it began.'
        WHERE ends < begins
        """  # noqa: S608
    )
    run(
        f"""
        UPDATE {WANTED} w SET reason = 'This TIN stands on line ' || f.other
            || ' already, with the same days or some of them.'
        FROM (
            SELECT line, lag(line) OVER days AS other, lag(ends) OVER days AS ended
            FROM {WANTED} WHERE reason = ''
            WINDOW days AS (PARTITION BY aco, tin_hash ORDER BY begins, line)
        ) f
        WHERE f.line = w.line AND f.ended > w.begins
        """  # noqa: S608
    )


def _match_by_tin() -> None:
    run(
        f"""
        WITH both_ AS (
            SELECT w.line, p.id, w.since IS NOT NULL OR w.until IS NOT NULL AS says_days,
                count(*) OVER (PARTITION BY w.line) AS many,
                row_number() OVER (PARTITION BY w.line ORDER BY p.effective_from) AS nth_of_line,
                row_number() OVER (PARTITION BY p.id ORDER BY w.begins) AS nth_of_row
            FROM {WANTED} w JOIN participants_lists_participant p
            ON p.aco_id = w.aco AND p.tin_hash = w.tin_hash
            AND p.effective_from < w.ends AND coalesce(p.effective_until, 'infinity') > w.begins
            AND p.effective_until IS DISTINCT FROM p.effective_from
            WHERE w.reason = ''
        )
        UPDATE {WANTED} w SET
            participant = CASE WHEN b.nth_of_row = 1 THEN b.id END,
            reason = CASE WHEN b.many > 1 AND b.says_days THEN
                'This TIN is on the list in ' || b.many || ' parts in these days. Correct them '
                'one by one in the admin.' ELSE '' END
        FROM both_ b WHERE b.line = w.line AND b.nth_of_line = 1
        """  # noqa: S608
    )


def _match_by_name(*, fill_in: bool) -> None:
    """The nth of a name on the list is the nth in the file. `fill_in`: only where no TIN is."""
    run(
        f"""
        WITH listed AS (
            SELECT p.id, p.aco_id, upper(p.legal_business_name) AS name, row_number() OVER (
                PARTITION BY p.aco_id, upper(p.legal_business_name)
                ORDER BY p.effective_from > w.begins, p.same_name, p.id) AS nth
            FROM participants_lists_participant p
            JOIN (SELECT aco, upper(name) AS name, min(begins) AS begins, max(ends) AS ends
                FROM {WANTED} WHERE reason = '' AND participant IS NULL AND name <> '' GROUP BY 1, 2
            ) w ON p.aco_id = w.aco AND upper(p.legal_business_name) = w.name
            AND p.effective_from < w.ends AND coalesce(p.effective_until, 'infinity') > w.begins
            AND p.effective_until IS DISTINCT FROM p.effective_from
            WHERE {"p.tin_hash IS NULL" if fill_in else "true"}
        ), named AS (
            SELECT line, aco, upper(name) AS name,
                row_number() OVER (PARTITION BY aco, upper(name) ORDER BY line) AS nth
            FROM {WANTED} WHERE reason = '' AND participant IS NULL AND name <> ''
        )
        UPDATE {WANTED} w SET participant = l.id FROM listed l, named n
        WHERE n.line = w.line AND l.aco_id = n.aco AND l.name = n.name AND l.nth = n.nth
        """  # noqa: S608
    )


def _refuse_what_cannot_go_in() -> None:
    run(
        f"""
        UPDATE {WANTED} SET reason = 'This TIN is not on the ACO''s list yet: say its legal '
            'business name on its first line.'
        WHERE reason = '' AND participant IS NULL AND name = ''
        """  # noqa: S608
    )
    run(
        f"""
        UPDATE {TABLE} s SET reason = w.reason FROM {WANTED} w
        WHERE s.wanted = w.line AND s.reason = '' AND w.reason <> ''
        """  # noqa: S608
    )


def _missing(as_of: date, *, end: bool) -> int:
    """Those of the public list whom it does not name any more; ended if that was asked for."""
    gone = f"""
        SELECT p.id FROM participants_lists_participant p
        WHERE p.tin_hash IS NULL AND p.aco_id IN (SELECT aco FROM {WANTED})
        AND p.effective_from <= %(as_of)s AND coalesce(p.effective_until, 'infinity') > %(as_of)s
        AND NOT EXISTS (SELECT FROM {WANTED} w WHERE w.participant = p.id)
    """  # noqa: S608
    if not end:
        return run(gone, as_of=as_of)
    run(
        f"""
        UPDATE participants_lists_providersupplier
        SET effective_until = greatest(effective_from, %(as_of)s)
        WHERE coalesce(effective_until, 'infinity') > %(as_of)s AND participant_id IN ({gone})
        """,  # noqa: S608
        as_of=as_of,
    )
    return run(
        f"""
        UPDATE participants_lists_participant SET effective_until = %(as_of)s WHERE id IN ({gone})
        """,  # noqa: S608
        as_of=as_of,
    )


def _update() -> int:
    """What the file says of those who are there: a cell left empty leaves what is known."""
    facts = {name: f"coalesce(w.{name}, p.{name})" for name in _FACTS[1:]}
    after = {
        "tin": "CASE WHEN w.tin_hash IS DISTINCT FROM p.tin_hash AND w.tin <> '' "
        "THEN w.tin ELSE p.tin END",
        "tin_hash": "coalesce(w.tin_hash, p.tin_hash)",
        # The public list knows names in capitals only, and has none for those found by it.
        "legal_business_name": "CASE WHEN w.name = '' OR upper(w.name) = "
        "upper(p.legal_business_name) THEN p.legal_business_name ELSE w.name END",
        "doing_business_as": "coalesce(nullif(w.doing_business_as, ''), p.doing_business_as)",
        **facts,
        "effective_from": f"coalesce(w.since, CASE WHEN {_BACK} THEN w.begins "
        "ELSE p.effective_from END)",
        "effective_until": "CASE WHEN w.since IS NULL AND w.until IS NULL "
        "THEN p.effective_until ELSE w.until END",
    }
    return run(
        f"""
        UPDATE participants_lists_participant p
        SET {", ".join(f"{name} = {value}" for name, value in after.items())}
        FROM {WANTED} w WHERE p.id = w.participant AND w.reason = '' AND (
            {" OR ".join(f"p.{name} IS DISTINCT FROM {value}" for name, value in after.items())})
        """  # noqa: S608
    )


# An earlier list names someone whom a later one brought in: they were there before, unless another
# row says what was then.
_BACK = """
    w.tin_hash IS NULL AND p.effective_from > w.begins AND NOT EXISTS (
        SELECT FROM participants_lists_participant o WHERE o.aco_id = p.aco_id AND o.id <> p.id
        AND o.effective_from < p.effective_from
        AND coalesce(o.effective_until, 'infinity') > w.begins
        AND (o.tin_hash = p.tin_hash OR upper(o.legal_business_name) = upper(p.legal_business_name)
            AND o.same_name = p.same_name))
"""


def _insert() -> int:
    added = run(
        f"""
        INSERT INTO participants_lists_participant (aco_id, tin, tin_hash, legal_business_name,
            same_name, doing_business_as, sole_proprietor, primary_care, merged_or_acquired,
            effective_from, effective_until)
        SELECT w.aco, w.tin, w.tin_hash, w.name,
            coalesce((SELECT max(p.same_name) FROM participants_lists_participant p
                WHERE p.aco_id = w.aco AND upper(p.legal_business_name) = upper(w.name)), 0)
            + row_number() OVER (PARTITION BY w.aco, upper(w.name) ORDER BY w.line),
            w.doing_business_as, coalesce(w.sole_proprietor, false),
            coalesce(w.primary_care, true), coalesce(w.merged_or_acquired, false),
            w.begins, w.until
        FROM {WANTED} w WHERE w.reason = '' AND w.participant IS NULL ORDER BY w.line
        """  # noqa: S608
    )
    run(
        f"""
        UPDATE {WANTED} w SET participant = p.id FROM participants_lists_participant p
        WHERE w.participant IS NULL AND w.reason = '' AND p.aco_id = w.aco
        AND p.tin_hash = w.tin_hash AND p.effective_from = w.begins
        """  # noqa: S608
    )
    return added
