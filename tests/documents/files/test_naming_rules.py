"""What names of files say, and that nothing is guessed (rule G3)."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.files.naming import Named, UnknownName, read_name
from documents.files.types import TOKENS, TYPES

pytestmark = pytest.mark.rule("G3")

AT = time(14, 35, 56)


@pytest.mark.parametrize(
    ("name", "code", "year"),
    [
        ("P.A2671.ACO.ZCY26.D260211.T1435560.zip", "113", 2026),
        ("P.A2671.ACO.ZCR25.D260211.T1435560.zip", "113", 2025),
        ("P.A2671.ACO.ZCWY26.D260211.T1435560.zip", "305", 2026),
        ("P.A2671.ACO.MBIY26.D260211.T1435560.txt", "183", 2026),
        ("P.A2671.BNEX.Y26.D260211.T1435560.xml", "114", 2026),
        ("A2671.01.SBMON.D260211.T1435560.zip", "244", None),
        ("P.A2671.ACO.HASSGN.D260211.T1435560.zip", "116", None),
        ("P.A2671.ACO.QALR.2026Q1.D20260211.T143556.csv", "131", 2026),
        ("P.A2671.ACO.PCFMP.Y26.D260211.T1435560.pdf", "273", 2026),
    ],
)
def test_a_name_says_aco_type_day_time_and_year(name: str, code: str, year: int | None) -> None:
    assert read_name(name) == Named("A2671", TYPES[code], date(2026, 2, 11), AT, year)


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("report.pdf", "does not have the form"),
        ("P.A2671.ACO.ZCY26.D260211.T1435560.ZIP!", "does not have the form"),
        ("P.A2671.ACO.ZCY26.D260211.T1435560.zïp", "does not have the form"),
        ("P.A2671.ACO.ZCY26.D261311.T1435560.zip", "“D261311” is not a day"),
        ("P.A2671.ACO.ZCY26.D260229.T1435560.zip", "“D260229” is not a day"),
        ("P.A2671.ACO.ZCY26.D260211.T2435560.zip", "“T2435560” is not a time"),
        ("P.A2671.ACO.ZCY26.T1435560.D260211.zip", "does not end with a day and a time"),
        ("P.B2671.ACO.ZCY26.D260211.T1435560.zip", "“B2671” is not an ACO ID"),
        ("P.A267.ACO.ZCY26.D260211.T1435560.zip", "“A267” is not an ACO ID"),
        ("P.A2671.ACO.NEWS.D260211.T1435560.zip", "“NEWS” is no type"),
        ("P.A2671.ACO.01.ZCY26.D260211.T1435560.zip", "“01” is no type"),
        ("P.A2671.ACO.Y26.D260211.T1435560.zip", "says no type"),
        ("P.A2671.ACO.ZCY26.QALR.D260211.T1435560.zip", "more than one type"),
        ("P.A2671.ACO.ZCY26.Y25.D260211.T1435560.zip", "more than one year"),
        ("P.A2671.ACO.ZCY05.D260211.T1435560.zip", "2005, which is no performance year"),
        ("p.A2671.ACO.ZCY26.D260211.T1435560.zip", "“p” is not an ACO ID"),
        ("P.A2671.ACO.ZCY26.D260211.T1435560.zip" + "x" * 150, "longer than 150"),
    ],
)
def test_a_name_that_does_not_say_it_is_refused_with_the_reason(name: str, reason: str) -> None:
    with pytest.raises(UnknownName, match=reason):
        read_name(name)


ACO_IDS = st.from_regex(r"\A(A[0-9]{4,5}|V[0-9]{3})\Z")
YEARS = st.integers(2012, 2099)
DAYS = st.dates(date(2012, 1, 1), date(2099, 12, 31))
TIMES = st.times().map(lambda one: one.replace(microsecond=one.microsecond // 100_000 * 100_000))


@given(ACO_IDS, st.sampled_from(sorted(TOKENS)), DAYS, TIMES, YEARS, st.booleans())
def test_what_a_name_is_made_of_is_read_from_it(
    aco_id: str, token: str, day: date, at: time, year: int, long: bool
) -> None:
    made = f"{day:%Y%m%d}" if long else f"{day:%y%m%d}"
    clock = f"{at:%H%M%S}{at.microsecond // 100_000}"
    name = f"P.{aco_id}.ACO.{token}{year % 100:02}.D{made}.T{clock}.zip"
    assert read_name(name) == Named(aco_id, TOKENS[token], day, at, year)


LIKE_NAMES = st.from_regex(r"P\.A\d{4}\.ACO\.[A-Z]{1,8}\d{0,2}\.D\d{6,8}\.T\d{5,8}\.zip")


@given(st.text(max_size=80) | LIKE_NAMES)
def test_any_other_text_is_read_or_refused_and_never_breaks(name: str) -> None:
    try:
        found = read_name(name)
    except UnknownName:
        return
    assert found.aco_id in name
    assert any(token in name for token in found.type.tokens)


@pytest.mark.parametrize(("year", "known"), [("11", False), ("12", True), ("99", True)])
def test_years_begin_with_the_programs_first(year: str, known: bool) -> None:
    name = f"A2671.BNEX.Y{year}.D260211.T143556.xml"
    if known:
        assert read_name(name).year == 2000 + int(year)
    else:
        with pytest.raises(UnknownName, match="2011, which is no performance year"):
            read_name(name)


def test_the_shortest_name_has_an_aco_a_type_a_day_and_a_time() -> None:
    assert read_name("A2671.HASSGN.D260211.T143556.zip").aco_id == "A2671"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("HASSGN.D260211.T143556.zip", "does not have the form"),
        ("A2671.HASSGN.X260211.T143556.zip", "does not end with a day and a time"),
        ("A2671.HASSGN.D260211.X143556.zip", "does not end with a day and a time"),
        ("A" * 146 + ".zip", "does not have the form"),
        ("A" * 147 + ".zip", "longer than 150 characters"),
    ],
)
def test_a_name_that_says_too_little_or_too_much_says_so(name: str, said: str) -> None:
    with pytest.raises(UnknownName, match=said):
        read_name(name)
