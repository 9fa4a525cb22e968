"""Rules about who may hold and grant which contact types; pure Python, no database.

Sets of codes are sets of `ContactType.code`. Functions that find something wrong return
sentences for the person who asked, so that a form, an action and an import say the same.
"""

from collections.abc import Collection, Iterable, Sequence, Set
from dataclasses import dataclass
from datetime import datetime, timedelta

from contacts.types import (
    ADMIN_CODES,
    CONTACT_TYPES,
    FAMILIES,
    REQUIRED_CODES,
    SIGNERS,
    Code,
    ContactType,
    in_order,
    label_of,
)

SECURITY_OFFICIAL = Code.QPP_SECURITY_OFFICIAL

# Types whose every change all administrators of the ACO hear of (rule A5).
WATCHED = frozenset(t.code for t in CONTACT_TYPES.values() if t.administers or t.signs)
# Types that nobody gives themselves: those, and the one that reads everything (rules A5, A6).
POWERS = WATCHED | {t.code for t in CONTACT_TYPES.values() if t.manages_api_credentials}

# Places whose filling another signer confirms, where no signer gives them (rule A5).
CONFIRMED_PLACES = frozenset(code for code in SIGNERS if CONTACT_TYPES[code].single)
EMPTIED_FOR = timedelta(days=15)


def may_grant(held: Collection[str], code: str) -> bool:
    """Whether a holder of `held` may invite someone to `code` (rules A5, A6, B1)."""
    return not grantors_of(code).isdisjoint(held)


def grantors_of(code: str) -> frozenset[str]:
    """The contact types that may give `code` (rules A5, A6)."""
    granted_by = CONTACT_TYPES[code].granted_by
    return frozenset(ADMIN_CODES) if granted_by is None else granted_by


def refusal_to_grant(held: Collection[str], codes: Collection[str]) -> str:
    """Why a holder of `held` may not give all of `codes`; empty if they may (rules A5, A6)."""
    for row in in_order(set(codes)):
        if not may_grant(held, row.code):
            return f"Only {either(grantors_of(row.code))} can add {row.label}."
    return ""


def refusal_to_give_oneself(codes: Collection[str]) -> str:
    """Why nobody gives themselves all of `codes`; empty if one may (rule A5)."""
    if own := set(codes) & POWERS:
        return (
            f"Nobody makes themselves {listed(own)}. Ask another administrator of this ACO to "
            "invite you, or write to the SSP Helpdesk if there is none."
        )
    return ""


def refusal_to_edit_back(name: str, held: Collection[str]) -> str:
    """Why someone who holds `held` is not edited; empty if they are (rules A5, A19)."""
    if held:
        return ""
    return (
        f"{name} holds no contact type in this ACO now, and is not edited back in. Invite them: "
        "they become a contact again when they activate."
    )


def is_signer(held: Collection[str]) -> bool:
    """Whether a holder of `held` signs the ACO's documents (rules A5, A15)."""
    return not SIGNERS.isdisjoint(held)


def needs_confirmation(
    *,
    giver_holds: Collection[str],
    codes: Collection[str],
    present: Collection[str],
    emptied: Collection[str],
) -> list[str]:
    """Those of `codes` that a signer confirms before someone gets them from a holder of
    `giver_holds` (rule A5).

    `present` are the codes that somebody holds now, `emptied` those for which `emptied_lately`.
    """
    if is_signer(giver_holds):
        return []
    filled = {*present, *emptied} & CONFIRMED_PLACES
    return [row.code for row in in_order(set(codes) & filled)]


def emptied_lately(*, ended_at: datetime, by_signer: bool, now: datetime) -> bool:
    """Whether a place that nobody holds since `ended_at` is filled only with a confirmation: for
    15 days, to the second, after somebody who was no signer emptied it (rule A5)."""
    return not by_signer and now < ended_at + EMPTIED_FOR


def may_confirm(*, held: Collection[str], gave_it: bool, gets_it: bool) -> bool:
    """Whether a holder of `held` may confirm: a signer, the replaced one too, but never whoever
    gave it or is to get it (rule A5)."""
    return is_signer(held) and not gave_it and not gets_it


CMS_STAFF = "CMS staff"


