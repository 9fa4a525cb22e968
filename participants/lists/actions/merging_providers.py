"""The staged providers/suppliers made rows, under the participants that are there by now (C1)."""

from datetime import date

import pgtrigger
from django.db import connection

from acoms.loading.staging import Progress
from participants.lists.actions.merging import WANTED, run
from participants.lists.facts import DESCRIBING
from participants.lists.importing.counts import Merged
from participants.lists.importing.staging import TABLE
from participants.lists.models import ProviderSupplier

_BILLING = "participants_billing"
LOT = 50_000  # lines


def merge_providers(as_of: date, merged: Merged, progress: Progress) -> None:
    """Bring the good staged providers into their lists, and give the others their reasons.

    One without days of its own is on the list as long as its participant, from the day that the
    file says of that, or from `as_of`.
    """
    _end_with_their_participants()
    _gather(as_of)
    _refuse_days()
    _match()
    run(
        f"""
        UPDATE {TABLE} s SET reason = b.reason FROM {_BILLING} b
        WHERE s.line = b.line AND b.reason <> ''
        """  # noqa: S608
    )
    merged.providers.changed = _update()
    merged.providers.added = _insert(progress)
    merged.providers.read = run(f"SELECT FROM {_BILLING} WHERE reason = ''")


def _end_with_their_participants() -> None:
    run(
        f"""
        UPDATE participants_lists_providersupplier q
        SET effective_until = greatest(p.effective_until, q.effective_from)
        FROM {WANTED} w JOIN participants_lists_participant p ON p.id = w.participant
        WHERE q.participant_id = p.id AND w.reason = ''
        AND coalesce(q.effective_until, 'infinity') > p.effective_until
        AND q.effective_until IS DISTINCT FROM q.effective_from
        """  # noqa: S608
    )


def _gather(as_of: date) -> None:
    run(f"DROP TABLE IF EXISTS {_BILLING}")
    run(
        f"""
        CREATE TEMP TABLE {_BILLING} ON COMMIT DROP AS
        SELECT s.line, p.id AS participant, s.npi, s.provider_name AS name, s.ccn, s.ptan,
            s.specialty, s.provider_since AS since, s.provider_until AS until,
            coalesce(s.provider_since, s.since, greatest(p.effective_from, %(as_of)s)) AS begins,
            coalesce(s.provider_until, p.effective_until, 'infinity') AS ends,
            p.effective_from AS first, coalesce(p.effective_until, 'infinity') AS last,
            NULL::bigint AS provider, '' AS reason
        FROM {TABLE} s JOIN {WANTED} w ON w.line = s.wanted
        JOIN participants_lists_participant p ON p.id = w.participant
        WHERE s.reason = '' AND s.npi <> ''
        """,  # noqa: S608
        as_of=as_of,
    )
    run(f"CREATE INDEX ON {_BILLING} (line)")
    run(f"ANALYZE {_BILLING}")


def _refuse_days() -> None:
    run(
        f"""
        UPDATE {_BILLING} SET reason = 'The days of this provider/supplier are not all within '
            'those of its participant.'
        WHERE begins < first OR ends > last OR begins > ends
        """  # noqa: S608
    )
    run(
        f"""
        UPDATE {_BILLING} b SET reason = 'This NPI stands under the same participant on line '
            || f.other || ' already, with the same days or some of them.'
        FROM (
            SELECT line, lag(line) OVER days AS other, lag(ends) OVER days AS ended
            FROM {_BILLING} WHERE reason = ''
            WINDOW days AS (PARTITION BY participant, npi ORDER BY begins, line)
        ) f
        WHERE f.line = b.line AND f.ended > b.begins
        """  # noqa: S608
    )


def _match() -> None:
    run(
        f"""
        WITH both_ AS (
            SELECT b.line, q.id, b.since IS NOT NULL OR b.until IS NOT NULL AS says_days,
                count(*) OVER (PARTITION BY b.line) AS many,
                row_number() OVER (PARTITION BY b.line ORDER BY q.effective_from) AS nth_of_line,
                row_number() OVER (PARTITION BY q.id ORDER BY b.begins) AS nth_of_row
            FROM {_BILLING} b JOIN participants_lists_providersupplier q
            ON q.participant_id = b.participant AND q.npi = b.npi
            AND q.effective_from < b.ends AND coalesce(q.effective_until, 'infinity') > b.begins
            AND q.effective_until IS DISTINCT FROM q.effective_from
            WHERE b.reason = ''
        )
        UPDATE {_BILLING} t SET
            provider = CASE WHEN b.nth_of_row = 1 THEN b.id END,
            reason = CASE WHEN b.many > 1 AND b.says_days THEN
                'This NPI is on the list in ' || b.many || ' parts in these days. Correct them '
                'one by one in the admin.' ELSE '' END
        FROM both_ b WHERE b.line = t.line AND b.nth_of_line = 1
        """  # noqa: S608
    )


def _update() -> int:
    after = {name: f"coalesce(nullif(b.{name}, ''), q.{name})" for name in DESCRIBING}
    after["effective_from"] = "coalesce(b.since, q.effective_from)"
    after["effective_until"] = (
        "CASE WHEN b.since IS NULL AND b.until IS NULL THEN q.effective_until "
        "ELSE nullif(b.ends, 'infinity') END"
    )
    return run(
        f"""
        UPDATE participants_lists_providersupplier q
        SET {", ".join(f"{name} = {value}" for name, value in after.items())}
        FROM {_BILLING} b WHERE q.id = b.provider AND b.reason = '' AND (
            {" OR ".join(f"q.{name} IS DISTINCT FROM {value}" for name, value in after.items())})
        """  # noqa: S608
    )


def _insert(progress: Progress) -> int:
    """Some at a time, so that it is told how far it is.

    The history is written in one go for each lot, as its trigger would row by row.
    """
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT coalesce(max(line), 0) FROM {_BILLING}")  # noqa: S608
        (last,) = cursor.fetchone()
    added = 0
    with pgtrigger.ignore(f"{ProviderSupplier._meta.label}:insert_insert"):
        for first in range(0, last + 1, LOT):
            with connection.cursor() as cursor:  # named parameters would not go with the trigger's
                cursor.execute(_INSERT, [first, first + LOT])
                added += cursor.rowcount
            if last > LOT:
                progress(f"{added:,} new providers/suppliers written")
    return added


_COLUMNS = [str(field.column) for field in ProviderSupplier._meta.concrete_fields]
_INSERT = f"""
    WITH added AS (
        INSERT INTO participants_lists_providersupplier
            (participant_id, npi, {", ".join(DESCRIBING)}, effective_from, effective_until)
        SELECT b.participant, b.npi, {", ".join(f"b.{name}" for name in DESCRIBING)}, b.begins,
            nullif(b.ends, 'infinity')
        FROM {_BILLING} b WHERE b.reason = '' AND b.provider IS NULL
        AND b.line >= %s AND b.line < %s ORDER BY b.line
        RETURNING {", ".join(_COLUMNS)}
    )
    INSERT INTO participants_lists_providersupplierevent
        ({", ".join(_COLUMNS)}, pgh_created_at, pgh_label, pgh_obj_id, pgh_context_id)
    SELECT {", ".join(_COLUMNS)}, now(), 'insert', id, (SELECT _pgh_attach_context()) FROM added
"""  # noqa: S608
