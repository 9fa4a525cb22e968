"""Which list counts for what, and from when: functions of dates and lists alone (rule C12).

Source, where a docstring names no other: CMS's guidance "Changes in ACO participants and ACO
providers/suppliers during the Agreement Period". Dates are Eastern. A participant is one from
`joined_on` (inclusive) until `left_on` (exclusive): the day on which its agreement had ended.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import Enum, StrEnum

from acoms.programme.dates import in_words
from participants.years.agreement import (
    Agreement,
    Year,
    first_year_counted,
    is_counted,
    january_first,
    last_year_counted,
)

FEWEST_BENEFICIARIES = 5_000  # 42 CFR 425.110


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
    Use.QUARTERLY_REPORTS,
    Use.ANNUAL_REPORT,
    Use.QUALITY_SAMPLE,
)
_C9 = "Guidance on changes during the agreement period: assignment, reconciliation, reports"
_C10 = "Guidance on changes during the agreement period: historical benchmark"
_INTERIM = "Guidance on changes during the agreement period; 42 CFR 425.608"
_DATA = "Guidance on changes during the agreement period: data sharing; 42 CFR 425.704"
_ADJUSTED = "42 CFR 425.214(a)"
_UNUSUAL = "CMS follows the change during the year, for unusual circumstances."
_PQRS_LIST = "The list certified at the start of a year goes to PQRS."
_MERGED = "42 CFR 425.204(g)"
_TELLS_NOBODY = "It tells no beneficiaries of its own."
_TAKEN_OVER = "It is a merged or acquired TIN: the participant that took it over takes part."
_PQRS = "Guidance on changes during the agreement period: PQRS"


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

    def was_certified(self, year: Year, agreement: Agreement) -> bool | None:
        """Whether the list certified for a year has it; None where none is kept."""
        listed = agreement.year_numbered(year.number) == year
        return self.certified.get(year.number) if listed else None

    def is_counted(self, year: Year, agreement: Agreement) -> bool:
        """Whether it is on the list certified for a year, or as far as none is kept, would be."""
        found = self.was_certified(year, agreement)
        return is_counted(year, self.joined_on, self.left_on) if found is None else found


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


def alike(effects: Iterable[Effect]) -> list[tuple[list[Use], Effect]]:
    """The uses of which the same is said, with one of their effects: a row of the table each."""
    uses: dict[tuple[object, ...], list[Use]] = {}
    first: dict[tuple[object, ...], Effect] = {}
    for one in effects:
        said = (one.says, one.from_on, one.until, one.reason, one.source, one.extent)
        uses.setdefault(said, []).append(one.use)
        first.setdefault(said, one)
    return [(uses[said], one) for said, one in first.items()]


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
    during = agreement.year_of(joined_on)
    year, waits = _counts_from(joined_on, agreement, standing)
    start = year.starts_on
    at_once = bool(adjustment) and joined_on < start
    if at_once:
        says, since, why = f"Counts for {during} right away.", joined_on, _unusual(adjustment)
    else:
        says, since, why = f"Counts for {year} and later.", start, waits
    source = _ADJUSTED if at_once else _C9
    merged = standing is not None and standing.merged
    approved_on = None if standing is None or joins_now else standing.approved_on
    not_before = f", and not for {during}: that year they report on their own"
    return [
        *(Effect(use, says, since, None, why, source) for use in CERTIFIED_LIST_USES),
        *_interim(joined_on, agreement, since),
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


def _counts_from(
    joined_on: date, agreement: Agreement, standing: Standing | None
) -> tuple[Year, str]:
    """The first year for which a joiner counts, and why it is that one."""
    during, year = agreement.year_of(joined_on), first_year_counted(joined_on, agreement)
    if year == during:
        waits = f"It is on the list certified at the start of {year}."
    else:
        waits = (
            f"It joined after {during} began, and {during} uses the list certified at its start."
        )
    while standing is not None and standing.was_certified(year, agreement) is False:
        waits = f"The list certified for {year} does not have it."
        year = agreement.year_of(year.until)
    return year, waits


def _interim(changed_on: date, agreement: Agreement, from_on: date | None) -> Iterator[Effect]:
    """The interim reconciliation, of an agreement that has one: it covers the ACO's first twelve
    months, with the list certified at their start (rule C9, 42 CFR 425.608)."""
    if not agreement.has_interim_on(changed_on):
        return
    use, start = Use.INTERIM_RECONCILIATION, agreement.entered_on
    why = f"It is of the ACO's first 12 months, and uses the list certified on {in_words(start)}."
    if from_on is None or from_on <= start:
        yield Effect(
            use, "Counts for it.", from_on, start.replace(year=start.year + 1), why, _INTERIM
        )
    else:
        yield Effect(use, "Never counts for it.", None, None, why, _INTERIM, Extent.NONE)


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
    """What the list certified for the year from `start` on does to the benchmark (rule C10).

    The three years before the current agreement period are set by the list certified at its start,
    and adjusted by those of the years after it; what came before is another period's.
    """
    years = ", ".join(map(str, agreement.benchmark_years))
    year, began_on = agreement.year_of(start), agreement.began_on
    reason = f"The list certified for {year} differs from the one before."
    if start > began_on:
        says = f"The benchmark of {years} is recalculated {with_or_without} it, upward or "
        says += f"downward, from {in_words(start)}."
    elif start == began_on:
        says = f"The benchmark of {years} is set {with_or_without} it."
        reason = f"The agreement period begins on {in_words(start)}: its benchmark is set from the "
        reason += "list certified then."
    else:
        says = (
            f"From {in_words(start)} the benchmark of the agreement period of that time is "
            f"recalculated {with_or_without} it; that of {years} is set {with_or_without} it."
        )
        reason += f" The current agreement period began only on {in_words(began_on)}."
    return Effect(Use.BENCHMARK, says, from_on, until, reason, _C10)


def effects_of_leaving(
    left_on: date, agreement: Agreement, standing: Standing | None = None, *, adjustment: str = ""
) -> list[Effect]:
    """What a participant that leaves on a day affects, and until when (rules C6 to C10).

    Without `standing` it is one that has been on the lists for long. `adjustment` is CMS's reason
    to follow the change in that year.
    """
    joined_on = standing.joined_on if standing else None
    stays = how_long_it_counts(left_on, agreement, standing, adjustment=adjustment)
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
    if stays.last is None:
        return [*_never_counted(left_on, agreement, stays), data, telling]
    since, end = stays.since, stays.last.until
    if since is not None and stays.until is not None and since >= stays.until:
        since = joined_on
    return [
        *(
            Effect(use, stays.says, since, stays.until, stays.reason, stays.source)
            for use in CERTIFIED_LIST_USES
        ),
        *_interim(left_on, agreement, since),
        _benchmark(end, agreement, "without", from_on=since, until=end),
        data,
        telling,
        Effect(
            Use.PQRS,
            f"Its professionals are still eligible for {stays.last} if the ACO satisfactorily "
            "reports the GPRO measures.",
            since,
            end,
            _PQRS_LIST,
            _PQRS,
        ),
    ]


@dataclass(frozen=True, slots=True)
class Stays:
    """For how long a leaver counts, and why, in the words that every page and mail has.

    `last` is the last year for which it counts, None if no list certified at a start has it; it
    counts from `since` (None if that is not known) to `until` (exclusive).
    """

    says: str
    reason: str
    source: str
    last: Year | None = None
    since: date | None = None
    until: date | None = None

    @property
    def sentence(self) -> str:
        uses = "For assignment, financial reconciliation, reports, and the quality sample"
        return f"{uses}: {self.says[0].lower()}{self.says[1:]} {self.reason}"


def how_long_it_counts(
    left_on: date, agreement: Agreement, standing: Standing | None = None, *, adjustment: str = ""
) -> Stays:
    """For how long a participant that leaves on a day still counts (rule C9)."""
    first, last = _years_counted(left_on, agreement, standing)
    if last is None:
        year = agreement.year_of(left_on)
        frozen = standing is not None and standing.was_certified(year, agreement) is False
        why = f"The list certified for {year} does not have it." if frozen else ""
        why = why or "It joined after a year began, and leaves before the next."
        return Stays("Never counted: whether it leaves changes nothing.", why, _C9)
    since = first.starts_on if first else None
    if adjustment and left_on < last.until:
        says = f"Counts for {last} no more."
        return Stays(says, _unusual(adjustment), _ADJUSTED, last, since, left_on)
    why = _why_until(last, left_on, agreement, standing)
    return Stays(f"Counts until the end of {last}.", why, _C9, last, since, last.until)


def _why_until(last: Year, left_on: date, agreement: Agreement, standing: Standing | None) -> str:
    """Why `last` is the last year for which a leaver counts."""
    by_its_days = last_year_counted(left_on, agreement)
    if last.starts_on > by_its_days.starts_on:
        return f"The list certified for {last} still has it, and {last} uses that list."
    if last.starts_on < by_its_days.starts_on:
        return f"The list certified for {agreement.year_of(last.until)} does not have it."
    if left_on == last.until:
        return f"It leaves with the end of {last}."
    if standing is None:
        return f"{_upper(last)} uses the list certified at its start, and it was on that list."
    if standing.was_certified(last, agreement):
        return f"The list certified for {last} has it, and {last} uses that list."
    return (
        f"{_upper(last)} uses the list certified at its start. None is kept here for {last}; on "
        f"{in_words(last.starts_on)} it was on the ACO's list."
    )


def _upper(year: Year) -> str:
    return f"{year}"[0].upper() + f"{year}"[1:]


def _years_counted(
    left_on: date, agreement: Agreement, standing: Standing | None
) -> tuple[Year | None, Year | None]:
    """The first and the last year for which a leaver counts; None where not known, or none."""
    if standing is None:
        return None, last_year_counted(left_on, agreement)
    leaver = replace(standing, left_on=left_on)
    last_known = max([left_on, *map(january_first, (each + 1 for each in leaver.certified))])
    year, counted = agreement.year_of(leaver.joined_on), []
    while year.starts_on <= last_known:
        if leaver.is_counted(year, agreement):
            counted.append(year)
        year = agreement.year_of(year.until)
    return (counted[0], counted[-1]) if counted else (None, None)


def _never_counted(left_on: date, agreement: Agreement, stays: Stays) -> Iterator[Effect]:
    """For a participant that no list certified at the start of a year has."""
    for use in CERTIFIED_LIST_USES:
        yield Effect(use, stays.says, None, None, stays.reason, _C9, Extent.NONE)
    yield from _interim(left_on, agreement, date.max)
    says = "Its leaving does not change the benchmark."
    yield Effect(Use.BENCHMARK, says, None, None, stays.reason, _C10, Extent.NONE)
    says = "Its professionals are not eligible through the ACO."
    yield Effect(Use.PQRS, says, None, None, stays.reason, _PQRS, Extent.NONE)


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


@dataclass(frozen=True, slots=True)
class BenchmarkYear:
    """One benchmark year of an ACO; `assigned` is None while CMS has loaded no figure."""

    year: int
    assigned: int | None

    @property
    def is_below(self) -> bool:
        """Fewer than 5,000 assigned beneficiaries (42 CFR 425.110, rule C11); not if unknown."""
        return self.assigned is not None and self.assigned < FEWEST_BENEFICIARIES


def benchmark_years(assigned: Mapping[int, int], agreement: Agreement) -> list[BenchmarkYear]:
    """The three years before the agreement period with their figures, as far as `assigned` has
    them, by year."""
    return [BenchmarkYear(year, assigned.get(year)) for year in agreement.benchmark_years]


def years_below_minimum(assigned: Mapping[int, int], agreement: Agreement) -> list[int]:
    """The benchmark years that are warned of (rule C11)."""
    return [one.year for one in benchmark_years(assigned, agreement) if one.is_below]
