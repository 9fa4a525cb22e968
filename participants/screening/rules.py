"""What screening finds and when: pure Python, no database (rule C5; 42 CFR 425.306).

All dates are Eastern, and every `until` is exclusive: the first day on which it is not so any more.
The SQL of `participants.screening.checks` says the same for a whole programme at once; tests hold
the two together.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


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


class Enrolment(StrEnum):
    """What PECOS says of a TIN or an NPI."""

    APPROVED = "approved"
    PENDING = "pending"
    DEACTIVATED = "deactivated"
    NOT_ENROLLED = "not_enrolled"


@dataclass(frozen=True, slots=True)
class Days:
    """From a day (inclusive) until another (exclusive), or on without an end."""

    start: date
    until: date | None = None

    def __contains__(self, day: date) -> bool:
        return self.start <= day and (self.until is None or day < self.until)

    def overlaps(self, other: "Days") -> bool:
        """Whether any day is in both. Days that end as they begin hold none."""
        start = max(self.start, other.start)
        ends = [until for until in (self.until, other.until) if until is not None]
        return not ends or start < min(ends)

    def reach(self, day: date) -> bool:
        """Whether any of them is that day or later."""
        return self.until is None or self.until > max(day, self.start)


@dataclass(frozen=True, slots=True)
class Sanction:
    """A sanction or exclusion from Medicare. It stands until the day of reinstatement."""

    starts_on: date
    reinstated_on: date | None = None

    def stands_on(self, day: date, waivers: Iterable[Days] = ()) -> bool:
        """It stands, unless a waiver that has not expired on that day overrides it."""
        in_force = day in Days(self.starts_on, self.reinstated_on)
        return in_force and not any(day in waiver for waiver in waivers)


def npi_is_valid(npi: str) -> bool:
    """Ten digits, the first 1 or 2, whose last is the check digit over 80840 and the others."""
    if len(npi) != 10 or not npi.isascii() or not npi.isdigit() or npi[0] not in "12":
        return False
    doubled = sum(sum(divmod(2 * int(digit), 10)) for digit in npi[0::2])
    return (24 + doubled + sum(map(int, npi[1::2]))) % 10 == 0  # 24: what 80840 adds


def npi_is_deactivated(day: date, deactivations: Iterable[Days]) -> bool:
    """From the day of deactivation until that of reactivation, if there is one."""
    return any(day in deactivation for deactivation in deactivations)


def is_exclusive(primary_care: bool, others_primary_care: bool) -> bool:
    """A TIN that bills primary care services belongs to one ACO only (42 CFR 425.306(b)).

    It bills them if either of two lists says so; other TINs may be in several.
    """
    return primary_care or others_primary_care


def tins_collide(
    ours: Days, our_primary_care: bool, theirs: Days, their_primary_care: bool, day: date
) -> bool:
    """Whether one TIN may not stand in two lists: both have it on some day from `day` on."""
    return (
        is_exclusive(our_primary_care, their_primary_care)
        and ours.reach(day)
        and theirs.reach(day)
        and ours.overlaps(theirs)
    )


def single_tin_note(listed: int, joining: int, leaving: int) -> tuple[int, int] | None:
    """TINs of an ACO before and after all that it asks for, if that makes or ends a single-TIN ACO.

    Also where none would be left; None where there is nothing to note.
    """
    after = max(0, listed + joining - leaving)
    return (listed, after) if (listed == 1) != (after == 1) or after == 0 else None


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
