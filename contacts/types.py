"""The contact types of an ACO: one frozen table, the source of everything said about a type.

Rule A1 (Overview of ACO-MS User Access and ACO Contacts, v7). Forms, permissions, the help page,
the admin, database constraints and tests are generated from `CONTACT_TYPES`. What the flags of a
row mean, and which permissions they bring, is in `contacts.contact_type`. To add a type, add its
code and a row, and make a migration (the constraints name the codes).
"""

from acoms.programme.vocabulary import complete
from acoms.text.saying import say_later
from contacts.contact_type import Attestation as Attestation
from contacts.contact_type import Code as Code
from contacts.contact_type import ContactType as ContactType
from contacts.contact_type import Group as Group
from contacts.contact_type import Signs as Signs

SIGNERS: frozenset[str] = frozenset(
    {Code.ACO_EXECUTIVE, Code.AUTHORIZED_TO_SIGN_PRIMARY, Code.AUTHORIZED_TO_SIGN_SECONDARY}
)

_ROWS = (
    ContactType(
        code=Code.ACO_EXECUTIVE,
        label="ACO Executive",
        group=Group.LEADERSHIP,
        description=say_later(
            "Leads the ACO and may bind it to an agreement in the governing body's name."
        ),
        required=True,
        administers=True,
        receives_correspondence=True,
        signs=Signs.ACO_DOCUMENTS,
        single=True,
    ),
    ContactType(
        code=Code.AUTHORIZED_TO_SIGN_PRIMARY,
        label="Authorized to Sign (primary)",
        group=Group.LEADERSHIP,
        description=say_later(
            "The agent whom the governing body first empowers to sign for the ACO."
        ),
        required=True,
        administers=True,
        receives_correspondence=True,
        signs=Signs.ACO_DOCUMENTS,
        single=True,
        family="authorized_to_sign",
    ),
    ContactType(
        code=Code.AUTHORIZED_TO_SIGN_SECONDARY,
        label="Authorized to Sign (secondary)",
        group=Group.LEADERSHIP,
        description=say_later(
            "A further agent empowered to sign; naming several saves waiting for one."
        ),
        required=True,
        administers=True,
        receives_correspondence=True,
        signs=Signs.ACO_DOCUMENTS,
        family="authorized_to_sign",
    ),
    ContactType(
        code=Code.DUA_REQUESTOR,
        label="DUA Requestor",
        group=Group.LEADERSHIP,
        description=say_later("May bind the ACO to the Data Use Agreement (DUA), and signs it."),
        required=True,
        signs=Signs.DUA,
        single=True,
        handles_beneficiary_data=True,
    ),
    ContactType(
        code=Code.DUA_CUSTODIAN,
        label="DUA Custodian",
        group=Group.PROGRAMME,
        description=say_later(
            "Keeps the DUA's conditions: secures the data files and watches who uses them."
        ),
        required=True,
        handles_beneficiary_data=True,
    ),
    ContactType(
        code=Code.CMS_LIAISON,
        label="CMS Liaison",
        group=Group.PROGRAMME,
        description=say_later("The person through whom the ACO and CMS speak to each other."),
        required=True,
        administers=True,
        receives_correspondence=True,
    ),
    ContactType(
        code=Code.APPLICATION_PRIMARY,
        label="Application Contact (primary)",
        group=Group.PROGRAMME,
        description=say_later(
            "First to ask about the ACO's application to the Shared Savings Program."
        ),
        required=True,
        administers=True,
        receives_correspondence=True,
        single=True,
        family="application",
    ),
    ContactType(
        code=Code.APPLICATION_SECONDARY,
        label="Application Contact (secondary)",
        group=Group.PROGRAMME,
        description=say_later("Stands in on the ACO's application to the Shared Savings Program."),
        administers=True,
        receives_correspondence=True,
        family="application",
    ),
    ContactType(
        code=Code.IT_PRIMARY,
        label="Information Technology (IT) Contact (primary)",
        group=Group.PROGRAMME,
        description=say_later("First to ask about data transfers between the ACO and CMS."),
        required=True,
        receives_correspondence=True,
        single=True,
        family="it",
        handles_beneficiary_data=True,
    ),
    ContactType(
        code=Code.IT_SECONDARY,
        label="IT Contact (secondary)",
        group=Group.PROGRAMME,
        description=say_later("Stands in on data transfers between the ACO and CMS."),
        receives_correspondence=True,
        family="it",
        handles_beneficiary_data=True,
    ),
    ContactType(
        code=Code.FINANCIAL,
        label="Financial Contact",
        group=Group.PROGRAMME,
        description=say_later(
            "Answers for banking and payment; the authorized official on Form CMS-588."
        ),
        required=True,
        receives_correspondence=True,
        single=True,
        attestations=(
            Attestation(
                "cms_588",
                "The Financial Contact is the authorized official on the ACO's Form CMS-588.",
                say_later("You are the authorized official on the ACO's Form CMS-588."),
            ),
        ),
    ),
    ContactType(
        code=Code.MEDICAL_DIRECTOR,
        label="Medical Director",
        group=Group.PROGRAMME,
        description=say_later(
            "A board-certified physician, licensed and regularly present where the ACO "
            "works, who oversees its clinical management."
        ),
        required=True,
        single=True,
        attestations=(
            Attestation(
                "board_certified",
                "The Medical Director is a board-certified physician.",
                say_later("You are a board-certified physician."),
            ),
            Attestation(
                "licensed",
                "The Medical Director is licensed in a state where the ACO operates.",
                say_later("You are licensed in a state where the ACO operates."),
            ),
            Attestation(
                "present",
                "The Medical Director is regularly and physically present at a clinic, office or "
                "other location of the ACO, an ACO participant or an ACO provider/supplier.",
                say_later(
                    "You are regularly and physically present at a clinic, office or other "
                    "location of the ACO, an ACO participant or an ACO provider/supplier."
                ),
            ),
        ),
    ),
    ContactType(
        code=Code.COMPLIANCE,
        label="Compliance Contact",
        group=Group.PROGRAMME,
        description=say_later(
            "Answers for compliance and monitoring, corrective action plans included."
        ),
        required=True,
        receives_correspondence=True,
    ),
    ContactType(
        code=Code.QUALITY_PRIMARY,
        label="Quality Contact (primary)",
        group=Group.PROGRAMME,
        description=say_later("First to ask about the ACO's quality activities."),
        required=True,
        receives_correspondence=True,
        single=True,
        family="quality",
    ),
    ContactType(
        code=Code.QUALITY_SECONDARY,
        label="Quality Contact (secondary)",
        group=Group.PROGRAMME,
        description=say_later("Stands in on the ACO's quality activities."),
        required=True,
        receives_correspondence=True,
        family="quality",
    ),
    ContactType(
        code=Code.MARKETING_PRIMARY,
        label="Marketing Contact (primary)",
        group=Group.PROGRAMME,
        description=say_later("First to ask about marketing materials and activities of the ACO."),
        required=True,
        receives_correspondence=True,
        single=True,
        family="marketing",
    ),
    ContactType(
        code=Code.MARKETING_SECONDARY,
        label="Marketing Contact (secondary)",
        group=Group.PROGRAMME,
        description=say_later("Stands in on marketing materials and activities of the ACO."),
        required=True,
        receives_correspondence=True,
        family="marketing",
    ),
    ContactType(
        code=Code.PUBLIC,
        label="Public Contact",
        group=Group.PROGRAMME,
        description=say_later("Answers the public's questions about the ACO, by phone or e-mail."),
        required=True,
        receives_correspondence=True,
        serves_the_public=True,
    ),
    ContactType(
        code=Code.OTHER,
        label="Other Contact",
        group=Group.OTHER,
        description=say_later("Supports the ACO in some way that no other contact type covers."),
    ),
    ContactType(
        code=Code.CREDENTIAL_DELEGATE,
        label="Credential Delegate",
        group=Group.OTHER,
        description=say_later(
            "Reads everything of the ACO, and looks after the credentials with which its "
            "software calls CMS's API."
        ),
        granted_by=SIGNERS,
        manages_api_credentials=True,
        reads_everything=True,
    ),
    ContactType(
        code=Code.QPP_SECURITY_OFFICIAL,
        label="QPP Security Official",
        group=Group.QPP,
        description=say_later(
            "Does all that a QPP Staff User does on the QPP website, and decides there "
            "on other people's requests for access."
        ),
        required=True,
        reads_only_qpp_tabs=True,
        answers_qpp_requests=True,
    ),
    ContactType(
        code=Code.QPP_STAFF_USER,
        label="QPP Staff User",
        group=Group.QPP,
        description=say_later(
            "Submits the ACO's quality data on the QPP website, sees its MIPS "
            "performance feedback and may ask for a targeted review."
        ),
        reads_only_qpp_tabs=True,
    ),
)

