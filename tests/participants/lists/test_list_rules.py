"""What holds of participant lists, day by day."""

from datetime import date, timedelta

import pytest

from participants.lists.rules import MOST_TINS, TINS_WITHIN, may_leave_on

JOINED = date(2026, 1, 1)
DAY = timedelta(days=1)


@pytest.mark.rule("C3")
def test_who_has_joined_leaves_on_a_later_day_and_who_is_still_to_join_on_any() -> None:
    assert not may_leave_on(JOINED, JOINED, today=JOINED)
    assert may_leave_on(JOINED + DAY, JOINED, today=JOINED)
    assert not may_leave_on(JOINED - DAY, JOINED, today=JOINED)
    assert may_leave_on(JOINED - DAY, JOINED, today=JOINED - DAY)


@pytest.mark.rule("E5")
def test_one_person_sees_40_tins_an_hour() -> None:
    assert (40, timedelta(hours=1)) == (MOST_TINS, TINS_WITHIN)
