"""The organizations that QPP knows and the two roles in them: one table in code (rules D1, D8).

Pages, search, validation, the OpenID Connect claims and the tests are driven from it. A Shared
Savings Program ACO is a kind without rows of its own: it is the ACO of `contacts`, and its QPP
roles are contact types there (decision 0014).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Self

from acoms.programme import identifiers
from acoms.programme.vocabulary import complete
from contacts.contact_type import Code

# Since this day an ACO's people get QPP roles by invitation only; before, by Connect (B2, D12).
ACOS_BY_INVITATION_FROM = date(2021, 8, 5)
# A CPC+ Practice Site can be connected to from this day on (D12).
CPC_PLUS_FROM = date(2019, 1, 2)


class OrganizationType(StrEnum):
    """What someone chooses in the first step, and a tab of Manage Access; the value is in URLs.

    `noun` is what a sentence calls it, `hint` what the first step says of it.
    """

    _value_: str
    label: str
    plural: str
    noun: str
    hint: str

    PRACTICE = (
        "practice",
        "Practice",
        "Practices",
        "practice",
        "One Taxpayer Identification Number (TIN): someone who practices alone, a group or a "
        "hospital.",
    )
    APM_ENTITY = (
        "apm-entity",
        "APM Entity",
        "APM Entities",
        "APM Entity",
        "A whole Shared Savings Program ACO, Next Generation ACO or CPC+ Practice Site.",
    )
    REGISTRY = (
        "registry",
        "Registry",
        "Registries",
        "registry",
        "A Qualified Registry or Qualified Clinical Data Registry (QCDR) that CMS approved.",
    )
    VIRTUAL_GROUP = (
        "virtual-group",
        "Virtual Group",
        "Virtual Groups",
        "virtual group",
        "A virtual group that CMS approved.",
    )

    # The empty words are for OrganizationType(value), which finds and makes nothing.
    def __new__(
        cls, value: str, label: str = "", plural: str = "", noun: str = "", hint: str = ""
    ) -> Self:
        one = str.__new__(cls, value)
        one._value_, one.label, one.plural = value, label, plural
        one.noun, one.hint = noun, hint
        return one


class Role(StrEnum):
    """A role in an organization; the value is what the database and the claims say."""

    SECURITY_OFFICIAL = "security_official"
    STAFF_USER = "staff_user"

    @property
    def label(self) -> str:
        return "Security Official" if self is Role.SECURITY_OFFICIAL else "Staff User"

    @property
    def contact_type(self) -> str:
        """The contact type that is this role in a Shared Savings Program ACO."""
        return Code(f"qpp_{self.value}").value


ROLE_OF_CONTACT_TYPE = {role.contact_type: role for role in Role}


class KindCode(StrEnum):
    """The kinds of organization; the value is what the database, lists and addresses hold."""

    PRACTICE = "practice"
    SSP_ACO = "ssp_aco"
    NEXT_GENERATION_ACO = "next_generation_aco"
    CPC_PLUS_SITE = "cpc_plus_site"
    QUALIFIED_REGISTRY = "qualified_registry"
    QCDR = "qcdr"
    VIRTUAL_GROUP = "virtual_group"


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of organization.

    `id_label` is what its identifier is called and `read_id` reads it; a practice has neither and
    is known by its TIN. CMS publishes it where `id_is_public`; elsewhere it is asked for as proof
    (rule D4) and not given away. With `has_tin` it has a TIN of its own, from the beginning where
    `tin_required`. With `has_members` it is made of practices that lists bring. CMS publishes some
    kind's IDs without names: those are `unnamed` until a list names them, and found by their ID.
    """

    code: KindCode
    label: str
    plural: str
    type: OrganizationType
    id_label: str = ""
    read_id: Callable[[str], str] | None = None
    id_is_public: bool = False
    has_tin: bool = False
    tin_required: bool = False
    has_members: bool = False
    unnamed: str = ""


SSP_ACO = KindCode.SSP_ACO
KINDS: dict[str, Kind] = {
    kind.code: kind
    for kind in (
        Kind(
            KindCode.PRACTICE,
            "Practice",
            "Practices",
            OrganizationType.PRACTICE,
            has_tin=True,
            tin_required=True,
        ),
        Kind(
            KindCode.SSP_ACO,
            "Shared Savings Program ACO",
            "Shared Savings Program ACOs",
            OrganizationType.APM_ENTITY,
            "ACO ID",
            identifiers.read_aco_id,
            id_is_public=True,
        ),
        Kind(
            KindCode.NEXT_GENERATION_ACO,
            "Next Generation ACO",
            "Next Generation ACOs",
            OrganizationType.APM_ENTITY,
            "ACO ID",
            identifiers.read_next_generation_id,
            id_is_public=True,
            has_members=True,
        ),
        Kind(
            KindCode.CPC_PLUS_SITE,
            "CPC+ Practice Site",
            "CPC+ Practice Sites",
            OrganizationType.APM_ENTITY,
            "Practice Site ID",
            identifiers.read_practice_site_id,
            has_members=True,
            unnamed="Name not published",
        ),
        Kind(
            KindCode.QUALIFIED_REGISTRY,
            "Qualified Registry",
            "Qualified Registries",
            OrganizationType.REGISTRY,
            "Vendor ID",
            identifiers.read_vendor_id,
            has_tin=True,
        ),
        Kind(
            KindCode.QCDR,
            "Qualified Clinical Data Registry (QCDR)",
            "Qualified Clinical Data Registries (QCDRs)",
            OrganizationType.REGISTRY,
            "Vendor ID",
            identifiers.read_vendor_id,
            has_tin=True,
        ),
        Kind(
            KindCode.VIRTUAL_GROUP,
            "Virtual Group",
            "Virtual Groups",
            OrganizationType.VIRTUAL_GROUP,
            "Virtual Group ID",
            identifiers.read_virtual_group_id,
            id_is_public=True,
            has_members=True,
        ),
    )
}
complete(KindCode, KINDS)
# Those with rows in `qpp_roles.organizations.models.Organization`.
STORED = tuple(code.value for code in KindCode if code is not KindCode.SSP_ACO)


