"""Every write to ACOs, contacts and the types they hold.

Each action is one transaction, takes the ACO's row lock before it counts anything, and leaves its
history with the acting person (rule E3).
"""

from contacts.actions.acos import load_acos, lock_aco, save_aco
from contacts.actions.holding import change_contact, end_types, give_types
from contacts.actions.overriding import override_end_types

__all__ = [
    "change_contact",
    "end_types",
    "give_types",
    "load_acos",
    "lock_aco",
    "override_end_types",
    "save_aco",
]
