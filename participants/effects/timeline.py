"""Where the bars of the timeline picture go: pure arithmetic over days."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from participants.effects.rules import Effect, january_first

LABELS = 260  # of the picture's width, for the names of the uses
DAYS = 640
ROW = 34
TOP = 34


@dataclass(frozen=True, slots=True)
class Bar:
    """One use of the list: `x` and `width` in the picture's units."""

    label: str
    y: int
    x: float
    width: float
    goes_on: bool


@dataclass(frozen=True, slots=True)
class Timeline:
    """A picture of effects over whole years; `years` are (year, x of its January 1)."""

    bars: tuple[Bar, ...]
    years: tuple[tuple[int, float], ...]
    marked: float
    height: int
    width: int = LABELS + DAYS


def timeline(changed_on: date, effects: Sequence[Effect]) -> Timeline:
    """The effects of a change that happens on `changed_on`, from the January 1 before it to the end
    of the year after the last thing that begins or ends."""
    days = [changed_on, *(e.from_on for e in effects), *(e.until for e in effects if e.until)]
    first, last = january_first(min(days).year), january_first(max(days).year + 1)

    def at(day: date) -> float:
        return round(LABELS + DAYS * (day - first).days / (last - first).days, 1)

    bars = tuple(
        Bar(
            effect.use.value,
            TOP + ROW * row,
            at(effect.from_on),
            round(at(effect.until or last) - at(effect.from_on), 1),
            effect.until is None,
        )
        for row, effect in enumerate(effects)
    )
    years = tuple((year, at(january_first(year))) for year in range(first.year, last.year))
    return Timeline(bars, years, at(changed_on), TOP + ROW * len(bars))
