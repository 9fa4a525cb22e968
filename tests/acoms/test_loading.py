"""Lists from files, whatever room they are for: what reading, commands and pages share."""

import io
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from acoms.loading.commands import LoadCommand
from acoms.loading.reading import (
    BadLine,
    UnreadableFile,
    cells_of,
    each_once,
    left_out,
    read_cell,
    read_each,
    read_yes_or_no,
    rows_of,
)
from acoms.programme.dates import read_day


def test_a_row_has_the_number_of_its_first_line_and_empty_ones_do_not_count() -> None:
    text = 'a,b\n\n"two\nlines",x\n,,\nlast,y\n'
    assert [line for line, _ in rows_of(io.StringIO(text, newline=""))] == [1, 3, 6]


def test_columns_stand_in_any_order_and_spelling_and_may_end_early() -> None:
    lines = ["\ufeffFrom,Other,Legal Business-Name\n", "1,2, Elm \n", "3\n"]
    assert list(cells_of(lines, ["legal_business_name"], ["from", "until"])) == [
        (2, {"legal_business_name": "Elm", "from": "1", "until": ""}),
        (3, {"legal_business_name": "", "from": "3", "until": ""}),
    ]


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        ([], "lacks the columns a, b"),
        (["a,c\n"], "lacks the columns b."),
        (["a,b,A\n"], "has the column a twice"),
        (["a,b\n", "1,2\n", '"' + "x" * 200_000], "From line 3 on"),
    ],
)
def test_a_file_that_is_no_such_list_is_refused_in_a_sentence(lines: list[str], why: str) -> None:
    with pytest.raises(UnreadableFile, match=why):
        list(cells_of(lines, ["a", "b"]))


def test_what_is_said_a_second_time_is_bad_and_what_is_bad_stays_so() -> None:
    rows = read_each([(2, "1"), (3, "x"), (4, "1"), (5, "2")], int)
    one, bad, again, two = each_once(rows, lambda number: f"Number {number}")
    assert (one, two) == ((2, 1), (5, 2))
    assert isinstance(bad, BadLine)
    assert again == BadLine(4, "Number 1 stands on line 2 already.")


@pytest.mark.parametrize("typed", ["2026-10-31", "10/31/2026"])
def test_days_are_read_as_people_write_them(typed: str) -> None:
    assert read_day(typed) == date(2026, 10, 31)


@pytest.mark.parametrize("typed", ["", "31.10.2026", "0026-10-31", "1234567890", "2026-02-30"])
def test_no_day_is_refused_without_what_was_typed(typed: str) -> None:
    with pytest.raises(ValueError, match="date") as refused:
        read_cell("from", typed, read_day)
    assert str(refused.value).startswith("from: ")
    assert not typed or typed not in str(refused.value)


def test_yes_and_no_in_any_letter_case() -> None:
    assert [read_yes_or_no(typed) for typed in ("Yes", "Y ", "1", "no", "FALSE")] == [True] * 3 + [
        False
    ] * 2
    with pytest.raises(ValueError, match="neither yes nor no"):
        read_yes_or_no("perhaps")


def test_lines_left_out_are_counted_in_words() -> None:
    assert left_out(1) == "1 line was left out"
    assert left_out(1_200) == "1,200 lines were left out"
    assert left_out(2, tried=True) == "2 lines would be left out"


class Numbers(LoadCommand):
    can_be_tried = True

    def load(self, name: str, lines: Any, on_bad_line: Any, **options: Any) -> list[str]:
        rows = list(read_each(cells_of(lines, ["number"]), lambda cells: int(cells["number"])))
        for row in rows:
            if isinstance(row, BadLine):
                on_bad_line(row)
        return [f"{name}: {len(rows)} lines."]


@pytest.mark.parametrize(
    ("tried", "said"),
    [(False, "60 lines were left out; the others are in."), (True, "60 lines would be left out.")],
)
def test_a_command_shows_the_first_bad_lines_and_says_how_to_have_all(
    *, tried: bool, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("number\n1\n" + "x\n" * 60))
    out, complaints = io.StringIO(), io.StringIO()
    with pytest.raises(CommandError, match=said):
        call_command(Numbers(), "-", dry_run=tried, stdout=out, stderr=complaints)
    assert "-: 61 lines." in out.getvalue()
    assert ("Only tried" in out.getvalue()) is tried
    shown = complaints.getvalue().splitlines()
    assert len(shown) == 51
    assert shown[0].startswith("line 3: ")
    assert "--report" in shown[-1]


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"nowhere\.csv"):
        call_command(Numbers(), str(tmp_path / "nowhere.csv"))
