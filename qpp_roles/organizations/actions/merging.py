"""The staged lines made rows: each step one statement over all of them, only for what differs.

Names of tables and columns here are our own; values come from the staging table, never as text.
"""

from dataclasses import dataclass

from django.db import OperationalError, connection, transaction

from acoms.loading.staging import Progress
from qpp_roles.organizations.errors import QppError
from qpp_roles.organizations.importing.counts import Counts, Merged
from qpp_roles.organizations.importing.rows import Record
from qpp_roles.organizations.importing.staging import TABLE
from qpp_roles.organizations.kinds import KINDS

# How a staged organization (s) is found among those that are here (o). Two forms, because the
# database joins millions only by equality.
_SAME = (
    "o.kind = 'practice' AND s.kind = 'practice' AND o.tin_hash = s.tin_hash",
    "o.kind = s.kind AND o.identifier = s.identifier AND s.identifier <> ''",
)
_PATIENCE = "5s"  # with another import
_UNNAMED = " ".join(f"WHEN '{kind.code}' THEN '{kind.unnamed}'" for kind in KINDS.values())
_SEARCHED = ("s.kind = 'practice'", "s.kind <> 'practice'")


def merge(*, complete_lists: bool, progress: Progress) -> Merged:
    """Bring the good staged lines into the tables, and give the others their reasons.

    With `complete_lists`, whoever has clinicians or members in the file has no others afterwards.
    """
    merged = Merged()
    progress("comparing organizations")
    _lock()
    _refuse_second_lines()
    _merge_organizations(merged.of[Record.ORGANIZATION])
    progress("comparing members and clinicians")
    for links in (_MEMBERS, _CLINICIANS, _SITE_CLINICIANS):
        links.merge(merged.of[links.record], complete_lists=complete_lists)
    _count_lines(merged)
    return merged


