"""Lists from files, whatever room they are for: what reading, commands and pages share."""

import io
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from hypothesis import example, given
from hypothesis import strategies as st

from acoms.loading.commands import LoadCommand
from acoms.loading.reading import (
    BadLine,
    Table,
    UnreadableFile,
    cells_of,
    each_once,
    left_out,
    read_cell,
    read_each,
    read_yes_or_no,
    table_of,
)
from acoms.loading.tally import Tally, settle, tallied
from acoms.programme.dates import read_day
from acoms.tables.exports import csv_lines
from qpp_roles.organizations.models import Organization
from tests.cast import make_organization

TAB = "\t"
NAMES = {"number": ("Number", "No."), "name": ("Legal business name", "LBN")}


def table(text: str) -> Table:
    return table_of(io.StringIO(text, newline=""), NAMES, ["number"])


def lines_of(rows: Iterable[tuple[int, Any] | BadLine]) -> tuple[list[int], list[int]]:
    """The lines that were read, and those that were refused."""
    found = list(rows)
    bad = [row.line for row in found if isinstance(row, BadLine)]
    return [row[0] for row in found if not isinstance(row, BadLine)], bad


def test_empty_lines_do_not_count_and_each_other_has_its_number() -> None:
    assert lines_of(table("\nnumber,name\r\n\r\n1,x\n,,\n  \nlast,y").rows) == ([4, 7], [])


def test_columns_stand_in_any_order_and_spelling_and_may_end_early() -> None:
    lines = ["\ufeffFrom,Other,Legal Business-Name\n", "1,2, Elm \n", "3,,\n"]
    assert list(cells_of(lines, ["legal_business_name"], ["from", "until"])) == [
        (2, {"legal_business_name": "Elm", "from": "1", "until": ""}),
        (3, {"legal_business_name": "", "from": "3", "until": ""}),
    ]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_cells_stand_between_what_the_headings_do(separator: str) -> None:
    above = "sep=|\n" if separator == "|" else ""
    text = f'LBN{separator}other{separator}No.\n"Elm{separator} 1"{separator}{separator}7\n'
    (row,) = table(above + text).rows
    name = f"Elm{' ' if separator == TAB else separator} 1".replace("  ", " ")
    assert row == (2 + bool(above), {"number": "7", "name": name})


def test_what_excel_writes_above_the_headings_is_understood_and_nothing_else() -> None:
    assert lines_of(table("sep=;\nNo.;LBN\n1;Elm, Oak\n").rows) == ([3], [])
    with pytest.raises(UnreadableFile, match=r"column Number\. They are on line 3\. Delete"):
        table("Our list,of 2026\n\nNo.,LBN\n1,Elm\n")


def test_a_column_that_is_not_used_is_remarked_upon() -> None:
    assert table("No.,Fax\n").remarks == ["Not used: the column \u201cFax\u201d."]


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        ([], "The file is empty"),
        (["x,y\n"], "lacks the columns a, b."),
        (["a,c\n"], "lacks the column b."),
        (["a,b,A\n"], "two columns .a"),
        (['a,"b\n', "1,2\n"], "lacks the columns a, b."),
    ],
)
def test_a_file_that_is_no_such_list_is_refused_in_a_sentence(lines: list[str], why: str) -> None:
    with pytest.raises(UnreadableFile, match=why):
        list(cells_of(lines, ["a", "b"]))


@pytest.mark.parametrize(
    "line",
    [
        '1,"Elm',
        '1,Elm"',
        '1,"Elm" Street',
        '1,5" pipe',
        '1, Elm "East, West", x',
        "1,Elm,too,many",
        "1,\0",
        '1,"' + "x" * 200_000,
    ],
)
def test_a_stray_mark_or_cell_spoils_its_own_line_and_no_other(line: str) -> None:
    text = f"No.,LBN\n0,Oak\n{line}\n2,Ash\n" + line + "\n4,Yew\n"
    assert lines_of(table(text).rows) == ([2, 4, 6], [3, 5])


