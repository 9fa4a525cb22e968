"""The contact types of an ACO: one frozen table, the source of everything said about a type.

Rule A1 (Overview of ACO-MS User Access and ACO Contacts, v7). Forms, permissions, the help page,
the admin, database constraints and tests are generated from `CONTACT_TYPES`. To add a type, add a
row and run `makemigrations` (the constraints name the codes).
"""

from dataclasses import dataclass
from enum import StrEnum


class Group(StrEnum):
    """How types are grouped wherever they are listed."""

    LEADERSHIP = "Leadership and signing"
    PROGRAMME = "Programme contacts"
    QPP = "Quality Payment Program"
    OTHER = "Other"


class Signs(StrEnum):
    """What a type may sign electronically for the ACO (rule A15)."""

    NOTHING = ""
    ACO_DOCUMENTS = "ACO documents"
    DUA = "the DUA"


@dataclass(frozen=True, slots=True)
class Attestation:
    """A fact that is attested when a type is given, kept with who and when (rule A18).

    `statement` is what is attested, in full; it is kept as it was then.
    """

    code: str
    statement: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactType:
    """One row of rule A1's table.

    `family` names the primary and secondary that must be different people (rule A3); `single`
    means one active holder in an ACO (rule A4); `granted_by` restricts who may invite someone to
    the type, and None means every type with admin privileges (rule A6).
    """

    code: str
    label: str
    group: Group
    description: str
    required: bool = False
    administers: bool = False
    receives_correspondence: bool = False
    signs: Signs = Signs.NOTHING
    single: bool = False
    family: str = ""
    granted_by: frozenset[str] | None = None
    reads_only_qpp_tabs: bool = False
    manages_api_credentials: bool = False
    attestations: tuple[Attestation, ...] = ()
    serves_the_public: bool = False

    @property
    def badges(self) -> tuple[str, ...]:
        """What the type brings with it, in words short enough for a badge."""
        return tuple(
            text
            for text, applies in (
                ("Administrator", self.administers),
                ("Receives CMS mail", self.receives_correspondence),
                (f"Signs {self.signs}", bool(self.signs)),
                ("One person", self.single),
            )
            if applies
        )

    @property
    def privileges(self) -> tuple[str, ...]:
        """What a holder may do, as sentences for the page that offers the type."""
        reads = (
            "Sees the Signing Event, Change Request, Reporting, Data Hub and Knowledge Library "
            "tabs, without changing anything."
            if self.reads_only_qpp_tabs
            else "Sees every tab of the ACO"
            + (", Correspondence included." if self.receives_correspondence else ".")
        )
        return tuple(
            text
            for text, applies in (
                ("Adds, edits and ends contacts and invites people.", self.administers),
                ("Receives every message that CMS sends to the ACO.", self.receives_correspondence),
                (f"Signs {self.signs} electronically.", bool(self.signs)),
                ("Manages the ACO's API credentials.", self.manages_api_credentials),
                (reads, True),
            )
            if applies
        )


SIGNERS = frozenset({"aco_executive", "authorized_to_sign_primary", "authorized_to_sign_secondary"})

