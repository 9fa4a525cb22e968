"""Performance years as calendar years: pure Python (rules C2, C3)."""

from datetime import date


def performance_year_of(day: date) -> int:
    """A performance year is a calendar year."""
    return day.year


def next_performance_year_start(day: date) -> date:
    """When a participant added by a request of this day begins (425.118(b)(1), rule C3)."""
    return date(day.year + 1, 1, 1)
