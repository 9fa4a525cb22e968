"""What screening asks the database: one statement for each reason, for a whole programme (rule C5).

Source: 42 CFR 425.306. All dates are Eastern, and every `until` is exclusive. `[marks]` stand for
tables and for parts that statements share. Parameters: `today`, `now`, and `changes`, the keys of
change requests, or NULL for the programme.
"""

import re
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db import connection
from stdnum import luhn

from acoms.programme.identifiers import NPI_PREFIX
from acoms.programme.vocabulary import complete
from contacts.models import Aco
from participants.changes.models import ChangeProvider, ChangeRequest
from participants.lists.models import Participant, ProviderSupplier
from participants.screening.models.findings import EnrolmentAnswer, Finding
from participants.screening.models.lists import (
    DeactivatedNpi,
    InitiativeParticipant,
    Sanction,
    SanctionWaiver,
)
from participants.screening.rules import Reason
from participants.years.models import FeedbackCycle

_PARTS = {
    "aco": Aco._meta.db_table,
    "participant": Participant._meta.db_table,
    "provider": ProviderSupplier._meta.db_table,
    "change": ChangeRequest._meta.db_table,
    "cycle": FeedbackCycle._meta.db_table,
    "change provider": ChangeProvider._meta.db_table,
    "finding": Finding._meta.db_table,
    "deactivation": DeactivatedNpi._meta.db_table,
    "sanction": Sanction._meta.db_table,
    "waiver": SanctionWaiver._meta.db_table,
    "initiative": InitiativeParticipant._meta.db_table,
    "enrolment": EnrolmentAnswer._meta.db_table,
    # As participants.changes.models.WITH_CMS.
    "with cms": """
        submitted_at IS NOT NULL AND decided_at IS NULL AND withdrawn_at IS NULL
        AND (returned_at IS NULL OR submitted_at > returned_at)""",
    "screened change": """
        [with cms] AND (%(changes)s::bigint[] IS NULL OR c.id = ANY(%(changes)s))""",
    # Days that are over, and days that end as they begin, are not screened.
    "screened participant": """
        %(changes)s::bigint[] IS NULL AND (p.effective_until IS NULL
            OR p.effective_until > %(today)s AND p.effective_until > p.effective_from)""",
    # As participants.changes.days.effective_day: January 1 of the year of its cycle (rule C3).
    "joins": """make_date(greatest(
        extract(year FROM c.first_submitted_at AT TIME ZONE %(zone)s)::int + 1,
        coalesce((SELECT y.performance_year_id FROM [cycle] y WHERE y.id = c.cycle_id),
                 extract(year FROM c.submitted_at AT TIME ZONE %(zone)s)::int + 1)), 1, 1)""",
    "tins": """
        SELECT NULL::bigint AS change_id, p.id AS participant_id, p.aco_id, p.tin_hash,
               p.primary_care, daterange(p.effective_from, p.effective_until) AS days,
               p.legal_business_name AS name
        FROM [participant] p WHERE p.tin_hash IS NOT NULL AND [screened participant]
        UNION ALL
        SELECT c.id, NULL, c.aco_id, c.tin_hash, c.primary_care, daterange([joins], NULL),
               c.legal_business_name
        FROM [change] c WHERE c.tin_hash IS NOT NULL AND [screened change]""",
    "npis": """
        SELECT NULL::bigint AS change_id, p.id AS participant_id, s.npi
        FROM [provider] s JOIN [participant] p ON p.id = s.participant_id
        WHERE [screened participant] AND (s.effective_until IS NULL
            OR s.effective_until > %(today)s AND s.effective_until > s.effective_from)
        UNION ALL
        SELECT c.id, NULL, n.npi
        FROM [change provider] n JOIN [change] c ON c.id = n.change_id
        WHERE c.kind <> 'remove_providers' AND [screened change]""",
    # All of the programme, whatever is screened now: with what a screened TIN may collide.
    "others": """
        SELECT p.aco_id, p.tin_hash, p.primary_care, false AS asked,
               daterange(p.effective_from, p.effective_until) AS days
        FROM [participant] p WHERE p.tin_hash IS NOT NULL
            AND (p.effective_until IS NULL OR p.effective_until > %(today)s)
        UNION ALL
        SELECT c.aco_id, c.tin_hash, c.primary_care, true, daterange([joins], NULL)
        FROM [change] c WHERE c.tin_hash IS NOT NULL AND [with cms]""",
    # As acoms.programme.identifiers.read_npi; the checksum is taken two digits by two.
    "npi is valid": f"""
        CASE WHEN npi <> '' AND npi !~ '[^0-9]' THEN
            npi::bigint BETWEEN 1000000000 AND 2999999999
            AND ({luhn.checksum(NPI_PREFIX + "0" * 10)}
                + ([luhn])[1 + npi::bigint %% 100]
                + ([luhn])[1 + npi::bigint / 100 %% 100]
                + ([luhn])[1 + npi::bigint / 10000 %% 100]
                + ([luhn])[1 + npi::bigint / 1000000 %% 100]
                + ([luhn])[1 + npi::bigint / 100000000]) %% 10 = 0
        ELSE false END""",
    "luhn": f"'{{{','.join(str(luhn.checksum(f'{n:02}')) for n in range(100))}}}'::int[]",
    "standing sanctions": """
        SELECT s.tin_hash, s.npi, s.of_official, jsonb_strip_nulls(jsonb_build_object(
            'reason', s.reason, 'from', s.starts_on, 'until', s.reinstated_on)) AS sanction
        FROM [sanction] s
        WHERE s.starts_on <= %(today)s
          AND (s.reinstated_on IS NULL OR %(today)s < s.reinstated_on)
          AND NOT EXISTS (
            SELECT 1 FROM [waiver] w
            WHERE coalesce(w.tin_hash::text, w.npi) = coalesce(s.tin_hash::text, s.npi)
              AND w.starts_on <= %(today)s AND (w.until IS NULL OR %(today)s < w.until))""",
    "all": "jsonb_build_object('sanctions', jsonb_agg(DISTINCT sanction))",
    # As acoms.text.folding.in_one_word.
    "our name": "replace(replace(acoms_folded(name), ' and ', ' '), ' ', '')",
    "their name": "replace(replace(acoms_folded(e.legal_business_name), ' and ', ' '), ' ', '')",
    "changes tins": "('add_participant', 'merged_tin', 'remove_participant')",
}

