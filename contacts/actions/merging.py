"""An ACO's contacts when two accounts of one person are merged (rules A3, A4, A17).

Whoever is a contact of an ACO with both accounts holds the types of both from then on, each once.
Only the two types of one family cannot come together, under whatever address of either: one of
them is ended first.
"""

from collections.abc import Callable, Iterable

from django.utils import timezone

from accounts.merging import Plan, Room
from accounts.models import Person
from contacts.actions.uniting import unite
from contacts.happening import tell_programs
from contacts.models import Aco, Contact, ContactAttestation, HeldType
from contacts.one_person import OnePerson, people_at
from contacts.rules import family_conflict, listed

DETAILS = ("title", "phone")
REASON = "Merged: the same person holds it with {}."

_more_acos: list[Callable[[Person, Person], Iterable[int]]] = []


def concern_acos(find: Callable[[Person, Person], Iterable[int]]) -> None:
    """For rooms above: the ACOs whose rows of theirs a merge touches, so that they are locked."""
    _more_acos.append(find)


def _lock(kept: Person, gone: Person) -> list[int]:
    concerned = set(
        Contact.objects.filter(person__in=[kept, gone]).values_list("aco_id", flat=True)
    )
    for find in _more_acos:
        concerned |= set(find(kept, gone))
    acos = Aco.objects.select_for_update(no_key=True).filter(pk__in=concerned).order_by("pk")
    return list(acos.values_list("pk", flat=True))


def _plan(kept: Person, gone: Person) -> Plan:
    plan = Plan()
    theirs = _active_by_aco(kept)
    for contact in _contacts(gone):
        codes = _active(contact)
        held = theirs.get(contact.aco_id, set())
        if conflict := _conflict(contact.aco, kept, gone):
            plan.conflicts.append(conflict)
        elif codes:
            twice = (
                f" ({kept.user_id} holds {listed(codes & held)} already)" if codes & held else ""
            )
            plan.moves.append(f"{contact.aco}: {listed(codes)}{twice}.")
        else:
            plan.moves.append(f"{contact.aco}: the record of contact types that have ended.")
    return plan


def _conflict(aco: Aco, kept: Person, gone: Person) -> str:
    """Why the two cannot be one person in the ACO; empty if they can (rule A3)."""
    people = people_at(aco.pk, [kept.email, gone.email])
    one, other = people[kept.email], people[gone.email]
    if not (conflict := family_conflict(one.codes | other.codes)):
        return ""
    return (
        f"In {aco}, {_said(gone, other)} and {_said(kept, one)}. {conflict} End one of the two "
        "first."
    )


def _said(account: Person, person: OnePerson) -> str:
    """`ana_park is CMS Liaison, and Other Contact under ana@old.example.org`."""
    here = person.held.get(account.email, frozenset())
    under = [
        f"{listed(one.codes)} under {one.email}" for one in person.under_others_than(account.email)
    ]
    return f"{account.user_id} is " + ", and ".join([*([listed(here)] if here else []), *under])


def _move(acting_person: Person, kept: Person, gone: Person) -> None:
    theirs = {contact.aco_id: contact for contact in _contacts(kept)}
    moving = _contacts(gone)
    tell_programs(contact.aco_id for contact in moving)
    for contact in moving:
        if contact.aco_id in theirs:
            _join(acting_person, theirs[contact.aco_id], contact, gone)
        else:
            contact.person = kept
            contact.save(update_fields=["person"])


def _join(acting_person: Person, kept: Contact, gone: Contact, account: Person) -> None:
    """The rows of one contact become those of the other, who is the same person's: and so is
    everyone who is known to be either.

    The emptied contact stays: what names it in the history still finds it.
    """
    gone.held_types.active().filter(type__in=_active(kept)).update(
        ended_at=timezone.now(),
        ended_by=acting_person,
        end_reason=REASON.format(kept.person.user_id),
    )
    unite(kept, gone)
    HeldType.objects.filter(contact=gone).update(contact=kept)
    ContactAttestation.objects.filter(contact=gone).update(contact=kept)
    blank = [name for name in DETAILS if getattr(gone, name) and not getattr(kept, name)]
    for name in blank:
        setattr(kept, name, getattr(gone, name))
    if blank:
        kept.save(update_fields=blank)


def _contacts(person: Person) -> list[Contact]:
    return list(
        Contact.objects.filter(person=person)
        .select_related("aco", "person")
        .prefetch_related("held_types")
        .order_by("aco__name", "pk")
    )


def _active(contact: Contact) -> set[str]:
    return {held.type for held in contact.held_types.all() if held.ended_at is None}


def _active_by_aco(person: Person) -> dict[int, set[str]]:
    return {contact.aco_id: _active(contact) for contact in _contacts(person)}


ROOM = Room(plan=_plan, move=_move, lock=_lock)
