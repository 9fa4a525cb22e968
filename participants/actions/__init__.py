"""Every write to participant lists and to the changes of them.

Each action is one transaction, takes the ACO's row lock before it counts anything, and leaves its
history with the acting person (rule E3).
"""

from participants.actions.applying import apply_change
from participants.actions.changes import save_draft, submit_changes, withdraw_change
from participants.actions.documents import attach_document, remove_document
from participants.actions.tins import show_tin
from participants.actions.years import set_feedback_cycle, set_performance_year
from participants.changes.days import effective_day

__all__ = [
    "apply_change",
    "attach_document",
    "effective_day",
    "remove_document",
    "save_draft",
    "set_feedback_cycle",
    "set_performance_year",
    "show_tin",
    "submit_changes",
    "withdraw_change",
]
