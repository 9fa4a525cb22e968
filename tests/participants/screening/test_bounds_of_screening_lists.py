"""The lists for screening at the edges of what a cell may hold (C5); no database."""

import csv
import io
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from acoms.loading.reading import BadLine, tidy
from acoms.text.lines import problem_with_unseen
from participants.screening.reading import (
    DEACTIVATED_NPIS,
    INITIATIVES,
    NEEDED,
    OPTIONAL,
    SANCTIONS,
    WAIVERS,
    Row,
    read_rows,
)
from tests.participants.screening.screened import npi

pytestmark = pytest.mark.rule("C5")

TIN, NPI = "007000001", npi(200_000_001)
GOOD: dict[str, dict[str, str]] = {
    DEACTIVATED_NPIS: {
        "npi": NPI,
        "deactivation_date": "2026-01-01",
        "reactivation_date": "2026-06-01",
    },
    SANCTIONS: {
        "tin": TIN,
        "npi": "",
        "reason": "Excluded",
        "from": "2026-01-01",
        "official": "yes",
        "reinstated": "2026-06-01",
    },
    WAIVERS: {"tin": "", "npi": NPI, "from": "2026-01-01", "until": "2026-06-01"},
    INITIATIVES: {
        "tin": TIN,
        "initiative": "Kidney Care",
        "from": "2026-01-01",
        "until": "2026-06-01",
        "primary_care": "no",
    },
}
# The first and the last day of each list, by column.
DAYS = {
    kind: tuple(c for c in cells if c in ("from", "until", "reinstated") or c.endswith("_date"))
    for kind, cells in GOOD.items()
}


def lines(*rows: dict[str, str]) -> list[str]:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, fieldnames=list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    out.seek(0)
    return out.readlines()


def read(kind: str, **cells: str) -> Row:
    (row,) = read_rows(kind, lines(GOOD[kind] | cells))
    assert not isinstance(row, BadLine), row.reason
    assert row[0] == 2
    return row[1]


def refused(kind: str, **cells: str) -> str:
    (row,) = read_rows(kind, lines(GOOD[kind] | cells))
    assert isinstance(row, BadLine), row
    assert row.line == 2
    assert row.reason.endswith(".")
    return row.reason


@pytest.mark.parametrize("kind", GOOD)
def test_the_good_lines_are_good(kind: str) -> None:
    assert tuple(GOOD[kind]) == (*NEEDED[kind], *OPTIONAL[kind])
    assert DAYS[kind][0] in NEEDED[kind]
    row = read(kind)
    assert (row.starts_on, row.until) == (date(2026, 1, 1), date(2026, 6, 1))
    assert (row.tin, row.npi) == (GOOD[kind].get("tin", ""), GOOD[kind].get("npi", ""))


@pytest.mark.parametrize(
    ("kind", "column", "longest"), [(SANCTIONS, "reason", 200), (INITIATIVES, "initiative", 100)]
)
def test_a_text_is_one_line_of_so_many_characters(kind: str, column: str, longest: int) -> None:
    for text in ("x", "é" * longest, "MD.gov, State of"):
        assert read(kind, **{column: text}).text == text
    assert f"longer than {longest} characters" in refused(kind, **{column: "x" * (longest + 1)})
    assert refused(kind, **{column: " "}) == f"The {column} is missing."
    for unseen, why in (("\u202e", "U+202E"), ("\u200b", "U+200B")):
        said = refused(kind, **{column: f"x{unseen}y"})
        assert said.startswith(f"The {column}: ")
        assert why in said


@pytest.mark.parametrize("kind", GOOD)
def test_the_first_and_the_last_day_that_are_read(kind: str) -> None:
    starts, until = DAYS[kind]
    row = read(kind, **{starts: "1900-01-01", until: "12/31/2199"})
    assert (row.starts_on, row.until) == (date(1900, 1, 1), date(2199, 12, 31))
    for column in (starts, until):
        for typed in ("1899-12-31", "01/01/2200", "2026-02-29", "2026-1", "20260101"):
            assert refused(kind, **{column: typed}).startswith(f"{column}: This is not a date")
    assert refused(kind, **{starts: ""}) == f"{starts}: The date is missing."
    assert read(kind, **{until: ""}).until is None


