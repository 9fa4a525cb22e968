"""What a joining or leaving participant affects: the guidance's own cases, and all other days."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from participants.effects.adjusting import refusal_to_record
from participants.effects.rules import (
    Effect,
    Extent,
    Standing,
    Use,
    benchmark_years,
    cannot_join,
    cannot_leave,
    effects_of_joining,
    effects_of_leaving,
    may_share_data,
    twelve_months_before,
    years_below_minimum,
)
from participants.effects.timeline import timeline
from participants.years.agreement import (
    CALENDAR_YEARS,
    Agreement,
    Year,
    first_year_counted,
    is_counted,
    last_year_counted,
    refusal_of_interim,
    refusal_to_adjust,
)

AGREEMENT = Agreement(began_on=date(2024, 1, 1), entered_on=date(2019, 1, 1))
FIRST_ACOS = Agreement(began_on=date(2012, 4, 1), entered_on=date(2012, 4, 1), interim_elected=True)
DAYS = st.dates(date(2012, 1, 1), date(2060, 12, 31))
ONE_DAY = timedelta(days=1)


def py(number: int) -> Year:
    return CALENDAR_YEARS.year_numbered(number)


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


def elm(joined: date, left: date | None = None, **known: Any) -> Standing:
    return Standing("Elm Clinic", joined, left, **known)


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


# What the lists say of a participant; whether it joins or leaves on a day; why that cannot be.
IMPOSSIBLE = [
    (
        None,
        "joins",
        date(2012, 6, 1),
        "This ACO began on January 1, 2019. Nobody joined it before.",
    ),
    (None, "leaves", date(2019, 1, 1), "Nobody left it before."),
    (elm(date(2026, 1, 1)), "joins", date(2026, 8, 1), "it joined on January 1, 2026."),
    (elm(date(2027, 1, 1)), "joins", date(2026, 8, 1), "on the list from January 1, 2027 on"),
    (elm(date(2026, 1, 1)), "leaves", date(2025, 6, 1), "it leaves after that day."),
    (elm(date(2026, 1, 1)), "leaves", date(2026, 1, 1), "it leaves after that day."),
    (
        elm(date(2024, 1, 1), date(2026, 1, 1)),
        "leaves",
        date(2026, 8, 1),
        "not on the list any more from January 1, 2026 on",
    ),
    (elm(date(2026, 1, 1), date(2026, 1, 1)), "leaves", date(2026, 1, 1), "never did"),
    (elm(date(2027, 1, 1), requested=True), "joins", date(2026, 6, 1), "January 1, 2027 at the"),
    (elm(date(2027, 1, 1), requested=True), "leaves", date(2026, 6, 1), "is not on the list."),
]


@pytest.mark.rule("C9", "C12")
@pytest.mark.parametrize(("standing", "change", "day", "why"), IMPOSSIBLE)
def test_days_that_the_lists_do_not_allow_are_refused_with_what_is_true(
    standing: Standing | None, change: str, day: date, why: str
) -> None:
    refuse = cannot_join if change == "joins" else cannot_leave
    assert why in refuse(day, AGREEMENT, standing)


@pytest.mark.rule("C9", "C12")
def test_days_that_the_lists_allow_are_answered() -> None:
    listed, left = elm(date(2026, 1, 1)), elm(date(2024, 1, 1), date(2026, 1, 1))
    asked = elm(date(2027, 1, 1), requested=True)
    assert not cannot_join(date(2026, 1, 1), AGREEMENT, listed)
    assert not cannot_leave(date(2026, 1, 2), AGREEMENT, listed)
    assert not cannot_join(date(2027, 1, 1), AGREEMENT, left)
    assert not cannot_leave(date(2026, 1, 1), AGREEMENT, left)
    assert not cannot_join(date(2028, 1, 1), AGREEMENT, asked)


@pytest.mark.rule("C9")
@pytest.mark.parametrize(
    ("standing", "left", "until", "why"),
    [
        (
            elm(date(2024, 1, 1), certified={2026: True}),
            date(2026, 8, 1),
            date(2027, 1, 1),
            "The list certified for 2026 has it",
        ),
        (
            elm(date(2024, 1, 1), certified={2026: False}),
            date(2026, 8, 1),
            date(2026, 1, 1),
            "The list certified for 2026 does not have it.",
        ),
        (
            elm(date(2024, 1, 1), certified={2026: True, 2027: True}),
            date(2026, 11, 15),
            date(2028, 1, 1),
            "The list certified for 2027 still has it",
        ),
        (
            elm(date(2024, 1, 1), certified={2027: False}),
            date(2026, 8, 1),
            date(2027, 1, 1),
            "None is kept here for 2026",
        ),
    ],
    ids=["on it", "frozen without it", "certified before it left", "no list is kept"],
)
def test_the_list_that_was_certified_says_how_long_a_leaver_counts(
    standing: Standing, left: date, until: date, why: str
) -> None:
    found = of(Use.ASSIGNMENT, effects_of_leaving(left, AGREEMENT, standing))
    assert found.until == until
    assert why in found.reason


@pytest.mark.rule("C9", "C10")
def test_whoever_no_certified_list_has_never_counted() -> None:
    for standing in (elm(date(2026, 3, 1)), elm(date(2026, 1, 1), certified={2026: False})):
        effects = effects_of_leaving(date(2026, 8, 1), AGREEMENT, standing)
        for use in (Use.ASSIGNMENT, Use.BENCHMARK, Use.PQRS):
            assert of(use, effects).extent is Extent.NONE
        assert of(Use.TELLING, effects).until == date(2026, 8, 1)


@pytest.mark.rule("C9")
def test_a_joiner_counts_from_the_first_certified_list_that_has_it() -> None:
    joined = date(2026, 1, 1)
    late = effects_of_joining(joined, AGREEMENT, elm(joined, certified={2026: False}))
    assert of(Use.ASSIGNMENT, late).from_on == date(2027, 1, 1)
    assert of(Use.ASSIGNMENT, late).reason == "The list certified for 2026 does not have it."


@pytest.mark.rule("C10")
@pytest.mark.parametrize(
    ("left", "says"),
    [
        (date(2022, 6, 15), "the agreement period of that time is worked out anew without it"),
        (date(2023, 6, 15), "The benchmark of 2021, 2022, 2023 is set without it."),
        (date(2024, 6, 15), "The benchmark of 2021, 2022, 2023 is worked out anew without it"),
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


@pytest.mark.rule("C9")
def test_a_year_without_a_change_has_nothing_to_adjust() -> None:
    assert refusal_to_adjust(2025, date(2024, 5, 1), date(2026, 5, 1), CALENDAR_YEARS)
    assert not refusal_to_adjust(2024, date(2024, 5, 1), None, CALENDAR_YEARS)
    assert not refusal_to_adjust(2026, date(2024, 5, 1), date(2026, 5, 1), CALENDAR_YEARS)


ADJUSTED: dict[str, tuple[date, date | None, dict[int, bool], int, bool]] = {
    "joined during the year": (date(2026, 1, 2), None, {}, 2026, True),
    "joined on its first day": (date(2026, 1, 1), None, {}, 2026, False),
    "joined on it, and its list lacks it": (date(2026, 1, 1), None, {2026: False}, 2026, True),
    "left during the year": (date(2024, 1, 1), date(2026, 1, 2), {}, 2026, True),
    "left on its last day": (date(2024, 1, 1), date(2026, 12, 31), {}, 2026, True),
    "left on its first day": (date(2024, 1, 1), date(2026, 1, 1), {}, 2026, False),
    "left on it, and its list has it": (
        date(2024, 1, 1),
        date(2026, 1, 1),
        {2026: True},
        2026,
        True,
    ),
    "joined and left in one year": (date(2026, 2, 1), date(2026, 9, 1), {}, 2026, True),
    "joined on the first day and left": (date(2026, 1, 1), date(2026, 9, 1), {}, 2026, True),
    "another year": (date(2026, 2, 1), None, {}, 2027, False),
}


@pytest.mark.rule("C9", "C12")
@pytest.mark.parametrize(
    ("joined", "left", "certified", "year", "changes"), ADJUSTED.values(), ids=ADJUSTED
)
def test_an_adjustment_that_would_change_nothing_is_refused_in_a_sentence(
    joined: date, left: date | None, certified: dict[int, bool], year: int, changes: bool
) -> None:
    standing = Standing("Elm", joined, left_on=left, certified=certified)
    refusal = refusal_to_record(year, standing, CALENDAR_YEARS)
    assert bool(refusal) is not changes
    assert not refusal or refusal.endswith("othing to adjust.")


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
