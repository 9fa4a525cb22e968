"""The days on which a list is certified in time, without a database."""

from datetime import date

import pytest

from participants.certification.rules import (
    Step,
    certified_in_time_until,
    last_day_to_reopen,
    reminder_on,
    statement,
)

BY = date(2026, 3, 31)

pytestmark = pytest.mark.rule("C2")


@pytest.mark.parametrize(
    ("first_day", "in_time", "to_reopen"),
    [
        (date(2026, 1, 1), BY, BY),
        (date(2027, 1, 1), BY, date(2027, 1, 1)),
        (date(2026, 2, 1), BY, BY),
        (date(2026, 1, 2), BY, BY),
        (date(2026, 7, 1), date(2026, 7, 1), date(2026, 7, 1)),
        (date(2027, 1, 2), date(2027, 1, 2), date(2027, 1, 2)),
        (date(2027, 2, 1), date(2027, 2, 1), date(2027, 2, 1)),
    ],
)
def test_an_agreement_that_begins_later_in_the_year_moves_the_last_day(
    first_day: date, in_time: date, to_reopen: date
) -> None:
    assert certified_in_time_until(BY, first_day) == in_time
    assert last_day_to_reopen(BY, first_day) == to_reopen


@pytest.mark.parametrize(
    ("day", "step"),
    [
        (date(2025, 12, 31), None),
        (date(2026, 1, 1), Step.OPENED),
        (date(2026, 3, 16), Step.OPENED),
        (date(2026, 3, 17), Step.TWO_WEEKS),
        (date(2026, 3, 27), Step.TWO_WEEKS),
        (date(2026, 3, 28), Step.THREE_DAYS),
        (BY, Step.THREE_DAYS),
        (date(2026, 4, 1), Step.LATE),
    ],
)
def test_each_reminder_has_its_first_day(day: date, step: Step | None) -> None:
    assert reminder_on(day, date(2026, 1, 1), BY) is step


def test_a_signer_certifies_a_number_of_each() -> None:
    assert "1,234 participants and 1 providers/suppliers for performance year 2026" in statement(
        "Lakeside", 2026, 1_234, 1
    )
