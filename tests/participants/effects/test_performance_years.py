"""When a joiner or leaver begins or ceases to count, by the day on which the agreement began.

The values are decided from CMS's guidance and 42 CFR 425.200(c): the
first performance year of those that began on April 1 or July 1, 2012 has 21 or 18 months; of those
that began on July 1, 2019, six. Written out by hand, not worked out.
"""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from participants.effects.rules import (
    Effect,
    Extent,
    Standing,
    Use,
    effects_of_joining,
    effects_of_leaving,
)
from participants.years.agreement import Agreement, is_counted

APRIL = Agreement(date(2012, 4, 1), date(2012, 4, 1), interim_elected=True)
JULY = Agreement(date(2012, 7, 1), date(2012, 7, 1), interim_elected=True)
NOT_ELECTED = Agreement(date(2012, 4, 1), date(2012, 4, 1))
JULY_2019 = Agreement(date(2019, 7, 1), date(2019, 7, 1))
JANUARY = Agreement(date(2024, 1, 1), date(2024, 1, 1))
SECOND = Agreement(date(2016, 1, 1), date(2012, 4, 1), interim_elected=True)
THIRD = Agreement(date(2019, 1, 1), date(2012, 4, 1), interim_elected=True)
SECOND_IN_JULY = Agreement(date(2019, 7, 1), date(2016, 1, 1))

SET, ANEW, EARLIER = "is set", "is recalculated", "the agreement period of that time"
USES = (
    Use.ASSIGNMENT,
    Use.RECONCILIATION,
    Use.QUARTERLY_REPORTS,
    Use.ANNUAL_REPORT,
    Use.QUALITY_SAMPLE,
    Use.PQRS,
)


def of(use: Use, effects: list[Effect]) -> Effect:
    (found,) = (effect for effect in effects if effect.use is use)
    return found


# The agreement, who joins when, from when it counts, what becomes of the benchmark.
JOINS = [
    (APRIL, date(2012, 4, 1), date(2012, 4, 1), SET),
    (APRIL, date(2012, 4, 2), date(2014, 1, 1), ANEW),
    (APRIL, date(2012, 12, 31), date(2014, 1, 1), ANEW),
    (APRIL, date(2013, 1, 1), date(2014, 1, 1), ANEW),
    (APRIL, date(2013, 12, 31), date(2014, 1, 1), ANEW),
    (APRIL, date(2014, 1, 1), date(2014, 1, 1), ANEW),
    (APRIL, date(2014, 1, 2), date(2015, 1, 1), ANEW),
    (JULY, date(2012, 7, 1), date(2012, 7, 1), SET),
    (JULY, date(2012, 7, 2), date(2014, 1, 1), ANEW),
    (JULY, date(2013, 1, 1), date(2014, 1, 1), ANEW),
    (JULY, date(2014, 1, 1), date(2014, 1, 1), ANEW),
    (JULY_2019, date(2019, 7, 1), date(2019, 7, 1), SET),
    (JULY_2019, date(2019, 7, 2), date(2020, 1, 1), ANEW),
    (JULY_2019, date(2019, 12, 31), date(2020, 1, 1), ANEW),
    (JULY_2019, date(2020, 1, 1), date(2020, 1, 1), ANEW),
    (JULY_2019, date(2020, 1, 2), date(2021, 1, 1), ANEW),
    (JANUARY, date(2024, 1, 1), date(2024, 1, 1), SET),
    (JANUARY, date(2024, 1, 2), date(2025, 1, 1), ANEW),
    (JANUARY, date(2024, 12, 31), date(2025, 1, 1), ANEW),
    (JANUARY, date(2025, 1, 1), date(2025, 1, 1), ANEW),
    (SECOND, date(2012, 4, 1), date(2012, 4, 1), EARLIER),
    (SECOND, date(2015, 12, 31), date(2016, 1, 1), SET),
    (SECOND, date(2016, 1, 1), date(2016, 1, 1), SET),
    (SECOND, date(2016, 1, 2), date(2017, 1, 1), ANEW),
    (SECOND_IN_JULY, date(2019, 1, 1), date(2019, 1, 1), EARLIER),
    (SECOND_IN_JULY, date(2019, 1, 2), date(2019, 7, 1), SET),
    (SECOND_IN_JULY, date(2019, 6, 30), date(2019, 7, 1), SET),
    (SECOND_IN_JULY, date(2019, 7, 1), date(2019, 7, 1), SET),
    (SECOND_IN_JULY, date(2019, 7, 2), date(2020, 1, 1), ANEW),
]


