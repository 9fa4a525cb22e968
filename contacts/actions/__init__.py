"""Every write to ACOs, contacts and the types they hold.

Each action is one transaction, takes the ACO's row lock before it counts anything, and leaves its
history with the acting person (rule E3).
"""

from contacts.actions.acos import load_acos, lock_aco, lock_aco_even_ended, save_aco
from contacts.actions.confirming import (
    confirm_statements,
    correct_public_line,
    refuse_statements,
    shown_of_public_line,
)
from contacts.actions.giving_many import Gift, give_types_to_many, lock_acos
from contacts.actions.holding import change_contact, end_types, give_types
from contacts.actions.overriding import override_end_types

__all__ = [
    "Gift",
    "change_contact",
    "confirm_statements",
    "correct_public_line",
    "end_types",
    "give_types",
    "give_types_to_many",
    "load_acos",
    "lock_aco",
    "lock_aco_even_ended",
    "lock_acos",
    "override_end_types",
    "refuse_statements",
    "save_aco",
    "shown_of_public_line",
]
