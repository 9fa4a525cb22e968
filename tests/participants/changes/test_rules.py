"""The dates of changes: 30 days, January 1, late notices (rules C3, C4). No database."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from participants.changes.rules import (
    ChangeKind,
    ChangeState,
    Notice,
    Step,
    change_effective_on,
    providers_effective_on,
)
from participants.changes.words import consequence, notice_in_words, refusal_of_day
from participants.lists.rules import may_leave_on
from participants.years.rules import next_performance_year_start, performance_year_of

DAYS = st.dates(date(2012, 4, 1), date(2100, 12, 31))
JOINING = (ChangeKind.ADD_PARTICIPANT, ChangeKind.MERGED_TIN)
PROVIDERS = (ChangeKind.ADD_PROVIDERS, ChangeKind.REMOVE_PROVIDERS)
EASTERN = ZoneInfo("America/New_York")


def after(days: int, happened: date = date(2026, 3, 2)) -> Notice:
    return Notice(happened, happened + timedelta(days=days))


@pytest.mark.rule("C4", "C12")
@pytest.mark.parametrize(
    ("days", "left", "late", "urgent", "reminder", "words"),
    [
        (0, 30, False, False, None, "30 days left"),
        (19, 11, False, False, None, "11 days left"),
        (20, 10, False, True, Step.DAY_20, "10 days left"),
        (26, 4, False, True, Step.DAY_20, "4 days left"),
        (27, 3, False, True, Step.DAY_27, "3 days left"),
        (29, 1, False, True, Step.DAY_27, "1 day left"),
        (30, 0, False, True, Step.DAY_27, "Last day today"),
        (31, -1, True, False, Step.LATE, "1 day late"),
        (400, -370, True, False, Step.LATE, "370 days late"),
    ],
)
def test_the_thirty_days_are_counted_to_the_last(
    days: int, left: int, late: bool, urgent: bool, reminder: Step | None, words: str
) -> None:
    notice = after(days)
    assert (notice.days_left, notice.is_late, notice.is_urgent) == (left, late, urgent)
    assert notice.reminder == reminder
    assert notice_in_words(notice, sent=False) == words
    assert notice_in_words(notice, sent=True) == (words if late else "In time")


@pytest.mark.rule("C4")
@pytest.mark.parametrize(
    ("happened", "due"),
    [
        (date(2024, 1, 31), date(2024, 3, 1)),  # February has 29 days
        (date(2023, 1, 31), date(2023, 3, 2)),
        (date(2028, 2, 29), date(2028, 3, 30)),
        (date(2026, 12, 15), date(2027, 1, 14)),
        (date(2026, 3, 8), date(2026, 4, 7)),  # the clocks go forward in between
    ],
)
def test_thirty_days_over_the_ends_of_months_and_years(happened: date, due: date) -> None:
    assert Notice(happened, happened).due_on == due
    assert not Notice(happened, due).is_late
    assert Notice(happened, due + timedelta(days=1)).is_late


@pytest.mark.rule("C3")
@pytest.mark.parametrize("kind", JOINING)
@pytest.mark.parametrize(
    ("told", "begins"),
    [
        (date(2026, 1, 1), date(2027, 1, 1)),  # the first day of a year is in it
        (date(2026, 12, 31), date(2027, 1, 1)),
        (date(2027, 1, 1), date(2028, 1, 1)),
        (date(2028, 2, 29), date(2029, 1, 1)),
    ],
)
def test_who_joins_counts_from_the_next_january_1(
    kind: ChangeKind, told: date, begins: date
) -> None:
    assert change_effective_on(kind, Notice(told, told)) == begins
    assert begins == next_performance_year_start(told)


@pytest.mark.rule("C3")
def test_who_comes_after_the_last_cycle_of_a_year_waits_for_the_year_of_their_own() -> None:
    notice = Notice(date(2026, 10, 1), date(2026, 10, 20))
    kind = ChangeKind.ADD_PARTICIPANT
    assert change_effective_on(kind, notice, 2028) == date(2028, 1, 1)
    assert change_effective_on(kind, notice, 2027) == date(2027, 1, 1)
    assert change_effective_on(kind, notice, 2026) == date(2027, 1, 1), "never in the past"


@pytest.mark.rule("C3")
def test_a_moment_of_new_years_eve_in_the_east_belongs_to_the_old_year() -> None:
    moment = datetime(2027, 1, 1, 4, 59, 59, tzinfo=UTC)  # 11:59:59 p.m. of December 31
    for seconds, year in ((0, 2026), (1, 2027)):
        day = (moment + timedelta(seconds=seconds)).astimezone(EASTERN).date()
        assert performance_year_of(day) == year
        assert next_performance_year_start(day).year == year + 1


@given(happened=DAYS, days=st.integers(-60, 400))
@pytest.mark.rule("C3", "C4")
def test_every_notice_is_either_in_time_or_late_and_never_both(happened: date, days: int) -> None:
    notice = after(days, happened)
    assert notice.is_late == (days > 30) == (notice.days_left < 0)
    assert not (notice.is_late and notice.is_urgent)
    assert (notice.reminder is None) == (days < 20)


@pytest.mark.rule("C4", "C12")
@pytest.mark.parametrize(("days", "counts"), [(29, 0), (30, 0), (31, 31)])
def test_a_notice_of_the_last_day_still_reaches_back_to_the_change(days: int, counts: int) -> None:
    notice = after(days)
    assert providers_effective_on(notice) == notice.happened_on + timedelta(days=counts)


@given(happened=DAYS, days=st.integers(0, 400))
@pytest.mark.rule("C4", "C12")
def test_providers_count_from_the_day_in_a_timely_notice_and_else_from_the_notice(
    happened: date, days: int
) -> None:
    notice = after(days, happened)
    for kind in PROVIDERS:
        counts = change_effective_on(kind, notice)
        assert counts == providers_effective_on(notice)
        assert counts == (happened if days <= 30 else notice.told_on)
        assert notice.told_on - timedelta(days=30) <= counts <= notice.told_on


@given(happened=DAYS, days=st.integers(-60, 400), year=st.none() | st.integers(2012, 2101))
@pytest.mark.rule("C3", "C12")
def test_joining_is_on_a_january_1_and_leaving_on_its_own_day(
    happened: date, days: int, year: int | None
) -> None:
    notice = after(days, happened)
    for kind in JOINING:
        begins = change_effective_on(kind, notice, year)
        assert (begins.month, begins.day) == (1, 1)
        assert begins > notice.told_on
    assert change_effective_on(ChangeKind.REMOVE_PARTICIPANT, notice, year) == happened


@given(joined=DAYS, left=DAYS, today=DAYS)
@pytest.mark.rule("C1", "C3", "C12")
def test_the_list_never_loses_a_day_that_was_true(joined: date, left: date, today: date) -> None:
    if may_leave_on(left, joined, today):
        was_there = joined <= today
        assert not was_there or left > joined, "the day of joining itself stays"
    else:
        assert left <= joined <= today
    notice = Notice(left, today)
    kinds = (ChangeKind.REMOVE_PARTICIPANT, *PROVIDERS)
    assert all(change_effective_on(kind, notice, joined_on=joined) >= joined for kind in kinds)


@pytest.mark.rule("C4")
def test_a_day_ahead_is_a_provider_s_own_day() -> None:
    notice = after(-10)
    assert notice.days_left == 40
    assert providers_effective_on(notice) == notice.happened_on


@pytest.mark.rule("C3")
@pytest.mark.parametrize(
    ("kind", "day", "why"),
    [
        (ChangeKind.ADD_PARTICIPANT, date(2026, 6, 1), ""),
        (ChangeKind.ADD_PARTICIPANT, date(2026, 6, 2), "still to come"),
        (ChangeKind.MERGED_TIN, date(2026, 6, 2), "still to come"),
        (ChangeKind.REMOVE_PARTICIPANT, date(2026, 6, 2), ""),
        (ChangeKind.REMOVE_PARTICIPANT, date(2027, 6, 2), ""),
        (ChangeKind.ADD_PROVIDERS, date(2027, 6, 3), "more than a year ahead"),
        (ChangeKind.ADD_PARTICIPANT, date(2012, 4, 1), ""),
        (ChangeKind.ADD_PARTICIPANT, date(2012, 3, 31), "began on April 1, 2012"),
    ],
)
def test_a_day_that_cannot_be_is_refused_with_why(kind: ChangeKind, day: date, why: str) -> None:
    refusal = refusal_of_day(kind, day, today=date(2026, 6, 1))
    assert why in refusal
    assert bool(refusal) == bool(why)


@pytest.mark.rule("C3", "C4")
def test_what_a_signer_is_told_names_the_day_and_the_reason() -> None:
    assert "joins the list on January 1, 2028, with performance year 2028" in consequence(
        ChangeKind.ADD_PARTICIPANT, date(2028, 1, 1), after(3)
    ), "the year of its cycle, which need not be the next"
    assert "joins the list on January 1, 2027" in consequence(
        ChangeKind.ADD_PARTICIPANT, date(2027, 1, 1), after(3)
    )
    assert "off the list from March 2, 2026 on" in consequence(
        ChangeKind.REMOVE_PARTICIPANT, date(2026, 3, 2), after(3)
    )
    late = after(31)
    said = consequence(ChangeKind.ADD_PROVIDERS, late.told_on, late)
    assert "the notice is late, so its own day counts" in said


def test_every_kind_and_state_has_words_of_its_own() -> None:
    assert len({kind.label for kind in ChangeKind}) == len(ChangeKind)
    assert len({state.label for state in ChangeState}) == len(ChangeState)
    assert [state for state in ChangeState if state.is_with_the_aco] == [
        ChangeState.DRAFT,
        ChangeState.RETURNED,
    ]
    notices = {kind for kind in ChangeKind if kind.is_notice}
    assert notices == {ChangeKind.REMOVE_PARTICIPANT, ChangeKind.REMOVE_PROVIDERS}
