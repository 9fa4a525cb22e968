"""Which list counts for what, and from when: functions of dates and lists alone (rule C12).

Source, where a docstring names no other: CMS's guidance "Changes in ACO participants and ACO
providers/suppliers during the Agreement Period". Dates are Eastern. A participant is one from
`joined_on` (inclusive) until `left_on` (exclusive): the day on which its agreement had ended.
"""

from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import Enum, StrEnum

from participants.changes.words import in_words

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
_PQRS_LIST = "The list certified at the start of a year goes to PQRS."
_MERGED = "42 CFR 425.204(g)"
_TELLS_NOBODY = "It tells no beneficiaries of its own."
_TAKEN_OVER = "It is a merged or acquired TIN: the participant that took it over takes part."
_PQRS = "Guidance on changes during the agreement period: PQRS"


@dataclass(frozen=True, slots=True)
class Agreement:
    """What of an ACO's agreement matters here.

    `began_on` is the first day of the current agreement period, `entered_on` that on which the ACO
    began in the programme, `interim_elected` whether it elected an interim reconciliation.
    """

    began_on: date
    entered_on: date
    interim_elected: bool = False

    @property
    def has_interim_reconciliation(self) -> bool:
        """Only ACOs that began in 2012 and elected it (rule C9)."""
        return self.entered_on.year == FIRST_PROGRAMME_YEAR and self.interim_elected

    @property
    def benchmark_years(self) -> tuple[int, ...]:
        """The three years before the agreement period (rule C10)."""
        return tuple(range(self.began_on.year - BENCHMARK_YEARS, self.began_on.year))


@dataclass(frozen=True, slots=True)
class Standing:
    """What an ACO's lists say of a participant, or of a TIN that it asks to add.

    `joined_on` is its first day on the list; of a TIN that is only `requested`, the earliest on
    which it could join. `certified` says of each year with a certified list whether that list has
    it. `merged`: a merged or acquired TIN, which tells no beneficiaries of its own.
    """

    name: str
    joined_on: date
    left_on: date | None = None
    approved_on: date | None = None
    requested: bool = False
    merged: bool = False
    certified: Mapping[int, bool] = field(default_factory=dict)

    def is_counted(self, year: int) -> bool:
        """Whether it is on the list certified for a year, or as far as none is kept, would be."""
        return self.certified.get(year, is_counted(year, self.joined_on, self.left_on))


class Extent(Enum):
    """How far a use of the list reaches a participant."""

    FULL = "full"
    SOME = "some"  # only for some beneficiaries
    APPROVAL = "approval"  # from CMS's approval, whose day is not known
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Effect:
    """When one use of the list reaches the participant that joins or leaves.

    `from_on` is the first day, None where it did so before; `until` the first day on which it does
    not any more, None for an open end. Neither is there where the extent is NONE or APPROVAL.
    """

    use: Use
    says: str
    from_on: date | None
    until: date | None
    reason: str
    source: str
    extent: Extent = Extent.FULL


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


def cannot_join(day: date, agreement: Agreement, standing: Standing | None) -> str:
    """Why nobody, or not this participant, joins on a day; "" if it may be asked about."""
    if day < agreement.entered_on:
        return f"This ACO began on {in_words(agreement.entered_on)}. Nobody joined it before."
    if standing is None or day == standing.joined_on:
        return ""
    name, joined, left = standing.name, standing.joined_on, standing.left_on
    if standing.requested:
        if day > joined:
            return ""
        return (
            f"{name} is asked for in a change request, and joins on {in_words(joined)} at the "
            "earliest."
        )
    if left is not None and day >= left:
        return ""  # it joins once more
    if day < joined:
        return f"{name} is on the list from {in_words(joined)} on: it joins on that day."
    until = f" and stays on it until {in_words(left)}" if left else ""
    return (
        f"{name} is on the list already: it joined on {in_words(joined)}{until}. Choose "
        f"{in_words(joined)}, or that it leaves."
    )


