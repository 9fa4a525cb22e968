"""Rules of an invitation's life; pure Python, no database (rules A7, E4, E5, E7)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from acoms.text.names import Name, alike_in_either_order
from contacts.rules import family_conflict, listed

VALID_FOR = timedelta(days=15)  # rule A7
TRIES = 5  # wrong codes before the link is locked until it is sent again


class State(StrEnum):
    """Where an invitation stands; the value is the word on screen."""

    WAITING = "Waiting for confirmation"
    PENDING = "Pending"
    LOCKED = "Locked"
    ACTIVATED = "Activated"
    DECLINED = "Declined"
    WITHDRAWN = "Withdrawn"
    REFUSED = "Refused"
    EXPIRED = "Expired"
    ACCEPTED = "Accepted, to be confirmed"
    NOT_CONFIRMED = "Not confirmed"


def expires(sent_at: datetime) -> datetime:
    """The first moment at which link and code no longer work: 15 days to the second (A7)."""
    return sent_at + VALID_FOR


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """The timestamps that an invitation's state is derived from."""

    expires_at: datetime
    wrong_codes: int
    activated_at: datetime | None = None
    declined_at: datetime | None = None
    withdrawn_at: datetime | None = None
    refused: bool = False
    confirmation_asked_at: datetime | None = None
    confirmed_at: datetime | None = None
    accepted_at: datetime | None = None
    not_confirmed_at: datetime | None = None


def state_at(moment: datetime, facts: Facts) -> State:
    """The state at `moment`. Expired from `expires_at` on, whether or not a sweep has run (A7).

    What a signer is to confirm first (A5) waits until then, or ends by itself like the others; so
    does an acceptance that is to be confirmed (A9), whose end `expires_at` is by then.
    """
    if facts.activated_at:
        return State.ACTIVATED
    if facts.declined_at:
        return State.DECLINED
    if facts.withdrawn_at:
        return State.REFUSED if facts.refused else State.WITHDRAWN
    if facts.not_confirmed_at:
        return State.NOT_CONFIRMED
    if moment >= facts.expires_at:
        return State.EXPIRED
    if facts.accepted_at:
        return State.ACCEPTED
    if facts.confirmation_asked_at and not facts.confirmed_at:
        return State.WAITING
    if facts.wrong_codes >= TRIES:
        return State.LOCKED
    return State.PENDING


def answerable(state: State) -> bool:
    """Whether the invited person may still say yes or no.

    A locked link still is an invitation: its owner can answer on the Dashboard (A8), where the
    second factor stands in for the code.
    """
    return state in (State.PENDING, State.LOCKED)


def is_open(state: State) -> bool:
    """Whether it may still give types, though an answer may wait for confirmation: it stands in the
    way of a second one, and can be withdrawn."""
    return answerable(state) or state in (State.WAITING, State.ACCEPTED)


def refusal_to_offer(held: Collection[str], codes: Collection[str]) -> str:
    """Why someone who holds `held` in an ACO may not be offered all of `codes` there; empty if
    they may (rule A3)."""
    if not codes:
        return "Choose at least one contact type."
    if repeated := set(held) & set(codes):
        return f"This person is {listed(repeated)} in this ACO already."
    if conflict := family_conflict({*held, *codes}):
        there = {code for code in held if family_conflict({code, *codes})}
        return conflict + (f" This person already is {listed(there)}." if there else "")
    return ""


def refusal_of_second(email: str, types: Collection[str], inviter: str) -> str:
    """What stands in the way where `email` has an open invitation, from `inviter`, as `types`."""
    return (
        f"{email} has an open invitation already, as {listed(types)}, from {inviter}. Send that "
        "one again, or withdraw it first."
    )


def must_be_confirmed(proven: Name, others: Iterable[Name]) -> bool:
    """Whether somebody looks at an acceptance first (A9): the proven name is unlike the account's
    or the invited one. Whoever was proven elsewhere has no proven name from us, and never waits."""
    return bool(proven.parts) and not all(alike_in_either_order(proven, other) for other in others)