_ROWS = (
    ContactType(
        code="aco_executive",
        label="ACO Executive",
        group=Group.LEADERSHIP,
        description="Leads the ACO and may bind it to an agreement in the governing body's name.",
        required=True,
        administers=True,
        receives_correspondence=True,
        signs=Signs.ACO_DOCUMENTS,
        single=True,
    ),
    ContactType(
        code="authorized_to_sign_primary",
        label="Authorized to Sign (primary)",
        group=Group.LEADERSHIP,
        description="The agent whom the governing body first empowers to sign for the ACO.",
        required=True,
        administers=True,
        receives_correspondence=True,
        signs=Signs.ACO_DOCUMENTS,
        single=True,
        family="authorized_to_sign",
    ),
    ContactType(
        code="authorized_to_sign_secondary",
        label="Authorized to Sign (secondary)",
        group=Group.LEADERSHIP,
        description="A further agent empowered to sign; naming several saves waiting for one.",
        required=True,
        administers=True,
        receives_correspondence=True,
        signs=Signs.ACO_DOCUMENTS,
        family="authorized_to_sign",
    ),
    ContactType(
        code="dua_requestor",
        label="DUA Requestor",
        group=Group.LEADERSHIP,
        description="May bind the ACO to the Data Use Agreement (DUA), and signs it.",
        required=True,
        signs=Signs.DUA,
        single=True,
    ),
    ContactType(
        code="dua_custodian",
        label="DUA Custodian",
        group=Group.PROGRAMME,
        description="Keeps the DUA's conditions: secures the data files and watches who uses them.",
        required=True,
    ),
    ContactType(
        code="cms_liaison",
        label="CMS Liaison",
        group=Group.PROGRAMME,
        description="The person through whom the ACO and CMS speak to each other.",
        required=True,
        administers=True,
        receives_correspondence=True,
    ),
    ContactType(
        code="application_primary",
        label="Application Contact (primary)",
        group=Group.PROGRAMME,
        description="First to ask about the ACO's application to the Shared Savings Program.",
        required=True,
        administers=True,
        receives_correspondence=True,
        single=True,
        family="application",
    ),
    ContactType(
        code="application_secondary",
        label="Application Contact (secondary)",
        group=Group.PROGRAMME,
        description="Stands in on the ACO's application to the Shared Savings Program.",
        administers=True,
        receives_correspondence=True,
        family="application",
    ),
    ContactType(
        code="it_primary",
        label="Information Technology (IT) Contact (primary)",
        group=Group.PROGRAMME,
        description="First to ask about data transfers between the ACO and CMS.",
        required=True,
        receives_correspondence=True,
        single=True,
        family="it",
    ),
    ContactType(
        code="it_secondary",
        label="IT Contact (secondary)",
        group=Group.PROGRAMME,
        description="Stands in on data transfers between the ACO and CMS.",
        receives_correspondence=True,
        family="it",
    ),
    ContactType(
        code="financial",
        label="Financial Contact",
        group=Group.PROGRAMME,
        description="Answers for banking and payment; the authorized official on Form CMS-588.",
        required=True,
        receives_correspondence=True,
        single=True,
        attestations=(
            Attestation(
                "cms_588",
                "The Financial Contact is the authorized official on the ACO's Form CMS-588.",
            ),
        ),
    ),
    ContactType(
        code="medical_director",
        label="Medical Director",
        group=Group.PROGRAMME,
        description="A board-certified physician, licensed and regularly present where the ACO "
        "works, who oversees its clinical management.",
        required=True,
        single=True,
        attestations=(
            Attestation("board_certified", "The Medical Director is a board-certified physician."),
            Attestation(
                "licensed",
                "The Medical Director is licensed in a state where the ACO operates.",
            ),
            Attestation(
                "present",
                "The Medical Director is regularly and physically present at a clinic, office or "
                "other location of the ACO, an ACO participant or an ACO provider/supplier.",
            ),
        ),
    ),
    ContactType(
        code="compliance",
        label="Compliance Contact",
        group=Group.PROGRAMME,
        description="Answers for compliance and monitoring, corrective action plans included.",
        required=True,
        receives_correspondence=True,
    ),
    ContactType(
        code="quality_primary",
        label="Quality Contact (primary)",
        group=Group.PROGRAMME,
        description="First to ask about the ACO's quality activities.",
        required=True,
        receives_correspondence=True,
        single=True,
        family="quality",
    ),
    ContactType(
        code="quality_secondary",
        label="Quality Contact (secondary)",
        group=Group.PROGRAMME,
        description="Stands in on the ACO's quality activities.",
        required=True,
        receives_correspondence=True,
        family="quality",
    ),
    ContactType(
        code="marketing_primary",
        label="Marketing Contact (primary)",
        group=Group.PROGRAMME,
        description="First to ask about marketing materials and activities of the ACO.",
        required=True,
        receives_correspondence=True,
        single=True,
        family="marketing",
    ),
    ContactType(
        code="marketing_secondary",
        label="Marketing Contact (secondary)",
        group=Group.PROGRAMME,
        description="Stands in on marketing materials and activities of the ACO.",
        required=True,
        receives_correspondence=True,
        family="marketing",
    ),
    ContactType(
        code="public",
        label="Public Contact",
        group=Group.PROGRAMME,
        description="Answers the public's questions about the ACO, by phone or e-mail.",
        required=True,
        receives_correspondence=True,
        serves_the_public=True,
    ),
    ContactType(
        code="other",
        label="Other Contact",
        group=Group.OTHER,
        description="Supports the ACO in some way that no other contact type covers.",
    ),
    ContactType(
        code="credential_delegate",
        label="Credential Delegate",
        group=Group.OTHER,
        description="Looks after the credentials with which the ACO's software calls CMS's API.",
        granted_by=SIGNERS,
        manages_api_credentials=True,
    ),
    ContactType(
        code="qpp_security_official",
        label="QPP Security Official",
        group=Group.QPP,
        description="Does all that a QPP Staff User does on the QPP website, and decides there "
        "on other people's requests for access.",
        required=True,
        reads_only_qpp_tabs=True,
    ),
    ContactType(
        code="qpp_staff_user",
        label="QPP Staff User",
        group=Group.QPP,
        description="Submits the ACO's quality data on the QPP website, sees its MIPS "
        "performance feedback and may ask for a targeted review.",
        reads_only_qpp_tabs=True,
    ),
)

CONTACT_TYPES: dict[str, ContactType] = {row.code: row for row in _ROWS}
ALL_CODES: tuple[str, ...] = tuple(CONTACT_TYPES)
ADMIN_CODES: tuple[str, ...] = tuple(t.code for t in _ROWS if t.administers)
SINGLE_CODES: tuple[str, ...] = tuple(t.code for t in _ROWS if t.single)
REQUIRED_CODES: tuple[str, ...] = tuple(t.code for t in _ROWS if t.required)
FAMILIES: dict[str, tuple[str, ...]] = {
    family: tuple(t.code for t in _ROWS if t.family == family)
    for family in dict.fromkeys(t.family for t in _ROWS if t.family)
}
ATTESTATIONS: dict[str, Attestation] = {a.code: a for t in _ROWS for a in t.attestations}
CHOICES: list[tuple[str, str]] = [(t.code, t.label) for t in _ROWS]


def label_of(code: str) -> str:
    return CONTACT_TYPES[code].label


def in_order(codes: frozenset[str] | set[str] | list[str] | tuple[str, ...]) -> list[ContactType]:
    """The types of `codes` in the table's order."""
    wanted = set(codes)
    return [row for row in _ROWS if row.code in wanted]


def by_group() -> dict[Group, list[ContactType]]:
    """All types under their groups, both in the table's order."""
    return {group: [row for row in _ROWS if row.group is group] for group in Group}
