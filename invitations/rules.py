"""Rules of an invitation's life; pure Python, no database (rules A7, E4, E5, E7)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

VALID_FOR = timedelta(days=15)  # rule A7
TRIES = 5  # wrong codes before the link is locked until it is sent again


class State(StrEnum):
    """Where an invitation stands; the value is the word on screen."""

    PENDING = "Pending"
    LOCKED = "Locked"
    ACTIVATED = "Activated"
    DECLINED = "Declined"
    WITHDRAWN = "Withdrawn"
    EXPIRED = "Expired"


def expires(sent_at: datetime) -> datetime:
    """The first moment at which link and code no longer work: 15 days to the second (A7)."""
    return sent_at + VALID_FOR


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """The timestamps that an invitation's state is derived from."""

    expires_at: datetime
    activated_at: datetime | None = None
    declined_at: datetime | None = None
    withdrawn_at: datetime | None = None
    wrong_codes: int = 0


def state_at(moment: datetime, facts: Facts) -> State:
    """The state at `moment`. Expired from `expires_at` on, whether or not a sweep has run (A7)."""
    if facts.activated_at:
        return State.ACTIVATED
    if facts.declined_at:
        return State.DECLINED
    if facts.withdrawn_at:
        return State.WITHDRAWN
    if moment >= facts.expires_at:
        return State.EXPIRED
    if facts.wrong_codes >= TRIES:
        return State.LOCKED
    return State.PENDING


def answerable(state: State) -> bool:
    """Whether the invited person may still say yes or no.

    A locked link still is an invitation: its owner can answer on the Dashboard (A8), where the
    second factor stands in for the code.
    """
    return state in (State.PENDING, State.LOCKED)
