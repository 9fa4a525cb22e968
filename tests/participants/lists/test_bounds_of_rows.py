# ruff: noqa: RUF001 - what looks like something else is the point
"""The lines of participants' lists at the edges of what a cell may hold (C1); no database."""

from dataclasses import asdict, fields
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from acoms.text.lines import problem_with_unseen, tidied
from participants.lists.importing.rows import COLUMNS, Layout, Row, read_row

pytestmark = pytest.mark.rule("C1")

LIST, PUBLIC = Layout.LIST, Layout.PUBLIC
FULL = {
    "aco_id": "A9101",
    "tin": "001234567",
    "legal_business_name": "Elm Street Family Practice",
    "doing_business_as": "Elm Street",
    "sole_proprietor": "no",
    "primary_care": "yes",
    "merged_or_acquired": "no",
    "from": "2026-01-01",
    "until": "2026-12-31",
    "npi": "2000000002",
    "provider_name": "Dr. Ana Reyes",
    "ccn": "010007",
    "ptan": "ZZZ92818Z",
    "specialty": "Family Medicine",
    "provider_from": "2026-01-01",
    "provider_until": "2026-12-31",
}
FIELDS = dict(zip(COLUMNS[LIST], [field.name for field in fields(Row)], strict=True))
EMPTY = {field.name: "" if field.type is str else None for field in fields(Row)}
OF_A_PROVIDER = COLUMNS[LIST][COLUMNS[LIST].index("npi") :]


def read(layout: Layout = LIST, /, **cells: str) -> Row:
    if layout is PUBLIC:
        return read_row({"aco_id": "A9101", "participant_org": "ELM", **cells}, layout)
    return read_row({**FULL, **cells}, layout)


def refused(layout: Layout = LIST, /, **cells: str) -> str:
    with pytest.raises(ValueError, match=r"\.$") as error:
        read(layout, **cells)
    return str(error.value)


@pytest.mark.parametrize(
    ("layout", "column", "longest"),
    [
        (PUBLIC, "participant_org", 200),
        (LIST, "legal_business_name", 200),
        (LIST, "doing_business_as", 200),
        (LIST, "provider_name", 200),
        (LIST, "specialty", 100),
    ],
)
def test_a_name_is_one_line_of_so_many_characters(
    layout: Layout, column: str, longest: int
) -> None:
    field = "name" if layout is PUBLIC else FIELDS[column]
    for text in ("é" * longest, "Care.com LLC", "O’Neil & Sons, P.C.", "李"):
        assert getattr(read(layout, **{column: text}), field) == text
    spaced = "Elm \t " + "x" * (longest - 4)
    assert getattr(read(layout, **{column: spaced}), field) == f"Elm {'x' * (longest - 4)}"
    assert f"longer than {longest} characters" in refused(layout, **{column: "x" * (longest + 1)})
    for unseen, code in (("\0", "U+0000"), ("\u202e", "U+202E"), ("\u200b", "U+200B")):
        said = refused(layout, **{column: f"Elm{unseen}"})
        assert said.startswith("The ")
        assert code in said
    assert "on one line" in refused(layout, **{column: "Elm\nOak"})


@pytest.mark.parametrize("column", [name for name in COLUMNS[LIST] if "from" in name])
@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("1900-01-01", date(1900, 1, 1)),
        ("12/31/2199", date(2199, 12, 31)),
        ("02/29/2024", date(2024, 2, 29)),
        ("1/2/2026", date(2026, 1, 2)),
    ],
)
def test_the_first_and_the_last_day_that_are_read(column: str, typed: str, day: date) -> None:
    row = read(**{column: typed, column.replace("from", "until"): ""})
    assert getattr(row, FIELDS[column]) == day


@pytest.mark.parametrize("column", [n for n in COLUMNS[LIST] if "from" in n or "until" in n])
@pytest.mark.parametrize(
    "typed",
    ["1899-12-31", "2200-01-01", "02/29/2026", "2026-02-30", "31/12/2026", "26-01-01", "soon", "0"],
)
def test_what_is_no_day_is_refused_by_its_column(column: str, typed: str) -> None:
    said = refused(**{column: typed})
    assert said == f"{column}: This is not a date. Enter one such as 12/31/2026."


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)), st.integers(-2, 2))
@pytest.mark.parametrize("column", ["from", "provider_from"])
def test_nobody_leaves_before_they_join(column: str, day: date, later: int) -> None:
    until = min(max(day + timedelta(days=later), date(1900, 1, 1)), date(2199, 12, 31))
    cells = {column: str(day), column.replace("from", "until"): until.strftime("%m/%d/%Y")}
    if until < day:
        assert "nobody leaves before they join" in refused(**cells)
    else:
        assert getattr(read(**cells), FIELDS[column]) == day


