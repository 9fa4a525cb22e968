"""Every write to ACOs, contacts and the types they hold.

Each action is one transaction, takes the ACO's row lock before it counts anything, and leaves its
history with the acting person (rule E3).
"""

from collections.abc import Collection
from typing import Any

import pghistory
from django.db import transaction
from django.utils import timezone

from accounts.models import Person
from contacts.access import held_now, require
from contacts.errors import ContactError
from contacts.models import Aco, Contact, HeldType
from contacts.permissions import Permission
from contacts.rules import family_conflict, listed, refusal_to_end
from contacts.types import in_order


def lock_aco(aco: Aco) -> None:
    """Serialize everything that counts an ACO's contacts, until the transaction ends."""
    Aco.objects.select_for_update(no_key=True).values_list("pk").get(pk=aco.pk)


@transaction.atomic
def save_aco(*, acting_person: Person, aco: Aco) -> Aco:
    """CMS staff create an ACO or correct what is known of it."""
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


@transaction.atomic
def give_types(
    *,
    acting_person: Person,
    aco: Aco,
    person: Person,
    codes: Collection[str],
    given_by: Person | None,
    title: str = "",
    phone: str = "",
) -> Contact:
    """Make `person` a contact of `aco` with the types `codes`, from now on.

    Types that the person holds already stay as they are. For a type that one person holds at a
    time, the present holder's ends in the same step (rule A4). Raises ContactError where rule A3
    forbids it. Whoever calls this has seen to it that the types were rightly offered (A5, A6).
    """
    with pghistory.context(action="give contact types", acting_person=acting_person.pk):
        lock_aco(aco)
        contact, _ = Contact.objects.get_or_create(aco=aco, person=person)
        held = set(contact.held_types.active().values_list("type", flat=True))
        if conflict := family_conflict(held | set(codes)):
            raise ContactError(f"{conflict} {person.full_name} already holds {listed(held)}.")
        details = {"title": title, "phone": phone}
        if changed := [name for name, value in details.items() if value]:
            for name in changed:
                setattr(contact, name, details[name])
            contact.save(update_fields=changed)
        new = [row for row in in_order(set(codes)) if row.code not in held]
        _end_predecessors(acting_person, aco, person, [row.code for row in new if row.single])
        HeldType.objects.bulk_create(
            HeldType(contact=contact, aco=aco, type=row.code, given_by=given_by) for row in new
        )
    return contact


def _end_predecessors(
    acting_person: Person, aco: Aco, successor: Person, codes: Collection[str]
) -> None:
    HeldType.objects.active().filter(aco=aco, type__in=codes).update(
        ended_at=timezone.now(),
        ended_by=acting_person,
        end_reason=f"Handed over to {successor.full_name}.",
    )


@transaction.atomic
def end_types(
    *,
    acting_person: Person,
    contact: Contact,
    codes: Collection[str],
    reason: str,
    overriding: bool = False,
) -> None:
    """End the types `codes` that `contact` holds, from now on, keeping the record (rule A19).

    Raises Refused unless the acting person edits the ACO's contacts (A5), and ContactError where
    the ACO would be left without an administrator or a Security Official (A17), unless CMS staff
    are `overriding` with their reason; also when no reason is given or a type is not held.
    """
    if not reason.strip():
        raise ContactError("Say why, in a few words. The reason is kept with the record.")
    with pghistory.context(
        action="end contact types", acting_person=acting_person.pk, reason=reason
    ):
        aco = contact.aco
        lock_aco(aco)
        may_override = overriding and acting_person.is_staff
        if not may_override:
            _require_editor(acting_person, aco)
        active = list(HeldType.objects.active().filter(aco=aco))
        ending = [h for h in active if h.contact_id == contact.pk and h.type in codes]
        if not_held := set(codes) - {h.type for h in ending}:
            raise ContactError(f"{contact.person.full_name} does not hold {listed(not_held)} now.")
        remaining = [h.type for h in active if h not in ending]
        refusal = refusal_to_end({h.type for h in ending}, remaining)
        if refusal and not may_override:
            raise ContactError(refusal)
        HeldType.objects.filter(pk__in=[h.pk for h in ending]).update(
            ended_at=timezone.now(), ended_by=acting_person, end_reason=reason.strip()[:500]
        )


def _require_editor(person: Person, aco: Aco) -> None:
    """Raise Refused unless `person` edits the contacts of `aco` at this moment (rule A5)."""
    held = held_now(person.pk, aco.pk)
    if not held:
        raise ContactError("You are not a contact of this ACO.")
    require(held, Permission.CONTACTS_EDIT)
