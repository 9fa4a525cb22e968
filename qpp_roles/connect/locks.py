"""The lock that failed tries have brought about: whose it is, and until when (rule D6)."""

from dataclasses import dataclass
from datetime import datetime

from qpp_roles.connect.models import ValidationTry, ValidationTryQuerySet
from qpp_roles.connect.validation import TRIES_AT_PLACE, locked_until


@dataclass(frozen=True, slots=True)
class Lock:
    """Until when no try is taken: of one person at an organization, or of everybody."""

    until: datetime
    of_everybody: bool


def lock_of(tried: ValidationTry, now: datetime) -> Lock | None:
    """The lock that holds now for whoever made this try, where they made it; one query."""
    counted = _at_the_same_place(tried).counted(now)
    tries = list(counted.values_list("person", "tried_at"))
    everybodys = [moment for _, moment in tries]
    own = [moment for who, moment in tries if who == tried.person_id]
    until = locked_until(own, everybodys)
    return Lock(until, len(everybodys) >= TRIES_AT_PLACE) if until else None


def tries_behind(tried: ValidationTry, lock: Lock, now: datetime) -> ValidationTryQuerySet:
    """The tries that count towards a lock: one person's, or everybody's at the organization."""
    counted = _at_the_same_place(tried).counted(now)
    return counted if lock.of_everybody else counted.filter(person=tried.person_id)


def _at_the_same_place(tried: ValidationTry) -> ValidationTryQuerySet:
    return ValidationTry.objects.filter(organization=tried.organization_id, aco=tried.aco_id)
