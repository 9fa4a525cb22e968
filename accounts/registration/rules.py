"""Rules of asking for an account; pure Python, no database (rules B5, E5, E7)."""

from datetime import datetime, timedelta
from enum import StrEnum

VALID_FOR = timedelta(hours=24)  # ours: who asks is waiting for the mail, not away
TRIES = 5  # wrong codes before the link is locked until a new one is asked for
KEPT_FOR = timedelta(days=7)  # from its end on; then the address is forgotten


class State(StrEnum):
    """Where a request for an account stands, until the account is made."""

    OPEN = "open"
    LOCKED = "locked"
    EXPIRED = "expired"


def expires(sent_at: datetime) -> datetime:
    """The first moment at which link and code no longer work: 24 hours to the second."""
    return sent_at + VALID_FOR


def state_at(moment: datetime, *, expires_at: datetime, wrong_codes: int) -> State:
    if moment >= expires_at:
        return State.EXPIRED
    return State.LOCKED if wrong_codes >= TRIES else State.OPEN
