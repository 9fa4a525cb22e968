"""Showing a TIN in full, which is recorded before anything is shown (rule E5)."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts import duties
from accounts.models import Person
from accounts.staff import Duty
from acoms.programme.tins import WithTin
from contacts.access import held_now, held_to_read, require
from contacts.models import Aco
from contacts.permissions import Permission
from participants.lists.errors import TinError
from participants.lists.models import TinShown, taken_by, whose_tin
from participants.lists.rules import MOST_TINS, TINS_WITHIN


@transaction.atomic
def show_tin(*, acting_person: Person, row: WithTin, aco: Aco | None = None) -> str:
    """The nine digits of any row's TIN: for a contact of `aco`, or without it for CMS staff.

    Raises Refused for
    whoever may not see TINs, and TinError where there is none or after too many in an hour.
    """
    row_aco = getattr(row, "aco_id", None)
    if aco is None:
        duties.require(acting_person, Duty.SEE_TINS)
    elif row_aco != aco.pk:
        raise ValueError("A contact of an ACO sees TINs of that ACO's rows only.")
    else:
        require(held_to_read(acting_person.pk, aco.pk), Permission.TINS_READ)
    if not row.tin:
        raise TinError("No TIN of this participant is on record.")
    Person.objects.select_for_update(no_key=True).get(pk=acting_person.pk)
    now = timezone.now()
    if shown_lately(acting_person, now - TINS_WITHIN) >= MOST_TINS:
        raise TinError(
            f"You have been shown {MOST_TINS} TINs in full within an hour, which is the limit. "
            "Try again later."
        )
    TinShown.objects.create(person=acting_person, aco_id=row_aco, of=whose_tin(row), shown_at=now)
    return str(row.tin)


@transaction.atomic
def show_tins(*, acting_person: int, aco: Aco, number: int, of: str, credentials: str) -> None:
    """Somebody's program, by the name of its `credentials`, is given TINs of an ACO's list in full:
    how many, `of` what.

    Raises Refused for whoever may not see TINs.
    """
    require(held_now(acting_person, aco.pk), Permission.TINS_READ)
    if number:
        TinShown.objects.create(
            person_id=acting_person,
            aco=aco,
            of=taken_by(f"{number:,} TINs of {of}", credentials),
            in_bulk=True,
        )


def shown_lately(person: Person, since: datetime) -> int:
    """How many TINs a person was shown one by one."""
    return TinShown.objects.filter(person=person, in_bulk=False, shown_at__gt=since).count()
