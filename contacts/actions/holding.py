"""Who holds which contact type: giving, changing and ending."""

from collections.abc import Collection, Iterable

import pghistory
from django.db import transaction
from django.utils import timezone

from accounts.ending import access_ended
from accounts.models import Person
from accounts.queries import lock_unmerged
from accounts.staff import Duty
from contacts import notices
from contacts.access import held_now, require
from contacts.actions.acos import lock_aco
from contacts.errors import ContactError
from contacts.facts import NO_FACTS, Facts, attestations_for, refusal_without
from contacts.models import Aco, Contact, ContactAttestation, HeldType
from contacts.one_person import held_on_other_records
from contacts.permissions import Permission
from contacts.plans import plan_change
from contacts.queries import other_holders
from contacts.rules import family_conflict, listed, refusal_to_end
from contacts.types import in_order

REASON_NEEDED = "Say why, in a few words. The reason is kept with the record."


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
    facts: Facts = NO_FACTS,
) -> Contact:
    """Make `person` a contact of `aco` with the types `codes`, from now on.

    Types that the person holds already stay as they are. For a type that one person holds at a
    time, the present holder's ends in the same step (rule A4). Raises ContactError where rule A3
    forbids it or facts are missing (A18). Whoever calls this has seen to it that the types were
    rightly offered (A5, A6).
    """
    with pghistory.context(action="give contact types", acting_person=acting_person.pk):
        lock_aco(aco)
        if not lock_unmerged(person):
            raise ContactError("This account was merged into another one: sign in with that.")
        contact, _ = Contact.objects.get_or_create(aco=aco, person=person)
        held = set(contact.held_types.active().values_list("type", flat=True))
        if conflict := family_conflict(held | set(codes)):
            raise ContactError(f"{conflict} {person.full_name} already holds {listed(held)}.")
        details = {"title": title, "phone": phone}
        _set_details(contact, {name: value for name, value in details.items() if value})
        _give(acting_person, contact, set(codes) - held, given_by, facts)
    return contact


@transaction.atomic
def change_contact(
    *,
    acting_person: Person,
    contact: Contact,
    codes: Collection[str],
    title: str,
    phone: str,
    reason: str = "",
    facts: Facts = NO_FACTS,
) -> None:
    """Make `contact` hold exactly `codes`, with these details, from the next request on (A10).

    Raises Refused unless the acting person edits the ACO's contacts (A5), and ContactError where
    the plan is refused (A3, A6, A17), a fact is missing (A18), or types end without a reason.
    """
    with pghistory.context(action="change contact", acting_person=acting_person.pk, reason=reason):
        lock_aco(contact.aco)
        actor_holds = _require_editor(acting_person, contact.aco)
        held = set(contact.held_types.active().values_list("type", flat=True))
        plan = plan_change(
            actor_holds=actor_holds, held=held, wanted=codes, others=other_holders(contact)
        )
        if plan.refusal:
            raise ContactError(plan.refusal)
        if plan.lost and not reason.strip():
            raise ContactError(REASON_NEEDED)
        _set_details(contact, {"title": title, "phone": phone})
        gained, lost = [row.code for row in plan.gained], [row.code for row in plan.lost]
        _give(acting_person, contact, gained, acting_person, facts)
        ending = contact.held_types.active().filter(type__in=lost).select_related("contact__person")
        _end(acting_person, ending, reason)
        if gained and contact.person_id != acting_person.pk:
            notices.tell_given(contact, gained, acting_person)


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

    Sessions of someone who is left without any access end too. Raises Refused unless the acting
    person edits the ACO's contacts (A5), and ContactError where the ACO would be left without an
    administrator or a Security Official (A17), unless CMS staff are `overriding` with their
    reason; also when no reason is given or a type is not held.
    """
    if not reason.strip():
        raise ContactError(REASON_NEEDED)
    may_override = overriding and acting_person.may(Duty.OVERRIDE)
    with pghistory.context(
        action="override: end contact types" if may_override else "end contact types",
        acting_person=acting_person.pk,
        reason=reason,
    ):
        aco = contact.aco
        lock_aco(aco)
        if not may_override:
            _require_editor(acting_person, aco)
        active = list(HeldType.objects.active().filter(aco=aco).select_related("contact__person"))
        ending = [h for h in active if h.contact_id == contact.pk and h.type in codes]
        if not_held := set(codes) - {h.type for h in ending}:
            raise ContactError(f"{contact.person.full_name} does not hold {listed(not_held)} now.")
        remaining = [h.type for h in active if h not in ending]
        refusal = refusal_to_end({h.type for h in ending}, remaining)
        if refusal and not may_override:
            raise ContactError(refusal)
        _end(acting_person, ending, reason)


def _give(
    acting_person: Person,
    contact: Contact,
    codes: Collection[str],
    given_by: Person | None,
    facts: Facts,
) -> None:
    """Give types that the contact does not hold, with their facts, ending predecessors' (A4)."""
    if refusal := refusal_without(codes, facts):
        raise ContactError(refusal)
    elsewhere = held_on_other_records(contact)
    if conflict := family_conflict(elsewhere | set(codes)):
        raise ContactError(
            f"{conflict} {contact.person.full_name} is {listed(elsewhere)} under another e-mail "
            "address. Finish that change of address first."
        )
    rows = in_order(set(codes))
    single = [row.code for row in rows if row.single]
    if single:
        before = HeldType.objects.active().filter(aco_id=contact.aco_id, type__in=single)
        _end(
            acting_person,
            before.select_related("contact__person"),
            f"Handed over to {contact.person.full_name}.",
        )
    HeldType.objects.bulk_create(
        HeldType(contact=contact, aco_id=contact.aco_id, type=row.code, given_by=given_by)
        for row in rows
    )
    ContactAttestation.objects.bulk_create(
        ContactAttestation(
            contact=contact,
            type=row.code,
            attestation=one.code,
            statement=one.statement,
            attested_by=acting_person,
        )
        for row in rows
        for one in attestations_for([row.code])
    )
    if any(row.serves_the_public for row in rows):
        _set_details(
            contact, {"public_phone": facts.public_phone, "public_email": facts.public_email}
        )


def _end(acting_person: Person, ending: Iterable[HeldType], reason: str) -> None:
    """End held types, tell their holders and whoever listens for ends (A19)."""
    held = list(ending)
    if not held:
        return
    HeldType.objects.filter(pk__in=[h.pk for h in held]).update(
        ended_at=timezone.now(), ended_by=acting_person, end_reason=reason.strip()[:500]
    )
    contacts = {h.contact_id: h.contact for h in held}
    for contact in contacts.values():
        codes = [h.type for h in held if h.contact_id == contact.pk]
        if contact.person_id != acting_person.pk:
            notices.tell_ended(contact, codes, acting_person, reason)
        access_ended(
            acting_person=acting_person, person=contact.person, place=contact.aco, codes=codes
        )


def _set_details(contact: Contact, details: dict[str, str]) -> None:
    """Write the details that differ."""
    changed = [name for name, value in details.items() if getattr(contact, name) != value]
    for name in changed:
        setattr(contact, name, details[name])
    if changed:
        contact.save(update_fields=changed)


def _require_editor(person: Person, aco: Aco) -> frozenset[str]:
    """What `person` holds; Refused unless they edit the contacts of `aco` at this moment (A5)."""
    held = held_now(person.pk, aco.pk)
    if not held:
        raise ContactError("You are not a contact of this ACO.")
    require(held, Permission.CONTACTS_EDIT)
    return held
