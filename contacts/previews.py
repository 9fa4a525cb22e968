"""What the pages show before a contact is changed or ended, for their fingerprints (rule A10, A19).

The actions ask the same under the ACO's lock (`acoms.once.shown`).
"""

from collections.abc import Collection

from contacts.editing import Details
from contacts.models import Contact
from contacts.overriding import effect_of_ending
from contacts.plans import Plan
from contacts.succession import Left, left_behind


def shown_of_change(
    contact: Contact, held: Collection[str], plan: Plan, left: Left
) -> dict[str, object]:
    """What editing a contact would do, and over which details."""
    now = Details(contact.title, contact.phone, frozenset(held))
    return {**now.parts, **plan.parts, **left.parts}


def shown_of_end(contact: Contact, codes: Collection[str]) -> dict[str, object]:
    """What ending `codes` of a contact would do; at most four queries."""
    effect = effect_of_ending(contact, codes)
    remaining = {*contact.held_types.active().values_list("type", flat=True)} - set(codes)
    return {
        "what ends": [row.code for row in effect.ending],
        "what is left with nobody": [row.code for row in effect.left_empty],
        "what remains": sorted(remaining),
        **left_behind(contact, remaining).parts,
    }