def cannot_leave(day: date, agreement: Agreement, standing: Standing | None) -> str:
    """Why nobody, or not this participant, leaves on a day; "" if it may be asked about."""
    if day <= agreement.entered_on:
        return f"This ACO began on {in_words(agreement.entered_on)}. Nobody left it before."
    if standing is None:
        return ""
    name, joined, left = standing.name, standing.joined_on, standing.left_on
    if left is not None and left <= joined:
        return f"{name} was to join on {in_words(joined)} and never did: it cannot leave."
    if standing.requested and day <= joined:
        return (
            f"{name} is not on the list. By its change request it joins on {in_words(joined)} at "
            "the earliest, and leaves after that."
        )
    if day <= joined:
        return f"{name} is on the list from {in_words(joined)} on: it leaves after that day."
    if left is not None and day != left:
        return (
            f"{name} is not on the list any more from {in_words(left)} on. Choose that day to see "
            "what its leaving affects."
        )
    return ""


def effects_of_joining(
    joined_on: date, agreement: Agreement, standing: Standing | None = None, *, adjustment: str = ""
) -> list[Effect]:
    """What a participant that joins on a day affects, and from when (rules C6, C8 to C10).

    Without `standing` it is anybody whom the ACO may add, so that CMS has not approved it. Before
    the approval no beneficiaries are told and no data are asked for. `adjustment` is CMS's reason
    to follow the change in that year.
    """
    joins_now = standing is None or standing.requested or joined_on != standing.joined_on
    certified = standing.certified if standing else {}
    year = earliest = first_year_counted(joined_on)
    while not certified.get(year, True):
        year += 1
    start = january_first(year)
    if year > earliest:
        waits = f"The list certified for {year - 1} does not have it."
    elif year == joined_on.year:
        waits = f"It is on the list certified at the start of {year}."
    else:
        waits = (
            f"It joined after {joined_on.year} began, and {joined_on.year} uses the list certified "
            "at its start."
        )
    at_once = bool(adjustment) and joined_on < start
    if at_once:
        says, since, why = f"Counts for {joined_on.year} at once.", joined_on, _unusual(adjustment)
    else:
        says, since, why = f"Counts for {year} and later.", start, waits
    source = _ADJUSTED if at_once else _C9
    merged = standing is not None and standing.merged
    approved_on = None if standing is None or joins_now else standing.approved_on
    not_before = f", and not for {joined_on.year}: that year they report on their own"
    return [
        *(Effect(use, says, since, None, why, source) for use in _certified_uses(agreement)),
        _benchmark(start, agreement, "with", from_on=start),
        _approved(
            Use.DATA_SHARING,
            "The ACO may ask for identifiable data of beneficiaries who had primary care services "
            "from it.",
            approved_on,
        ),
        Effect(Use.TELLING, _TELLS_NOBODY, None, None, _TAKEN_OVER, _MERGED, Extent.NONE)
        if merged
        else _approved(Use.TELLING, "It may tell beneficiaries that it takes part.", approved_on),
        Effect(
            Use.PQRS,
            f"Its professionals are eligible through the ACO's reporting for {year}"
            f"{not_before if joined_on < start else ''}.",
            start,
            None,
            _PQRS_LIST,
            _PQRS,
        ),
    ]


def _unusual(reason: str) -> str:
    return f"{_UNUSUAL} Its reason: {reason}"


def _approved(use: Use, says: str, approved_on: date | None) -> Effect:
    """What is allowed from CMS's approval on (rule C6)."""
    if approved_on is None:
        reason = "CMS has not approved it."
        return Effect(use, says, None, None, reason, _DATA, Extent.APPROVAL)
    return Effect(use, says, approved_on, None, "CMS has approved it.", _DATA)


def _benchmark(
    start: date,
    agreement: Agreement,
    with_or_without: str,
    *,
    from_on: date | None,
    until: date | None = None,
) -> Effect:
    """What the list certified for the year of `start` does to the benchmark (rule C10).

    The three years before the current agreement period are set by the list of its first year, and
    adjusted by those of the years after it; what came before is another period's.
    """
    years = ", ".join(map(str, agreement.benchmark_years))
    year, first = start.year, agreement.began_on.year
    reason = f"The list certified for {year} differs from the one before."
    if year > first:
        says = f"The benchmark of {years} is worked out anew {with_or_without} it, upward or "
        says += f"downward, from {in_words(start)}."
    elif year == first:
        says = f"The benchmark of {years} is set {with_or_without} it."
        reason = f"The agreement period begins in {year}: its benchmark is set from that list."
    else:
        says = (
            f"From {in_words(start)} the benchmark of the agreement period of that time is worked "
            f"out anew {with_or_without} it; that of {years} is set {with_or_without} it."
        )
        reason += f" The current agreement period began only on {in_words(agreement.began_on)}."
    return Effect(Use.BENCHMARK, says, from_on, until, reason, _C10)


