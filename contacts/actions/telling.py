"""Telling all administrators of an ACO what changed among them and the signers (rule A5)."""

from collections.abc import Collection, Iterable

from accounts.models import Person
from contacts import notices
from contacts.changes import Change
from contacts.models import Aco
from contacts.queries import administrators_of
from contacts.rules import WATCHED


def administrators_before(aco: Aco, codes: Iterable[str]) -> list[Person]:
    """Who administers the ACO before a change of `codes`, if it is one of which they hear."""
    return [] if WATCHED.isdisjoint(codes) else administrators_of(aco)


def tell_of_change(
    aco: Aco,
    change: Change,
    *,
    before: Iterable[Person],
    how: str,
    reason: str = "",
    told: Collection[int] = (),
) -> None:
    """Tell everyone who administered the ACO before the change or does so now, each once.

    `told` are the ids of people who hear of it in words of their own.
    """
    if not change.concerns_administrators:
        return
    people = {person.pk: person for person in (*before, *administrators_of(aco))}
    notices.tell_administrators(
        aco,
        [person for pk, person in people.items() if pk not in told],
        change.lines,
        how,
        reason,
        self_given=change.is_self_given,
    )
