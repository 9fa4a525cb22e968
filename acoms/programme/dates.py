"""Dates in the words of the pages; pure Python."""

from datetime import date


def in_words(day: date) -> str:
    """`January 31, 2027`."""
    return f"{day:%B} {day.day}, {day.year}"
