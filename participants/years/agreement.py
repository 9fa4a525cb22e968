"""The performance years of an ACO, and who counts in them: dates alone (rules C9, C12).

Source: 42 CFR 425.200; and CMS's guidance "Changes in ACO participants and ACO providers/suppliers
during the Agreement Period". Dates are Eastern; `until` days are exclusive.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from acoms.programme.dates import in_words

BENCHMARK_YEARS = 3
FIRST_PROGRAMME_YEAR = 2012
FIRST_AGREEMENTS_END = date(2016, 1, 1)  # those of 2012: 42 CFR 425.200(b)(1)
_ONE_DAY = timedelta(days=1)


def january_first(year: int) -> date:
    return date(year, 1, 1)


@dataclass(frozen=True, slots=True)
class Year:
    """One performance year. `number` is the year under which its certified list is filed."""

    starts_on: date
    until: date

    @property
    def number(self) -> int:
        return self.starts_on.year

    @property
    def calendar_years(self) -> range:
        return range(self.starts_on.year, (self.until - _ONE_DAY).year + 1)

    def __str__(self) -> str:
        """`2026`, or the days of one that is no calendar year."""
        if (self.starts_on, self.until) == tuple(
            map(january_first, (self.number, self.number + 1))
        ):
            return str(self.number)
        last = in_words(self.until - _ONE_DAY)
        return f"the performance year from {in_words(self.starts_on)} to {last}"


@dataclass(frozen=True, slots=True)
class Agreement:
    """What of an ACO's agreement matters here.

    `began_on` is the first day of the current agreement period, `entered_on` that on which the ACO
    began in the programme, `interim_elected` whether it elected an interim reconciliation.
    """

    began_on: date
    entered_on: date
    interim_elected: bool = False

    def has_interim_on(self, day: date) -> bool:
        """Whether the agreement of a day has an interim reconciliation: one that began in 2012,
        where the ACO elected it; for a day of 2012 to 2015 also where a later one is the current
        one (rule C9)."""
        if self.began_on.year == FIRST_PROGRAMME_YEAR:
            return self.interim_elected
        began_then = self.entered_on.year == FIRST_PROGRAMME_YEAR
        return (
            began_then and self.interim_elected and day < min(self.began_on, FIRST_AGREEMENTS_END)
        )

    @property
    def benchmark_years(self) -> tuple[int, ...]:
        """The three years before the agreement period (rule C10)."""
        return tuple(range(self.began_on.year - BENCHMARK_YEARS, self.began_on.year))

    def year_of(self, day: date) -> Year:
        """The performance year that a day is in; before the ACO entered, the calendar's."""
        start = max(filter(self._starts, self._candidates(day.year, day)))
        later = self._candidates(start.year, january_first(start.year + 2))
        return Year(start, min(each for each in later if each > start and self._starts(each)))

    def year_from(self, day: date) -> Year:
        """The first performance year that starts on a day or later."""
        found = self.year_of(day)
        return found if found.starts_on == day else self.year_of(found.until)

    def year_before(self, day: date) -> Year:
        """The last performance year that began before a day."""
        return self.year_of(day - _ONE_DAY)

    def year_numbered(self, number: int) -> Year:
        """The one whose list is certified for a year. Where two start in one, because an agreement
        begins in it, the list is that of the agreement's start."""
        return self.year_of(january_first(number + 1) - _ONE_DAY)

    def _candidates(self, from_year: int, until: date) -> list[date]:
        januaries = map(january_first, range(from_year, until.year + 1))
        days = [*januaries, self.entered_on, self.began_on]
        return [day for day in days if day <= until]

    def _starts(self, day: date) -> bool:
        """Performance years start with the agreement and on each January 1. The first one of an ACO
        that entered on April 1 or July 1, 2012 has 21 or 18 months (42 CFR 425.200(c))."""
        if day in (self.entered_on, self.began_on):
            return True
        began = january_first(FIRST_PROGRAMME_YEAR)
        first_is_long = self.entered_on.year == began.year and self.entered_on != began
        return not (first_is_long and day == date(2013, 1, 1))


# Those of an ACO of which CMS has not recorded when its agreement began.
CALENDAR_YEARS = Agreement(january_first(FIRST_PROGRAMME_YEAR), january_first(FIRST_PROGRAMME_YEAR))


def first_year_counted(joined_on: date, agreement: Agreement) -> Year:
    """The first performance year whose certified list has a joining participant (rule C9).

    Whoever is on the list on its first day counts that year; whoever joins later, the next.
    """
    return agreement.year_from(joined_on)


def last_year_counted(left_on: date, agreement: Agreement) -> Year:
    """The last performance year whose list, certified at its start, has a leaver (rule C9)."""
    return agreement.year_before(left_on)


def is_counted(year: Year, joined_on: date, left_on: date | None) -> bool:
    """Whether a participant is in a performance year's assignment, reconciliation, reports and
    sample (rule C9): if it was on the list on the first day, whatever happens later in the year."""
    return joined_on <= year.starts_on and (left_on is None or left_on > year.starts_on)


def refusal_to_adjust(
    performance_year: int, joined_on: date, left_on: date | None, agreement: Agreement
) -> str:
    """Why there is nothing to adjust for a participant in a year (425.214(a)); "" if there is."""
    changed_on = [day for day in (joined_on, left_on) if day is not None]
    if any(agreement.year_of(day).number == performance_year for day in changed_on):
        return ""
    return f"This participant neither joined nor left in {performance_year}: nothing to adjust."


def refusal_of_interim(began_on: date | None) -> str:
    """Why an ACO could not elect an interim reconciliation; "" if it could (rule C9)."""
    if began_on is not None and began_on.year == FIRST_PROGRAMME_YEAR:
        return ""
    return f"Only ACOs that began in {FIRST_PROGRAMME_YEAR} could elect it."
