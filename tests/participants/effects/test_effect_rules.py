"""Joining and leaving on the very days on which something changes."""

from datetime import date, timedelta

import pytest

from participants.effects.rules import (
    Effect,
    Standing,
    Use,
    cannot_join,
    cannot_leave,
    effects_of_joining,
    effects_of_leaving,
    how_long_it_counts,
    twelve_months_before,
)
from participants.effects.timeline import timeline
from participants.years.agreement import Agreement

BEGAN = date(2019, 1, 1)
AGREEMENT = Agreement(BEGAN, BEGAN)
NEW_YEAR = date(2026, 1, 1)
DAY = timedelta(days=1)

pytestmark = pytest.mark.rule("C9", "C12")


def of(effects: list[Effect], use: Use) -> Effect:
    return next(one for one in effects if one.use is use)


def test_on_the_acos_first_day_one_joins_and_from_the_next_one_leaves() -> None:
    assert cannot_join(BEGAN, AGREEMENT, None) == ""
    assert cannot_join(BEGAN - DAY, AGREEMENT, None).endswith("Nobody joined it before.")
    assert cannot_leave(BEGAN, AGREEMENT, None).endswith("Nobody left it before.")
    assert cannot_leave(BEGAN + DAY, AGREEMENT, None) == ""


def test_whoever_left_joins_once_more_on_that_day() -> None:
    left = Standing("Elm", date(2024, 1, 1), left_on=NEW_YEAR)
    assert cannot_join(NEW_YEAR, AGREEMENT, left) == ""
    assert "stays on it until January 1, 2026" in cannot_join(NEW_YEAR - DAY, AGREEMENT, left)


def test_whoever_is_asked_for_leaves_after_it_joined() -> None:
    asked = Standing("Elm", NEW_YEAR, requested=True)
    assert cannot_leave(NEW_YEAR, AGREEMENT, asked).startswith("Elm is not on the list.")
    assert cannot_leave(NEW_YEAR + DAY, AGREEMENT, asked) == ""
    assert cannot_join(NEW_YEAR - DAY, AGREEMENT, asked).endswith("earliest.")
    assert cannot_join(NEW_YEAR, AGREEMENT, asked) == ""


def test_a_joiner_reports_on_its_own_in_the_year_in_which_it_does_not_count() -> None:
    first_day = effects_of_joining(NEW_YEAR, AGREEMENT)
    assert of(first_day, Use.PQRS).says.endswith("reporting for 2026.")
    assert of(first_day, Use.ASSIGNMENT).reason == (
        "It is on the list certified at the start of 2026."
    )
    later = effects_of_joining(NEW_YEAR + DAY, AGREEMENT)
    assert of(later, Use.PQRS).says.endswith(
        "for 2027, and not for 2026: that year they report on their own."
    )
    assert of(later, Use.ASSIGNMENT).reason == (
        "It joined after 2026 began, and 2026 uses the list certified at its start."
    )


def test_the_interim_reconciliation_is_of_the_first_twelve_months() -> None:
    began = date(2012, 4, 1)
    agreement = Agreement(began, began, interim_elected=True)
    joined = of(effects_of_joining(began, agreement), Use.INTERIM_RECONCILIATION)
    assert (joined.says, joined.from_on, joined.until) == (
        "Counts for it.",
        began,
        date(2013, 4, 1),
    )
    later = of(effects_of_joining(began + DAY, agreement), Use.INTERIM_RECONCILIATION)
    assert (later.says, later.until) == ("Never counts for it.", None)


@pytest.mark.parametrize("left", [date(2025, 9, 1), NEW_YEAR])
def test_an_adjusted_leaver_that_left_before_it_counted_is_followed_from_its_joining(
    left: date,
) -> None:
    joined = date(2025, 6, 1)
    standing = Standing("Elm", joined, certified={2026: True})
    found = of(effects_of_leaving(left, AGREEMENT, standing, adjustment="A flood."), Use.ASSIGNMENT)
    assert (found.from_on, found.until) == (joined, left)
    next_day = of(
        effects_of_leaving(NEW_YEAR + DAY, AGREEMENT, standing, adjustment="A flood."),
        Use.ASSIGNMENT,
    )
    assert next_day.from_on == NEW_YEAR


def test_whoever_never_counted_is_told_by_which_list_or_by_which_days() -> None:
    joined, left = date(2026, 2, 1), date(2026, 9, 1)
    by_its_days = how_long_it_counts(left, AGREEMENT, Standing("Elm", joined))
    assert by_its_days.reason == "It joined after a year began, and leaves before the next."
    by_the_list = how_long_it_counts(
        left, AGREEMENT, Standing("Elm", NEW_YEAR, certified={2026: False})
    )
    assert by_the_list.reason == "The list certified for 2026 does not have it."


def test_a_reason_begins_with_the_year_as_it_is_called() -> None:
    assert how_long_it_counts(date(2026, 9, 1), AGREEMENT).reason == (
        "2026 uses the list certified at its start, and it was on that list."
    )
    in_july = Agreement(date(2019, 7, 1), date(2019, 7, 1))
    assert how_long_it_counts(date(2019, 9, 1), in_july).reason.startswith(
        "The performance year from July 1, 2019 to December 31, 2019 uses the list"
    )


def test_a_list_certified_later_than_one_left_still_counts() -> None:
    began_anew = Agreement(date(2019, 7, 1), date(2016, 1, 1))
    standing = Standing("Elm", date(2018, 1, 1), certified={2019: True})
    stays = how_long_it_counts(date(2019, 3, 1), began_anew, standing)
    assert stays.until == date(2020, 1, 1)


def test_twelve_months_before_a_leap_day_is_the_last_of_february() -> None:
    assert twelve_months_before(date(2024, 2, 29)) == date(2023, 2, 28)
    assert twelve_months_before(date(2024, 2, 28)) == date(2023, 2, 28)
    assert twelve_months_before(date(2024, 3, 1)) == date(2023, 3, 1)


def test_a_picture_begins_with_the_year_of_the_day_before_the_change() -> None:
    on_the_second = timeline(NEW_YEAR + DAY, [], None)
    assert on_the_second.years == ((2026, 0.0),)
    assert on_the_second.marked == 0.27
    on_the_first = timeline(NEW_YEAR, [], None)
    assert on_the_first.years == ((2025, 0.0), (2026, 50.0))
