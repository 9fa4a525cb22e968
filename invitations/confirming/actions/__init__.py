"""Sending an invitation or asking first for the confirmation that it needs, and the answer (A5)."""

from invitations.confirming.actions.deciding import (
    confirm_by_staff,
    confirm_invitation,
    refuse_by_staff,
    refuse_invitation,
)

__all__ = ["confirm_by_staff", "confirm_invitation", "refuse_by_staff", "refuse_invitation"]