# For each reason (change_id, participant_id, npi, facts) of whatever is found, in this order.
_CHECKS: dict[Reason, str] = {
    Reason.BAD_NPI: """
        SELECT change_id, participant_id, npi, CASE WHEN d.since IS NULL
            THEN '{"invalid": true}' ELSE jsonb_build_object('deactivated_on', d.since) END
        FROM ([npis]) screened
        LEFT JOIN (
            SELECT npi, min(deactivated_on) AS since FROM [deactivation]
            WHERE deactivated_on <= %(today)s
              AND (reactivated_on IS NULL OR %(today)s < reactivated_on)
            GROUP BY npi) d USING (npi)
        WHERE d.since IS NOT NULL OR NOT ([npi is valid])""",
    Reason.NO_APPROVED_ENROLLMENT: """
        SELECT change_id, participant_id, '' AS npi, jsonb_build_object('status', e.status)
        FROM ([tins]) screened JOIN [enrolment] e USING (tin_hash) WHERE e.status <> 'approved'
        UNION ALL
        SELECT change_id, participant_id, screened.npi, jsonb_build_object('status', e.status)
        FROM ([npis]) screened JOIN [enrolment] e USING (npi) WHERE e.status <> 'approved'""",
    Reason.ORG_MED_SANCTIONS: """
        SELECT change_id, participant_id, '' AS npi, [all]
        FROM ([tins]) screened JOIN ([standing sanctions]) s USING (tin_hash)
        WHERE NOT of_official GROUP BY change_id, participant_id""",
    Reason.AO_MED_SANCTIONS: """
        SELECT change_id, participant_id, '' AS npi, [all]
        FROM ([tins]) screened JOIN ([standing sanctions]) s USING (tin_hash)
        WHERE of_official GROUP BY change_id, participant_id""",
    Reason.PROVIDER_MED_SANCTIONS: """
        SELECT change_id, participant_id, npi, [all]
        FROM ([npis]) screened JOIN ([standing sanctions]) s USING (npi)
        WHERE npi <> ''  -- as of a TIN's sanctions
        GROUP BY change_id, participant_id, npi""",
    # Nothing is found about a list because another ACO asks for one of its TINs. A list
    # keeps its days when the agreement of its ACO ends: those after it do not count (rule J4).
    Reason.OVERLAP_ACO: """
        SELECT change_id, participant_id, '' AS npi, jsonb_build_object('with', jsonb_agg(
            jsonb_strip_nulls(jsonb_build_object(
                'aco', aco.aco_id, 'from', lower(o.days), 'until', upper(o.days),
                'asked', CASE WHEN o.asked THEN true END))
            ORDER BY aco.aco_id, lower(o.days)))
        FROM ([tins]) screened
        JOIN ([others]) o ON o.tin_hash = screened.tin_hash AND o.aco_id <> screened.aco_id
            AND (o.primary_care OR screened.primary_care)
            AND NOT (o.asked AND screened.change_id IS NULL)
        JOIN [aco] aco ON aco.id = o.aco_id
        JOIN [aco] own ON own.id = screened.aco_id
        WHERE o.days * screened.days && daterange(NULL, least(aco.ends_on, own.ends_on), '[]')
          AND coalesce(least(aco.ends_on, own.ends_on) >= %(today)s, true)
        GROUP BY change_id, participant_id""",
    Reason.OVERLAP_INITIATIVE: """
        SELECT change_id, participant_id, '' AS npi, jsonb_build_object('with', jsonb_agg(
            jsonb_strip_nulls(jsonb_build_object(
                'initiative', i.initiative, 'from', i.starts_on, 'until', i.until))
            ORDER BY i.initiative, i.starts_on))
        FROM ([tins]) screened
        JOIN [initiative] i ON i.tin_hash = screened.tin_hash
            AND daterange(i.starts_on, i.until) && screened.days
            AND (i.until IS NULL OR i.until > %(today)s)
            AND (i.primary_care OR screened.primary_care)
        GROUP BY change_id, participant_id""",
    Reason.OTHER_NAME: """
        SELECT change_id, participant_id, '' AS npi,
               jsonb_build_object('pecos', e.legal_business_name, 'ours', name)
        FROM ([tins]) screened JOIN [enrolment] e USING (tin_hash)
        WHERE e.legal_business_name <> ''
          AND [our name] <> [their name]""",
    Reason.SINGLE_TIN: """
        SELECT c.id, NULL::bigint, '' AS npi, jsonb_build_object('before', before, 'after', after)
        FROM [change] c
        CROSS JOIN LATERAL (
            SELECT count(*) AS before FROM [participant] p
            WHERE p.aco_id = c.aco_id AND p.effective_from <= %(today)s
              AND (p.effective_until IS NULL OR p.effective_until > %(today)s)) listed
        CROSS JOIN LATERAL (
            SELECT greatest(0, before + sum(
                CASE WHEN a.kind = 'remove_participant' THEN -1 ELSE 1 END)) AS after
            FROM [change] a
            WHERE a.aco_id = c.aco_id AND a.kind IN [changes tins] AND [with cms]) asked
        WHERE c.kind IN [changes tins] AND [screened change]
          AND ((before = 1) <> (after = 1) OR after = 0)""",
}
complete(Reason, _CHECKS)

