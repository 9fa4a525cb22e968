"""When weekly mail goes out, and what may wait for it."""

from datetime import datetime, timedelta

import pytest

from notifications.rules import (
    EASTERN,
    last_weekly,
    next_weekly,
    refusal_of_kind,
    weekly_due,
)

MONDAY = datetime(2026, 3, 2, 8, tzinfo=EASTERN)
WEEK = timedelta(days=7)
MOMENT = timedelta(microseconds=1)


def test_it_is_monday_at_eight_in_eastern_time_also_where_clocks_change() -> None:
    assert last_weekly(MONDAY) == next_weekly(MONDAY) == MONDAY
    assert last_weekly(MONDAY - MOMENT) == MONDAY - WEEK
    assert next_weekly(MONDAY - MOMENT) == MONDAY
    assert next_weekly(MONDAY + MOMENT) == MONDAY + WEEK
    assert last_weekly(MONDAY + 7 * timedelta(days=1) - MOMENT) == MONDAY


def test_a_missed_monday_is_made_up_for_until_thursday_at_eight() -> None:
    thursday = MONDAY + timedelta(days=3)
    assert weekly_due(MONDAY) == MONDAY
    assert weekly_due(thursday - MOMENT) == MONDAY
    assert weekly_due(thursday) is None


@pytest.mark.parametrize("lacks", ["on_screen", "mail", "section"])
def test_what_waits_has_a_sentence_a_mail_and_a_section(lacks: str) -> None:
    words = {"on_screen": "so", "mail": "so", "section": "so"}
    assert refusal_of_kind(digestible=True, **words) == ""
    assert "needs a sentence" in refusal_of_kind(digestible=True, **words | {lacks: ""})
    assert refusal_of_kind(digestible=False, **words | {lacks: ""}) == ""