GOOD = {
    "aco_id": ["A9101", "a91011", " A 9101 "],
    "tin": ["001234567", "00-1234567", "001 23 4567", "999999999", "000000001"],
    "npi": ["1000000000", "2999999999", "2000-000-002"],
    "ccn": ["010007", "99T99Z", "01a007"],
    "ptan": ["Z", "zzz-92818z", "9" * 15],
}
BAD = {
    "aco_id": ["", "A910", "A910111", "9101", "B9101"],
    "tin": ["", "00123456", "0012345678", "000000000", "00123456A"],
    "npi": ["200000000", "20000000022", "0000000002", "3000000002", "200000000X", "²000000002"],
    "ccn": ["01000", "0100077", "A10007", "01-007"],
    "ptan": ["9" * 16, "A.1", "É1"],
}


@pytest.mark.parametrize(("column", "typed"), [(c, t) for c in GOOD for t in GOOD[c]])
def test_an_identifier_is_read_in_its_one_spelling(column: str, typed: str) -> None:
    plain = "".join(typed.split()).upper()
    if column in ("tin", "npi"):
        plain = plain.replace("-", "")
    assert getattr(read(**{column: typed}), FIELDS[column]) == plain


@pytest.mark.parametrize(("column", "typed"), [(c, t) for c in BAD for t in BAD[c]])
def test_one_character_more_or_less_is_none(column: str, typed: str) -> None:
    said = refused(**{column: typed})
    if column in ("tin", "npi") and typed:
        assert typed not in said, "it may be a TIN in the wrong column"


@pytest.mark.parametrize(
    ("typed", "means"),
    [
        *((yes, True) for yes in ("Yes", " y ", "1", "TRUE")),
        *((no, False) for no in ("No", "n", "0", "false")),
        ("", None),
    ],
)
@pytest.mark.parametrize("column", ["sole_proprietor", "primary_care", "merged_or_acquired"])
def test_yes_no_or_nothing_said(column: str, typed: str, means: bool | None) -> None:
    assert getattr(read(**{column: typed}), FIELDS[column]) is means
    for neither in ("perhaps", "2", "-", "yesno", "é"):
        assert refused(**{column: neither}) == f"{column}: This is neither yes nor no."


@given(st.sets(st.sampled_from(COLUMNS[LIST])))
def test_an_empty_cell_says_nothing_and_leaves_the_others_as_they_are(empty: set[str]) -> None:
    cells = dict.fromkeys(empty, "")
    if empty & {"aco_id", "tin"}:
        refused(**cells)
    elif "npi" in empty and not empty >= set(OF_A_PROVIDER):
        assert refused(**cells) == "The provider/supplier of this line has no NPI."
    else:
        row, full = asdict(read(**cells)), asdict(read())
        for column, field in FIELDS.items():
            assert row[field] == (EMPTY[field] if column in empty else full[field])


def test_a_line_of_the_public_list_has_a_name() -> None:
    for nothing in ("", " "):
        said = refused(PUBLIC, participant_org=nothing)
        assert said == "The participant's name is missing."
    row = read(PUBLIC, aco_id="a9101")
    assert row == Row(aco_id="A9101", name="ELM")


CELL = st.one_of(
    st.sampled_from(["", *FULL.values(), "001234568", "2199-12-31", "x" * 200, "x" * 201]),
    st.text(max_size=12),
    st.from_regex(r"\A[0-9 /-]{1,12}\Z"),
)


@given(st.fixed_dictionaries(dict.fromkeys(COLUMNS[LIST], CELL)))
def test_whatever_stands_there_is_a_good_line_or_a_sentence(cells: dict[str, str]) -> None:
    try:
        row = read_row(cells, LIST)
    except ValueError as error:
        said = str(error)
        assert said[-1:] == "."
        assert cells["tin"].strip() not in said or len(cells["tin"].strip()) < 9
        return
    assert len(row.tin) == 9
    assert row.tin.isascii()
    assert row.tin.isdigit()
    for text in (row.name, row.doing_business_as, row.provider_name, row.specialty):
        assert not problem_with_unseen(text)
        assert text == tidied(text)
    for since, until in (
        (row.since, row.until),
        (row.provider_since, row.provider_until),
    ):
        assert not (since and until) or since <= until
    assert _written(row) == row


def _written(row: Row) -> Row:
    """The row read again, from how a list would say it."""
    words = {True: "yes", False: "no", None: ""}
    cells = {
        column: words[value] if value is None or isinstance(value, bool) else str(value)
        for column, value in zip(COLUMNS[LIST], asdict(row).values(), strict=True)
    }
    return read_row(cells, LIST)
