"""When a review opens, is due, is late, and when its administrators are reminded."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from django.core.exceptions import ImproperlyConfigured

from acoms.settings.base import month_and_day
from recertification.rules import Progress, Step, reminder_on, season_of, season_on

OPENS, DUE = (12, 1), (1, 31)


@pytest.mark.parametrize(
    ("today", "year"),
    [
        (date(2026, 11, 30), 2026),
        (date(2026, 12, 1), 2027),
        (date(2027, 1, 31), 2027),
        (date(2027, 2, 1), 2027),
        (date(2027, 11, 30), 2027),
        (date(2027, 12, 1), 2028),
    ],
)
def test_a_review_is_on_from_its_opening_until_the_next_one_opens(today: date, year: int) -> None:
    season = season_on(today, OPENS, DUE)
    assert season.year == year
    assert season.opens_on == date(year - 1, 12, 1)
    assert season.due_on == date(year, 1, 31)


def test_the_days_can_be_moved_within_one_year_and_across_two() -> None:
    spring = season_of(2027, (3, 1), (4, 30))
    assert (spring.opens_on, spring.due_on) == (date(2027, 3, 1), date(2027, 4, 30))
    assert season_on(date(2027, 2, 28), (3, 1), (4, 30)).year == 2026
    autumn = season_of(2027, (10, 1), (2, 28))
    assert autumn.opens_on == date(2026, 10, 1)


def test_a_review_may_open_on_the_day_on_which_it_is_due() -> None:
    assert season_of(2027, DUE, DUE).opens_on == date(2027, 1, 31)


def test_every_day_of_five_years_has_one_review_and_none_is_left_out() -> None:
    days = [date(2024, 1, 1) + timedelta(days=n) for n in range(5 * 366)]
    for opens, due in ((OPENS, DUE), ((1, 1), (1, 1)), ((2, 1), (1, 31)), ((6, 1), (6, 30))):
        years = [season_on(day, opens, due).year for day in days]
        assert all(after - before in (0, 1) for before, after in pairwise(years))
        assert all(season_on(day, opens, due).opens_on <= day for day in days)


@pytest.mark.parametrize(
    ("today", "step"),
    [
        (date(2027, 1, 16), None),
        (date(2027, 1, 17), Step.TWO_WEEKS),
        (date(2027, 1, 29), Step.TWO_WEEKS),
        (date(2027, 1, 30), Step.LAST_DAY),
        (date(2027, 1, 31), Step.LAST_DAY),
        (date(2027, 2, 1), Step.LATE),
        (date(2027, 6, 1), Step.LATE),
    ],
)
def test_reminders_come_14_days_and_1_day_before_and_after(today: date, step: Step | None) -> None:
    assert reminder_on(today, season_of(2027, OPENS, DUE)) is step


def test_an_aco_that_came_after_the_due_date_waits_for_the_next_review() -> None:
    season = season_of(2027, OPENS, DUE)
    assert season.asks(date(2027, 1, 31))
    assert not season.asks(date(2027, 2, 1))


@pytest.mark.parametrize(
    ("today", "words"),
    [
        (date(2027, 1, 16), "January 31, 2027 (15 days)"),
        (date(2027, 1, 30), "January 31, 2027 (1 day)"),
        (date(2027, 1, 31), "January 31, 2027 (today)"),
        (date(2027, 2, 1), "January 31, 2027 (1 day late)"),
    ],
)
def test_the_due_date_in_words(today: date, words: str) -> None:
    assert season_of(2027, OPENS, DUE).due_in_words(today) == words


def test_progress_in_words() -> None:
    assert str(Progress(done=23, todo=15)) == "23 of 38"


@pytest.mark.parametrize("text", ["02-29", "13-01", "1", "", "2027-01-31"])
def test_a_setting_that_is_no_day_of_every_year_is_refused(text: str) -> None:
    with pytest.raises(ImproperlyConfigured):
        month_and_day(text)
    assert month_and_day("01-31") == DUE
