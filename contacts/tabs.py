"""The subtabs of an ACO that stand before their rooms are built, each with its permission.

Rules A6, A13, A14, A15: who sees which tab holds from now on. A room that is built takes its row
out of here and registers the tab itself.
"""

from dataclasses import dataclass

from contacts.permissions import Permission


@dataclass(frozen=True, slots=True)
class Tab:
    """One subtab: its place, its name, who sees it, and what it says while it is empty."""

    order: int
    slug: str
    label: str
    permission: Permission
    empty: str

    @property
    def url_name(self) -> str:
        return f"aco_{self.slug.replace('-', '_')}"


TABS = (
    Tab(
        50,
        "signing-event",
        "Signing Event",
        Permission.SIGNING_READ,
        "No Signing Event is open. When one opens, the documents to sign will stand here.",
    ),
    Tab(
        60,
        "reporting",
        "Reporting",
        Permission.REPORTING_READ,
        "Reports that CMS publishes for this ACO will stand here.",
    ),
    Tab(
        70,
        "data-hub",
        "Data Hub",
        Permission.DATA_HUB_READ,
        "Data files that CMS delivers to this ACO will stand here.",
    ),
    Tab(
        80,
        "correspondence",
        "Correspondence",
        Permission.CORRESPONDENCE_READ,
        "Messages that CMS sends to this ACO will stand here.",
    ),
    Tab(
        90,
        "api-credentials",
        "API Credentials",
        Permission.API_CREDENTIALS_MANAGE,
        "The credentials with which the ACO's software calls CMS's API will stand here.",
    ),
)