# What stands already with the same facts is not touched; with other facts its waiver ends.
_RECORD = """
    WITH found (change_id, participant_id, npi, facts) AS MATERIALIZED (
        SELECT DISTINCT ON (change_id, participant_id, npi) change_id, participant_id, npi, facts
        FROM ([check]) AS found (change_id, participant_id, npi, facts)),
    gone AS (
        UPDATE [finding] f SET resolved_at = %(now)s
        WHERE f.reason = %(reason)s AND f.resolved_at IS NULL
          AND (f.participant_id IS NOT NULL AND %(changes)s::bigint[] IS NULL
               OR EXISTS (SELECT 1 FROM [change] c WHERE c.id = f.change_id AND [screened change]))
          AND NOT EXISTS (
            SELECT 1 FROM found x
            WHERE coalesce(x.change_id, 0) = coalesce(f.change_id, 0)
              AND coalesce(x.participant_id, 0) = coalesce(f.participant_id, 0) AND x.npi = f.npi)
        RETURNING 1),
    fresh AS (
        INSERT INTO [finding] AS f (reason, change_id, participant_id, npi, facts, found_at,
                                    waiver_reason, resolution)
        SELECT %(reason)s, x.change_id, x.participant_id, x.npi, x.facts, %(now)s, '', ''
        FROM found x
        WHERE NOT EXISTS (
            SELECT 1 FROM [finding] s
            WHERE s.reason = %(reason)s AND s.resolved_at IS NULL AND s.facts = x.facts
              AND coalesce(x.change_id, 0) = coalesce(s.change_id, 0)
              AND coalesce(x.participant_id, 0) = coalesce(s.participant_id, 0) AND x.npi = s.npi)
        ON CONFLICT (change_id, participant_id, npi, reason) WHERE resolved_at IS NULL
        DO UPDATE SET facts = excluded.facts, waived_at = NULL, waived_by_id = NULL,
                      waiver_reason = '', waived_until = NULL
        RETURNING xmax = 0 AS is_new)
    SELECT (SELECT count(*) FROM fresh WHERE is_new), (SELECT count(*) FROM gone)"""

