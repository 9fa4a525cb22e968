"""How urgent something is, in words, and how long an ACO is new."""

from datetime import date, timedelta

import pytest

from dashboard.rules import due_in_words, is_new

TODAY = date(2026, 11, 30)


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (-2, "Nov 28, 2 days late"),
        (-1, "Nov 29, 1 day late"),
        (0, "Nov 30, today"),
        (1, "Dec 1, tomorrow"),
        (2, "Dec 2, in 2 days"),
        (32, "Jan 1, 2027, in 32 days"),
    ],
)
def test_a_due_day_says_how_far_it_is(days: int, words: str) -> None:
    assert due_in_words(TODAY + timedelta(days=days), TODAY) == words


@pytest.mark.parametrize(("days", "new"), [(-1, True), (364, True), (365, False)])
def test_an_aco_is_new_for_365_days(days: int, new: bool) -> None:
    assert is_new(TODAY - timedelta(days=days), TODAY) is new
