"""Writes to ACOs themselves, and the lock that everything about their contacts takes."""

from collections.abc import Collection
from typing import Any

import pghistory
from django.db import transaction

from accounts.duties import require
from accounts.models import Person
from accounts.staff import Duty
from acoms.database.prepared import Prepared
from contacts.models import Aco


def lock_aco(aco: Aco) -> None:
    """Serialize everything that counts an ACO's contacts, until the transaction ends."""
    if not _LOCK.rows(aco=aco.pk):
        raise Aco.DoesNotExist(f"ACO {aco.pk} is gone")


_LOCK = Prepared(
    lambda aco: Aco.objects.filter(pk=aco).order_by().select_for_update(no_key=True).values("pk"),
    aco=int,
)


@transaction.atomic
def save_aco(*, acting_person: Person, aco: Aco) -> Aco:
    """CMS staff create an ACO or correct what is known of it.

    Raises Refused for what the acting person's role does not include.
    """
    require(acting_person, Duty.MANAGE_ACOS)
    with pghistory.context(action="save ACO", acting_person=acting_person.pk):
        aco.save()
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