@pytest.mark.rule("C8", "C9", "C10", "C12")
@pytest.mark.parametrize(("agreement", "joined", "counts_from", "benchmark"), JOINS)
def test_a_joiner_counts_from_the_first_certified_list_that_can_have_it(
    agreement: Agreement, joined: date, counts_from: date, benchmark: str
) -> None:
    effects = effects_of_joining(joined, agreement, Standing("Elm Clinic", joined))
    assert {of(use, effects).from_on for use in USES} == {counts_from}
    assert of(Use.BENCHMARK, effects).from_on == counts_from
    assert benchmark in of(Use.BENCHMARK, effects).says


# The agreement, since when it was there, the day it left, until when it counts (exclusive), and
# what becomes of the benchmark; None where it never counted.
LEAVES = [
    (APRIL, date(2012, 4, 1), date(2012, 4, 2), date(2014, 1, 1), ANEW),
    (APRIL, date(2012, 4, 1), date(2013, 1, 1), date(2014, 1, 1), ANEW),
    (APRIL, date(2012, 4, 1), date(2013, 12, 31), date(2014, 1, 1), ANEW),
    (APRIL, date(2012, 4, 1), date(2014, 1, 1), date(2014, 1, 1), ANEW),
    (APRIL, date(2012, 4, 1), date(2014, 1, 2), date(2015, 1, 1), ANEW),
    (APRIL, date(2012, 4, 2), date(2013, 6, 1), None, "does not change"),
    (JULY, date(2012, 7, 1), date(2012, 7, 2), date(2014, 1, 1), ANEW),
    (JULY_2019, date(2019, 7, 1), date(2019, 7, 2), date(2020, 1, 1), ANEW),
    (JULY_2019, date(2019, 7, 1), date(2020, 1, 1), date(2020, 1, 1), ANEW),
    (JULY_2019, date(2019, 7, 1), date(2020, 1, 2), date(2021, 1, 1), ANEW),
    (JULY_2019, date(2019, 7, 2), date(2019, 12, 31), None, "does not change"),
    (JANUARY, date(2024, 1, 1), date(2024, 1, 2), date(2025, 1, 1), ANEW),
    (JANUARY, date(2024, 1, 1), date(2025, 1, 1), date(2025, 1, 1), ANEW),
    (JANUARY, date(2024, 1, 2), date(2024, 12, 31), None, "does not change"),
    (SECOND, date(2012, 4, 1), date(2015, 12, 31), date(2016, 1, 1), SET),
    (SECOND, date(2012, 4, 1), date(2016, 1, 1), date(2016, 1, 1), SET),
    (SECOND, date(2012, 4, 1), date(2016, 1, 2), date(2017, 1, 1), ANEW),
    (SECOND_IN_JULY, date(2018, 1, 1), date(2019, 6, 30), date(2019, 7, 1), SET),
    (SECOND_IN_JULY, date(2018, 1, 1), date(2019, 7, 1), date(2019, 7, 1), SET),
    (SECOND_IN_JULY, date(2018, 1, 1), date(2019, 7, 2), date(2020, 1, 1), ANEW),
]


@pytest.mark.rule("C9", "C10", "C12")
@pytest.mark.parametrize(("agreement", "joined", "left", "until", "benchmark"), LEAVES)
def test_a_leaver_counts_to_the_end_of_the_year_whose_list_has_it(
    agreement: Agreement, joined: date, left: date, until: date | None, benchmark: str
) -> None:
    effects = effects_of_leaving(left, agreement, Standing("Elm Clinic", joined))
    assert {of(use, effects).until for use in USES} == {until}
    extent = Extent.FULL if until else Extent.NONE
    assert {of(use, effects).extent for use in USES} == {extent}
    assert benchmark in of(Use.BENCHMARK, effects).says


