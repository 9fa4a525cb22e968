"""What a row of the table of contact types says, and what its flags let a holder do: pure Python.

Rules A1, A5, A6, A13, A14, A15. The rows are in `contacts.types`.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from acoms.text.saying import say
from contacts.rights import EVERYBODYS, Permission, sentences

# Rule A13: what every contact of an ACO reads, and what those with a QPP role do not.
QPP_TABS = frozenset(
    {
        Permission.CHANGE_REQUESTS_READ,
        Permission.SIGNING_READ,
        Permission.REPORTING_READ,
        Permission.DATA_HUB_READ,
    }
)
OTHER_TABS = frozenset(
    {Permission.OVERVIEW_READ, Permission.CONTACTS_READ, Permission.PARTICIPANTS_READ}
)


class Code(StrEnum):
    """The contact types of rule A1; the value is what the database and addresses hold."""

    ACO_EXECUTIVE = "aco_executive"
    AUTHORIZED_TO_SIGN_PRIMARY = "authorized_to_sign_primary"
    AUTHORIZED_TO_SIGN_SECONDARY = "authorized_to_sign_secondary"
    DUA_REQUESTOR = "dua_requestor"
    DUA_CUSTODIAN = "dua_custodian"
    CMS_LIAISON = "cms_liaison"
    APPLICATION_PRIMARY = "application_primary"
    APPLICATION_SECONDARY = "application_secondary"
    IT_PRIMARY = "it_primary"
    IT_SECONDARY = "it_secondary"
    FINANCIAL = "financial"
    MEDICAL_DIRECTOR = "medical_director"
    COMPLIANCE = "compliance"
    QUALITY_PRIMARY = "quality_primary"
    QUALITY_SECONDARY = "quality_secondary"
    MARKETING_PRIMARY = "marketing_primary"
    MARKETING_SECONDARY = "marketing_secondary"
    PUBLIC = "public"
    OTHER = "other"
    CREDENTIAL_DELEGATE = "credential_delegate"
    QPP_SECURITY_OFFICIAL = "qpp_security_official"
    QPP_STAFF_USER = "qpp_staff_user"


class Group(StrEnum):
    """How types are grouped wherever they are listed."""

    LEADERSHIP = "Leadership and signing"
    PROGRAMME = "Program contacts"
    QPP = "Quality Payment Program"
    OTHER = "Other"


class Signs(StrEnum):
    """What a type may sign electronically for the ACO (rule A15)."""

    NOTHING = ""
    ACO_DOCUMENTS = "ACO documents"
    DUA = "the DUA"


def in_second_person(statement: str) -> str:
    """`The Medical Director is licensed` as the Medical Director reads it: `You are licensed`."""
    return re.sub(r"\AThe [A-Z][a-z]+ [A-Z][a-z]+ is ", "You are ", statement)


@dataclass(frozen=True, slots=True)
class Attestation:
    """A fact that is attested when a type is given, kept with who and when (rule A18).

    `statement` is what is attested, in full; it is kept as it was then. `about_you` is the same as
    whoever it is about reads it (`in_second_person`), for `say`.
    """

    code: str
    statement: str
    about_you: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactType:
    """One row of rule A1's table.

    `family` names the primary and secondary that must be different people (rule A3); `single`
    means one active holder in an ACO (rule A4); `granted_by` restricts who may invite someone to
    the type, and None means every type with admin privileges (rule A6). `reads_everything` opens
    all that can be read in the ACO (A6), `reads_only_qpp_tabs` no more than rule A13 says of QPP.
    `handles_beneficiary_data` marks those who answer for the data under the DUA, or transfer data
    between the ACO and CMS; `answers_qpp_requests` who answers what was asked of the ACO before
    August 5, 2021 (B2).
    """

    code: Code
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
    reads_everything: bool = False
    handles_beneficiary_data: bool = False
    answers_qpp_requests: bool = False
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
                ("Reads everything", self.reads_everything),
                (f"Signs {self.signs}", bool(self.signs)),
                ("One person", self.single),
            )
            if applies
        )

    @property
    def permissions(self) -> frozenset[Permission]:
        """What a holder may do in the ACO: the whole of the table that pages and actions ask."""
        everything = self.reads_everything
        reads = {
            Permission.CORRESPONDENCE_READ: self.receives_correspondence or everything,
            Permission.ACTIVITY_READ: self.administers or everything,
            Permission.TINS_READ: self.administers or everything,
            Permission.BENEFICIARY_DATA_READ: self.handles_beneficiary_data or everything,
        }
        changes = {
            Permission.CONTACTS_EDIT: self.administers,
            Permission.CHANGE_REQUESTS_EDIT: self.administers,
            Permission.CORRESPONDENCE_ANSWER: self.receives_correspondence,
            Permission.BENEFICIARY_DATA_EDIT: self.handles_beneficiary_data,
            Permission.PUBLIC_LINE_EDIT: self.serves_the_public,
            Permission.QPP_REQUESTS_ANSWER: self.answers_qpp_requests,
            Permission.SIGN_ACO_DOCUMENTS: self.signs is Signs.ACO_DOCUMENTS,
            Permission.SIGN_DUA: self.signs is Signs.DUA,
            Permission.API_CREDENTIALS_MANAGE: self.manages_api_credentials,
        }
        open_ = QPP_TABS if self.reads_only_qpp_tabs else QPP_TABS | OTHER_TABS
        more = {permission for permission, has in {**reads, **changes}.items() if has}
        return open_ | EVERYBODYS | more

    @property
    def privileges(self) -> tuple[str, ...]:
        """What a holder may do, as sentences for the page that offers the type."""
        mail = say("Receives every message that CMS sends to the ACO.")
        return (*([mail] if self.receives_correspondence else []), *sentences(self.permissions))
