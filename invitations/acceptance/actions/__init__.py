"""What the invited person answers, and what becomes of an acceptance that waits (A4, A8, A9)."""

from invitations.acceptance.actions.accepting import (
    accept,
    confirm_acceptance,
    refusal_to_decide,
    refuse_acceptance,
    shown_to_decide,
)
from invitations.acceptance.actions.answering import activate, decline, try_code

__all__ = [
    "accept",
    "activate",
    "confirm_acceptance",
    "decline",
    "refusal_to_decide",
    "refuse_acceptance",
    "shown_to_decide",
    "try_code",
]
