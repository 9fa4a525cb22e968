"""Writes to ACOs themselves, and the lock that everything about their contacts takes."""

from collections.abc import Collection
from typing import Any

import pghistory
from django.db import transaction

from accounts.duties import require
from accounts.models import Person
from accounts.staff import Duty
from acoms.access import Refused
from acoms.database.prepared import Prepared
from contacts.access import refusal_of_ended
from contacts.models import Aco

FIELDS = (
    "aco_id",
    "name",
    "service_area",
    "agreement_period",
    "initial_start_date",
    "agreement_start_date",
    "track",
    "basic_level",
    "high_revenue",
    "website",
)


def lock_aco(aco: Aco) -> None:
    """Serialize everything that counts an ACO's contacts, until the transaction ends.

    Raises Refused where its agreement is over: whatever writes for an ACO comes by here, so that
    none can forget it (rule J4).
    """
    if not lock_aco_even_ended(aco):
        raise Refused(refusal_of_ended(aco))


def lock_aco_even_ended(aco: Aco) -> bool:
    """The same lock for what goes on after the end, such as publishing files; whether the agreement
    runs."""
    found = _LOCK.rows(aco=aco.pk)
    if not found:
        raise Aco.DoesNotExist(f"ACO {aco.pk} is gone")
    aco.ends_on = found[0]["ends_on"]
    return not aco.has_ended


_LOCK = Prepared(
    lambda aco: (
        Aco.objects.filter(pk=aco).order_by().select_for_update(no_key=True).values("pk", "ends_on")
    ),
    aco=int,
)


@transaction.atomic
def save_aco(*, acting_person: Person, aco: Aco) -> Aco:
    """CMS staff create an ACO or correct what is known of it.

    Raises Refused for what the acting person's role does not include.
    """
    require(acting_person, Duty.MANAGE_ACOS)
    with pghistory.context(action="save ACO", acting_person=acting_person.pk):
        # What CMS staff record of its end is not this page's.
        aco.save(update_fields=FIELDS if aco.pk else None)
    return aco


def load_acos(*, acting: str, rows: Collection[dict[str, Any]]) -> tuple[int, int]:
    """Create or update ACOs from `rows` of Aco fields; returns (created, changed).

    A row that says what the database has already is left alone. `acting` names the import in the
    history.
    """
    created = changed = 0
    with transaction.atomic(), pghistory.context(action=acting):
        known = {aco.aco_id: aco for aco in Aco.objects.select_for_update(no_key=True)}
        fresh = []
        for row in rows:
            aco = known.get(row["aco_id"])
            if aco is None:
                fresh.append(Aco(**row))
            elif different := [name for name, value in row.items() if getattr(aco, name) != value]:
                for name in different:
                    setattr(aco, name, row[name])
                aco.save(update_fields=different)
                changed += 1
        created = len(Aco.objects.bulk_create(fresh))
    return created, changed