CONTACT_TYPES: dict[str, ContactType] = {row.code: row for row in _ROWS}
complete(Code, CONTACT_TYPES)
# As the database holds them, which is how constraints name them too.
ALL_CODES: tuple[str, ...] = tuple(t.code.value for t in _ROWS)
ADMIN_CODES: tuple[str, ...] = tuple(t.code.value for t in _ROWS if t.administers)
SINGLE_CODES: tuple[str, ...] = tuple(t.code.value for t in _ROWS if t.single)
PUBLIC_CODES: tuple[str, ...] = tuple(t.code.value for t in _ROWS if t.serves_the_public)
REQUIRED_CODES: tuple[str, ...] = tuple(t.code.value for t in _ROWS if t.required)
FAMILIES: dict[str, tuple[str, ...]] = {
    family: tuple(t.code.value for t in _ROWS if t.family == family)
    for family in dict.fromkeys(t.family for t in _ROWS if t.family)
}
CHOICES: list[tuple[str, str]] = [(t.code.value, t.label) for t in _ROWS]


def label_of(code: str) -> str:
    return CONTACT_TYPES[code].label


def in_order(codes: frozenset[str] | set[str] | list[str] | tuple[str, ...]) -> list[ContactType]:
    """The types of `codes` in the table's order."""
    wanted = set(codes)
    return [row for row in _ROWS if row.code in wanted]


def by_group() -> dict[Group, list[ContactType]]:
    """All types under their groups, both in the table's order."""
    return {group: [row for row in _ROWS if row.group is group] for group in Group}