@pytest.mark.parametrize("kind", GOOD)
@given(st.dates(date(1901, 1, 1), date(2198, 12, 31)), st.integers(-2, 2))
def test_nothing_ends_before_it_begins(kind: str, day: date, later: int) -> None:
    starts, until = DAYS[kind]
    end = day + timedelta(days=later)
    cells = {starts: str(day), until: end.strftime("%m/%d/%Y")}
    if later < 0:
        assert refused(kind, **cells) == f"It ends on {end}, before it begins on {day}."
    else:
        row = read(kind, **cells)
        assert (row.starts_on, row.until) == (day, end)


@pytest.mark.parametrize("kind", [SANCTIONS, WAIVERS])
def test_a_line_is_about_a_tin_or_an_npi(kind: str) -> None:
    plain = {"official": ""} if kind == SANCTIONS else {}
    by_tin, by_npi = read(kind, tin=TIN, npi="", **plain), read(kind, tin="", npi=NPI, **plain)
    assert (by_tin.tin, by_tin.npi) == (TIN, "")
    assert (by_npi.tin, by_npi.npi) == ("", NPI)
    for tin, other in ((TIN, NPI), ("", "")):
        assert refused(kind, tin=tin, npi=other, **plain) == "A row has either a TIN or an NPI."


@pytest.mark.parametrize("kind", [SANCTIONS, WAIVERS, INITIATIVES])
@pytest.mark.parametrize("typed", ["00700000", "0070000011", "000000000", "00700000A"])
def test_a_tin_has_nine_digits_and_not_all_of_them_zero(kind: str, typed: str) -> None:
    cells = {"npi": ""} if "npi" in GOOD[kind] else {}
    said = refused(kind, tin=typed, **cells)
    assert "TIN" in said
    assert typed not in said
    assert read(kind, tin="00-7000001", **cells).tin == TIN


@pytest.mark.parametrize("kind", [DEACTIVATED_NPIS, WAIVERS])
def test_an_npi_has_ten_digits_of_which_the_last_fits(kind: str) -> None:
    assert read(kind, npi=f" {NPI[:4]}-{NPI[4:]}").npi == NPI
    wrong = str((int(NPI[-1]) + 1) % 10)
    assert "last digit does not fit" in refused(kind, npi=NPI[:-1] + wrong)
    for typed in (NPI[:-1], NPI + "0", "0" + NPI[1:], "3" + NPI[1:], NPI[:-1] + "X"):
        assert refused(kind, npi=typed) == "An NPI has ten digits and begins with 1 or 2."


@pytest.mark.parametrize(
    ("kind", "column", "otherwise"),
    [(SANCTIONS, "official", False), (INITIATIVES, "primary_care", True)],
)
def test_yes_no_or_what_counts_where_nothing_is_said(
    kind: str, column: str, otherwise: bool
) -> None:
    for typed, means in (
        ("YES", True),
        ("1", True),
        ("n", False),
        ("False", False),
        ("", otherwise),
    ):
        assert read(kind, **{column: typed}).flag is means
    assert refused(kind, **{column: "2"}) == f"{column}: This is neither yes nor no."
    without = {name: cell for name, cell in GOOD[kind].items() if name != column}
    (row,) = read_rows(kind, lines(without))
    assert not isinstance(row, BadLine)
    assert row[1].flag is otherwise


def test_an_official_is_found_by_the_tin_alone() -> None:
    assert "by the organization's TIN" in refused(SANCTIONS, tin="", npi=NPI, official="yes")
    assert read(SANCTIONS, tin="", npi=NPI, official="no").npi == NPI


CELL = st.one_of(
    st.sampled_from(["", TIN, NPI, "yes", "no", "2026-01-01", "12/31/2199", "Excluded", "x" * 201]),
    st.text(st.characters(exclude_characters="\r\n", exclude_categories=["Cs"]), max_size=12),
)


@pytest.mark.parametrize("kind", GOOD)
@given(st.data())
def test_whatever_stands_there_is_a_good_line_or_a_sentence(kind: str, data: Any) -> None:
    rows = data.draw(st.lists(st.fixed_dictionaries(dict.fromkeys(GOOD[kind], CELL)), max_size=4))
    there = [n for n, row in enumerate(rows, start=2) if any(map(tidy, row.values()))]
    found = list(read_rows(kind, lines(GOOD[kind], *rows)))[1:]
    assert [row.line if isinstance(row, BadLine) else row[0] for row in found] == [
        n + 1 for n in there
    ]
    for one in found:
        if isinstance(one, BadLine):
            assert one.reason.endswith(".")
            assert TIN not in one.reason
        else:
            row = one[1]
            assert bool(row.tin) != bool(row.npi)
            assert not problem_with_unseen(row.text)
            assert row.until is None or row.starts_on <= row.until
