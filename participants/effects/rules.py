"""Which list counts for what, and from when: functions of dates and lists alone (rule C12).

Source, where a docstring names no other: CMS's guidance "Changes in ACO participants and ACO
providers/suppliers during the Agreement Period". Dates are Eastern. A participant is one from
`joined_on` (inclusive) until `left_on` (exclusive): the day on which its agreement had ended.
"""

from collections.abc import Collection, Hashable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

FEWEST_BENEFICIARIES = 5_000  # 42 CFR 425.110
BENCHMARK_YEARS = 3
FIRST_PROGRAMME_YEAR = 2012


class Use(StrEnum):
    """What CMS and the ACO use a participant list for."""

    ASSIGNMENT = "Assignment of beneficiaries"
    RECONCILIATION = "Financial reconciliation"
    INTERIM_RECONCILIATION = "Interim financial reconciliation"
    QUARTERLY_REPORTS = "Quarterly reports"
    ANNUAL_REPORT = "Annual report"
    QUALITY_SAMPLE = "Sample for quality reporting"
    BENCHMARK = "Historical benchmark"
    DATA_SHARING = "Beneficiary data sharing"
    TELLING = "Telling beneficiaries"
    PQRS = "PQRS incentive"


# Rule C9: these use the list certified at the start of the performance year, and nothing later.
CERTIFIED_LIST_USES = (
    Use.ASSIGNMENT,
    Use.RECONCILIATION,
    Use.INTERIM_RECONCILIATION,
    Use.QUARTERLY_REPORTS,
    Use.ANNUAL_REPORT,
    Use.QUALITY_SAMPLE,
)
_C9 = "Guidance on changes during the agreement period: assignment, reconciliation, reports"
_C10 = "Guidance on changes during the agreement period: historical benchmark"
_DATA = "Guidance on changes during the agreement period: data sharing; 42 CFR 425.704"
_ADJUSTED = "42 CFR 425.214(a)"
_UNUSUAL = "CMS follows the change during the year, for unusual circumstances."
_PQRS = "Guidance on changes during the agreement period: PQRS"


@dataclass(frozen=True, slots=True)
class Agreement:
    """What of an ACO's agreement matters here.

    `began_on` is the first day of the current agreement period, `first_year` the year in which the
    ACO began in the programme, `interim_elected` whether it elected an interim reconciliation.
    """

    began_on: date
    first_year: int
    interim_elected: bool = False

    @property
    def has_interim_reconciliation(self) -> bool:
        """Only ACOs that began in 2012 and elected it (rule C9)."""
        return self.first_year == FIRST_PROGRAMME_YEAR and self.interim_elected

    @property
    def benchmark_years(self) -> tuple[int, ...]:
        """The three years before the agreement period (rule C10)."""
        return tuple(range(self.began_on.year - BENCHMARK_YEARS, self.began_on.year))


@dataclass(frozen=True, slots=True)
class Effect:
    """What a change does to one use of the list.

    `from_on` is the first day of it, inclusive; `until` the first day that it does not reach any
    more, None for an open end.
    """

    use: Use
    says: str
    from_on: date
    until: date | None
    reason: str
    source: str


def january_first(year: int) -> date:
    return date(year, 1, 1)


def first_year_counted(joined_on: date) -> int:
    """The first performance year whose certified list has a joining participant (rule C9).

    Whoever is on the list on January 1 counts that year; whoever joins later, the next.
    """
    return joined_on.year if joined_on == january_first(joined_on.year) else joined_on.year + 1


def last_year_counted(left_on: date) -> int:
    """The last performance year whose list, certified at its start, has a leaver (rule C9)."""
    return (left_on - timedelta(days=1)).year


def is_counted(
    performance_year: int, joined_on: date, left_on: date | None, *, adjusted: bool = False
) -> bool:
    """Whether a participant is in a performance year's assignment, reconciliation, reports and
    sample (rule C9).

    It is if it was on the list on January 1, whatever happens later in the year. `adjusted`: CMS
    decided otherwise for this year, for unusual circumstances (42 CFR 425.214(a)), and follows the
    change at once: then whoever was on the list at any time of the year and stays in it counts.
    """
    start, end = january_first(performance_year), january_first(performance_year + 1)
    if adjusted:
        return joined_on < end and (left_on is None or left_on >= end)
    return joined_on <= start and (left_on is None or left_on > start)


def refusal_to_adjust(performance_year: int, joined_on: date, left_on: date | None) -> str:
    """Why there is nothing to adjust for a participant in a year (425.214(a)); "" if there is."""
    if performance_year in (joined_on.year, left_on.year if left_on else None):
        return ""
    return f"This participant neither joined nor left in {performance_year}: nothing to adjust."


def refusal_of_interim(began_on: date | None) -> str:
    """Why an ACO could not elect an interim reconciliation; "" if it could (rule C9)."""
    if began_on is not None and began_on.year == FIRST_PROGRAMME_YEAR:
        return ""
    return f"Only ACOs that began in {FIRST_PROGRAMME_YEAR} could elect it."


