"""The admin pages of people."""

from accounts.admin.people import PersonAdmin

__all__ = ["PersonAdmin"]
