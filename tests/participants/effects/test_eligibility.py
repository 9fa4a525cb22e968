"""Who counts for PQRS, whose data are shared, whose benchmark it is (C7, C8, C10, C11)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from participants.effects.rules import (
    Extent,
    Use,
    benchmark_years,
    effects_of_joining,
    effects_of_leaving,
    may_share_data,
    twelve_months_before,
    years_below_minimum,
)
from participants.years.agreement import CALENDAR_YEARS, Year, is_counted
from tests.participants.effects.asked import AGREEMENT, DAYS, elm, of, py

ONE_DAY = timedelta(days=1)


# Rule C8, from the guidance: joined, left, the year, eligible for it if the ACO reports.
@pytest.mark.rule("C8")
@pytest.mark.parametrize(
    ("joined", "left", "year", "eligible"),
    [
        (date(2026, 3, 1), None, 2026, False),  # joined after the year began
        (date(2026, 3, 1), None, 2027, True),  # eligible for the next
        (date(2025, 1, 1), date(2026, 9, 1), 2026, True),  # left before the year's end
        (date(2025, 1, 1), date(2026, 9, 1), 2027, False),
        (date(2026, 3, 1), date(2026, 9, 1), 2026, False),  # joined and left in one year
    ],
)
def test_who_is_eligible_for_pqrs_through_the_aco_if_it_reports(
    joined: date, left: date | None, year: int, eligible: bool
) -> None:
    assert (py(year) in years_of_pqrs(joined, left)) is eligible


def years_of_pqrs(joined: date, left: date | None) -> list[Year]:
    """The years for which the page says that professionals are eligible, until 2070."""
    effects = (
        effects_of_joining(joined, CALENDAR_YEARS, elm(joined))
        if left is None
        else effects_of_leaving(left, CALENDAR_YEARS, elm(joined))
    )
    found = of(Use.PQRS, effects)
    if found.extent is Extent.NONE:
        assert found.says == "Its professionals are not eligible through the ACO."
        return []
    assert found.extent is Extent.FULL
    reporting = "through the ACO's reporting" if left is None else "if the ACO satisfactorily"
    assert reporting in found.says
    assert found.from_on is not None
    until = found.until or date(2071, 1, 1)
    return [py(year) for year in range(found.from_on.year, until.year)]


@pytest.mark.rule("C8", "C12")
@given(joined=DAYS, stayed=st.integers(1, 4000) | st.none())
def test_eligible_are_the_years_whose_certified_list_has_the_participant(
    joined: date, stayed: int | None
) -> None:
    left = joined + timedelta(days=stayed) if stayed else None
    counted = [year for year in map(py, range(2012, 2071)) if is_counted(year, joined, left)]
    assert years_of_pqrs(joined, left) == counted


@pytest.mark.rule("C7")
@pytest.mark.parametrize(
    ("today", "service", "may"),
    [
        (date(2026, 11, 21), date(2025, 11, 21), True),  # twelve months to the day
        (date(2026, 11, 21), date(2025, 11, 20), False),
        (date(2026, 11, 21), date(2026, 1, 1), True),
        (date(2026, 1, 1), date(2025, 1, 1), True),
        (date(2028, 2, 29), date(2027, 2, 28), True),
        (date(2028, 12, 31), date(2027, 12, 31), True),
        (date(2028, 12, 31), date(2027, 12, 30), False),
        (date(2026, 11, 21), None, False),
        (date(2026, 11, 21), date(2026, 11, 22), False),  # in the future: none yet
    ],
)
def test_data_are_shared_after_a_service_of_the_past_twelve_months(
    today: date, service: date | None, may: bool
) -> None:
    assert may_share_data(today, service) is may


@pytest.mark.rule("C7")
@given(today=DAYS, days=st.integers(0, 800))
def test_once_data_may_not_be_asked_for_an_older_service_changes_nothing(
    today: date, days: int
) -> None:
    service = today - timedelta(days=days)
    if not may_share_data(today, service):
        assert not may_share_data(today, service - ONE_DAY)
        assert service < twelve_months_before(today)
    else:
        assert days <= 366


@pytest.mark.rule("C10")
def test_the_benchmark_is_of_the_three_years_before_the_agreement() -> None:
    assert AGREEMENT.benchmark_years == (2021, 2022, 2023)
    assert [one.year for one in benchmark_years({}, AGREEMENT)] == [2021, 2022, 2023]


@pytest.mark.rule("C11")
def test_fewer_than_5000_in_a_benchmark_year_are_warned_of() -> None:
    assigned = {2020: 10, 2021: 5_000, 2022: 4_999}
    assert years_below_minimum(assigned, AGREEMENT) == [2022]
    of_year = {one.year: one for one in benchmark_years(assigned, AGREEMENT)}
    assert [year for year, one in of_year.items() if one.assigned is None] == [2023]
    assert not of_year[2023].is_below
