"""The admin pages of ACOs, their contacts and the types held; and people with their ACOs."""

from contacts.admin.acos import AcoAdmin
from contacts.admin.contacts import ContactAdmin
from contacts.admin.held_types import HeldTypeAdmin
from contacts.admin.people import PersonWithAcosAdmin

__all__ = ["AcoAdmin", "ContactAdmin", "HeldTypeAdmin", "PersonWithAcosAdmin"]
