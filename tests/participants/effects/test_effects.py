"""What a joining or leaving participant affects: the guidance's own cases, and all other days."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from participants.effects.rules import (
    Extent,
    Standing,
    Use,
    cannot_join,
    cannot_leave,
    effects_of_joining,
    effects_of_leaving,
)
from participants.effects.timeline import timeline
from participants.years.agreement import (
    CALENDAR_YEARS,
    Agreement,
    first_year_counted,
    is_counted,
    last_year_counted,
    refusal_of_interim,
)
from tests.participants.effects.asked import AGREEMENT, DAYS, FIRST_ACOS, elm, of, py

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
    assert is_counted(py(year), joined, left) is counted


@pytest.mark.rule("C9")
def test_an_adjustment_follows_the_change_during_the_year() -> None:
    def counts_until(left: date) -> date | None:
        leaver, why = elm(date(2025, 1, 1)), "Unusual."
        effects = effects_of_leaving(left, CALENDAR_YEARS, leaver, adjustment=why)
        return of(Use.ASSIGNMENT, effects).until

    joins = date(2026, 3, 15)
    joining = effects_of_joining(joins, CALENDAR_YEARS, elm(joins), adjustment="Unusual.")
    assert of(Use.ASSIGNMENT, joining).from_on == joins
    assert counts_until(date(2026, 6, 1)) == date(2026, 6, 1)
    assert counts_until(date(2026, 12, 31)) == date(2026, 12, 31)
    assert counts_until(date(2027, 1, 1)) == date(2027, 1, 1)


@pytest.mark.rule("C9", "C12")
@given(joined=DAYS, stayed=st.integers(1, 4000) | st.none())
def test_years_counted_are_those_between_the_first_and_the_last(
    joined: date, stayed: int | None
) -> None:
    left = joined + timedelta(days=stayed) if stayed else None
    first = first_year_counted(joined, CALENDAR_YEARS).number
    last = last_year_counted(left, CALENDAR_YEARS).number if left else joined.year + 20
    for year in range(joined.year - 1, joined.year + 20):
        assert is_counted(py(year), joined, left) is (first <= year <= last)


@pytest.mark.rule("C9")
@given(day=DAYS)
def test_nobody_counts_in_a_year_twice_or_is_lost_when_two_swap_on_a_day(day: date) -> None:
    """One leaves on the day on which another joins: each year has exactly one of them, but for the
    year of the change where it is not January 1: that has the leaver alone."""
    before = date(2010, 1, 1)
    for year in range(day.year - 1, day.year + 3):
        assert is_counted(py(year), before, day) != is_counted(py(year), day, None)


@pytest.mark.rule("C6", "C9", "C10")
@given(day=DAYS)
def test_what_counts_from_the_certified_list_begins_and_ends_on_january_1(day: date) -> None:
    joining, leaving = effects_of_joining(day, AGREEMENT), effects_of_leaving(day, AGREEMENT)
    for use in (Use.ASSIGNMENT, Use.RECONCILIATION, Use.QUARTERLY_REPORTS, Use.QUALITY_SAMPLE):
        begins = of(use, joining).from_on
        assert begins is not None
        assert (begins.month, begins.day) == (1, 1)
        assert day <= begins < day + timedelta(days=366)
        ends = of(use, leaving).until
        assert ends is not None
        assert (ends.month, ends.day) == (1, 1)
        assert day <= ends < day + timedelta(days=366)
    assert of(Use.TELLING, joining).extent is Extent.APPROVAL
    assert of(Use.TELLING, leaving).until == of(Use.DATA_SHARING, leaving).from_on == day
    assert of(Use.BENCHMARK, leaving).until == of(Use.ASSIGNMENT, leaving).until
    assert all(effect.reason and effect.source for effect in joining + leaving)


@pytest.mark.rule("C6")
def test_nobody_is_told_and_no_data_are_asked_for_before_the_approval() -> None:
    joined, approved = date(2027, 1, 1), date(2026, 10, 20)
    effects = effects_of_joining(joined, AGREEMENT, elm(joined, approved_on=approved))
    assert of(Use.TELLING, effects).from_on == approved
    assert of(Use.DATA_SHARING, effects).from_on == approved
    assert of(Use.ASSIGNMENT, effects).from_on == joined


@pytest.mark.rule("C6")
@pytest.mark.parametrize(
    ("standing", "joins"),
    [
        (None, date(2026, 3, 15)),
        (elm(date(2027, 1, 1), requested=True), date(2027, 1, 1)),
        (elm(date(2024, 1, 1), date(2026, 1, 1), approved_on=date(2023, 9, 1)), date(2027, 1, 1)),
    ],
    ids=["anybody", "in a request", "once more after it had left"],
)
def test_what_cms_has_not_approved_waits_for_the_approval(
    standing: Standing | None, joins: date
) -> None:
    effects = effects_of_joining(joins, AGREEMENT, standing)
    for use in (Use.TELLING, Use.DATA_SHARING):
        found = of(use, effects)
        assert (found.extent, found.from_on) == (Extent.APPROVAL, None)
        assert found.reason == "CMS has not approved it."


@pytest.mark.rule("C9")
def test_an_adjusted_year_follows_the_change_from_its_day_with_the_reason_of_cms() -> None:
    day, why = date(2026, 6, 1), "Avoided patients at risk."
    joining = effects_of_joining(day, AGREEMENT, adjustment=why)
    leaving = effects_of_leaving(day, AGREEMENT, adjustment=why)
    assert of(Use.ASSIGNMENT, joining).from_on == of(Use.ASSIGNMENT, leaving).until == day
    assert why in of(Use.ASSIGNMENT, leaving).reason
    assert "425.214" in of(Use.ASSIGNMENT, leaving).source


@pytest.mark.rule("C10")
@pytest.mark.parametrize(
    ("left", "says"),
    [
        (date(2022, 6, 15), "the agreement period of that time is recalculated without it"),
        (date(2023, 6, 15), "The benchmark of 2021, 2022, 2023 is set without it."),
        (date(2024, 6, 15), "The benchmark of 2021, 2022, 2023 is recalculated without it"),
    ],
)
def test_the_benchmark_is_that_of_the_agreement_period_of_the_year(left: date, says: str) -> None:
    assert says in of(Use.BENCHMARK, effects_of_leaving(left, AGREEMENT)).says


@pytest.mark.rule("C6")
def test_a_merged_tin_tells_no_beneficiaries_of_its_own() -> None:
    joined = date(2026, 1, 1)
    merged = elm(joined, merged=True, approved_on=joined)
    for effects in (
        effects_of_joining(joined, AGREEMENT, merged),
        effects_of_leaving(date(2026, 6, 1), AGREEMENT, merged),
    ):
        assert of(Use.TELLING, effects).extent is Extent.NONE


CERTIFIED = st.dictionaries(st.integers(2012, 2070), st.booleans(), max_size=4)


@pytest.mark.rule("C9", "C12")
@given(
    joined=DAYS,
    day=DAYS,
    stayed=st.integers(0, 4000) | st.none(),
    certified=CERTIFIED,
    requested=st.booleans(),
    adjustment=st.sampled_from(["", "Unusual."]),
)
def test_whatever_may_be_asked_has_no_empty_span_and_fits_its_picture(
    joined: date,
    day: date,
    stayed: int | None,
    certified: dict[int, bool],
    requested: bool,
    adjustment: str,
) -> None:
    left = joined + timedelta(days=stayed) if stayed is not None and not requested else None
    standing = elm(joined, left, requested=requested, certified=certified)
    for change, refuse, affects in (
        ("joins", cannot_join, effects_of_joining),
        ("leaves", cannot_leave, effects_of_leaving),
    ):
        if refuse(day, FIRST_ACOS, standing):
            continue
        effects = affects(day, FIRST_ACOS, standing, adjustment=adjustment)
        for effect in effects:
            assert all((effect.says, effect.reason, effect.source))
            spans = effect.extent in (Extent.FULL, Extent.SOME)
            assert spans or (effect.from_on, effect.until) == (None, None)
            if effect.from_on and effect.until:
                assert effect.from_on < effect.until
        joined_on = joined if change == "leaves" else None
        picture = timeline(day, effects, joined_on)
        assert [row.label for row in picture.rows] == [effect.use.value for effect in effects]
        assert 0 <= picture.marked <= 100
        for row in picture.rows:
            for bar in row.bars:
                assert min(bar.x, bar.width) >= 0
                assert bar.x + bar.width <= 100.01


@pytest.mark.rule("C9")
@pytest.mark.parametrize(
    ("agreement", "has"),
    [
        (AGREEMENT, False),
        (FIRST_ACOS, True),
        (Agreement(date(2012, 4, 1), date(2012, 4, 1)), False),
        (Agreement(date(2013, 1, 1), date(2013, 1, 1), interim_elected=True), False),
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


@pytest.mark.rule("C6", "C9")
def test_in_the_picture_what_must_stop_ends_there_and_the_rest_goes_on() -> None:
    leaving = effects_of_leaving(date(2026, 7, 2), AGREEMENT)
    rows = {row.label: row for row in timeline(date(2026, 7, 2), leaving, None).rows}
    (telling,) = rows[Use.TELLING].bars
    assert telling.x == 0
    assert telling.width == pytest.approx(25, abs=0.2)
    before, after = rows[Use.DATA_SHARING].bars
    assert not before.some
    assert after.some
    assert after.x + after.width == 100
    joining = effects_of_joining(date(2026, 7, 2), AGREEMENT)
    rows = {row.label: row for row in timeline(date(2026, 7, 2), joining, None).rows}
    assert rows[Use.TELLING].bars == ()
    assert rows[Use.TELLING].says == "from CMS's approval"
    (counts,) = rows[Use.ASSIGNMENT].bars
    assert counts.x + counts.width == 100


@pytest.mark.rule("C9")
def test_leaving_with_the_year_has_no_empty_span() -> None:
    day = date(2027, 1, 1)
    found = of(Use.ASSIGNMENT, effects_of_leaving(day, AGREEMENT, elm(date(2024, 1, 1))))
    assert (found.from_on, found.until) == (date(2024, 1, 1), day)
    (bar,) = timeline(day, [found], None).rows[0].bars
    assert bar.width == pytest.approx(50, abs=0.2)
