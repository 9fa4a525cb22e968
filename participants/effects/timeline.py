"""Where the bars of the timeline picture go: pure arithmetic over days, in percent of its width."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from participants.effects.rules import Effect, Extent
from participants.years.agreement import january_first

_SAYS = {Extent.APPROVAL: "from CMS's approval", Extent.NONE: "never"}


@dataclass(frozen=True, slots=True)
class Bar:
    """Days of one use of the list: `x` and `width` in percent; `some` of the beneficiaries only."""

    x: float
    width: float
    some: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One use of the list; `says` stands where there are no days to draw."""

    label: str
    bars: tuple[Bar, ...]
    says: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """A picture of effects over whole years; `years` are (year, x of its January 1)."""

    rows: tuple[Row, ...]
    years: tuple[tuple[int, float], ...]
    marked: float


def timeline(changed_on: date, effects: Sequence[Effect], joined_on: date | None) -> Timeline:
    """The effects of a change that happens on `changed_on` to a participant that has been one since
    `joined_on`, if that is known and it was one before.

    From the January 1 before the change to the end of the year after the last thing that begins or
    ends; what began earlier comes in from the left, and what goes on reaches the right.
    """
    begins = [e.from_on for e in effects if e.from_on and e.until is None]
    days = [changed_on - timedelta(days=1), *begins, *(e.until for e in effects if e.until)]
    first = january_first(min(days).year)
    last = january_first(max([changed_on, *days]).year + 1)

    def at(day: date) -> float:
        inside = min(max(day, first), last)
        return round(100 * (inside - first).days / (last - first).days, 2)

    def bar(from_on: date | None, until: date | None, *, some: bool = False) -> Bar:
        x = at(from_on or first)
        return Bar(x, round(at(until or last) - x, 2), some)

    def bars(effect: Effect) -> tuple[Bar, ...]:
        if effect.extent is Extent.FULL:
            return (bar(effect.from_on, effect.until),)
        if effect.extent is Extent.SOME:  # of all before
            some = bar(effect.from_on, effect.until, some=True)
            return (bar(joined_on, effect.from_on), some)
        return ()

    rows = tuple(Row(e.use.value, bars(e), _SAYS.get(e.extent, "")) for e in effects)
    years = tuple((year, at(january_first(year))) for year in range(first.year, last.year))
    return Timeline(rows, years, at(changed_on))
