"""Which contact types may do what in their ACO, read from the type table: pure Python.

Rules A5, A6, A13, A14, A15. A page names the permission it needs; everything else follows.
"""

from collections.abc import Collection

from acoms.access import Decision
from contacts.rights import Permission as Permission
from contacts.types import CONTACT_TYPES

PERMISSIONS: dict[str, frozenset[Permission]] = {
    code: row.permissions for code, row in CONTACT_TYPES.items()
}


def types_with(permission: Permission) -> list[str]:
    """The codes of the contact types that have `permission`, in the table's order."""
    return [code for code, permissions in PERMISSIONS.items() if permission in permissions]


def decide(held: Collection[str], permission: Permission) -> Decision:
    """Whether a holder of `held` has `permission`; if not, why and who has."""
    if any(permission in PERMISSIONS[code] for code in held):
        return Decision(True)
    who = tuple(CONTACT_TYPES[code].label for code in types_with(permission))
    return Decision(
        False,
        f"Your contact types in this ACO do not let you {permission.value}.",
        who,
    )