def _run(statement: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return int(cursor.rowcount)


def _lock() -> None:
    """No other import and no correction meanwhile; who connects or searches does not wait."""
    _run(f"SET LOCAL lock_timeout = '{_PATIENCE}'")
    try:
        with transaction.atomic():
            _run("LOCK TABLE qpp_roles_organizations_organization IN SHARE ROW EXCLUSIVE MODE")
    except OperationalError:
        raise QppError(
            "Another list is being loaded, or an organization corrected. Try again later."
        ) from None
    _run("SET LOCAL lock_timeout = 0")


def _refuse_second_lines() -> None:
    """An organization has one line: the second may contradict the first."""
    for searched, key in zip(_SEARCHED, ("tin_hash", "identifier"), strict=True):
        _run(
            f"""
            UPDATE {TABLE} s
            SET reason = 'The organization of this line stands on line ' || f.first || ' already.'
            FROM (
                SELECT s.kind, s.{key} AS key, min(s.line) AS first FROM {TABLE} s
                WHERE s.record = 'organization' AND s.reason = '' AND {searched}
                GROUP BY 1, 2 HAVING count(*) > 1
            ) f
            WHERE s.record = 'organization' AND s.reason = ''
            AND s.kind = f.kind AND s.{key} = f.key AND s.line > f.first
            """  # noqa: S608
        )


def _merge_organizations(counts: Counts) -> None:
    for same, searched in zip(_SAME, _SEARCHED, strict=True):
        counts.changed += _run(
            f"""
            UPDATE qpp_roles_organizations_organization o SET
                name = coalesce(nullif(s.name, ''), o.name),
                location = coalesce(nullif(s.location, ''), o.location),
                tin = CASE WHEN s.tin_hash IS DISTINCT FROM o.tin_hash AND s.tin <> ''
                    THEN s.tin ELSE o.tin END,
                tin_hash = coalesce(s.tin_hash, o.tin_hash)
            FROM {TABLE} s
            WHERE s.record = 'organization' AND s.reason = '' AND {same} AND (
                s.name NOT IN ('', o.name)
                OR s.location NOT IN ('', o.location)
                OR s.tin_hash IS NOT NULL AND s.tin_hash IS DISTINCT FROM o.tin_hash
            )
            """  # noqa: S608
        )
        counts.added += _run(
            f"""
            INSERT INTO qpp_roles_organizations_organization
                (kind, name, identifier, location, tin, tin_hash, created_at)
            SELECT s.kind, coalesce(nullif(s.name, ''), CASE s.kind {_UNNAMED} END), s.identifier,
                s.location, s.tin, s.tin_hash, now()
            FROM {TABLE} s
            WHERE s.record = 'organization' AND s.reason = '' AND {searched}
            AND NOT EXISTS (SELECT FROM qpp_roles_organizations_organization o WHERE {same})
            ORDER BY s.line
            """  # noqa: S608
        )


@dataclass(frozen=True, slots=True)
class _Links:
    """Lines that belong to a row: `place` finds it (o) for a line (s), and `unknown` is the reason
    where it does not. `columns` are of the lines, and of the table beside its `owner`."""

    record: Record
    table: str
    owner: str
    key: tuple[str, ...]
    columns: tuple[str, ...]
    place: str
    unknown: str
    inner: str = ""

    def merge(self, counts: Counts, *, complete_lists: bool) -> None:
        mine = f"s.record = '{self.record}' AND s.reason = ''"
        same = " AND ".join(f"t.{name} = s.{name}" for name in self.key)
        listed = f"t.{self.owner} = s.place AND {same}"
        _run(f"UPDATE {TABLE} s SET place = o.id FROM {self.place} AND {mine}")  # noqa: S608
        _run(f"UPDATE {TABLE} s SET reason = '{self.unknown}' WHERE {mine} AND s.place IS NULL")  # noqa: S608
        if complete_lists:
            counts.removed = self._remove(mine, listed)
        columns = ", ".join(self.columns)
        counts.added = _run(
            f"""
            INSERT INTO {self.table} ({self.owner}, {columns})
            SELECT DISTINCT ON (place, {", ".join(self.key)}) place, {columns} FROM {TABLE} s
            WHERE {mine} AND NOT EXISTS (SELECT FROM {self.table} t WHERE {listed})
            """  # noqa: S608
        )

    def _remove(self, mine: str, listed: str) -> int:
        gone = f"""
            t.{self.owner} IN (SELECT s.place FROM {TABLE} s WHERE {mine})
            AND NOT EXISTS (SELECT FROM {TABLE} s WHERE {mine} AND {listed})
        """  # noqa: S608
        if self.inner:
            of_gone = f"i.member_id = t.id AND {gone}"
            _run(f"DELETE FROM {self.inner} i USING {self.table} t WHERE {of_gone}")  # noqa: S608
        return _run(f"DELETE FROM {self.table} t WHERE {gone}")  # noqa: S608


_MEMBERS = _Links(
    Record.MEMBER,
    "qpp_roles_organizations_memberpractice",
    "organization_id",
    key=("tin_hash",),
    columns=("tin", "tin_hash"),
    place="qpp_roles_organizations_organization o "
    "WHERE o.kind = s.kind AND o.identifier = s.identifier",
    unknown="No organization of this kind and ID is here or in the file.",
    inner="qpp_roles_organizations_siteclinician",
)
_CLINICIANS = _Links(
    Record.CLINICIAN,
    "qpp_roles_organizations_clinician",
    "practice_id",
    key=("npi", "ptan"),
    columns=("npi", "ptan"),
    place="qpp_roles_organizations_organization o "
    "WHERE o.kind = 'practice' AND o.tin_hash = s.tin_hash",
    unknown="No practice with this TIN is here or in the file.",
)
_SITE_CLINICIANS = _Links(
    Record.SITE_CLINICIAN,
    "qpp_roles_organizations_siteclinician",
    "member_id",
    key=("npi",),
    columns=("npi",),
    place=(
        "qpp_roles_organizations_memberpractice o, qpp_roles_organizations_organization site "
        "WHERE site.id = o.organization_id AND site.kind = 'cpc_plus_site' "
        "AND site.identifier = s.identifier AND o.tin_hash = s.tin_hash"
    ),
    unknown="No Practice Site with this ID has a member practice with this TIN.",
)


def _count_lines(merged: Merged) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT record, count(*), count(*) FILTER (WHERE reason <> '') FROM {TABLE} GROUP BY 1"  # noqa: S608
        )
        for record, read, left_out in cursor.fetchall():
            if record is None:
                merged.unreadable = left_out
            else:
                merged.of[Record(record)].read = read
                merged.of[Record(record)].left_out = left_out