def effects_of_joining(
    joined_on: date,
    agreement: Agreement,
    *,
    approved_on: date | None = None,
    adjusted: bool = False,
) -> list[Effect]:
    """What a participant that joins on a day affects, and from when (rules C6, C8 to C10).

    `approved_on` is the day of CMS's approval, before which beneficiaries are not told and no data
    are asked for; by default the day of joining. `adjusted`: CMS follows the change in that year.
    """
    year = first_year_counted(joined_on)
    start = january_first(year)
    late = joined_on != january_first(joined_on.year)
    told_from = approved_on or joined_on
    waits = (
        f"It joined after {joined_on.year} began, and {joined_on.year} uses the list certified at "
        "its start."
        if late
        else f"It is on the list certified at the start of {year}."
    )
    counts = (
        Effect(use, f"Counts for {year} and later.", start, None, waits, _C9)
        for use in _certified_uses(agreement)
    )
    if adjusted and late:
        counts = (
            Effect(
                use, f"Counts for {joined_on.year} at once.", joined_on, None, _UNUSUAL, _ADJUSTED
            )
            for use in _certified_uses(agreement)
        )
    return [
        *counts,
        Effect(
            Use.BENCHMARK,
            f"The benchmark of {', '.join(map(str, agreement.benchmark_years))} is worked out anew "
            f"with it, upward or downward.",
            start,
            None,
            f"The list certified for {year} differs from the one before.",
            _C10,
        ),
        Effect(
            Use.DATA_SHARING,
            "The ACO may ask for identifiable data of beneficiaries who had primary care services "
            "from it.",
            told_from,
            None,
            "CMS has approved the change.",
            _DATA,
        ),
        Effect(
            Use.TELLING,
            "It may tell beneficiaries that it takes part.",
            told_from,
            None,
            "CMS has approved the change.",
            _DATA,
        ),
        Effect(
            Use.PQRS,
            f"Its professionals are eligible through the ACO's reporting for {year}"
            + (
                f", and not for {joined_on.year}: that year they report on their own."
                if late
                else "."
            ),
            start,
            None,
            "The list certified at the start of a year goes to PQRS.",
            _PQRS,
        ),
    ]


def effects_of_leaving(
    left_on: date, agreement: Agreement, *, adjusted: bool = False
) -> list[Effect]:
    """What a participant that leaves on a day affects, and until when (rules C6 to C10).

    `adjusted`: CMS follows the change in that year.
    """
    year = last_year_counted(left_on)
    end = january_first(year + 1)
    early = left_on != end
    stays = (
        f"{year} uses the list certified at its start, and it was on that list."
        if early
        else f"It leaves with the end of {year}."
    )
    counts = (
        Effect(use, f"Counts until the end of {year}.", left_on, end, stays, _C9)
        for use in _certified_uses(agreement)
    )
    if adjusted and early:
        counts = (
            Effect(use, f"Counts for {year} no more.", left_on, None, _UNUSUAL, _ADJUSTED)
            for use in _certified_uses(agreement)
        )
    return [
        *counts,
        Effect(
            Use.BENCHMARK,
            f"The benchmark of {', '.join(map(str, agreement.benchmark_years))} is worked out anew "
            f"without it, upward or downward.",
            end,
            None,
            f"The list certified for {year + 1} differs from the one before.",
            _C10,
        ),
        Effect(
            Use.DATA_SHARING,
            "Data may still be asked for of beneficiaries with a service from a current "
            "participant in the past 12 months or in the current performance year. For others the "
            "request file says N.",
            left_on,
            None,
            "It is no current participant any more.",
            _DATA,
        ),
        Effect(
            Use.TELLING,
            "It takes down the signs that tell beneficiaries of the ACO.",
            left_on,
            None,
            "It does not take part any more.",
            _DATA,
        ),
        Effect(
            Use.PQRS,
            f"Its professionals are still eligible for {year} if the ACO satisfactorily reports "
            "the GPRO measures.",
            left_on,
            end,
            f"It was on the list certified at the start of {year}.",
            _PQRS,
        ),
    ]


def _certified_uses(agreement: Agreement) -> list[Use]:
    return [
        use
        for use in CERTIFIED_LIST_USES
        if use is not Use.INTERIM_RECONCILIATION or agreement.has_interim_reconciliation
    ]


def pqrs_eligible(year: int, joined_on: date, left_on: date | None, *, aco_reported: bool) -> bool:
    """Whether professionals of a participant are eligible through the ACO for a year (rule C8).

    The list certified at the year's start decides; a joiner waits for the next year, a leaver
    keeps the year; and the ACO has to report the GPRO measures satisfactorily.
    """
    return aco_reported and is_counted(year, joined_on, left_on)


def may_share_data(today: date, last_service_on: date | None) -> bool:
    """Whether a beneficiary's data may be asked for, by the last service from a participant that is
    current now (rule C7).

    Yes after a service in the past 12 months or in the current performance year (which, a calendar
    year, never began earlier than that); None is no service. A service in the future is none yet.
    """
    if last_service_on is None or last_service_on > today:
        return False
    return last_service_on >= min(twelve_months_before(today), january_first(today.year))


def twelve_months_before(day: date) -> date:
    """The same day a year earlier; February 29 becomes February 28."""
    if (day.month, day.day) == (2, 29):
        return date(day.year - 1, 2, 28)
    return day.replace(year=day.year - 1)


def adjusts_benchmark(before: Iterable[Hashable], now: Iterable[Hashable]) -> bool:
    """Whether two years' certified lists differ in their participants (rule C10)."""
    return set(before) != set(now)


def years_below_minimum(assigned: dict[int, int], agreement: Agreement) -> list[int]:
    """The benchmark years with fewer than 5,000 assigned beneficiaries (42 CFR 425.110, rule C11).

    `assigned` maps years to the figures that are known; a year without one is not warned of.
    """
    return [
        year
        for year in agreement.benchmark_years
        if year in assigned and assigned[year] < FEWEST_BENEFICIARIES
    ]


def missing_years(assigned: Collection[int], agreement: Agreement) -> list[int]:
    """The benchmark years whose figures are not known yet."""
    return [year for year in agreement.benchmark_years if year not in assigned]