def kinds_of(organization_type: OrganizationType) -> list[Kind]:
    """The kinds of one type, in the table's order: for an APM Entity, the models to choose from."""
    return [kind for kind in KINDS.values() if kind.type is organization_type]


def one_of_any_type(*, besides_acos: bool = False) -> str:
    """ "a practice, an APM Entity, a registry or a virtual group", for sentences. `besides_acos`
    where the Shared Savings Program ACOs were spoken of: then it is "another APM Entity"."""
    *others, last = (
        f"{_article(one.noun, another=besides_acos and one is KINDS[SSP_ACO].type)} {one.noun}"
        for one in OrganizationType
    )
    return f"{', '.join(others)} or {last}"


def _article(noun: str, *, another: bool) -> str:
    return "another" if another else "an" if noun[0] in "AEIOaeio" else "a"


@dataclass(frozen=True, slots=True)
class Allows:
    """Something a role lets someone do at QPP: the claims say `code`, the pages `sentence`."""

    code: str
    sentence: str


_APPROVE = Allows(
    "approve_requests", "Approve or deny requests of others for access to the organization"
)
# Rule D8, from the role table of Connect to an Organization.
_STAFF_USER: dict[OrganizationType, tuple[Allows, ...]] = {
    OrganizationType.PRACTICE: (
        Allows("view_eligibility", "See whether the practice's clinicians are eligible for MIPS"),
        Allows(
            "view_claims_measures",
            "See claims measure data that single clinicians of the practice submit during the "
            "performance period",
        ),
        Allows("physician_compare_preview", "Open the Physician Compare Preview"),
        Allows(
            "submit_data",
            "Submit data for the practice, for its clinicians one by one or as a group",
        ),
        Allows(
            "view_feedback",
            "See MIPS performance feedback and payment adjustments of the group and of each "
            "clinician",
        ),
        Allows("request_targeted_review", "Request a targeted review"),
    ),
    OrganizationType.APM_ENTITY: (
        Allows("submit_quality_data", "Submit quality data for the whole entity"),
        Allows(
            "view_feedback",
            "See the entity's MIPS performance feedback, with its clinicians who are scored under "
            "the APM scoring standard",
        ),
    ),
    OrganizationType.REGISTRY: (
        Allows("submit_data", "Submit data for all of the registry's clients"),
        Allows(
            "view_preliminary_feedback",
            "See preliminary performance feedback on the data that the registry submits",
        ),
    ),
    OrganizationType.VIRTUAL_GROUP: (
        Allows("view_members", "See the practices and clinicians that take part in the group"),
        Allows("submit_data", "Submit data for the virtual group"),
        Allows("view_feedback", "See the virtual group's MIPS performance feedback"),
    ),
}
complete(OrganizationType, _STAFF_USER)
_MORE_FOR_SECURITY_OFFICIAL: dict[OrganizationType, tuple[Allows, ...]] = {
    OrganizationType.PRACTICE: (
        Allows("register_web_interface", "Register a group for the CMS Web Interface"),
        Allows("register_cahps", "Register a group for the CAHPS for MIPS survey"),
    )
}
# From the table of contact types (000): what an ACO's QPP roles allow besides.
_TARGETED_REVIEW = Allows("request_targeted_review", "Request a targeted review")


def allowed_by(role: Role, kind: Kind) -> tuple[Allows, ...]:
    """What a role lets someone do in an organization of this kind (rule D8)."""
    allowed = _STAFF_USER[kind.type]
    if kind.code is KindCode.CPC_PLUS_SITE:  # feedback is for the two kinds of ACO
        allowed = tuple(one for one in allowed if one.code != "view_feedback")
    if kind.code is KindCode.SSP_ACO:
        allowed += (_TARGETED_REVIEW,)
    if role is Role.SECURITY_OFFICIAL:
        allowed += (*_MORE_FOR_SECURITY_OFFICIAL.get(kind.type, ()), _APPROVE)
    return allowed


def refusal_to_connect(kind: Kind, on: date) -> str:
    """Why nobody connects to organizations of this kind on a day (Eastern); "" if they may (D12).

    For an ACO the page adds who invites: its administrators to their own people, else the Helpdesk
    (B2).
    """
    if kind.code is KindCode.SSP_ACO and on >= ACOS_BY_INVITATION_FROM:
        return (
            "Since August 5, 2021, roles in a Shared Savings Program ACO are given by invitation "
            "only. A contact of the ACO with administrative privileges invites you in ACO-MS."
        )
    if kind.code is KindCode.CPC_PLUS_SITE and on < CPC_PLUS_FROM:
        return "A CPC+ Practice Site can be connected to from January 2, 2019."
    return ""


def strongest(roles: Iterable[Role]) -> Role | None:
    """The role that includes the others; None of none."""
    held = set(roles)
    return next((role for role in Role if role in held), None)
