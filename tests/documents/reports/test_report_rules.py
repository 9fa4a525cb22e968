"""Which days a report can speak of."""

from datetime import date

import pytest

from documents.reports.rules import last_whole_month, month_begins, month_ends, refusal_of_day


@pytest.mark.rule("G6")
def test_a_report_over_time_ends_on_its_day_and_goes_by_whole_months_before() -> None:
    assert month_ends(date(2026, 3, 10), 4) == [
        date(2025, 12, 31),
        date(2026, 1, 31),
        date(2026, 2, 28),
        date(2026, 3, 10),
    ]
    assert month_begins(date(2026, 1, 1), 2) == [date(2025, 12, 1), date(2026, 1, 1)]
    assert month_ends(date(2028, 3, 1), 2) == [date(2028, 2, 29), date(2028, 3, 1)]


@pytest.mark.rule("G6")
def test_the_reports_of_a_month_are_made_when_it_is_over() -> None:
    assert last_whole_month(date(2027, 1, 1)) == date(2026, 12, 31)
    assert last_whole_month(date(2027, 1, 31)) == date(2026, 12, 31)
    assert last_whole_month(date(2028, 3, 1)) == date(2028, 2, 29)


@pytest.mark.rule("G6")
def test_no_report_knows_tomorrow() -> None:
    today = date(2026, 11, 30)
    assert refusal_of_day(date(2026, 12, 1), today)
    assert not refusal_of_day(today, today)
    assert not refusal_of_day(date(2012, 1, 1), today)
    assert "January 1, 2012" in refusal_of_day(date(2011, 12, 31), today)