# Whether there is an interim reconciliation at all, and whether the participant counts for it.
INTERIM = [
    (APRIL, date(2012, 4, 1), True, True),
    (APRIL, date(2012, 4, 2), True, False),
    (APRIL, date(2014, 1, 1), True, False),
    (JULY, date(2012, 7, 1), True, True),
    (NOT_ELECTED, date(2012, 4, 1), False, False),
    (JULY_2019, date(2019, 7, 1), False, False),
    (JANUARY, date(2024, 1, 1), False, False),
    (SECOND, date(2012, 4, 1), True, True),  # asked about the agreement that began in 2012
    (SECOND, date(2015, 12, 31), True, False),
    (SECOND, date(2016, 1, 1), False, False),
    (SECOND, date(2026, 6, 1), False, False),
    (THIRD, date(2015, 12, 31), True, False),
    (THIRD, date(2016, 1, 1), False, False),  # of the second agreement, which had none
]


@pytest.mark.rule("C9", "C12")
@pytest.mark.parametrize(("agreement", "day", "there", "counts"), INTERIM)
def test_the_interim_reconciliation_is_of_the_agreement_that_began_in_2012_alone(
    agreement: Agreement, day: date, there: bool, counts: bool
) -> None:
    effects = effects_of_joining(day, agreement, Standing("Elm Clinic", day))
    found = [effect for effect in effects if effect.use is Use.INTERIM_RECONCILIATION]
    assert len(found) == there
    assert [one.extent is Extent.FULL for one in found] == [counts] * there


@pytest.mark.rule("C9")
def test_a_performance_year_is_in_one_calendar_year_or_where_it_is_long_in_two() -> None:
    assert list(APRIL.year_of(date(2012, 4, 1)).calendar_years) == [2012, 2013]
    assert list(APRIL.year_of(date(2014, 1, 1)).calendar_years) == [2014]
    assert list(JULY_2019.year_of(date(2019, 7, 1)).calendar_years) == [2019]


@pytest.mark.rule("C9")
@pytest.mark.parametrize(
    ("agreement", "day", "said"),
    [
        (APRIL, date(2013, 6, 1), "performance year from April 1, 2012 to December 31, 2013"),
        (
            JULY_2019,
            date(2019, 8, 1),
            "performance year from July 1, 2019 to December 31, 2019",
        ),
        (
            SECOND_IN_JULY,
            date(2019, 6, 30),
            "performance year from January 1, 2019 to June 30,",
        ),
        (JANUARY, date(2024, 6, 1), "2024"),
    ],
)
def test_a_year_is_named_by_its_days_where_it_is_no_calendar_year(
    agreement: Agreement, day: date, said: str
) -> None:
    assert said in str(agreement.year_of(day))


AGREEMENTS = (APRIL, JULY, JULY_2019, JANUARY, SECOND, SECOND_IN_JULY)


@pytest.mark.rule("C9", "C12")
@given(
    agreement=st.sampled_from(AGREEMENTS),
    joined=st.dates(date(2012, 4, 1), date(2026, 12, 31)),
    stayed=st.integers(1, 3000),
)
def test_years_follow_one_another_and_a_leaver_counts_in_those_that_began_while_it_was_there(
    agreement: Agreement, joined: date, stayed: int
) -> None:
    year = agreement.year_of(joined)
    assert year.starts_on <= joined < year.until
    assert agreement.year_of(year.until).starts_on == year.until
    assert agreement.year_before(year.until) == year
    left = joined + timedelta(days=stayed)
    counted = []
    while year.starts_on < left:
        if is_counted(year, joined, left):
            counted.append(year)
        year = agreement.year_of(year.until)
    found = of(Use.ASSIGNMENT, effects_of_leaving(left, agreement, Standing("Elm Clinic", joined)))
    assert found.until == (counted[-1].until if counted else None)
