"""The types of files that CMS gives to ACOs: one table, from which all else is read; pure Python.

Rules G3 and G5. The names and codes are CMS's own; what we add, and why, is in decision 80.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from contacts.rights import Permission


class Place(StrEnum):
    """The subtab of an ACO where a file stands; the value is a part of its address."""

    DATA_HUB = "data-hub"
    REPORTING = "reporting"

    @property
    def label(self) -> str:
        return {Place.DATA_HUB: "Data Hub", Place.REPORTING: "Reporting"}[self]

    @property
    def permission(self) -> Permission:
        """What opens the subtab."""
        reports = self is Place.REPORTING
        return Permission.REPORTING_READ if reports else Permission.DATA_HUB_READ

    @property
    def url_name(self) -> str:
        return f"aco_{self.value.replace('-', '_')}"


@dataclass(frozen=True, slots=True, kw_only=True)
class FileType:
    """One type of files. `about_beneficiaries` says that single beneficiaries stand in it, or may:
    who opens it is asked besides (rule G5). `tokens` are what says the type in a file's name.
    What is published to all stands in no place of an ACO."""

    code: str
    name: str
    category: str
    place: Place | None = Place.DATA_HUB
    about_beneficiaries: bool = False
    tokens: tuple[str, ...] = ()

    @property
    def needs(self) -> tuple[Permission, ...]:
        """What somebody needs in its ACO who opens a file of this type."""
        more = (Permission.BENEFICIARY_DATA_READ,) if self.about_beneficiaries else ()
        return (self.place.permission, *more) if self.place else more

    def __str__(self) -> str:
        return f"{self.name} ({self.code})" if self.code.isdecimal() else self.name


_CCLF = "Claim and Claim Line Feed (CCLF) Files"
_EXCLUSION = "Monthly Exclusion Files"
_PC_FLEX = "PC Flex Reports"
_REPORTS = "Reports"


def _of(code: str, name: str, category: str, *tokens: str, about_beneficiaries: bool) -> FileType:
    return FileType(
        code=code,
        name=name,
        category=category,
        tokens=tokens,
        about_beneficiaries=about_beneficiaries,
    )


def _single(code: str, name: str, category: str, *tokens: str) -> FileType:
    """A type in which single beneficiaries stand, or of which nobody has said that none do."""
    return _of(code, name, category, *tokens, about_beneficiaries=True)


def _sums(code: str, name: str, category: str, *tokens: str) -> FileType:
    """A type that has sums and rates only, or speaks of providers."""
    return _of(code, name, category, *tokens, about_beneficiaries=False)


_ROWS = (
    _single("113", "Claim and Claim Line Feeds (CCLF)", _CCLF, "ZCY", "ZCR"),
    _single("305", "Claim and Claim Line Feeds (CCLF) - Weekly", _CCLF, "ZCWY"),
    _single("183", "Excluded Beneficiary MBI XREF File", _EXCLUSION, "MBIY"),
    _single("114", "Beneficiary Data Sharing Exclusion File", _EXCLUSION, "BNEX"),
    _sums("308", "PC Flex Annual Financial Settlement Reports", _PC_FLEX, "PCFASF"),
    _single("295", "Weekly PPCP Claims Reduction File", _PC_FLEX, "PPCP"),
    _sums(
        "286",
        "PC Flex Monthly Provider Summary of Claims Reductions Report",
        _PC_FLEX,
        "PCFPSC",
    ),
    _single("285", "PC Flex Weekly Claims Reductions File", _PC_FLEX, "PCFWCR"),
    _sums(
        "282",
        "PC Flex Quality Person-Centered Primary Care Measure (PCPCM) Report",
        _PC_FLEX,
        "PCPCM",
    ),
    _sums("273", "PC Flex Monthly Payment Report", _PC_FLEX, "PCFMP"),
    _single("124", "Adhoc Report", _REPORTS),
    _sums("128", "CAHPS Survey Results Report", _REPORTS, "CAHPS"),
    _sums("119", "Opioid Measures Report", _REPORTS, "OPIOID"),
    _single("129", "Assignment List Report - Annual", _REPORTS, "AALR"),
    _sums("120", "Financial Reconciliation Package", _REPORTS, "FRP", "STLMT"),
    _sums("130", "Assignment Summary Report - Quarterly", _REPORTS),
    _sums("123", "Assignment Summary Report - Annual", _REPORTS),
    _single(
        "306",
        "Medicare Clinical Quality Measures (CQM) Beneficiary List",
        _REPORTS,
        "QMCQM",
    ),
    _sums(
        "281",
        "Revised Initial Determination Financial Reconciliation Package",
        _REPORTS,
        "RIDFRP",
    ),
    _single("132", "NCBP Data File - Quarterly", _REPORTS, "NCBPQ"),
    _single("126", "NCBP Data File - Annual", _REPORTS, "NCBPA"),
    _sums("115", "Historical Benchmark Report", _REPORTS, "BNMRK"),
    _single("116", "Assignment Report", _REPORTS, "HASSGN"),
    _single("112", "Other Reports", _REPORTS),
    _sums("134", "ACO Provider/Supplier List Report", _REPORTS, "PATB"),
    _single("152", "Adhoc Report", _REPORTS),
    _sums("118", "EXPU Report - Quarterly", _REPORTS, "QEXPU"),
    _single("127", "Quality Measures Audit Report", _REPORTS),
    _sums("133", "Quality Reconciliation Report", _REPORTS, "QQR", "QREC"),
    _single("117", "Web Interface Patient Ranking Report", _REPORTS),
    _sums("125", "EXPU Report - Annual", _REPORTS, "AEXPU"),
    _single("131", "Assignment List Report - Quarterly", _REPORTS, "QALR"),
    _single("244", "Shadow Bundle Reports for SSP", "Shadow Bundles Data Files", "SBMON"),
)
# What stands in Reporting has no code of CMS's.
CMS_REPORT = FileType(
    code="cms-report", name="Report by CMS", category="CMS", place=Place.REPORTING
)
ACOMS_REPORT = FileType(
    code="acoms-report", name="Report by ACO-MS", category="ACO-MS", place=Place.REPORTING
)
# What is published to all, of which the Knowledge Library says who reads it.
FOR_ALL = FileType(code="for-all", name="File of the Knowledge Library", category="CMS", place=None)

TYPES: Mapping[str, FileType] = MappingProxyType(
    {row.code: row for row in (*_ROWS, CMS_REPORT, ACOMS_REPORT, FOR_ALL)}
)
TOKENS: Mapping[str, FileType] = MappingProxyType(
    {token: row for row in _ROWS for token in row.tokens}
)


def types_in(place: Place) -> list[FileType]:
    """The types that stand in a place, by category and name."""
    found = (row for row in TYPES.values() if row.place is place)
    return sorted(found, key=lambda row: (row.category, row.name, row.code))
