"""Every write to participant lists and to the changes of them.

Each action is one transaction, takes the ACO's row lock before it counts anything, and leaves its
history with the acting person (rule E3).
"""

from participants.actions.applying import apply_change, effective_day

__all__ = ["apply_change", "effective_day"]
