"""Rules of a change of address; pure Python, no database (rules A3, A11)."""

from collections.abc import Collection
from enum import StrEnum

from contacts.rules import family_conflict, listed
from invitations.rules import State, is_open

STEPS = ("New address", "Activation", "End of the old address")


class Stage(StrEnum):
    """Where a change of address stands."""

    WAITING = "waiting for the new address"
    UNFINISHED = "the old address still holds contact types"
    DONE = "done"
    ENDED = "ended without a change"


def stage(state: State, left: Collection[str]) -> Stage:
    """The stage of a change whose invitation is in `state`, with the codes `left` at the old
    address."""
    if is_open(state):
        return Stage.WAITING
    if state is not State.ACTIVATED:
        return Stage.ENDED
    return Stage.UNFINISHED if left else Stage.DONE


def refusal_to_carry_over(name: str, held: Collection[str], codes: Collection[str]) -> str:
    """Why `codes` do not carry over from a contact who holds `held`; empty if they do.

    A change of address gives nothing that the contact does not hold at that moment (A19: what has
    been ended meanwhile stays ended).
    """
    if not held:
        return f"{name} holds no contact type in this ACO now. Choose Add New Contact instead."
    if not_held := set(codes) - set(held):
        return f"{name} is not {listed(not_held)} of this ACO now, so it cannot carry over."
    return ""


def refusal_of_both(codes: Collection[str]) -> str:
    """Why one person may not hold `codes` under two addresses together; empty if they may.

    Two records, one person: the primary and the secondary stay two people (A3).
    """
    if conflict := family_conflict(codes):
        return f"{conflict} Under both addresses this is one person."
    return ""


def reason_for_end(new_email: str) -> str:
    """Why the old address's types end: what the record keeps."""
    return f"E-mail address changed to {new_email}."
