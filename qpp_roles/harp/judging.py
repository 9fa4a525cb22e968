"""What becomes of each row of a HARP file: asked for a preview, and again by the import itself.

All rows are judged together, in the same four queries for ten thousand of them as for one (B4).
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db.models import Q

from accounts.models import Person
from acoms.once import shown
from acoms.programme.clock import day_in_words
from acoms.text.names import Name, alike, as_sentence
from contacts.models import Aco, HeldType
from qpp_roles.harp.reading import HarpRow
from qpp_roles.organizations.kinds import ROLE_OF_CONTACT_TYPE


class Outcome(StrEnum):
    """What happens to a row; the value is the word in the report."""

    CREATED = "account created, role given"
    GIVEN = "role given"
    UNCHANGED = "as it was"
    ENDED = "ended here, not given again"
    UNCLEAR = "not confirmed"  # says of an account here what is not so here; somebody has to look
    REFUSED = "refused"
    HELD_BACK = "not imported"  # good, where all or none was to be imported, and it was none

    @property
    def gives(self) -> bool:
        return self in (Outcome.CREATED, Outcome.GIVEN)

    @property
    def left_out(self) -> bool:
        return self in (Outcome.UNCLEAR, Outcome.REFUSED)


@dataclass(frozen=True, slots=True)
class Judged:
    """A row, what happens to it, why or what else to know; and the account and ACO it is about.

    `person` is None for an account that is to be created, and both are for a refused row. Of an
    unclear row it is the account that the row contradicts.
    """

    row: HarpRow
    outcome: Outcome
    reason: str = ""
    person: Person | None = None
    aco: Aco | None = None


@dataclass(frozen=True, slots=True)
class _Known:
    """What the database knows about what a file names. `ended` says when and by whom."""

    by_user_id: Mapping[str, Person]
    by_email: Mapping[str, Person]
    acos: Mapping[str, Aco]
    active: frozenset[tuple[int, int, str]]
    ended: Mapping[tuple[int, int, str], str]


def judge(
    rows: Sequence[HarpRow], *, confirmed: Collection[str] = (), lock: bool = False
) -> list[Judged]:
    """What would happen to each row now. With `lock`, inside a transaction: what will happen,
    because the ACOs and the people are locked, in this order, until it ends.

    `confirmed` are HARP user IDs of which somebody has found out that the account here is the same
    person's, although address or name are others.
    """
    known = _known([row for row in rows if not row.problem], lock)
    first: dict[tuple[int | str, str, str], int] = {}
    created: set[str] = set()
    found = []
    for row in rows:
        judged = _judge(row, known, row.user_id in confirmed)
        if judged.outcome.gives:
            assert row.role
            who = judged.person.pk if judged.person else row.user_id
            line = first.setdefault((who, row.aco_id, row.role), row.line)
            if line != row.line:
                judged = Judged(row, Outcome.UNCHANGED, f"Line {line} says the same.")
            elif judged.person is None and row.user_id in created:
                judged = Judged(row, Outcome.GIVEN, judged.reason, None, judged.aco)
            elif judged.person is None:
                created.add(row.user_id)
        found.append(judged)
    return found


def counts(judged: Iterable[Judged]) -> Counter[Outcome]:
    return Counter(one.outcome for one in judged)


def fingerprint(judged: Iterable[Judged]) -> str:
    """A short text that is another one as soon as anything else would happen.

    The page's button carries it, so that nobody confirms what they have not been shown.
    """
    return shown.fingerprint(
        {"the lines": [(one.row.line, one.outcome.value, one.reason) for one in judged]}
    )


def _known(rows: Sequence[HarpRow], lock: bool) -> _Known:
    acos = Aco.objects.filter(aco_id__in={row.aco_id for row in rows}).order_by("pk")
    people = Person.objects.filter(
        Q(user_id__in={row.user_id for row in rows}) | Q(email__in={row.email for row in rows})
    ).order_by("pk")
    if lock:  # as `contacts.actions.lock_acos` and `accounts.queries.lock_unmerged` do
        acos = acos.select_for_update(no_key=True)
        people = people.select_for_update(no_key=True)
    by_aco_id = {aco.aco_id: aco for aco in acos}
    everyone = list(people)
    held = HeldType.objects.filter(
        aco__in=by_aco_id.values(),
        contact__person__in=everyone,
        type__in=list(ROLE_OF_CONTACT_TYPE),
    ).order_by("ended_at")
    active, ended = set(), {}
    for aco, person, code, at, first_name, last_name in held.values_list(
        "aco_id",
        "contact__person_id",
        "type",
        "ended_at",
        "ended_by__first_name",
        "ended_by__last_name",
    ):
        if at is None:
            active.add((aco, person, code))
        else:
            ended[aco, person, code] = _said(at, first_name, last_name)
    return _Known(
        {person.user_id: person for person in everyone},
        {person.email: person for person in everyone},
        by_aco_id,
        frozenset(active),
        ended,
    )


def _said(at: datetime, first_name: str | None, last_name: str | None) -> str:
    by = f" by {Name(first_name or '', last_name).full}" if last_name else ""
    return f"Ended on {day_in_words(at)}{by}. An administrator may send a new invitation."


def _judge(row: HarpRow, known: _Known, confirmed: bool) -> Judged:
    """One row by itself, as if it were the only one."""
    if row.problem:
        return Judged(row, Outcome.REFUSED, row.problem)
    aco = known.acos.get(row.aco_id)
    if aco is None:
        return Judged(
            row, Outcome.REFUSED, f"ACO-MS knows no ACO {row.aco_id}. Load the ACO first."
        )
    person, refusal = _match(row, known)
    if refusal:
        return Judged(row, Outcome.REFUSED, refusal)
    if person is None:
        return Judged(row, Outcome.CREATED, aco=aco)
    contradiction = _contradiction(row, person)
    if contradiction and not confirmed:
        return Judged(row, Outcome.UNCLEAR, contradiction, person, aco)
    assert row.role
    key = (aco.pk, person.pk, row.role.contact_type)
    if key in known.active:
        return Judged(row, Outcome.UNCHANGED, "", person, aco)
    if key in known.ended:
        return Judged(row, Outcome.ENDED, known.ended[key], person, aco)
    return Judged(row, Outcome.GIVEN, _remark(row, person, contradiction), person, aco)


def _match(row: HarpRow, known: _Known) -> tuple[Person | None, str]:
    """The account of the row's person (None: there is none yet), or why that cannot be told."""
    by_user_id = known.by_user_id.get(row.user_id)
    by_email = known.by_email.get(row.email)
    if by_user_id and by_email and by_user_id.pk != by_email.pk:
        return None, (
            f"The user ID {row.user_id} and the address {row.email} belong to two accounts here. "
            "Find out whether they are one person's, and merge them first."
        )
    person = by_email or by_user_id
    if person is None:
        return None, ""
    if by_email is None and not _has_name(row, person):
        return None, (
            f"The user ID {row.user_id} belongs to someone else here, with another name and "
            "another e-mail address."
        )
    return (None, refusal) if (refusal := _refusal_of(person)) else (person, "")


