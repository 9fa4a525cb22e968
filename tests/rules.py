"""The rules that this system keeps, one line each, for `docs/rules.md`.

A test names the rules that it proves: `@pytest.mark.rule("A3")`. `decision` names the record in
`docs/decisions/` of a rule, or of the part of one, that is ours because the sources are silent.
"""

from dataclasses import dataclass

# Where two disagree, the one that stands first here stands.
SOURCES = {
    "Overview": "Overview of ACO-MS User Access and ACO Contacts, version 7, November 2023",
    "HARP": "Creating and Managing a HARP Account with a QPP Role in ACO-MS, 2021",
    "Connect": "Connect to an Organization, Quality Payment Program",
    "Changes": "Changes in ACO participants and ACO providers/suppliers during the Agreement "
    "Period, with the dates of 42 CFR part 425",
}

SECTIONS = {
    "A": ("Contacts and user access", "Overview"),
    "B": ("QPP roles in ACO-MS", "HARP and Overview"),
    "C": ("Changes in participants and providers/suppliers", "Changes"),
    "D": ("Connect to an Organization", "Connect"),
    "E": ("Everywhere", "our own"),
    "F": ("The ACO Signing Event", "Overview, and our own"),
    "G": ("Correspondence, Reporting, Data Hub and Knowledge Library", "Overview, and our own"),
    "H": ("API credentials and programs", "Overview, and our own"),
    "J": ("The program's operation: its day, search, the Helpdesk, and who leaves", "our own"),
}


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule, in a line."""

    title: str
    decision: str = ""


RULES: dict[str, Rule] = {
    "A1": Rule("22 contact types stand in one table in code.", "0001-contact-types-are-code"),
    "A2": Rule("One person may hold several types; the page recommends naming more people."),
    "A3": Rule(
        "Primary and secondary of a family are different people, whatever the path.",
        "0005-one-open-invitation-for-an-address",
    ),
    "A4": Rule(
        "A type for one holder has one; naming a successor is one step.",
        "0015-types-that-one-person-holds",
    ),
    "A5": Rule(
        "The six administrator types invite and edit, nobody gives themselves powers, and CMS "
        "staff invite the first administrator.",
        "0053-nobody-gives-themselves-powers",
    ),
    "A6": Rule(
        "A Credential Delegate reads everything and edits API credentials only; executives and "
        "signers grant the type.",
        "0055-what-a-type-opens-is-one-table",
    ),
    "A7": Rule("Link and code last 15 days from sending; sending again replaces both."),
    "A8": Rule(
        "One accepts on the Dashboard or by link and code; a newcomer only by link and code.",
        "0009-a-locked-link-leaves-the-dashboard-open",
    ),
    "A9": Rule(
        "Nobody reaches an ACO's data without proven identity and a second factor.",
        "0007-sign-in-in-stages",
    ),
    "A10": Rule("An edited contact has the new privileges on the very next request."),
    "A11": Rule("A new e-mail address is a new invitation, carried as one person's change."),
    "A12": Rule("The Contacts subtab shows types held, and invitations with their mail's state."),
    "A13": Rule(
        "QPP roles see five tabs, read-only; the other types see the tabs of their ACO.",
        "0017-who-sees-which-tab",
    ),
    "A14": Rule(
        "Correspondence goes to the types that receive it; they and the Credential Delegate read.",
        "0017-who-sees-which-tab",
    ),
    "A15": Rule("Three types sign the ACO's documents, one signs the DUA; yearly Signing Event."),
    "A16": Rule("Required types that are missing show wherever administrators and CMS look."),
    "A17": Rule("An ACO keeps an administrator and a Security Official, also under concurrency."),
    "A18": Rule(
        "A type's own facts are asked for, corrected, confirmed by the person, and go with it.",
        "0056-facts-go-with-their-type",
    ),
    "A19": Rule("Ending a contact ends types and access at once, and keeps the record."),
    "A20": Rule("Every page has the Helpdesk in its banner."),
    "B1": Rule("Only administrators invite someone to the two QPP roles of their ACO."),
    "B2": Rule(
        "A Shared Savings Program ACO's people cannot ask for those roles on the QPP side.",
        "0014-qpp-roles-of-an-aco-are-contact-types",
    ),
    "B3": Rule("QPP signs people in through ACO-MS, and a role that ends is gone at once."),
    "B4": Rule("HARP users and their roles are imported, repeatably, bad rows named."),
    "B5": Rule("People of a Participant TIN connect to the practice instead."),
    "C1": Rule("Participants and their providers/suppliers, as of any date."),
    "C2": Rule("The list is certified at the start of a performance year, and frozen."),
    "C3": Rule("Adding a participant is a change request; removing one is a notice."),
    "C4": Rule("CMS is told within 30 days; late notices have their own date rule."),
    "C5": Rule("Added TINs are screened, in two feedback cycles a year."),
    "C6": Rule("What a joining participant may do, and a leaving one must stop."),
    "C7": Rule("The data sharing request file is revised after a participant leaves."),
    "C8": Rule("PQRS eligibility of professionals who join or leave in the year."),
    "C9": Rule("A performance year's work uses the list certified at its start."),
    "C10": Rule("The historical benchmark is adjusted when the certified list differs."),
    "C11": Rule("Fewer than 5,000 assigned beneficiaries in a benchmark year is warned of."),
    "C12": Rule("All of these are pure functions of dates and lists."),
    "D1": Rule("Four organization types, one request at a time."),
    "D2": Rule("Finding the organization, by what its type allows."),
    "D3": Rule("The first role in an organization is Security Official."),
    "D4": Rule("The first Security Official is validated and approved automatically."),
    "D5": Rule("Later requests wait for a Security Official of the organization."),
    "D6": Rule(
        "Validation errors say nothing of which field was right; attempts are limited.",
        "0037-the-first-security-official",
    ),
    "D7": Rule("Manage Access lists one's organizations and roles."),
    "D8": Rule("What each role may do is a table in code, shown and put in claims."),
    "D9": Rule("QPP staff remove and change roles, with a reason, keeping the record."),
    "D10": Rule("Signing in: user ID and password, Statement of Truth, then a security code."),
    "D11": Rule("Which level submits what is shown where the type is picked."),
    "D12": Rule("What may be connected to, by date."),
    "E1": Rule(
        "Denied unless allowed: 404 to an outsider, 403 with who could to an insider.",
        "0002-access-is-denied-by-default",
    ),
    "E2": Rule("An e-mail address is one person's, whatever its letter case."),
    "E3": Rule(
        "An action is one transaction: data, history and notifications.",
        "0013-history-by-triggers",
    ),
    "E4": Rule("A link opened by a mail scanner changes nothing."),
    "E5": Rule(
        "Secrets cannot be read from the database or the logs; guessing is limited.",
        "0003-invitation-secrets-are-derived",
    ),
    "E6": Rule(
        "Nothing is lost when a part goes away mid-work, and it goes on when it returns.",
        "0004-an-outbox-not-a-task",
    ),
    "E7": Rule(
        "Link and code open an invitation, never an account.",
        "0010-the-code-never-signs-anyone-in",
    ),
    "F1": Rule("A Signing Event opens for an ACO once it has all four signing types."),
    "F2": Rule("Each document says who signs it; certifying a list is one record."),
    "F3": Rule("One reads, states intent, types one's full name and gives the second factor."),
    "F4": Rule("What is signed is bytes that an independent program verifies."),
    "F5": Rule("A changed document is a new version; what was signed stays."),
    "F6": Rule("A signer may say that something is wrong, and CMS staff answer."),
    "F7": Rule("Status, days left and reminders; complete is announced to both sides."),
    "G1": Rule("CMS writes to ACOs at once or at a time, nothing twice and nothing lost."),
    "G2": Rule("Who may reads every message; CMS sees who has read; an ACO may answer."),
    "G3": Rule("Files are published one at a time, many by name, or from a folder."),
    "G4": Rule("A file is stored once, encrypted, scanned, versioned, and its downloads recorded."),
    "G5": Rule("Who reads which file; new files tell those who asked to be told."),
    "G6": Rule(
        "Reports that ACO-MS makes, as pictures, tables and files.",
        "0089-one-table-is-the-report",
    ),
    "H1": Rule(
        "Credential Delegates keep credentials of programs, which end and drop out by themselves.",
        "0091-api-credentials",
    ),
    "H2": Rule(
        "Tokens live 20 minutes, from allowed addresses, and stop with their credentials.",
        "0092-tokens-of-programs",
    ),
    "H3": Rule("A read-only JSON API gives what the pages give, by the same code.", "0093-the-api"),
    "H4": Rule(
        "A command-line client that today's pipelines drive unchanged, and that loses no byte.",
        "0095-the-command-line-client",
    ),
    "J4": Rule(
        "An ACO whose agreement ends: nobody is invited, access ends, files are read for a while.",
        "0103-the-end-of-an-agreement",
    ),
    "J1": Rule(
        "CMS staff begin at the program's day; each number leads to the list behind it.",
        "0101-the-programs-day",
    ),
    "J2": Rule(
        "One search over everything that one may see; a TIN or NPI finds exactly.",
        "0097-one-search",
    ),
    "J3": Rule(
        "Anyone writes to the Helpdesk; CMS staff answer from a queue.",
        "0098-messages-to-the-helpdesk",
    ),
    "J5": Rule(
        "One preview and one confirmation invite or end a person in several ACOs of one's own.",
        "0106-several-acos-at-once",
    ),
    "J6": Rule("Who is invited asks for a new link, or says it was not meant for them."),
}
