"""Which days a report can speak of; pure Python (rule G6)."""

from datetime import date, timedelta

from acoms.programme.dates import in_words

FIRST_DAY = date(2012, 1, 1)  # the program began in 2012
MONTHS = 24  # that a report over time goes back
_ONE_DAY = timedelta(days=1)


def month_ends(day: date, months: int = MONTHS) -> list[date]:
    """The last days of so many months, the last of them `day` itself, oldest first."""
    ends = [day]
    while len(ends) < months:
        ends.append(ends[-1].replace(day=1) - _ONE_DAY)
    return ends[::-1]


def month_begins(day: date, months: int = MONTHS) -> list[date]:
    """The first days of so many months, the last of them the one that `day` is in, oldest first."""
    return [end.replace(day=1) for end in month_ends(day, months)]


def last_whole_month(today: date) -> date:
    """The last day of the month before the one that `today` is in."""
    return today.replace(day=1) - _ONE_DAY


def refusal_of_day(day: date, today: date) -> str:
    """Why a report cannot say how things stood on a day, or ""."""
    if day > today:
        return "Choose today or a day before it."
    return f"Choose a day from {in_words(FIRST_DAY)} on." if day < FIRST_DAY else ""
