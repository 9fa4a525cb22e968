"""Whether the days of a performance year and its feedback cycles make sense; pure Python (C2, C5).

The days themselves move every year: CMS staff set them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from acoms.programme.dates import in_words

FIRST_YEAR, LAST_YEAR = 2012, 2100
Refusals = dict[str, str]  # by field


@dataclass(frozen=True, slots=True)
class CycleDays:
    """A feedback cycle of a performance year: its number (1 or 2) and its days."""

    year: int
    number: int
    opens_on: date
    closes_on: date
    feedback_on: date

    @property
    def name(self) -> str:
        return f"the {'first' if self.number == 1 else 'second'} cycle for {self.year}"


def refusals_of_year(year: int, certify_from: date, certify_by: date) -> Refusals:
    """What is wrong with the days on which lists are certified (rule C2); empty if nothing is."""
    found = {}
    if not FIRST_YEAR <= year <= LAST_YEAR:
        found["year"] = f"Performance years run from {FIRST_YEAR} to {LAST_YEAR}."
    if certify_by < certify_from:
        found["certify_by"] = "The last day is before the first."
    elif certify_by.year > year:
        found["certify_by"] = f"Lists for {year} are certified before the year ends."
    if certify_from.year < year - 1:
        found["certify_from"] = f"This is more than a year before {year} begins."
    return found


def refusals_of_cycle(cycle: CycleDays, others: Sequence[CycleDays]) -> Refusals:
    """What is wrong with a cycle's days, beside the other cycles (rule C5); empty if nothing is.

    Who is approved in a cycle joins on January 1 of its year: CMS's feedback comes before.
    """
    found = {}
    if cycle.closes_on < cycle.opens_on:
        found["closes_on"] = "The last day to submit is before the day on which the cycle opens."
    if cycle.feedback_on < cycle.closes_on:
        found["feedback_on"] = "CMS cannot give feedback before the last day to submit."
    elif cycle.feedback_on.year >= cycle.year:
        found["feedback_on"] = f"Feedback comes before performance year {cycle.year} begins."
    if cycle.opens_on.year < cycle.year - 1:
        found["opens_on"] = f"A cycle for {cycle.year} opens in {cycle.year - 1}."
    for other in others:
        overlaps = cycle.opens_on <= other.closes_on and other.opens_on <= cycle.closes_on
        in_order = (cycle.year, cycle.number) > (other.year, other.number)
        if (cycle.year, cycle.number) == (other.year, other.number):
            found["number"] = f"{other.name[0].upper()}{other.name[1:]} is there already."
        elif overlaps:
            days = f"{in_words(other.opens_on)} to {in_words(other.closes_on)}"
            found["opens_on"] = f"These days overlap with {other.name}: {days}."
        elif in_order != (cycle.opens_on > other.opens_on):
            found["opens_on"] = f"It would come on the wrong side of {other.name}."
    return found
