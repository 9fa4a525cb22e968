"""The admin pages of invitations."""

from invitations.admin.pages import InvitationAdmin

__all__ = ["InvitationAdmin"]
