"""Files of rows, cells and words, at both sides of each bound."""

from datetime import date

import pytest

from acoms.loading.reading import (
    BadLine,
    UnreadableFile,
    cells_of,
    each_once,
    left_out,
    read_yes_or_no,
    table_of,
    text_of_utf8,
    tidy,
)
from acoms.loading.tables import text_of
from acoms.loading.tally import tallied
from acoms.programme.dates import read_day
from acoms.text.formulas import is_formula


@pytest.mark.parametrize(
    ("year", "good"), [(1899, False), (1900, True), (2199, True), (2200, False)]
)
def test_days_are_of_1900_to_2199(year: int, good: bool) -> None:
    for typed in (f"{year}-12-31", f"12/31/{year}"):
        if good:
            assert read_day(typed) == date(year, 12, 31)
        else:
            with pytest.raises(ValueError, match="not a date"):
                read_day(typed)


def test_what_stands_there_twice_is_bad_but_for_the_first_time() -> None:
    bad = BadLine(2, "wrong")
    rows: list[tuple[int, str] | BadLine] = [(1, "a"), bad, (3, "b"), (4, "a")]
    assert list(each_once(rows, str)) == [
        (1, "a"),
        bad,
        (3, "b"),
        BadLine(4, "a stands on line 1 already."),
    ]


NAMES = {"number": ("No.",), "name": ("LBN",)}


def names(*lines: str) -> list[str]:
    """The names in a list, and what is said of lines that are left out."""
    rows = table_of([f"{line}\n" for line in lines], NAMES, ["number"]).rows
    return [row.reason if isinstance(row, BadLine) else row[1]["name"] for row in rows]


def test_a_line_with_quotation_marks_has_100_000_characters() -> None:
    longest = f'1,"{"x" * 99_996}"'
    assert len(longest) == 100_000
    assert names("No.,LBN", longest, f'2,"{"x" * 99_997}"', "3,Elm") == [
        "x" * 99_996,
        "It has more than 100,000 characters.",
        "Elm",
    ]


def test_headings_are_500_columns_in_100_000_characters() -> None:
    most = "No.,LBN" + ",more" * 498
    assert names(most, "1,Elm") == ["Elm"]
    longest = "No.,LBN," + "x" * 99_992
    assert names(longest, "1,Elm") == ["Elm"]
    for too_long in (f"{most},more", f"{longest}x"):
        with pytest.raises(UnreadableFile, match="at most 500, in at most 100,000 characters"):
            names(too_long, "1,Elm")
        with pytest.raises(UnreadableFile, match=r"lacks the column No\.\.$"):
            names("a,b", too_long, "1,Elm")


def test_headings_are_looked_for_in_20_lines_below_the_first() -> None:
    for above, said in ((20, "They are on line 21"), (21, "")):
        with pytest.raises(UnreadableFile, match="lacks the column No") as refused:
            names(*["Our list"] * above, "No.,LBN", "1,Elm")
        assert bool(said) is ("They are" in str(refused.value))
        assert said in str(refused.value)


def test_a_line_may_end_behind_the_last_required_cell_and_before_a_blank_heading() -> None:
    assert names("No.,LBN,", "1", "2,Oak", "3,Elm,") == ["", "Oak", "Elm"]
    assert list(cells_of(["a,b\n", "1\n"], ["a"], ["b"])) == [(2, {"a": "1", "b": ""})]
    # Where no column is required, behind the first.
    assert list(cells_of(["a,b\n", "1\n"], [], ["a", "b"])) == [(2, {"a": "1", "b": ""})]


def test_the_mark_of_utf_8_hides_neither_the_first_heading_nor_what_excel_writes_above() -> None:
    assert names("\ufeffsep=;", "No.;LBN", "1;Elm, Oak") == ["Elm, Oak"]
    assert names('\ufeff"No.","LBN"', "1,Elm") == ["Elm"]
    with pytest.raises(UnreadableFile, match="lacks the column No"):
        names("sep=;")


def test_inches_may_stand_between_tabs_two_at_a_time() -> None:
    assert names("No.\tLBN", '1\t5" by 6" pipes', '2\t5" pipes')[0] == '5" by 6" pipes'
    assert "quotation mark" in names("No.\tLBN", '1\t5" pipes')[0]


def test_a_cell_is_one_line_without_runs_of_spaces_however_it_was_typed() -> None:
    assert names("No.,LBN", "1,'=Elm  East\tStreet") == ["=Elm East Street"]


@pytest.mark.parametrize("text", ["=1", "'-1", "\u202e+1", "x\u200b=1", "'' @S", "'tis", "O'Brien"])
def test_the_apostrophe_that_exports_put_before_a_formula_is_taken_away_again(text: str) -> None:
    assert tidy(f"'{text}" if is_formula(text) else text) == text


def test_a_formula_begins_with_its_sign_whatever_a_spreadsheet_drops_before_it() -> None:
    assert all(map(is_formula, ["=1", "+1", "-1", "@S", "\t", "\r", "\n", " '=1", "\u202e-1"]))
    assert not any(map(is_formula, ["", "'", "1=", "'tis -1", "\u200b"]))


@pytest.mark.rule("E3")
def test_who_says_nothing_of_a_list_has_lost_its_lines_if_it_has_any() -> None:
    with tallied() as tally:
        assert names("No.,LBN") == []
    assert str(tally) == "0 lines: 0 read, 0 left out."
    with pytest.raises(RuntimeError, match="1 line: 0 read, 0 left out"), tallied():
        names("No.,LBN", "1,Elm")


def test_lines_left_out_are_counted() -> None:
    assert left_out(1) == "1 line was left out"
    assert left_out(0) == "0 lines were left out"
    assert left_out(2) == "2 lines were left out"
    assert left_out(1, tried=True) == "1 line would be left out"


@pytest.mark.parametrize("typed", ["yes", "Y", "TRUE", "1"])
def test_yes(typed: str) -> None:
    assert read_yes_or_no(typed) is True


@pytest.mark.parametrize("typed", ["no", "N", "False", "0"])
def test_no(typed: str) -> None:
    assert read_yes_or_no(typed) is False


def test_text_is_utf_8_with_or_without_its_mark() -> None:
    assert text_of_utf8("\ufeffCafé".encode()) == text_of_utf8("Café".encode()) == "Café"
    with pytest.raises(UnreadableFile, match="not a text file"):
        text_of_utf8("Café".encode("cp1252"))
    for encoding in ("utf-8", "utf-8-sig", "utf-16"):
        assert text_of("Café".encode(encoding)) == ("Café", "")
    assert text_of("Café".encode("utf-16-be"))[0] != "Café"
    assert text_of(b"\xfe\xff" + "Café".encode("utf-16-be")) == ("Café", "")
