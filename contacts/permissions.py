"""Which contact types may do what in their ACO: pure data over the type table.

Rules A5, A6, A13, A14, A15. A page names the permission it needs; everything else follows.
"""

from collections.abc import Collection
from enum import StrEnum

from acoms.access import Decision
from contacts.types import CONTACT_TYPES, Signs


class Permission(StrEnum):
    """Something a contact may do in an ACO; the value finishes "do not let you …"."""

    OVERVIEW_READ = "see this ACO's overview"
    CONTACTS_READ = "see this ACO's contacts"
    CONTACTS_EDIT = "add, change or end this ACO's contacts"
    PARTICIPANTS_READ = "see this ACO's participants"
    CHANGE_REQUESTS_READ = "see this ACO's change requests"
    CHANGE_REQUESTS_EDIT = "prepare this ACO's change requests"
    TINS_READ = "see a TIN of this ACO in full"
    BENEFICIARY_DATA = "work with data of this ACO's beneficiaries"
    SIGNING_READ = "see this ACO's Signing Event"
    REPORTING_READ = "see this ACO's reports"
    DATA_HUB_READ = "see this ACO's Data Hub"
    KNOWLEDGE_LIBRARY_READ = "see the Knowledge Library"
    CORRESPONDENCE_READ = "see CMS's correspondence with this ACO"
    OWN_ACCESS_READ = "see what you can do in this ACO"
    ACTIVITY_READ = "see this ACO's activity"
    QPP_REQUESTS_ANSWER = "answer requests for a QPP role in this ACO"
    SIGN_ACO_DOCUMENTS = "sign for this ACO"
    SIGN_DUA = "sign this ACO's DUA"
    API_CREDENTIALS_MANAGE = "manage this ACO's API credentials"


_QPP_TABS = frozenset(
    {
        Permission.SIGNING_READ,
        Permission.CHANGE_REQUESTS_READ,
        Permission.REPORTING_READ,
        Permission.DATA_HUB_READ,
        Permission.KNOWLEDGE_LIBRARY_READ,
        Permission.OWN_ACCESS_READ,
    }
)
_OTHER_TABS = frozenset(
    {Permission.OVERVIEW_READ, Permission.CONTACTS_READ, Permission.PARTICIPANTS_READ}
)

# Those who answer for the data under the DUA, or transfer data between the ACO and CMS (000).
_HANDLE_BENEFICIARY_DATA = frozenset(
    {"dua_requestor", "dua_custodian", "it_primary", "it_secondary"}
)


def _permissions(code: str) -> frozenset[Permission]:
    row = CONTACT_TYPES[code]
    found = set(_QPP_TABS if row.reads_only_qpp_tabs else _QPP_TABS | _OTHER_TABS)
    if row.administers:
        found |= {
            Permission.CONTACTS_EDIT,
            Permission.ACTIVITY_READ,
            Permission.CHANGE_REQUESTS_EDIT,
            Permission.TINS_READ,
        }
    if code in _HANDLE_BENEFICIARY_DATA:
        found.add(Permission.BENEFICIARY_DATA)
    if code == "qpp_security_official":  # asked before August 5, 2021 (B2)
        found.add(Permission.QPP_REQUESTS_ANSWER)
    if row.receives_correspondence:
        found.add(Permission.CORRESPONDENCE_READ)
    if row.signs is Signs.ACO_DOCUMENTS:
        found.add(Permission.SIGN_ACO_DOCUMENTS)
    if row.signs is Signs.DUA:
        found.add(Permission.SIGN_DUA)
    if row.manages_api_credentials:
        found.add(Permission.API_CREDENTIALS_MANAGE)
    return frozenset(found)


PERMISSIONS: dict[str, frozenset[Permission]] = {code: _permissions(code) for code in CONTACT_TYPES}


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