def confirms_first(who: str) -> str:
    """That somebody (`who`, as `confirmers_in_words` says it) confirms first, as a clause."""
    return f"{who} confirm first" if who == CMS_STAFF else f"{who} confirms first"


def confirmers_in_words(names: Sequence[str]) -> str:
    """Who confirms, of those who may, whoever is replaced first: `Sam Ortiz or another signer`."""
    people = list(dict.fromkeys(names))
    if not people:
        return CMS_STAFF
    return people[0] + (" or another signer" if len(people) > 1 else "")


def family_conflict(codes: Collection[str]) -> str:
    """Why one person may not hold all of `codes`; empty if they may (rule A3)."""
    for members in FAMILIES.values():
        both = [code for code in members if code in codes]
        if len(both) > 1:
            first, second = (label_of(code) for code in both)
            return f"{first} and {second} must be two different people."
    return ""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What the same person is under another e-mail address: `codes` that they hold there, or that
    an invitation offers them (`inviter` says who sent it)."""

    email: str
    codes: Collection[str]
    inviter: str = ""

    def said_of(self, codes: Collection[str]) -> str:
        if self.inviter:
            return (
                f"The same person has an open invitation to {self.email} as {listed(codes)}, from "
                f"{self.inviter}. Withdraw that one first."
            )
        return (
            f"The same person is {listed(codes)} under {self.email}. End that one first, or name "
            "somebody else."
        )


def refusal_of_one_person(codes: Collection[str], elsewhere: Iterable[Elsewhere]) -> str:
    """Why somebody may not be given `codes` because of what they are under other addresses; empty
    if they may (rule A3)."""
    for other in elsewhere:
        for members in FAMILIES.values():
            here, there = set(members) & set(codes), set(members) & set(other.codes)
            if conflict := here and there and family_conflict(here | there):
                return f"{conflict} {other.said_of(there)}"
    return ""


def missing_required(active: Collection[str]) -> list[ContactType]:
    """The required types that nobody in the ACO holds, in the table's order (rule A16)."""
    return in_order(set(REQUIRED_CODES) - set(active))


MANY_TYPES = 4  # our number: the documents recommend several people and name none


def should_diversify(codes: Collection[str]) -> bool:
    """Whether the page recommends naming more people; it never forbids anything (rule A2)."""
    return len(set(codes)) >= MANY_TYPES


def missing_to_sign(active: Collection[str]) -> list[ContactType]:
    """The types without which a Signing Event cannot open: all who sign (rule A15)."""
    return [row for row in CONTACT_TYPES.values() if row.signs and row.code not in active]


def refusal_to_end(ending: Set[str], remaining: Collection[str]) -> str:
    """Why types may not be ended, given every type still active afterwards; empty if they may.

    `ending` are the codes to end; `remaining` the codes that other active holdings of the ACO
    leave. An ACO always keeps a contact with admin privileges and a QPP Security Official
    (rule A17).
    """
    if ending & set(ADMIN_CODES) and not set(remaining) & set(ADMIN_CODES):
        return (
            "This is the ACO's last contact with administrative privileges. Invite another "
            "administrator first, and end this one after they activate."
        )
    if SECURITY_OFFICIAL in ending and SECURITY_OFFICIAL not in remaining:
        return (
            "This is the ACO's last QPP Security Official. Invite another Security Official "
            "first, and end this one after they activate."
        )
    return ""


SHORT = 30


def in_short(codes: Collection[str]) -> str:
    """Types in a mail's subject: the only one by its name, several by their number."""
    if len(set(codes)) > 1:
        return f"{len(set(codes))} contact types"
    label = listed(codes)
    return label if len(label) <= SHORT else label.replace("Information Technology (IT)", "IT")


def either(codes: Collection[str]) -> str:
    """Types as a choice in a sentence: `an ACO Executive, … or … contact`."""
    labels = [row.label for row in in_order(set(codes))]
    return labels[0] if len(labels) == 1 else f"{', '.join(labels[:-1])} or {labels[-1]}"


def listed(codes: Collection[str]) -> str:
    """Types as a list in a sentence: `CMS Liaison and Quality Contact (primary)`."""
    labels = [row.label for row in in_order(set(codes))]
    return labels[0] if len(labels) == 1 else f"{', '.join(labels[:-1])} and {labels[-1]}"
