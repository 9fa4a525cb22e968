"""CMS staff lift a lock of the validation of a first Security Official, with a reason (rule D6)."""

import pghistory
from django.db import transaction
from django.utils import timezone

from accounts.duties import require
from accounts.models import Person
from accounts.staff import Duty
from qpp_roles.connect.locks import lock_of, tries_behind
from qpp_roles.connect.models import ValidationTry
from qpp_roles.organizations.errors import QppError
from qpp_roles.roles.actions.deciding import REASON_NEEDED
from qpp_roles.roles.places import lock_place


@transaction.atomic
def lift_lock(*, acting_person: Person, tried: ValidationTry, reason: str) -> int:
    """End the lock that `tried` is a part of: its tries count no more, and the next one is taken
    at once. They stay on record. Returns how many there were.

    Raises Refused for what the acting person's role does not include, and QppError: without a
    reason, and where nothing is locked.
    """
    require(acting_person, Duty.MANAGE_QPP_ROLES)
    if not (reason := reason.strip()[:500]):
        raise QppError(REASON_NEEDED)
    with pghistory.context(
        action="lift lock of validation", acting_person=acting_person.pk, reason=reason
    ):
        lock_place(tried.place)
        now = timezone.now()
        lock = lock_of(tried, now)
        if lock is None:
            raise QppError("Nothing is locked here any more: they can try again right away.")
        if tried.person_id == acting_person.pk:
            raise QppError("Nobody lifts a lock of their own. Ask someone else of CMS staff.")
        lifted: int = tries_behind(tried, lock, now).update(
            lifted_at=now, lifted_by=acting_person, lift_reason=reason
        )
    return lifted