def _has_name(row: HarpRow, person: Person) -> bool:
    return alike(Name(row.first_name, row.last_name), person.name)


def _contradiction(row: HarpRow, person: Person) -> str:
    """What the row says of an account here that is not so here: someone else may have the user ID,
    or the address now."""
    account = f"The account {person.user_id} here"
    if person.email != row.email:
        return f"{account} has another e-mail address, {person.email}."
    if not _has_name(row, person):
        return as_sentence(
            f"{account} has this e-mail address and another name, {person.full_name}"
        )
    return ""


def _refusal_of(person: Person) -> str:
    if person.merged_into_id is not None:
        return f"The account {person.user_id} was merged into another one. Use that one's user ID."
    if not person.is_active:
        return f"The account {person.user_id} is closed."
    if person.is_staff:
        return f"The account {person.user_id} is one of CMS staff, who have no role in an ACO."
    return ""


def _remark(row: HarpRow, person: Person, contradiction: str) -> str:
    """What else to know of an account that was here before; it stays as it is."""
    remarks = [f"Confirmed to be the same person. {contradiction}"] if contradiction else []
    if person.user_id != row.user_id:
        remarks.append(f"Signs in as {person.user_id}, the user ID of this address here.")
    if person.proofed_at is None:
        remarks.append("Proves their identity at the next sign-in.")
    return " ".join(remarks)
