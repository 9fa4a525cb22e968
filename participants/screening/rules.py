"""Why screening finds something, and where a finding stands: pure Python (rule C5).

What it finds on which days, `participants.screening.actions.checks` says in SQL, of a whole
programme at once; tests hold that to the rules row by row. Dates are Eastern.
"""

from datetime import date
from enum import StrEnum

from acoms.programme.vocabulary import complete


class Reason(StrEnum):
    """Why something was found; the value is what the database keeps."""

    BAD_NPI = "bad_npi"
    NO_APPROVED_ENROLLMENT = "no_approved_enrollment"
    ORG_MED_SANCTIONS = "org_med_sanctions"
    AO_MED_SANCTIONS = "ao_med_sanctions"
    PROVIDER_MED_SANCTIONS = "provider_med_sanctions"
    OVERLAP_ACO = "overlap_aco"
    OVERLAP_INITIATIVE = "overlap_initiative"
    OTHER_NAME = "other_name"
    SINGLE_TIN = "single_tin"

    @property
    def label(self) -> str:
        return _LABELS[self]

    @property
    def is_note(self) -> bool:
        """Only to be known: it does not stand in the way of an approval."""
        return self in (Reason.SINGLE_TIN, Reason.OTHER_NAME)


_LABELS = {
    Reason.BAD_NPI: "Invalid or deactivated NPI",
    Reason.NO_APPROVED_ENROLLMENT: "No approved Medicare enrollment",
    Reason.ORG_MED_SANCTIONS: "Sanction of the organization",
    Reason.AO_MED_SANCTIONS: "Sanction of the authorized official",
    Reason.PROVIDER_MED_SANCTIONS: "Sanction of a provider/supplier",
    Reason.OVERLAP_ACO: "TIN in another ACO",
    Reason.OVERLAP_INITIATIVE: "TIN in another shared savings initiative",
    Reason.OTHER_NAME: "Other legal business name in PECOS",
    Reason.SINGLE_TIN: "Single-TIN ACO",
}
complete(Reason, _LABELS)


class Enrolment(StrEnum):
    """What PECOS says of a TIN or an NPI."""

    APPROVED = "approved"
    PENDING = "pending"
    DEACTIVATED = "deactivated"
    NOT_ENROLLED = "not_enrolled"


class FindingState(StrEnum):
    """Where a finding stands on a day; derived."""

    OPEN = "open"
    WAIVED = "waived"
    RESOLVED = "resolved"

    @property
    def label(self) -> str:
        return self.value.capitalize()


def finding_state(
    day: date, *, resolved: bool, waived: bool, waived_until: date | None
) -> FindingState:
    """Resolved for good; waived until the day on which the waiver ends; open otherwise."""
    if resolved:
        return FindingState.RESOLVED
    if waived and (waived_until is None or day < waived_until):
        return FindingState.WAIVED
    return FindingState.OPEN
