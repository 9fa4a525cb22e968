"""What a contact may do in an ACO, and how it is said: pure Python (rules A5, A6, A13 to A15).

A type's sentences are made from its permissions, and so are its tabs: what a type says of itself
is what opens.
"""

from collections.abc import Set
from enum import StrEnum

from acoms.programme.vocabulary import complete
from acoms.text.saying import say, say_later


class Permission(StrEnum):
    """Something a contact may do in an ACO; the value finishes "do not let you …"."""

    OVERVIEW_READ = "see this ACO's overview"
    CONTACTS_READ = "see this ACO's contacts"
    CONTACTS_EDIT = "add, change or end this ACO's contacts"
    PARTICIPANTS_READ = "see this ACO's participants"
    CHANGE_REQUESTS_READ = "see this ACO's change requests"
    CHANGE_REQUESTS_EDIT = "prepare this ACO's change requests"
    TINS_READ = "see a TIN of this ACO in full"
    BENEFICIARY_DATA_READ = "read files about this ACO's beneficiaries"
    BENEFICIARY_DATA_EDIT = "upload and delete files about this ACO's beneficiaries"
    SIGNING_READ = "see this ACO's Signing Event"
    REPORTING_READ = "see this ACO's reports"
    DATA_HUB_READ = "see this ACO's Data Hub"
    KNOWLEDGE_LIBRARY_READ = "see the Knowledge Library"
    CORRESPONDENCE_READ = "see CMS's correspondence with this ACO"
    CORRESPONDENCE_ANSWER = "answer CMS's messages for this ACO"
    OWN_ACCESS_READ = "see what you can do in this ACO"
    ACTIVITY_READ = "see this ACO's activity"
    PUBLIC_LINE_EDIT = "correct the phone and e-mail by which the public reaches you"
    QPP_REQUESTS_ANSWER = "answer requests for a QPP role in this ACO"
    SIGN_ACO_DOCUMENTS = "sign for this ACO"
    SIGN_DUA = "sign this ACO's DUA"
    API_CREDENTIALS_MANAGE = "manage this ACO's API credentials"


# The subtab of an ACO that each opens, by its name on the page, in the order of the pages.
TABS: dict[Permission, str] = {
    Permission.OVERVIEW_READ: "Overview",
    Permission.CONTACTS_READ: "Contacts",
    Permission.PARTICIPANTS_READ: "Participants",
    Permission.CHANGE_REQUESTS_READ: "Change Requests",
    Permission.SIGNING_READ: "Signing Event",
    Permission.REPORTING_READ: "Reporting",
    Permission.DATA_HUB_READ: "Data Hub",
    Permission.CORRESPONDENCE_READ: "Correspondence",
    Permission.API_CREDENTIALS_MANAGE: "API Credentials",
    Permission.ACTIVITY_READ: "Activity",
}

# What every contact has: no type is told apart by it, so no type says it of itself.
EVERYBODYS = frozenset({Permission.KNOWLEDGE_LIBRARY_READ, Permission.OWN_ACCESS_READ})

# What changes something, as a sentence about whoever holds the type.
CHANGES: dict[Permission, str] = {
    Permission.CONTACTS_EDIT: say_later("Adds, edits and ends contacts and invites people."),
    Permission.CHANGE_REQUESTS_EDIT: say_later("Prepares and withdraws change requests."),
    Permission.CORRESPONDENCE_ANSWER: say_later("Answers CMS's messages where CMS asks for it."),
    Permission.BENEFICIARY_DATA_EDIT: say_later("Uploads and deletes files about beneficiaries."),
    Permission.PUBLIC_LINE_EDIT: say_later("Corrects their own phone and e-mail for the public."),
    Permission.QPP_REQUESTS_ANSWER: say_later("Answers requests for a QPP role in the ACO."),
    Permission.SIGN_ACO_DOCUMENTS: say_later("Signs ACO documents electronically."),
    Permission.SIGN_DUA: say_later("Signs the DUA electronically."),
    Permission.API_CREDENTIALS_MANAGE: say_later("Manages the ACO's API credentials."),
}

# What is read elsewhere than on a subtab of its own.
READS: dict[Permission, str] = {
    Permission.TINS_READ: say_later("Sees a TIN in full on demand, which is recorded."),
    Permission.BENEFICIARY_DATA_READ: say_later(
        "Reads files about beneficiaries, which is recorded."
    ),
}

complete(Permission, {*TABS, *EVERYBODYS, *CHANGES, *READS})  # each is said in one of these ways


def sentences(permissions: Set[Permission]) -> tuple[str, ...]:
    """What these permissions let one do: what one changes, then what one reads."""
    changes = [say(text) for permission, text in CHANGES.items() if permission in permissions]
    if not changes:
        changes = [say("Changes nothing.")]
    elif len(changes) == 1:
        changes.append(say("Changes nothing else."))
    reads = [say(text) for permission, text in READS.items() if permission in permissions]
    return (*changes, *reads, opens(permissions))


def opens(permissions: Set[Permission]) -> str:
    """Which subtabs of the ACO open, in one sentence."""
    open_ = [label for permission, label in TABS.items() if permission in permissions]
    closed = [label for permission, label in TABS.items() if permission not in permissions]
    if not closed:
        return say("Opens every subtab of the ACO.")
    if len(closed) < len(open_):
        return say("Opens every subtab of the ACO except {tabs}.", tabs=_listed(closed))
    return say("Opens the subtabs {tabs} of the ACO, and no other.", tabs=_listed(open_))


def _listed(labels: list[str]) -> str:
    *before, last = labels
    return f"{', '.join(before)} {say('and')} {last}" if before else last