@pytest.mark.parametrize("whole", [False, True])
def test_text_below_a_blank_heading_is_not_thrown_away_unsaid(*, whole: bool) -> None:
    text = "No., ,LBN,\n1,,Oak,\n2,,Elm,Inc.\n3,x,Yew,y\n4,,Ash,,z\n"
    oak, *bad = table_of(io.StringIO(text), NAMES, ["number"], whole=whole).rows
    assert oak == (2, {"number": "1", "name": "Oak"})
    assert bad == [
        BadLine(3, "It has text in column 4, which has no heading."),
        BadLine(4, "It has text in column 2, which has no heading."),
        BadLine(5, "It has 5 cells where the headings have 4."),
    ]
    cells = [(one.cells["name"], one.beyond) for one in bad if isinstance(one, BadLine)]
    assert cells == [("Elm", ["Inc."]), ("Yew", ["x", "y"]), ("Ash", ["z"])]
    assert "Elm" not in repr(bad)
    assert "Inc." not in repr(bad)


def test_marks_that_are_in_order_are_read() -> None:
    rows = list(table('No.,LBN\n1, "Elm ""East"", Inc." \n"2",""\n3,\'=Oak\n').rows)
    names = [row[1]["name"] for row in rows if not isinstance(row, BadLine)]
    assert names == ['Elm "East", Inc.', "", "=Oak"]


@given(st.lists(st.text(alphabet="1a\", ;\t'=\r", max_size=12), max_size=12))
def test_lines_read_and_lines_refused_are_the_lines_of_the_file(lines: list[str]) -> None:
    """Each line with a letter or a digit is one of them, once; what is empty may be neither."""
    text = "No.,LBN\n" + "\n".join(lines)
    read, refused = lines_of(table(text).rows)
    every = list(enumerate(io.StringIO(text, newline=""), 1))[1:]
    assert len(read + refused) == len({*read, *refused})
    assert {n for n, line in every if "1" in line or "a" in line} <= {*read, *refused}
    assert {*read, *refused} <= {n for n, line in every if line.strip()}


@example([(0, "' '=")])
@given(st.lists(st.tuples(st.integers(), st.text(alphabet="ab\",;= -+@'", max_size=9)), max_size=9))
def test_what_we_export_comes_back_in_as_it_was(rows: list[tuple[int, str]]) -> None:
    rows = [(number, " ".join(name.split())) for number, name in rows]
    text = "".join(csv_lines(["No.", "LBN"], rows))
    back = [row[1] for row in table(text).rows if not isinstance(row, BadLine)]
    assert [(int(one["number"]), one["name"]) for one in back] == rows


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
        bad = sum(isinstance(row, BadLine) for row in rows)
        settle(read=len(rows) - bad, left_out=bad)
        return [f"{name}: {len(rows)} lines."]


@pytest.mark.django_db
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


class Losing(LoadCommand):
    """Loads all of its lines but the last, whatever it says."""

    lost = 0

    def load(self, name: str, lines: Any, on_bad_line: Any, **options: Any) -> list[str]:
        rows = list(cells_of(lines, ["number"]))
        make_organization()
        settle(read=len(rows) - 1 - self.lost, left_out=1)
        on_bad_line(BadLine(2, "bad"))
        return ["done"]


@pytest.mark.django_db
@pytest.mark.rule("E3")
@pytest.mark.parametrize("lost", [0, 1])
def test_a_line_that_is_neither_read_nor_left_out_is_found_and_nothing_stays(
    tmp_path: Path, capsys: Any, lost: int
) -> None:
    file = tmp_path / "list.csv"
    file.write_text("number\n1\n\n2\n ,\n3\n")
    command = Losing()
    command.lost = lost
    expected = RuntimeError if lost else CommandError
    with pytest.raises(expected, match="3 lines: 1 read, 1" if lost else "1 line was left out"):
        call_command(command, str(file))
    assert Organization.objects.exists() is not bool(lost)
    assert ("3 lines: 2 read, 1 left out." in capsys.readouterr().out) is not bool(lost)


def test_what_is_read_without_a_tally_counts_for_none() -> None:
    settle(read=7, left_out=1)
    with tallied() as tally:
        assert len(list(table("No.\n1\n2\n").rows)) == 2
        settle(read=2, left_out=0)
    assert str(tally) == "2 lines: 2 read, 0 left out."
    assert str(Tally(1, 1, 0)) == "1 line: 1 read, 0 left out."
    list(table("No.\n1\n").rows)
    assert tally.lines == 2
