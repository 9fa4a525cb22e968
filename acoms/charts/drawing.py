"""Where the lines and bars of a picture go: pure arithmetic.

Across, everything is in percent of the width, so that letters keep their size on a phone; down, it
is in pixels. Series are told apart by marks and dashes as well as by colors.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from acoms.charts.figures import Figures, Number, written

HEIGHT = 240  # pixels, of which the last are for the labels below
BOTTOM = HEIGHT - 28
TOP = 14
LEFT, RIGHT = 9.0, 97.0  # percent
ROW = 44  # pixels of a bar with its label above
MOST_TICKS = 3  # that a phone has room for
# Colors of at least 3:1 on white, with a mark and the dashes of the line between them.
STYLES = (
    ("#0b5cad", "circle", ""),
    ("#b3450b", "square", "7 4"),
    ("#2e6b34", "diamond", "2 4"),
    ("#6b3fa0", "triangle", "10 4 2 4"),
    ("#4a4a4a", "circle", "4 4"),
)


@dataclass(frozen=True, slots=True)
class Point:
    x: float
    y: float
    says: str


@dataclass(frozen=True, slots=True)
class Line:
    """A series: its marks, the pieces of line between neighbours, and its newest number."""

    label: str
    latest: str
    color: str
    mark: str
    dashes: str
    points: Sequence[Point]
    pieces: Sequence[tuple[Point, Point]]


@dataclass(frozen=True, slots=True)
class Lines:
    lines: Sequence[Line]
    grid: Sequence[tuple[float, str]]  # y, and what stands there
    ticks: Sequence[tuple[float, str, str]]  # x, label, text-anchor
    last: str = ""  # the label of the newest row
    height: int = HEIGHT
    bottom: int = BOTTOM


@dataclass(frozen=True, slots=True)
class Bar:
    label: str
    says: str
    y: int
    width: float


@dataclass(frozen=True, slots=True)
class Bars:
    bars: Sequence[Bar]
    height: int


def lines_of(figures: Figures) -> Lines:
    """Each series along the rows, whose labels stand below."""
    labels = [label for label, _ in figures.rows]
    across = _across(len(labels))
    highest = max((n for each in figures.series.values() for n in each if n is not None), default=0)
    steps = scale(highest)
    top = steps[-1]
    styles = [STYLES[place % len(STYLES)] for place in range(len(figures.series))]
    drawn = []
    for (name, numbers), (color, mark, dashes) in zip(figures.series.items(), styles, strict=True):
        points = [
            None
            if number is None
            else Point(
                across[place],
                _down(number, top),
                f"{labels[place]}: {written(number, figures.unit)}",
            )
            for place, number in enumerate(numbers)
        ]
        latest = next((n for n in reversed(numbers) if n is not None), None)
        drawn.append(
            Line(
                label=name,
                latest=written(latest, figures.unit),
                color=color,
                mark=mark,
                dashes=dashes,
                points=[point for point in points if point],
                pieces=[(a, b) for a, b in pairwise(points) if a and b],
            )
        )
    grid = [(_down(step, top), written(step, figures.unit)) for step in steps]
    return Lines(
        lines=drawn,
        grid=grid,
        ticks=list(_ticks(labels, across)),
        last=labels[-1] if labels else "",
    )


def bars_of(figures: Figures) -> Bars:
    """The first series as bars below each other, each under its label."""
    (numbers,) = list(figures.series.values())[:1] or [[]]
    highest = max((number for number in numbers if number is not None), default=0) or 1
    return Bars(
        bars=[
            Bar(
                label=label,
                says=written(number, figures.unit) or "-",
                y=place * ROW,
                width=round(80 * (number or 0) / highest, 2),  # the number stands behind it
            )
            for place, ((label, _), number) in enumerate(zip(figures.rows, numbers, strict=True))
        ],
        height=ROW * len(figures.rows),
    )


def scale(highest: float) -> list[int]:
    """Round numbers from zero to the first at or above `highest`, three to six of them."""
    step = 1
    while step * 4 < highest:
        step = _next_round(step)
    steps = [0]
    while steps[-1] < highest or len(steps) < 3:
        steps.append(steps[-1] + step)
    return steps


def _next_round(step: int) -> int:
    """1, 2, 5, 10, 20, 50, …"""
    return step * 5 // 2 if str(step).startswith("2") else step * 2


def _across(many: int) -> list[float]:
    if many == 1:
        return [(LEFT + RIGHT) / 2]
    return [round(LEFT + (RIGHT - LEFT) * place / (many - 1), 2) for place in range(many)]


def _down(number: Number, top: int) -> float:
    return round(BOTTOM - (BOTTOM - TOP) * (number or 0) / top, 1)


def _ticks(labels: Sequence[str], across: Sequence[float]) -> Iterator[tuple[float, str, str]]:
    """At most MOST_TICKS labels, the last one always; those at the ends lie inside."""
    every = -(-len(labels) // MOST_TICKS)
    last = len(labels) - 1
    for place in range(last % every if every else 0, len(labels), every or 1):
        anchor = "middle"
        if len(labels) > 1:
            anchor = {0: "start", last: "end"}.get(place, "middle")
        yield across[place], labels[place], anchor
