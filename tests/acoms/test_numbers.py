"""Numbers and codes as people type and paste them: read where they are certain, else refused."""

import ast
import re
import unicodedata
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from acoms.crypto.codes import ALPHABET, grouped, read_app_code, read_code
from acoms.programme.dates import read_day
from acoms.programme.identifiers import read_ptan
from acoms.text.numbers import digits_of, in_plain_signs, key_of, read_whole_number

ROOT = Path(__file__).parents[2]
ROOMS = [path.parent for path in ROOT.glob("*/__init__.py") if path.parent.name != "tests"]

_DIGITS = {
    digit: [chr(n) for n in range(0x30, 0x1FBFA) if unicodedata.decimal(chr(n), -1) == digit]
    for digit in range(10)
}
_DASHES = ["-", "\u2011", "\u2013", "\u2014", "\u2212", "\uff0d"]
_SPACES = [" ", "\t", "\u00a0", "\u202f", "\u3000", "\u200b", "\ufeff", "\u00ad"]
_BETWEEN = st.sampled_from(["", " - ", *_DASHES, *_SPACES])
_AROUND = st.sampled_from(["", " ", "\u202a", "\u202c", "\n", "\ufeff", "\u200e"])


@st.composite
def _as_typed(draw: st.DrawFn, plain: str) -> str:
    """A number with each digit in some script, and with something between them."""
    signs = [draw(st.sampled_from(_DIGITS[int(d)])) + draw(_BETWEEN) for d in plain[:-1]]
    last = draw(st.sampled_from(_DIGITS[int(plain[-1])]))
    return draw(_AROUND) + "".join(signs) + last + draw(_AROUND)


@given(st.data(), st.from_regex(r"[0-9]{6,10}", fullmatch=True))
def test_digits_of_any_script_parted_by_any_dash_or_space_are_plain(
    data: st.DataObject, plain: str
) -> None:
    typed = data.draw(_as_typed(plain))
    assert digits_of(typed) == plain
    if len(plain) == 6:
        assert read_app_code(typed) == read_app_code(f"Your code: {typed}") == plain


@given(st.text(max_size=30))
def test_what_is_read_of_a_number_is_all_of_its_digits_and_nothing_else(typed: str) -> None:
    """So that it never becomes another number."""
    if digits := digits_of(typed):
        assert digits == "".join(str(unicodedata.decimal(c)) for c in typed if c.isdecimal())
        assert not any(c.isalpha() or unicodedata.category(c) == "No" for c in typed)


@given(
    st.from_regex(r"[0-9]{1,9}( [0-9]{1,3})?", fullmatch=True),
    st.from_regex(r"[0-9]{1,9}", fullmatch=True),
    st.sampled_from([".", "\u00b7", "\uff0e"]),
    _AROUND,
)
def test_a_number_whose_only_sign_is_a_dot_may_have_decimals_and_is_not_read(
    whole: str, decimals: str, dot: str, around: str
) -> None:
    assert digits_of(f"{around}{whole}{dot}{decimals}{around}") == ""
    assert digits_of(f"{whole}{dot}{decimals}.") == ""
    assert digits_of(f"{whole}-0{dot}{decimals}00") != ""


def test_what_a_soft_hyphen_is_in_vanishes_and_becomes_no_dash() -> None:
    assert read_ptan("ZZZ\u00ad92818Z") == "ZZZ92818Z"
    assert in_plain_signs("12\u00ad34") == "1234"


@given(st.text(alphabet=ALPHABET, min_size=8, max_size=8), st.data())
def test_a_code_is_read_with_what_stands_around_it(code: str, data: st.DataObject) -> None:
    shown = data.draw(
        st.sampled_from(
            [grouped(code), grouped(code).replace("-", "\u2013"), grouped(code).lower()]
        )
    )
    before = data.draw(
        st.sampled_from(["", "Security code: ", "Code:\u00a0", "Su c\u00f3digo es "])
    )
    after = data.draw(st.sampled_from(["", " ", ".", "\n"]))
    assert read_code(before + shown + after, 8) == code


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "7K2M-Q9X",
        "7K2M-Q9XD-0000",
        "7K2M-Q9XD or 7K2M-Q9XE",  # which of the two?
        "7K2M-Q9X\u0414",
        "U" * 8,  # no code has it
        "\N{LATIN SMALL LETTER SHARP S}7K2MQ9",
        "the code that came by e-mail",
    ],
)
def test_what_is_no_certain_code_is_refused_before_it_costs_a_try(typed: str) -> None:
    with pytest.raises(ValueError, match="did not count as a try"):
        read_code(typed, 8)


@pytest.mark.parametrize(
    "typed", ["\u00b2" * 6, "12345", "1234567", "123 456 789", "12345.6", "123456 or 654321", "abc"]
)
def test_what_is_no_certain_code_of_the_app_is_refused_before_it_costs_a_try(typed: str) -> None:
    with pytest.raises(ValueError, match="did not count as a try"):
        read_app_code(typed)


@given(st.text(max_size=20))
def test_plain_signs_are_plain_already(typed: str) -> None:
    assert in_plain_signs(in_plain_signs(typed)) == in_plain_signs(typed)


@pytest.mark.parametrize(
    ("typed", "number"), [("5,000", 5000), ("\u0661\u0662", 12), (" 7 ", 7), ("1,234,567", 1234567)]
)
def test_a_whole_number_is_read(typed: str, number: int) -> None:
    assert read_whole_number(typed, 0, 10**7) == number


@pytest.mark.parametrize("typed", ["", "5,00", "1,2,3", "5.5", "-1", "\u00b2", "9" * 30, "1e3"])
def test_what_is_no_whole_number_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match="whole number from 0 to 10,000,000"):
        read_whole_number(typed, 0, 10**7)


@pytest.mark.parametrize("posted", ["", "-1", "1.0", "\u0661", "\u00b2", "9" * 19, "x", " 1"])
def test_what_no_page_has_posted_is_no_key(posted: str) -> None:
    assert key_of(posted) is None


@pytest.mark.parametrize(
    "typed", ["31.12.2026", "12/31/26", "2026-13-01", "\u00b2026-01-01", "1850-01-01"]
)
def test_a_day_that_may_be_another_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match="not a date"):
        read_day(typed)


@pytest.mark.parametrize(
    "typed",
    ["\uff12026-12-31", "12\u201331\u20132026", "12/31/2026", "December 31, 2026", "Dec 31, 2026"],
)
def test_a_day_is_read_in_any_signs(typed: str) -> None:
    assert read_day(typed) == date(2026, 12, 31)


def test_no_code_asks_whether_a_sign_is_a_digit_that_int_refuses() -> None:
    """`"\u00b2".isdigit()` is true and `int("\u00b2")` raises: `isdecimal`, or a reader."""
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for room in ROOMS
        for path in room.rglob("*.py")
        if re.search(r"isdigit|isnumeric", text := path.read_text())
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Attribute) and node.attr in ("isdigit", "isnumeric")
    ]
    assert found == []
