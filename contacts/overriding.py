"""What an ACO is left without when CMS staff end types in its place (rules A16, A17)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from contacts.models import Contact, HeldType
from contacts.rules import refusal_to_end
from contacts.types import REQUIRED_CODES, ContactType, in_order


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """`left_empty` are required types that nobody would hold; `refusal` is what the ACO itself
    would be told (rule A17), or empty; `ends_access` whether the contact would hold nothing."""

    ending: list[ContactType]
    left_empty: list[ContactType]
    refusal: str
    ends_access: bool


def effect_of_ending(contact: Contact, codes: Collection[str]) -> Effect:
    """What ending `codes` of `contact` would do now: one query."""
    return effects_of_ending({contact: codes})[contact.pk]


def effects_of_ending(codes: Mapping[Contact, Collection[str]]) -> dict[int, Effect]:
    """The same for contacts of many ACOs, by the contact's id; one query."""
    active: dict[int, list[tuple[int, str]]] = {contact.aco_id: [] for contact in codes}
    held = HeldType.objects.active().filter(aco__in=active)
    for aco, held_by, code in held.values_list("aco_id", "contact_id", "type"):
        active[aco].append((held_by, code))
    return {
        contact.pk: _effect(contact, ending, active[contact.aco_id])
        for contact, ending in codes.items()
    }


def _effect(
    contact: Contact, codes: Collection[str], active: Collection[tuple[int, str]]
) -> Effect:
    """`active` are the types that are held in the contact's ACO, each with the contact's id."""
    own = {code for held_by, code in active if held_by == contact.pk}
    ending = own & set(codes)
    remaining = [code for held_by, code in active if held_by != contact.pk or code not in ending]
    return Effect(
        ending=in_order(ending),
        left_empty=in_order((ending & set(REQUIRED_CODES)) - set(remaining)),
        refusal=refusal_to_end(ending, remaining),
        ends_access=own == ending,
    )
