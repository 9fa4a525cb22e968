"""Every write of a HARP import: its file, and what it brings in (rule B4).

An import is one transaction with its history and its mails (rule E3): it is whole or it is not.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time

import pghistory
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.actions import ProvenPerson, create_proven_people
from accounts.duties import require
from accounts.models import Person
from accounts.staff import Duty
from acoms.once.shown import CHANGED
from contacts.actions import Gift, give_types_to_many
from contacts.models import Aco
from qpp_roles.harp import notices
from qpp_roles.harp.judging import Judged, Outcome, counts, fingerprint, judge
from qpp_roles.harp.models import HarpImport
from qpp_roles.harp.reading import HarpRow, read_text
from qpp_roles.harp.report import report_text
from qpp_roles.organizations.errors import QppError
from qpp_roles.organizations.kinds import Role

PROOFED_BY = "HARP"
WAITED_TOO_LONG = "This file waited longer than 24 hours and was deleted. Upload it again."


class HarpRefused(QppError):
    """Nothing was imported, and the text says why. `judged` are the rows as they stood then."""

    def __init__(self, message: str, judged: Sequence[Judged] = ()) -> None:
        super().__init__(message)
        self.judged = judged


@dataclass(frozen=True, slots=True)
class How:
    """What whoever imports has chosen. `shown` is the fingerprint of what they were shown, if
    they were shown something; `confirmed` the HARP user IDs that they confirmed one by one."""

    all_or_nothing: bool = False
    confirmed: frozenset[str] = frozenset()
    mail: bool = True
    shown: str = ""


@transaction.atomic
def prepare_harp_import(*, acting_person: Person, source: str, text: str) -> HarpImport:
    """Keep a file, encrypted and for 24 hours at most, to be looked at. Nothing is imported.

    Raises Refused for what the acting person's role does not include, and UnreadableFile.
    """
    require(acting_person, Duty.IMPORT_HARP)
    read_text(text, timezone.localdate())
    with pghistory.context(action="read HARP file", acting_person=acting_person.pk):
        return HarpImport.objects.create(
            source=source[:200], content=text, created_by=acting_person
        )


def look_at_text(
    *, acting_person: Person, text: str, confirmed: frozenset[str] = frozenset()
) -> list[Judged]:
    """What an import of this text would do now, keeping nothing. Raises HarpRefused, Refused,
    UnreadableFile."""
    require(acting_person, Duty.IMPORT_HARP)
    rows = read_text(text, timezone.localdate())
    _must_be_there(confirmed, rows)
    return judge(rows, confirmed=confirmed)


def look_at(harp_import: HarpImport) -> list[Judged]:
    """What an import would do now. Raises HarpRefused for one that is done or over."""
    return judge(_rows(harp_import))


def run_harp_import(
    *, acting_person: Person, harp_import: HarpImport, how: How = How()
) -> list[Judged]:
    """Bring in what `look_at` shows: accounts, roles as contact types, a mail to each person, and
    word to the administrators of each ACO.

    The good rows go in, or with `all_or_nothing` all or none. Raises HarpRefused where nothing
    was done, and Refused.
    """
    require(acting_person, Duty.IMPORT_HARP)
    try:
        with (
            transaction.atomic(),
            pghistory.context(action="import HARP accounts", acting_person=acting_person.pk),
        ):
            return _run(acting_person, harp_import, how)
    except IntegrityError as error:
        raise HarpRefused(
            "Somebody took one of the user IDs or addresses at this very moment. Nothing was "
            "imported. Import the file again."
        ) from error


def _run(acting_person: Person, harp_import: HarpImport, how: How) -> list[Judged]:
    # The lock makes a second submit wait, and find the import done.
    current = HarpImport.objects.select_for_update().filter(pk=harp_import.pk).first()
    if current is None:
        raise HarpRefused(WAITED_TOO_LONG)
    rows = _rows(current)
    _must_be_there(how.confirmed, rows)
    judged = judge(rows, lock=True)
    if how.shown and fingerprint(judged) != how.shown:
        raise HarpRefused(CHANGED, judged)
    if how.confirmed:
        judged = judge(rows, lock=True, confirmed=how.confirmed)
    if how.all_or_nothing and any(one.outcome.left_out for one in judged):
        raise HarpRefused(
            "Some lines were refused or not confirmed, so nothing was imported.", _held_back(judged)
        )
    done = _with_accounts(judged)
    gifts = _gifts(done)
    give_types_to_many(
        acting_person=acting_person,
        gifts=[
            Gift(aco.pk, person.pk, role.contact_type)
            for person, roles in gifts.items()
            for role, aco in roles
        ],
    )
    if how.mail:
        notices.tell_people(gifts)
    notices.tell_administrators(gifts, mail=how.mail)
    _finish(current, done)
    return done


def _must_be_there(confirmed: frozenset[str], rows: Sequence[HarpRow]) -> None:
    """Nobody confirms someone who is not in the list: it may be a slip of the pen for another."""
    if strangers := sorted(confirmed - {row.user_id for row in rows if not row.problem}):
        raise HarpRefused(
            f"No good line of the list has the user ID {', '.join(strangers)}, so nothing was "
            "imported."
        )


def _held_back(judged: Sequence[Judged]) -> list[Judged]:
    """The rows as they stand where others kept them from being imported."""
    reason = "Another line was refused or not confirmed."
    return [
        replace(one, outcome=Outcome.HELD_BACK, reason=reason) if one.outcome.gives else one
        for one in judged
    ]


def _rows(harp_import: HarpImport) -> list[HarpRow]:
    if harp_import.finished_at is not None:
        raise HarpRefused("This file was imported already.")
    if harp_import.is_over:
        raise HarpRefused(WAITED_TOO_LONG)
    return read_text(harp_import.content, timezone.localdate())


def _with_accounts(judged: Sequence[Judged]) -> list[Judged]:
    """The rows with the accounts of everyone who had none, made now."""
    new = {one.row.user_id: one.row for one in judged if one.outcome is Outcome.CREATED}
    people = create_proven_people(
        proofed_by=PROOFED_BY,
        people=[
            ProvenPerson(
                user_id=row.user_id,
                email=row.email,
                first_name=row.first_name,
                last_name=row.last_name,
                proofed_at=_beginning_of(row.proofed_on),
            )
            for row in new.values()
        ],
    )
    made = {person.user_id: person for person in people}
    return [
        replace(one, person=made[one.row.user_id])
        if one.outcome.gives and one.person is None
        else one
        for one in judged
    ]


def _beginning_of(day: date | None) -> datetime:
    """HARP tells the day; here it counts from its beginning in Eastern Time."""
    assert day is not None  # of a row that is not refused
    return timezone.make_aware(datetime.combine(day, time()))


def _gifts(judged: Sequence[Judged]) -> dict[Person, list[tuple[Role, Aco]]]:
    gifts: defaultdict[Person, list[tuple[Role, Aco]]] = defaultdict(list)
    for one in judged:
        if one.outcome.gives:
            assert one.person
            assert one.aco
            assert one.row.role
            gifts[one.person].append((one.row.role, one.aco))
    return gifts


def _finish(harp_import: HarpImport, judged: Sequence[Judged]) -> None:
    found = counts(judged)
    harp_import.finished_at = timezone.now()
    harp_import.content = ""
    harp_import.report = report_text(judged)
    harp_import.accounts_created = found[Outcome.CREATED]
    harp_import.roles_given = found[Outcome.CREATED] + found[Outcome.GIVEN]
    harp_import.unchanged = found[Outcome.UNCHANGED]
    harp_import.ended = found[Outcome.ENDED]
    harp_import.refused = found[Outcome.REFUSED] + found[Outcome.UNCLEAR]
    harp_import.save()


@transaction.atomic
def forget_unconfirmed_imports() -> int:
    """Delete files that nobody confirmed in 24 hours: they name people. Returns how many."""
    with pghistory.context(action="forget HARP file"):
        deleted, _ = HarpImport.objects.over(timezone.now()).delete()
    return int(deleted)
