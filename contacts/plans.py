"""What a change of somebody's contact types would do, before it is done; pure Python.

Rules A3, A4, A5, A6, A10, A16, A17. The page shows a plan, and the action carries out the same
plan, made anew under the ACO's lock.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from contacts.permissions import PERMISSIONS, Permission
from contacts.rules import (
    Elsewhere,
    family_conflict,
    refusal_of_one_person,
    refusal_to_end,
    refusal_to_give_oneself,
    refusal_to_grant,
)
from contacts.types import REQUIRED_CODES, ContactType, in_order

NOTHING_MEANWHILE = (
    "This contact would hold nothing until a signer has confirmed the new type. Leave a present "
    "type, and end it afterwards."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A change of one contact's types.

    `hand_overs` pairs each single type gained with the full name of who holds it now, and
    `left_without` names those among them who then hold nothing in the ACO;
    `left_empty` are required types that nobody would hold any more; `refusal` says why the change
    is not allowed, or is empty; `overridable` tells a refusal that CMS staff may override (A17);
    `ends_access` is true where the contact would hold nothing in the ACO any more; `waiting` are
    types that are not given now but offered, once a signer has confirmed it (A5); `own` says that
    the contact is the one who asks.
    """

    gained: list[ContactType]
    lost: list[ContactType]
    can_now: list[Permission]
    no_longer: list[Permission]
    hand_overs: list[tuple[ContactType, str]]
    left_without: list[str]
    left_empty: list[ContactType]
    refusal: str
    overridable: bool
    ends_access: bool
    waiting: list[ContactType] = field(default_factory=list)
    own: bool = False

    def holds_then(self, held: Collection[str]) -> set[str]:
        """What a contact who holds `held` would hold."""
        return {*held, *(row.code for row in self.gained)} - {row.code for row in self.lost}

    @property
    def parts(self) -> dict[str, object]:
        """What a page shows of it, part by part (`acoms.once.shown`)."""
        return {
            "what the contact becomes": [row.code for row in self.gained],
            "what ends": [row.code for row in self.lost],
            "what waits for a confirmation": [row.code for row in self.waiting],
            "who hands over": [(row.code, name) for row, name in self.hand_overs],
            "who loses all access": self.left_without,
            "what is left with nobody": [row.code for row in self.left_empty],
        }

    @property
    def changes_types(self) -> bool:
        return bool(self.gained or self.lost or self.waiting)

    @property
    def gives_oneself(self) -> bool:
        """Whether somebody gives themselves types, of which all administrators hear (A5)."""
        return self.own and bool(self.gained)


def plan_change(
    *,
    actor_holds: Collection[str],
    held: Collection[str],
    wanted: Collection[str],
    others: Mapping[str, Sequence[str]],
    own: bool = False,
    elsewhere: Iterable[Elsewhere] = (),
    waits: Collection[str] = (),
) -> Plan:
    """Plan to make a contact who holds `held` hold exactly `wanted`.

    `actor_holds` are the types of whoever asks; `others` maps each code to the full names of the
    ACO's other contacts who hold it now; `own` says that the contact is the one who asks;
    `elsewhere` is what the same person is under other addresses; `waits` are codes that need a
    confirmation first.
    """
    waiting = (set(wanted) - set(held)) & set(waits)
    asked, wanted = set(wanted), set(wanted) - waiting
    gained, lost = set(wanted) - set(held), set(held) - set(wanted)
    single = [row for row in in_order(gained) if row.single]
    # Whoever hands a single type over holds it no longer; the contact takes its place.
    remaining = {code for code, names in others.items() if names} | set(wanted)
    unending = refusal_to_end(lost, remaining)
    refusal = (
        (refusal_to_give_oneself(asked - set(held)) if own else "")
        or refusal_to_grant(actor_holds, asked - set(held))
        or family_conflict(asked)
        or refusal_of_one_person(asked - set(held), elsewhere)
        or (NOTHING_MEANWHILE if waiting and not wanted else "")
    )
    hand_overs = [(row, name) for row in single for name in others.get(row.code, ())]
    handed = Counter(name for _, name in hand_overs)
    holdings = Counter(name for names in others.values() for name in names)
    return Plan(
        gained=in_order(gained),
        lost=in_order(lost),
        can_now=_ordered(_permissions(wanted) - _permissions(held)),
        no_longer=_ordered(_permissions(held) - _permissions(wanted)),
        hand_overs=hand_overs,
        left_without=[name for name, count in handed.items() if count == holdings[name]],
        left_empty=in_order((lost & set(REQUIRED_CODES)) - remaining),
        refusal=refusal or unending,
        overridable=bool(unending) and not refusal,
        ends_access=bool(held) and not wanted,
        waiting=in_order(waiting),
        own=own,
    )


def _permissions(codes: Collection[str]) -> set[Permission]:
    return {permission for code in codes for permission in PERMISSIONS[code]}


def _ordered(permissions: set[Permission]) -> list[Permission]:
    return [permission for permission in Permission if permission in permissions]
