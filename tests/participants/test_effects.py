"""What a joining or leaving participant affects: the guidance's own cases, and all other days."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from participants.effects.rules import (
    Agreement,
    Effect,
    Use,
    adjusts_benchmark,
    effects_of_joining,
    effects_of_leaving,
    first_year_counted,
    is_counted,
    last_year_counted,
    may_share_data,
    missing_years,
    pqrs_eligible,
    refusal_of_interim,
    refusal_to_adjust,
    twelve_months_before,
    years_below_minimum,
)
from participants.effects.timeline import timeline

AGREEMENT = Agreement(began_on=date(2024, 1, 1), first_year=2019)
FIRST_ACOS = Agreement(began_on=date(2012, 4, 1), first_year=2012, interim_elected=True)
DAYS = st.dates(date(2012, 1, 1), date(2060, 12, 31))
ONE_DAY = timedelta(days=1)


def of(use: Use, effects: list[Effect]) -> Effect:
    (found,) = (effect for effect in effects if effect.use is use)
    return found


# What the guidance says, sentence by sentence: who changed when, the year asked for, whether the
# participant is used in that year's assignment, sampling, reconciliation and reports.
GUIDANCE = [
    ("was there all the year", date(2025, 1, 1), None, 2026, True),
    (
        "leaves during the year: continues to be used",
        date(2025, 1, 1),
        date(2026, 6, 1),
        2026,
        True,
    ),
    ("left: not used in the next year", date(2025, 1, 1), date(2026, 6, 1), 2027, False),
    ("joins during the year: is not used", date(2026, 3, 15), None, 2026, False),
    ("joined: is used in the next year", date(2026, 3, 15), None, 2027, True),
    ("joins on the first day: is on the list", date(2026, 1, 1), None, 2026, True),
    ("leaves with the old year: not on the list", date(2025, 1, 1), date(2026, 1, 1), 2026, False),
    ("leaves on the last day: used to the end", date(2025, 1, 1), date(2026, 12, 31), 2026, True),
    ("joins and leaves in one year: never used", date(2026, 2, 1), date(2026, 9, 1), 2026, False),
]


@pytest.mark.rule("C9", "C12")
@pytest.mark.parametrize(
    ("joined", "left", "year", "counted"),
    [case[1:] for case in GUIDANCE],
    ids=[c[0] for c in GUIDANCE],
)
def test_the_list_at_the_start_of_the_year_counts(
    joined: date, left: date | None, year: int, counted: bool
) -> None:
    assert is_counted(year, joined, left) is counted


@pytest.mark.rule("C9")
def test_an_adjustment_follows_the_change_during_the_year() -> None:
    assert is_counted(2026, date(2026, 3, 15), None, adjusted=True)
    assert not is_counted(2026, date(2025, 1, 1), date(2026, 6, 1), adjusted=True)
    assert is_counted(2026, date(2025, 1, 1), date(2027, 1, 1), adjusted=True)


@pytest.mark.rule("C9", "C12")
@given(joined=DAYS, stayed=st.integers(1, 4000) | st.none())
def test_years_counted_are_those_between_the_first_and_the_last(
    joined: date, stayed: int | None
) -> None:
    left = joined + timedelta(days=stayed) if stayed else None
    first = first_year_counted(joined)
    last = last_year_counted(left) if left else joined.year + 20
    for year in range(joined.year - 1, joined.year + 20):
        assert is_counted(year, joined, left) is (first <= year <= last)


@pytest.mark.rule("C9")
@given(day=DAYS)
def test_nobody_counts_in_a_year_twice_or_is_lost_when_two_swap_on_a_day(day: date) -> None:
    """One leaves on the day on which another joins: each year has exactly one of them, but for the
    year of the change where it is not January 1: that has the leaver alone."""
    before = date(2010, 1, 1)
    for year in range(day.year - 1, day.year + 3):
        assert is_counted(year, before, day) != is_counted(year, day, None)


@pytest.mark.rule("C6", "C9", "C10")
@given(day=DAYS)
def test_what_counts_from_the_certified_list_begins_and_ends_on_january_1(day: date) -> None:
    joining, leaving = effects_of_joining(day, AGREEMENT), effects_of_leaving(day, AGREEMENT)
    for use in (Use.ASSIGNMENT, Use.RECONCILIATION, Use.QUARTERLY_REPORTS, Use.QUALITY_SAMPLE):
        begins = of(use, joining).from_on
        assert (begins.month, begins.day) == (1, 1)
        assert day <= begins < day + timedelta(days=366)
        ends = of(use, leaving).until
        assert ends is not None
        assert (ends.month, ends.day) == (1, 1)
        assert day <= ends < day + timedelta(days=366)
    assert of(Use.TELLING, joining).from_on == of(Use.TELLING, leaving).from_on == day
    assert of(Use.BENCHMARK, leaving).from_on == of(Use.ASSIGNMENT, leaving).until
    assert all(effect.reason and effect.source for effect in joining + leaving)


@pytest.mark.rule("C6")
def test_nobody_is_told_and_no_data_are_asked_for_before_the_approval() -> None:
    effects = effects_of_joining(date(2027, 1, 1), AGREEMENT, approved_on=date(2026, 10, 20))
    assert of(Use.TELLING, effects).from_on == date(2026, 10, 20)
    assert of(Use.DATA_SHARING, effects).from_on == date(2026, 10, 20)
    assert of(Use.ASSIGNMENT, effects).from_on == date(2027, 1, 1)


@pytest.mark.rule("C9")
def test_an_adjusted_year_follows_the_change_from_its_day() -> None:
    day = date(2026, 6, 1)
    joining = effects_of_joining(day, AGREEMENT, adjusted=True)
    leaving = effects_of_leaving(day, AGREEMENT, adjusted=True)
    assert of(Use.ASSIGNMENT, joining).from_on == of(Use.ASSIGNMENT, leaving).from_on == day
    assert of(Use.ASSIGNMENT, leaving).until is None
    assert "425.214" in of(Use.ASSIGNMENT, leaving).source


@pytest.mark.rule("C9")
@pytest.mark.parametrize(
    ("agreement", "has"),
    [
        (AGREEMENT, False),
        (FIRST_ACOS, True),
        (Agreement(date(2012, 4, 1), 2012), False),
        (Agreement(date(2013, 1, 1), 2013, interim_elected=True), False),
    ],
)
def test_only_acos_of_2012_that_elected_it_have_an_interim_reconciliation(
    agreement: Agreement, has: bool
) -> None:
    uses = {effect.use for effect in effects_of_leaving(date(2026, 6, 1), agreement)}
    assert (Use.INTERIM_RECONCILIATION in uses) is has
    assert refusal_of_interim(None)
    assert refusal_of_interim(date(2013, 1, 1))
    assert not refusal_of_interim(date(2012, 7, 1))


@pytest.mark.rule("C9")
def test_a_year_without_a_change_has_nothing_to_adjust() -> None:
    assert refusal_to_adjust(2025, date(2024, 5, 1), date(2026, 5, 1))
    assert not refusal_to_adjust(2024, date(2024, 5, 1), None)
    assert not refusal_to_adjust(2026, date(2024, 5, 1), date(2026, 5, 1))


# Rule C8, from the guidance: joined, left, the year, whether the ACO reported, eligible.
@pytest.mark.rule("C8")
@pytest.mark.parametrize(
    ("joined", "left", "year", "reported", "eligible"),
    [
        (date(2026, 3, 1), None, 2026, True, False),  # joined after the year began
        (date(2026, 3, 1), None, 2027, True, True),  # eligible for the next
        (date(2026, 3, 1), None, 2027, False, False),  # if the ACO reports
        (date(2025, 1, 1), date(2026, 9, 1), 2026, True, True),  # left before the year's end
        (date(2025, 1, 1), date(2026, 9, 1), 2026, False, False),
        (date(2025, 1, 1), date(2026, 9, 1), 2027, True, False),
    ],
)
def test_pqrs(joined: date, left: date | None, year: int, reported: bool, eligible: bool) -> None:
    assert pqrs_eligible(year, joined, left, aco_reported=reported) is eligible


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
    assert adjusts_benchmark(["a", "b"], ["b", "a"]) is False
    assert adjusts_benchmark(["a", "b"], ["a"]) is True
    assert adjusts_benchmark(["a"], ["a", "b"]) is True


@pytest.mark.rule("C11")
def test_fewer_than_5000_in_a_benchmark_year_are_warned_of() -> None:
    assigned = {2020: 10, 2021: 5_000, 2022: 4_999}
    assert years_below_minimum(assigned, AGREEMENT) == [2022]
    assert missing_years(assigned, AGREEMENT) == [2023]


@given(day=DAYS)
def test_the_picture_holds_every_bar(day: date) -> None:
    for effects in (effects_of_joining(day, FIRST_ACOS), effects_of_leaving(day, FIRST_ACOS)):
        picture = timeline(day, effects)
        assert len(picture.bars) == len(effects)
        assert all(b.x >= 0 and b.x + b.width <= picture.width + 0.2 for b in picture.bars)
        assert all(bar.width >= 0 for bar in picture.bars)
