"""Where lines and bars go, and how numbers are written."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from acoms.charts.drawing import BOTTOM, LEFT, MOST_TICKS, RIGHT, TOP, bars_of, lines_of, scale
from acoms.charts.figures import Figures, written


def months(*numbers: int | None) -> Figures:
    return Figures("End of", ("Filled",), [(f"Month {n}", (x,)) for n, x in enumerate(numbers)])


@given(st.integers(0, 10**9))
def test_a_scale_begins_at_zero_and_reaches_the_highest_in_few_even_steps(highest: int) -> None:
    steps = scale(highest)
    assert steps[0] == 0
    assert steps[-2] < highest <= steps[-1] or highest <= 2
    assert 3 <= len(steps) <= 6
    assert {b - a for a, b in pairwise(steps)} == {steps[1]}
    assert str(steps[1]).rstrip("0") in {"1", "2", "5"}


def test_the_lowest_number_lies_at_the_bottom_and_the_highest_step_at_the_top() -> None:
    line = lines_of(months(0, 4)).lines[0]
    assert (line.points[0].x, line.points[0].y) == (LEFT, BOTTOM)
    assert (line.points[1].x, line.points[1].y) == (RIGHT, TOP)
    assert line.pieces == [(line.points[0], line.points[1])]
    assert line.points[1].says == "Month 1: 4"


@pytest.mark.parametrize(
    ("highest", "steps"),
    [
        (0, [0, 1, 2]),
        (4, [0, 1, 2, 3, 4]),
        (5, [0, 2, 4, 6]),
        (8, [0, 2, 4, 6, 8]),
        (9, [0, 5, 10]),
        (20, [0, 5, 10, 15, 20]),
        (21, [0, 10, 20, 30]),
    ],
)
def test_steps_are_1_2_5_10_and_so_on_four_of_them_at_most(highest: int, steps: list[int]) -> None:
    assert scale(highest) == steps


def test_a_picture_is_240_pixels_high_with_room_for_labels_below() -> None:
    drawn = lines_of(months(1, 0, 0, 0, 0, 0, 2))
    assert (drawn.height, drawn.bottom, drawn.last) == (240, 212, "Month 6")
    assert [y for y, _ in drawn.grid] == [212, 113, 14]
    assert [point.x for point in drawn.lines[0].points[:3]] == [9, 23.67, 38.33]
    assert lines_of(months(1, 3)).lines[0].points[0].y == 146
    assert lines_of(months(1, 6)).lines[0].points[0].y == 179
    assert lines_of(months(1, 30)).lines[0].points[0].y == 205.4
    assert lines_of(months()).last == ""


def test_three_labels_stand_below_the_outer_ones_inside() -> None:
    assert lines_of(months(*range(7))).ticks == [
        (9, "Month 0", "start"),
        (53, "Month 3", "middle"),
        (97, "Month 6", "end"),
    ]
    assert [label for _, label, _ in lines_of(months(*range(8))).ticks] == [
        "Month 1",
        "Month 4",
        "Month 7",
    ]
    assert lines_of(months(1, 2)).ticks == [(9, "Month 0", "start"), (97, "Month 1", "end")]
    assert lines_of(months(3)).ticks == [(53, "Month 0", "middle")]


def test_where_there_is_no_number_the_line_has_a_gap() -> None:
    line = lines_of(months(1, None, 3, 4)).lines[0]
    assert [point.says for point in line.points] == ["Month 0: 1", "Month 2: 3", "Month 3: 4"]
    assert len(line.pieces) == 1
    assert line.latest == "4"
    assert lines_of(months(1, None)).lines[0].latest == "1"


def test_one_row_stands_in_the_middle_and_none_is_an_empty_picture() -> None:
    assert lines_of(months(3)).lines[0].points[0].x == (LEFT + RIGHT) / 2
    empty = lines_of(months())
    assert list(empty.ticks) == []
    assert empty.lines[0].points == []


@given(st.integers(1, 60))
def test_a_few_labels_stand_below_the_last_always(many: int) -> None:
    ticks = lines_of(months(*range(many))).ticks
    assert 1 <= len(ticks) <= MOST_TICKS
    assert ticks[-1][1] == f"Month {many - 1}"
    if many > 1:
        assert ticks[-1][2] == "end"


def test_series_differ_in_more_than_their_color() -> None:
    figures = Figures("x", ("A", "B", "C", "D"), [("1", (1, 2, 3, 4))])
    lines = lines_of(figures).lines
    assert len({(line.mark, line.dashes) for line in lines}) == 4


def test_bars_are_as_long_as_their_numbers() -> None:
    figures = Figures("Type", ("People", "ACOs"), [("A", (9, 2)), ("B", (9, 1))], drawn=("ACOs",))
    drawn = bars_of(figures)
    assert [(bar.label, bar.says, bar.width) for bar in drawn.bars] == [
        ("A", "2", 80.0),
        ("B", "1", 40.0),
    ]
    assert [bar.y for bar in drawn.bars] == [0, 44]
    assert drawn.height == 88
    first = bars_of(Figures("Type", ("People", "ACOs"), [("A", (9, 2))]))
    assert [bar.says for bar in first.bars] == ["9"], "the first of several"
    thirds = bars_of(Figures("Type", ("People",), [("A", (3,)), ("B", (1,))]))
    assert thirds.bars[1].width == 26.67
    nothing = bars_of(Figures("Type", ("People",), [("A", (0,)), ("B", (None,))]))
    assert [(bar.says, bar.width) for bar in nothing.bars] == [("0", 0), ("-", 0)]


@pytest.mark.parametrize(
    ("number", "unit", "text"),
    [
        (1234, "", "1,234"),
        (12.5, "%", "12.5%"),
        (3.0, "", "3"),
        (1234.56, "", "1,234.6"),
        (0, "", "0"),
        (None, "%", ""),
    ],
)
def test_numbers_are_written_for_people(number: float | None, unit: str, text: str) -> None:
    assert written(number, unit) == text


def test_a_row_has_a_number_for_each_column_and_only_columns_are_drawn() -> None:
    with pytest.raises(ValueError, match="2 numbers, not 1"):
        Figures("x", ("A",), [("1", (1, 2))])
    with pytest.raises(ValueError, match="no column 'B'"):
        Figures("x", ("A",), [], drawn=("B",))


def test_only_zeros_are_nothing_to_draw() -> None:
    assert months(0, None).is_empty
    assert months().is_empty
    assert not months(0, 1).is_empty
