"""A file of HARP accounts and their roles, taken apart into rows; pure Python (rule B4).

CSV in UTF-8, one role of one person in one ACO a line; headings in any order and letter case.
What a line itself shows to be wrong is said here; what the database knows, in `judging`.
"""

import io
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from accounts.rules import problem_with_user_id
from acoms.loading.reading import BadLine, UnreadableFile, read_cell, table_of
from acoms.loading.tally import settle, tallied
from acoms.programme import identifiers
from acoms.programme.dates import read_day
from acoms.text.email_addresses import normalize_email, problem_with_email
from acoms.text.names import Name, UnreadableName, read_name
from qpp_roles.organizations.kinds import Role

COLUMNS = {
    "user_id": "HARP user ID",
    "email": "E-mail",
    "first_name": "First name",
    "last_name": "Last name",
    "aco_id": "ACO ID",
    "role": "Role",
    "proofed_on": "Date of identity proofing",
}
EXAMPLE = (
    "jo.chen",
    "jo.chen@example.org",
    "Jo",
    "Chen",
    "A4321",
    "Security Official",
    "2020-03-31",
)
_NAMES = {column: (label, column) for column, label in COLUMNS.items()}
_ROLES = {role.label.casefold(): role for role in Role}
# Other organizations that HARP knows. What looks like one of them is said to be one.
_NOT_AN_ACO = (
    (identifiers.read_next_generation_id, "a Next Generation ACO"),
    (identifiers.read_practice_site_id, "a CPC+ Practice Site"),
    (identifiers.read_vendor_id, "a registry"),
    (identifiers.read_tin, "a practice"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class HarpRow:
    """One line: who, in the one spelling of ID and address, and which role where.

    `problem` is why it cannot be taken; then the other fields are as typed, or empty.
    """

    line: int
    user_id: str = ""
    email: str = ""
    first_name: str = ""
    last_name: str = ""
    aco_id: str = ""
    role: Role | None = None
    proofed_on: date | None = None
    problem: str = ""

    @property
    def role_label(self) -> str:
        return self.role.label if self.role else ""


def read_text(text: str, today: date) -> list[HarpRow]:
    """The rows of a file's text; `today` is the Eastern date. Raises UnreadableFile."""
    table = table_of(io.StringIO(text, newline=""), _NAMES, COLUMNS)
    with tallied():
        rows = [_row(row, today) for row in table.rows]
        settle(read=len(rows), left_out=0)  # each is judged, and left out there
    if not rows:
        raise UnreadableFile("Below the headings there is no line.")
    return _without_contradictions(rows)


def _row(row: tuple[int, dict[str, str]] | BadLine, today: date) -> HarpRow:
    if isinstance(row, BadLine):
        return HarpRow(line=row.line, problem=row.reason)
    line, typed = row
    try:
        user_id, email = _user_id(typed["user_id"], typed["email"]), _email(typed["email"])
        name = _name(typed["first_name"], typed["last_name"])
        return HarpRow(
            line=line,
            user_id=user_id,
            email=email,
            first_name=name.first,
            last_name=name.last,
            aco_id=_aco_id(typed["aco_id"]),
            role=_role(typed["role"]),
            proofed_on=_proofed_on(typed["proofed_on"], today),
        )
    except ValueError as error:
        return HarpRow(
            line=line,
            user_id=typed["user_id"],
            aco_id=_shown(typed["aco_id"]),
            problem=str(error),
        )


def _user_id(typed: str, email: str) -> str:
    if problem := problem_with_user_id(typed, normalize_email(email)):
        raise ValueError(problem)
    return typed.lower()


def _email(typed: str) -> str:
    if problem := problem_with_email(typed):
        raise ValueError(problem)
    return normalize_email(typed)


def _name(first: str, last: str) -> Name:
    """A name of one word may stand in either column."""
    try:
        return read_name(first, last)
    except UnreadableName as error:
        raise ValueError(f"{COLUMNS[error.field]}: {error}") from None


def _aco_id(typed: str) -> str:
    """An ACO's ID. What belongs to another kind of organization is refused as that (B4, B5)."""
    try:
        return identifiers.read_aco_id(typed)
    except ValueError as error:
        for read, kind in _NOT_AN_ACO:
            if _reads(read, typed):
                raise ValueError(
                    f"{_shown(typed)} is the ID of {kind}. Only roles in Shared Savings Program "
                    "ACOs are imported; people of other organizations ask for theirs on Manage "
                    "Access."
                ) from None
        raise ValueError(f"{typed or 'ACO ID'}: {error}") from None


def _shown(typed: str) -> str:
    """What a report repeats of a cell: a TIN that slipped in only in part."""
    return identifiers.masked_tin(typed) if _reads(identifiers.read_tin, typed) else typed


def _reads(read: Callable[[str], str], typed: str) -> bool:
    try:
        read(typed)
    except ValueError:
        return False
    return True


def _role(typed: str) -> Role:
    role = _ROLES.get(typed.casefold().removeprefix("qpp "))
    if role is None:
        labels = " or ".join(role.label for role in Role)
        raise ValueError(f"{typed or 'Role'}: a role is {labels}.")
    return role


def _proofed_on(typed: str, today: date) -> date:
    """When HARP proved the identity, as 2020-03-31 or 03/31/2020."""
    day = read_cell(COLUMNS["proofed_on"], typed, read_day)
    if day > today:
        raise ValueError(f"{typed}: the date of identity proofing is in the future.")
    return day


def _without_contradictions(rows: Sequence[HarpRow]) -> list[HarpRow]:
    """The rows, those refused that say different things of one person: all of them, because
    nobody can tell which is right (E2)."""
    good = [row for row in rows if not row.problem]
    problems: dict[int, str] = {}
    for what, key, said in (
        ("this e-mail address has another user ID", _by_email, _by_user_id),
        ("this user ID has another e-mail address", _by_user_id, _by_email),
        ("this user ID has another name", _by_user_id, _by_name),
        ("this user ID has another date of identity proofing", _by_user_id, _by_day),
    ):
        for line, other in _contradictions(good, key, said):
            problems.setdefault(line, f"On line {other} {what}.")
    return [replace(row, problem=problems.get(row.line, row.problem)) for row in rows]


def _by_email(row: HarpRow) -> object:
    return row.email


def _by_user_id(row: HarpRow) -> object:
    return row.user_id


def _by_name(row: HarpRow) -> object:
    return row.first_name.casefold(), row.last_name.casefold()


def _by_day(row: HarpRow) -> object:
    return row.proofed_on


def _contradictions(
    rows: Iterable[HarpRow], key: Callable[[HarpRow], object], said: Callable[[HarpRow], object]
) -> Iterator[tuple[int, int]]:
    """Lines whose `said` differs from another's of the same `key`, with that other line."""
    lines: defaultdict[object, dict[object, list[int]]] = defaultdict(dict)
    for row in rows:
        lines[key(row)].setdefault(said(row), []).append(row.line)
    for versions in lines.values():
        firsts = [numbers[0] for numbers in versions.values()]
        for place, numbers in enumerate(versions.values()):
            if len(firsts) > 1:
                other = firsts[0] if place else firsts[1]
                yield from ((number, other) for number in numbers)
