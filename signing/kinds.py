"""The documents of a Signing Event, as one table: who signs each, and with which text it begins.

Pure Python (rules A15, F2). The texts are for CMS staff to begin with; what an ACO signs is what
they write. To add a kind, add its code and its row, and make a migration.
"""

from dataclasses import dataclass
from enum import StrEnum

from acoms.programme.vocabulary import complete
from contacts.contact_type import Signs
from contacts.permissions import Permission
from contacts.types import CONTACT_TYPES


class KindCode(StrEnum):
    """A kind of document; the value is what the database keeps."""

    PARTICIPANT_LIST = "participant_list"
    COMPLIANCE = "compliance"
    CEHRT = "cehrt"
    PARTICIPATION_AGREEMENT = "participation_agreement"
    DUA = "dua"
    INCENTIVES = "incentives"
    PARTICIPANT_AGREEMENT = "participant_agreement"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One row. `is_elsewhere` is what is signed on a page of its own, as its own record; `yearly`
    is what a new event begins with; `by_the_aco` is what an ACO's administrator starts, by itself
    and with a text of its own (`signing.actions.agreements`)."""

    code: KindCode
    title: str
    text: str = ""
    signs: Signs = Signs.ACO_DOCUMENTS
    yearly: bool = True
    is_elsewhere: bool = False
    names_custodians: bool = False
    by_the_aco: bool = False

    @property
    def permission(self) -> Permission:
        """What lets somebody sign it."""
        return Permission.SIGN_DUA if self.signs is Signs.DUA else Permission.SIGN_ACO_DOCUMENTS

    @property
    def signers(self) -> tuple[str, ...]:
        """The contact types that sign it, in the table's order."""
        return tuple(row.code.value for row in CONTACT_TYPES.values() if row.signs is self.signs)

    @property
    def who_signs(self) -> str:
        """The same in words."""
        if self.signs is Signs.DUA:
            return "DUA Requestor"
        return "ACO Executive or Authorized to Sign"


_COMPLIANCE = """\
{aco} certifies to the Centers for Medicare & Medicaid Services (CMS) for performance year {year}:

- that the ACO, its ACO participants, its ACO providers/suppliers and others that work for it \
follow the requirements of the Medicare Shared Savings Program; and
- that the data and information that it sends to CMS are accurate, complete and truthful to the \
best of the signer's knowledge and belief.

# Who signs

The person who signs has the authority to bind the ACO.
"""

_CEHRT = """\
{aco} certifies for performance year {year} that the clinicians who take part in the ACO use \
certified electronic health record technology (CEHRT) as the Medicare Shared Savings Program \
requires.

The person who signs has the authority to bind the ACO.
"""

_PARTICIPATION_AGREEMENT = """\
This agreement is between the Centers for Medicare & Medicaid Services (CMS) and {aco}.

# What the ACO agrees to

- It takes part in the Medicare Shared Savings Program under 42 CFR part 425.
- It sees to it that its ACO participants and ACO providers/suppliers agree to the same.

# Term

The agreement counts from the first day of performance year {year}.
"""

_DUA = """\
This agreement is between the Centers for Medicare & Medicaid Services (CMS) and {aco}. It says \
how the ACO uses and protects the data about beneficiaries that it receives from CMS.

# Custodians

These people keep the data secure and watch who uses them: {custodians}.

# What the ACO agrees to

- It uses the data only for the purposes of the Medicare Shared Savings Program.
- It gives them to nobody who may not have them, and tells CMS at once of any breach.
- It destroys them when it no longer needs them.
"""

_INCENTIVES = """\
{aco} certifies for performance year {year} that the beneficiary incentive program that it runs \
follows 42 CFR 425.304, and that the incentive payments that it makes are recorded and kept.
"""

_ROWS = (
    Kind(
        code=KindCode.PARTICIPANT_LIST,
        title="Participant list certification",
        is_elsewhere=True,
    ),
    Kind(
        code=KindCode.COMPLIANCE,
        title="Compliance and data certification",
        text=_COMPLIANCE,
    ),
    Kind(code=KindCode.CEHRT, title="Certified EHR technology certification", text=_CEHRT),
    Kind(
        code=KindCode.DUA,
        title="Data Use Agreement (DUA)",
        text=_DUA,
        signs=Signs.DUA,
        names_custodians=True,
    ),
    Kind(
        code=KindCode.PARTICIPATION_AGREEMENT,
        title="Participation Agreement",
        text=_PARTICIPATION_AGREEMENT,
        yearly=False,
    ),
    Kind(
        code=KindCode.INCENTIVES,
        title="Beneficiary incentive program certification",
        text=_INCENTIVES,
        yearly=False,
    ),
    Kind(
        code=KindCode.PARTICIPANT_AGREEMENT,
        title="ACO Participant Agreement",
        yearly=False,
        by_the_aco=True,
    ),
)

KINDS: dict[str, Kind] = {row.code.value: row for row in _ROWS}
complete(KindCode, KINDS)
CHOICES: list[tuple[str, str]] = [(row.code.value, row.title) for row in _ROWS]
BY_THE_ACO = frozenset(row.code.value for row in _ROWS if row.by_the_aco)
