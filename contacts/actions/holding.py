"""Who holds which contact type: giving, changing and ending."""

from collections.abc import Collection, Iterable

import pghistory
from django.db import transaction

from accounts.models import Person
from accounts.queries import lock_unmerged
from accounts.staff import Duty
from acoms.once.done import AlreadyDone, bears_repeating
from acoms.once.shown import refusal_of_change
from acoms.text.names import as_sentence
from contacts import notices
from contacts.access import held_now, require
from contacts.actions.acos import lock_aco
from contacts.actions.ending import end_held
from contacts.actions.stating import hold, keep_statements
from contacts.actions.telling import administrators_before, tell_of_change
from contacts.actions.uniting import unite
from contacts.changes import Change
from contacts.confirmation import ask_for_confirmation, confirmation_needed
from contacts.errors import ContactError
from contacts.facts import NO_FACTS, Facts, refusal_without
from contacts.happening import tell_programs
from contacts.models import Aco, Contact, HeldType
from contacts.one_person import (
    accounts_counted_as_one,
    held_or_offered_elsewhere,
    held_under_other_addresses,
    person_at,
)
from contacts.permissions import Permission
from contacts.plans import plan_change
from contacts.previews import shown_of_change, shown_of_end
from contacts.queries import has_ended, other_holders
from contacts.rules import (
    family_conflict,
    listed,
    refusal_of_one_person,
    refusal_to_edit_back,
    refusal_to_end,
    refusal_to_give_oneself,
)
from contacts.succession import left_behind, settle
from contacts.types import ADMIN_CODES, in_order

REASON_NEEDED = "Enter a reason. We keep it with the record."


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
    also: Contact | None = None,
) -> Contact:
    """Make `person` a contact of `aco` with the types `codes`, from now on.

    `also` is another contact of the ACO, who is the same person from now on, and whose types carry
    over (rule A11). Types that the person holds already stay as they are. For a type that one
    person holds at a time, the present holder's ends in the same step (rule A4). Raises
    ContactError where rule A3 forbids it, facts are missing (A18), or somebody gives themselves
    powers (A5), which what carries over is not. Whoever calls this has seen to it that the types
    were rightly offered (A5, A6). All administrators but `given_by`, whom the caller tells, hear of
    a change among them and the signers.
    """
    with pghistory.context(action="give contact types", acting_person=acting_person.pk):
        lock_aco(aco)
        if not lock_unmerged(person):
            raise ContactError("This account was merged into another one: sign in with that.")
        own = given_by is not None and also is None and _is_own(aco, given_by, person)
        if own and (refusal := refusal_to_give_oneself(codes)):
            raise ContactError(refusal)
        contact, _ = Contact.objects.get_or_create(aco=aco, person=person)
        if also is not None:
            _be_one_person(also, contact, codes)
        held = set(contact.held_types.active().values_list("type", flat=True))
        if conflict := family_conflict(held | set(codes)):
            raise ContactError(f"{conflict} {person.full_name} already holds {listed(held)}.")
        details = {"title": title, "phone": phone}
        _set_details(contact, {name: value for name, value in details.items() if value})
        before = administrators_before(aco, codes)
        gained = set(codes) - held
        handed = _give(acting_person, contact, gained, given_by, facts)
        if given_by is not None:
            tell_of_change(
                aco,
                Change(name=person.full_name, gained=gained, handed=_names(handed), own=own),
                before=before,
                how=as_sentence(f"Invited by {given_by.full_name}"),
                told={person.pk, given_by.pk, *(h.contact.person_id for h in handed)},
            )
    return contact


def _is_own(aco: Aco, giver: Person, receiver: Person) -> bool:
    """Whether the two are one person in the ACO, or said to be, under whichever accounts (A5)."""
    return receiver.pk in accounts_counted_as_one(aco.pk, giver.pk)


def _names(handed: Iterable[HeldType]) -> dict[str, str]:
    """Who handed over each type, by full name."""
    return {held.type: held.contact.person.full_name for held in handed}


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
    shown: str | None = None,
    heir: Person | None = None,
) -> None:
    """Make `contact` hold exactly `codes`, with these details, from the next request on (A10).

    Types that a signer confirms first are offered once that is done (A5). `shown` is the
    fingerprint of what the acting person was shown (`shown_of_change`). `heir` takes over the open
    invitations that the contact can stand for no longer; without one they are withdrawn (A5).

    Raises Refused unless the acting person edits the ACO's contacts (A5), and ContactError where
    the contact holds nothing now and is to be invited (A19), the plan is refused (A3, A5, A6, A17),
    a fact is missing (A18), or types end without a reason.
    """
    with pghistory.context(action="change contact", acting_person=acting_person.pk, reason=reason):
        lock_aco(contact.aco)
        contact.refresh_from_db(fields=["title", "phone"])  # read before the lock, if at all
        actor_holds = _require_editor(acting_person, contact.aco)
        held = set(contact.held_types.active().values_list("type", flat=True))
        if refusal := refusal_to_edit_back(contact.person.full_name, held):
            raise ContactError(refusal)
        own = _is_own(contact.aco, acting_person, contact.person)
        plan = plan_change(
            actor_holds=actor_holds,
            held=held,
            wanted=codes,
            others=other_holders(contact),
            own=own,
            elsewhere=held_or_offered_elsewhere(contact),
            waits=confirmation_needed(contact.aco, actor_holds, set(codes) - held).codes,
        )
        waiting = [row.code for row in plan.waiting]

        def shows() -> dict[str, object]:
            left = left_behind(contact, plan.holds_then(held))
            return shown_of_change(contact, held, plan, left)

        if changed := refusal_of_change(shown, shows):
            raise ContactError(changed)
        if plan.refusal:
            raise ContactError(plan.refusal)
        if plan.lost and not reason.strip():
            raise ContactError(REASON_NEEDED)
        _set_details(contact, {"title": title, "phone": phone})
        gained, lost = [row.code for row in plan.gained], [row.code for row in plan.lost]
        before = administrators_before(contact.aco, [*gained, *lost])
        handed = _give(acting_person, contact, gained, acting_person, facts)
        ending = contact.held_types.active().filter(type__in=lost).select_related("contact__person")
        end_held(acting_person, ending, reason)
        if lost:
            settle(acting_person, contact, heir)
        if gained and contact.person_id != acting_person.pk:
            notices.tell_given(contact, gained, acting_person)
        change = Change(
            name=contact.person.full_name,
            gained=gained,
            lost=lost,
            handed=_names(handed),
            own=own,
        )
        heard = {contact.person_id, *(h.contact.person_id for h in handed)} - {acting_person.pk}
        tell_of_change(
            contact.aco,
            change,
            before=before,
            how=as_sentence(f"Done by {acting_person.full_name}"),
            reason=reason,
            told=heard,
        )
        if waiting:
            ask_for_confirmation(acting_person, contact, waiting)


