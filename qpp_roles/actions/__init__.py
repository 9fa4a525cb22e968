"""Every write to organizations, roles and requests.

Each action is one transaction that locks the organization's row (`lock_organization`), or the
ACO's, before it counts anything, and leaves its history with the acting person (rule E3).
"""

from qpp_roles.actions.locking import lock_organization

__all__ = ["lock_organization"]
