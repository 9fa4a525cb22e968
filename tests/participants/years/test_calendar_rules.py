"""The days of years and cycles, at both sides of each bound."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from participants.years.calendar import CycleDays, refusals_of_cycle, refusals_of_year

DAY = timedelta(days=1)
FIRST = CycleDays(2027, 1, date(2026, 2, 1), date(2026, 4, 30), date(2026, 6, 1))
SECOND = CycleDays(2027, 2, date(2026, 6, 1), date(2026, 8, 31), date(2026, 10, 1))


@pytest.mark.rule("C2")
@pytest.mark.parametrize(
    ("year", "is_one"), [(2011, False), (2012, True), (2100, True), (2101, False)]
)
def test_performance_years_run_from_2012_to_2100(year: int, is_one: bool) -> None:
    found = refusals_of_year(year, date(year, 1, 1), date(year, 1, 31))
    assert (found == {}) is is_one
    assert set(found) <= {"year"}


@pytest.mark.rule("C2")
@pytest.mark.parametrize(
    ("certify_from", "certify_by", "wrong"),
    [
        (date(2027, 1, 1), date(2027, 1, 1), set()),
        (date(2027, 1, 2), date(2027, 1, 1), {"certify_by"}),
        (date(2026, 1, 1), date(2027, 12, 31), set()),
        (date(2025, 12, 31), date(2028, 1, 1), {"certify_from", "certify_by"}),
    ],
)
def test_lists_are_certified_in_the_year_or_the_one_before(
    certify_from: date, certify_by: date, wrong: set[str]
) -> None:
    assert set(refusals_of_year(2027, certify_from, certify_by)) == wrong


@pytest.mark.rule("C5")
def test_a_cycle_may_be_of_one_day_and_ends_with_the_year_before_its_own() -> None:
    last = date(2026, 12, 31)
    assert refusals_of_cycle(CycleDays(2027, 1, last, last, last), []) == {}
    late = refusals_of_cycle(CycleDays(2027, 1, last, last, last + DAY), [])
    assert late == {"feedback_on": "Feedback comes before performance year 2027 begins."}
    first = date(2026, 1, 1)
    assert refusals_of_cycle(CycleDays(2027, 1, first, first, first), []) == {}
    early = refusals_of_cycle(CycleDays(2027, 1, first - DAY, first, first), [])
    assert early == {"opens_on": "A cycle for 2027 opens in 2026."}


@pytest.mark.rule("C5")
def test_two_cycles_share_no_day_and_follow_one_another() -> None:
    assert refusals_of_cycle(SECOND, [FIRST]) == refusals_of_cycle(FIRST, [SECOND]) == {}
    touches = replace(SECOND, opens_on=FIRST.closes_on)
    assert (
        "overlap with the first cycle for 2027: February 1, 2026 to April 30, 2026"
        in (refusals_of_cycle(touches, [FIRST])["opens_on"])
    )
    assert "overlap with the second cycle" in refusals_of_cycle(FIRST, [touches])["opens_on"]
    after = replace(SECOND, opens_on=FIRST.closes_on + DAY)
    assert refusals_of_cycle(after, [FIRST]) == refusals_of_cycle(FIRST, [after]) == {}


@pytest.mark.rule("C5")
def test_a_cycle_that_is_there_or_comes_in_the_wrong_order_is_refused() -> None:
    assert refusals_of_cycle(SECOND, [SECOND]) == {
        "number": "The second cycle for 2027 is there already."
    }
    other_way = replace(FIRST, number=2), replace(SECOND, number=1)
    for one, other in (other_way, other_way[::-1]):
        assert refusals_of_cycle(one, [other]) == {
            "opens_on": f"It would come on the wrong side of {other.name}."
        }
    next_year = replace(FIRST, year=2028)
    assert "opens_on" in refusals_of_cycle(next_year, [SECOND])
