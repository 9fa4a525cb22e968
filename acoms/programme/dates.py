"""Dates as people type them, and in the words of the pages; pure Python."""

from datetime import date, datetime

from acoms.text.numbers import in_plain_signs
from acoms.text.saying import say

_FORMS = ("%Y-%m-%d", "%m/%d/%Y", "%m-%d-%Y", "%B %d, %Y", "%b %d, %Y")


def in_words(day: date) -> str:
    """`January 31, 2027`."""
    return f"{day:%B} {day.day}, {day.year}"


def read_day(typed: str) -> date:
    """A day such as 2026-12-31, 12/31/2026, 12-31-2026 or December 31, 2026.

    Days with dots or of two-digit years are refused: they may mean another day. What is wrong is
    said without what was typed, which may be a number that stands in the wrong column.
    """
    plain = in_plain_signs(typed)
    if not plain:
        raise ValueError("The date is missing.")
    for form in _FORMS:
        try:
            day = datetime.strptime(plain, form).date()
        except ValueError:
            continue
        if 1900 <= day.year < 2200:
            return day
    raise ValueError(say("This is not a date. Enter one such as 12/31/2026."))