# Whose identifiers PECOS has all answered about since `fresh`, and which was not sent meanwhile.
_SCREENED = """
    UPDATE [change] c SET screened_at = %(now)s
    WHERE [screened change] AND submitted_at <= %(now)s
      AND (screened_at IS NULL OR screened_at < submitted_at)
      AND (c.tin_hash IS NULL OR EXISTS (
        SELECT 1 FROM [enrolment] e WHERE e.tin_hash = c.tin_hash AND e.checked_at >= %(fresh)s))
      AND (c.kind = 'remove_providers' OR NOT EXISTS (
        SELECT 1 FROM [change provider] n
        LEFT JOIN [enrolment] e ON e.npi = n.npi AND e.checked_at >= %(fresh)s
        WHERE n.change_id = c.id AND e.id IS NULL))"""


def _whole(sql: str, parts: Mapping[str, str] = _PARTS) -> str:
    """The statement with what its marks stand for."""
    while (marked := re.sub(r"\[([a-z][a-z ]+)\]", lambda mark: parts[mark[1]], sql)) != sql:
        sql = marked
    return sql


FOUND = {reason: _whole(check) for reason, check in _CHECKS.items()}
_RECORDED = {reason: _whole(_RECORD, {**_PARTS, "check": sql}) for reason, sql in FOUND.items()}
_MARKED = _whole(_SCREENED)


def record_found(reason: Reason, **parameters: Any) -> tuple[int, int]:
    """Write down what a check finds, and end what it does not find any more: both counted."""
    with connection.cursor() as cursor:
        cursor.execute(_RECORDED[reason], with_zone(parameters) | {"reason": reason.value})
        found, gone = cursor.fetchone()
    return found, gone


def mark_screened(**parameters: Any) -> int:
    """Say of the change requests of which everything was checked that they are screened."""
    with connection.cursor() as cursor:
        cursor.execute(_MARKED, with_zone(parameters))
        return int(cursor.rowcount)


def with_zone(parameters: dict[str, Any]) -> dict[str, Any]:
    """The parameters of any of these statements: in what zone a year begins, too."""
    return {**parameters, "zone": settings.TIME_ZONE}
