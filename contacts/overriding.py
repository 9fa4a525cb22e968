"""What an ACO is left without when CMS staff end types in its place (rules A16, A17)."""

from collections.abc import Collection
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
    active = list(
        HeldType.objects.active().filter(aco=contact.aco_id).values_list("contact_id", "type")
    )
    ending = {code for held_by, code in active if held_by == contact.pk and code in codes}
    remaining = [code for held_by, code in active if held_by != contact.pk or code not in ending]
    own = {code for held_by, code in active if held_by == contact.pk}
    return Effect(
        ending=in_order(ending),
        left_empty=in_order((ending & set(REQUIRED_CODES)) - set(remaining)),
        refusal=refusal_to_end(ending, remaining),
        ends_access=own == ending,
    )
