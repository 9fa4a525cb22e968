"""Files of rows, cells and words, at both sides of each bound."""

from datetime import date

import pytest

from acoms.loading.reading import (
    BadLine,
    UnreadableFile,
    each_once,
    left_out,
    read_yes_or_no,
    text_of_utf8,
)
from acoms.loading.tables import text_of
from acoms.programme.dates import read_day


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