@bears_repeating
@transaction.atomic
def end_types(
    *,
    acting_person: Person,
    contact: Contact,
    codes: Collection[str],
    reason: str,
    overriding: bool = False,
    heir: Person | None = None,
    shown: str | None = None,
) -> list[HeldType]:
    """End the types `codes` that `contact` holds, from now on, keeping the record (rule A19).

    `heir` takes over the open invitations that the contact can stand for no longer; without one
    they are withdrawn (A5). `shown` is the fingerprint of what the acting person was shown
    (`shown_of_end`). What they have ended themselves already, for the same reason, is not ended
    again, and no error. Sessions of someone who is left without any access end too. Returns what
    has ended by this. Raises Refused unless the acting person edits the ACO's contacts (A5), and
    ContactError where the ACO would be left without an administrator or a Security Official (A17),
    unless CMS staff are `overriding` with their reason; also when no reason is given or a type is
    not held.
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
        if not ending and has_ended(acting_person, contact, codes, reason):
            raise AlreadyDone([])
        if changed := refusal_of_change(shown, lambda: shown_of_end(contact, codes)):
            raise ContactError(changed)
        if not_held := set(codes) - {h.type for h in ending}:
            raise ContactError(f"{contact.person.full_name} does not hold {listed(not_held)} now.")
        remaining = [h.type for h in active if h not in ending]
        refusal = refusal_to_end({h.type for h in ending}, remaining)
        if refusal and not may_override:
            raise ContactError(refusal)
        before = administrators_before(aco, codes)
        end_held(acting_person, ending, reason)
        settle(acting_person, contact, heir)
        if may_override:  # told by `override_end_types`
            return ending
        tell_of_change(
            aco,
            Change(name=contact.person.full_name, lost=codes),
            before=before,
            how=as_sentence(f"Done by {acting_person.full_name}"),
            reason=reason,
            told={contact.person_id} - {acting_person.pk},
        )
    return ending


def _be_one_person(contact: Contact, other: Contact, codes: Collection[str]) -> None:
    """Make both one person, who is to hold `codes`; ContactError where rule A3 forbids it."""
    person = person_at(contact.aco_id, contact.person.email, other.person.email)
    if conflict := family_conflict(person.codes | set(codes)):
        raise ContactError(f"{conflict} Under all these addresses it is one person.")
    unite(contact, other)


def _give(
    acting_person: Person,
    contact: Contact,
    codes: Collection[str],
    given_by: Person | None,
    facts: Facts,
) -> list[HeldType]:
    """Give types that the contact does not hold, with their facts, ending predecessors' (A4),
    which are returned."""
    if refusal := refusal_without(codes, facts):
        raise ContactError(refusal)
    if refusal := refusal_of_one_person(codes, held_under_other_addresses(contact)):
        raise ContactError(refusal)
    rows = in_order(set(codes))
    single = [row.code for row in rows if row.single]
    handed: list[HeldType] = []
    if single:
        before = HeldType.objects.active().filter(aco_id=contact.aco_id, type__in=single)
        handed = list(before.select_related("contact__person"))
        end_held(acting_person, handed, as_sentence(f"Handed over to {contact.person.full_name}"))
    keep_statements(acting_person, contact, hold(contact, codes, given_by, facts))
    for held in handed:
        if held.type in ADMIN_CODES:
            settle(acting_person, held.contact, contact.person)
    return handed


def _set_details(contact: Contact, details: dict[str, str]) -> None:
    """Write the details that differ."""
    changed = [name for name, value in details.items() if getattr(contact, name) != value]
    for name in changed:
        setattr(contact, name, details[name])
    if changed:
        contact.save(update_fields=changed)
        tell_programs([contact.aco_id])


def _require_editor(person: Person, aco: Aco) -> frozenset[str]:
    """What `person` holds; Refused unless they edit the contacts of `aco` at this moment (A5)."""
    held = held_now(person.pk, aco.pk)
    if not held:
        raise ContactError("You are not a contact of this ACO.")
    require(held, Permission.CONTACTS_EDIT)
    return held
