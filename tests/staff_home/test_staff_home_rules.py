"""How long something has waited, and how far a day is, in words."""

from datetime import UTC, date, datetime, timedelta

import pytest

from staff_home.rules import distance, waited

NOW = datetime(2026, 3, 2, 17, tzinfo=UTC)
TODAY = date(2026, 3, 2)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("wait", "words"),
    [
        (timedelta(hours=1) - SECOND, "less than an hour"),
        (timedelta(hours=1), "1 hour"),
        (timedelta(hours=2) - SECOND, "1 hour"),
        (timedelta(hours=2), "2 hours"),
        (timedelta(days=1) - SECOND, "23 hours"),
        (timedelta(days=1), "1 day"),
        (timedelta(days=2), "2 days"),
        (timedelta(days=1000), "1,000 days"),
    ],
)
def test_a_wait_is_rounded_down(wait: timedelta, words: str) -> None:
    assert waited(NOW - wait, NOW) == words


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (-2, "2 days late"),
        (-1, "1 day late"),
        (0, "today"),
        (1, "in 1 day"),
        (2, "in 2 days"),
    ],
)
def test_a_day_says_how_far_it_is(days: int, words: str) -> None:
    assert distance(TODAY + timedelta(days=days), TODAY) == words