def effects_of_leaving(
    left_on: date, agreement: Agreement, standing: Standing | None = None, *, adjustment: str = ""
) -> list[Effect]:
    """What a participant that leaves on a day affects, and until when (rules C6 to C10).

    Without `standing` it is one that has been on the lists for long. `adjustment` is CMS's reason
    to follow the change in that year.
    """
    joined_on = standing.joined_on if standing else None
    first, last = _years_counted(left_on, standing)
    since = january_first(first) if first else None
    telling = Effect(
        Use.TELLING,
        "It takes down the signs that tell beneficiaries of the ACO, and tells nobody any more.",
        joined_on,
        left_on,
        "It does not take part any more.",
        _DATA,
    )
    if standing is not None and standing.merged:
        telling = Effect(Use.TELLING, _TELLS_NOBODY, None, None, _TAKEN_OVER, _MERGED, Extent.NONE)
    data = Effect(
        Use.DATA_SHARING,
        "Data may still be asked for of beneficiaries with a service from a current participant in "
        "the past 12 months or in the current performance year. For others the request file says "
        "N.",
        left_on,
        None,
        "It is no current participant any more.",
        _DATA,
        Extent.SOME,
    )
    if last is None:
        return [*_never_counted(left_on, agreement, standing), data, telling]
    end = january_first(last + 1)
    why = _why_until(last, left_on, standing)
    counts = (f"Counts until the end of {last}.", end, why, _C9)
    if adjustment and left_on < end:
        counts = (f"Counts for {last} no more.", left_on, _unusual(adjustment), _ADJUSTED)
    says, until, reason, source = counts
    if since is not None and since >= until:
        since = joined_on
    return [
        *(Effect(use, says, since, until, reason, source) for use in _certified_uses(agreement)),
        _benchmark(end, agreement, "without", from_on=since, until=end),
        data,
        telling,
        Effect(
            Use.PQRS,
            f"Its professionals are still eligible for {last} if the ACO satisfactorily reports "
            "the GPRO measures.",
            since,
            end,
            _PQRS_LIST,
            _PQRS,
        ),
    ]


def _why_until(last: int, left_on: date, standing: Standing | None) -> str:
    """Why `last` is the last year for which a leaver counts."""
    by_its_days, known = last_year_counted(left_on), standing.certified if standing else {}
    if last > by_its_days:
        return f"The list certified for {last} still has it, and {last} uses that list."
    if last < by_its_days:
        return f"The list certified for {last + 1} does not have it."
    if left_on == january_first(last + 1):
        return f"It leaves with the end of {last}."
    if known.get(last):
        return f"The list certified for {last} has it, and {last} uses that list."
    if standing is None:
        return f"{last} uses the list certified at its start, and it was on that list."
    return (
        f"{last} uses the list certified at its start. None is kept here for {last}; on January 1 "
        "it was on the ACO's list."
    )


def _years_counted(left_on: date, standing: Standing | None) -> tuple[int | None, int | None]:
    """The first and the last year for which a leaver counts; None where not known, or none."""
    if standing is None:
        return None, last_year_counted(left_on)
    leaver = replace(standing, left_on=left_on)
    last_known = max([left_on.year, *leaver.certified])
    counted = [y for y in range(leaver.joined_on.year, last_known + 1) if leaver.is_counted(y)]
    return (counted[0], counted[-1]) if counted else (None, None)


def _never_counted(
    left_on: date, agreement: Agreement, standing: Standing | None
) -> Iterable[Effect]:
    """For a participant that no list certified at the start of a year has."""
    year = left_on.year
    frozen = standing is not None and standing.certified.get(year) is False
    why = f"The list certified for {year} does not have it." if frozen else ""
    if not why:
        why = "It joined after a year began, and leaves before the next."
    for use in _certified_uses(agreement):
        says = "Never counted: whether it leaves changes nothing."
        yield Effect(use, says, None, None, why, _C9, Extent.NONE)
    says = "Its leaving does not change the benchmark."
    yield Effect(Use.BENCHMARK, says, None, None, why, _C10, Extent.NONE)
    says = "Its professionals are not eligible through the ACO."
    yield Effect(Use.PQRS, says, None, None, why, _PQRS, Extent.NONE)


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
