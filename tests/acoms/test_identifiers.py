"""The programme's identifiers, as people type them: rule D4, and facts about their forms."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import luhn

from acoms.programme.identifiers import (
    masked_tin,
    read_aco_id,
    read_ccn,
    read_mbi,
    read_next_generation_id,
    read_npi,
    read_practice_site_id,
    read_ptan,
    read_ssn,
    read_tin,
    read_vendor_id,
    read_virtual_group_id,
    read_zip_code,
)

pytestmark = pytest.mark.rule("D4")

GOOD: list[tuple[Callable[[str], str], str, str]] = [
    (read_tin, "123456789", "123456789"),
    (read_tin, "12-3456789", "123456789"),
    (read_tin, "123-45-6789", "123456789"),
    (read_tin, " 123 45 6789\n", "123456789"),
    (read_tin, "000000001", "000000001"),
    (read_tin, "00-1234567", "001234567"),
    (read_tin, "999999999", "999999999"),
    (read_npi, "1234567893", "1234567893"),
    (read_npi, "1245319599", "1245319599"),
    (read_npi, "1679576722", "1679576722"),
    (read_npi, " 1993-999-998", "1993999998"),
    (read_npi, "2000000002", "2000000002"),
    (read_ccn, "010007", "010007"),
    (read_ccn, "01u102", "01U102"),
    (read_ptan, "040071", "040071"),
    (read_ptan, "05-0028", "05-0028"),
    (read_ptan, "zzz92818z", "ZZZ92818Z"),
    (read_ptan, "X", "X"),
    (read_tin, "\uff11\uff12\uff0d3456789", "123456789"),
    (read_tin, "\u202a12\u20113456789\u202c", "123456789"),
    (read_tin, "123.45.6789", "123456789"),
    (read_npi, "\u0661\u0662\u0663 456\u00a07893", "1234567893"),
    (read_ssn, "123\u201345\u20136789", "123456789"),
    (read_zip_code, "12345", "12345"),
    (read_zip_code, "12345 \u2014 6789", "12345-6789"),
    (read_mbi, "1eg4\u2013te5 mk73", "1EG4TE5MK73"),
    (read_ccn, "01-0007", "010007"),
    (read_aco_id, "\uff21-4321", "A4321"),
    (read_ptan, "05\u20120028", "05-0028"),
    (read_ptan, "X" * 15, "X" * 15),
    (read_aco_id, "a4321", "A4321"),
    (read_aco_id, "A12345", "A12345"),
    (read_next_generation_id, " v123 ", "V123"),
    (read_practice_site_id, "t1ar0058", "T1AR0058"),
    (read_practice_site_id, "T2NJ0001", "T2NJ0001"),
    (read_vendor_id, "1157686", "1157686"),
    (read_virtual_group_id, "vg-0042", "VG-0042"),
    (read_virtual_group_id, "X", "X"),
    (read_virtual_group_id, "X" * 20, "X" * 20),
]
BAD: list[tuple[Callable[[str], str], str]] = [
    (read_tin, ""),
    (read_tin, "12345678"),
    (read_tin, "1234567890"),
    (read_tin, "12345678O"),
    (read_tin, "000000000"),
    (read_tin, "00-0000000"),
    (read_tin, "12345678\N{SUPERSCRIPT NINE}"),
    (read_tin, "12345678.9"),  # a number with a decimal, as a spreadsheet has it
    (read_tin, "1.23457E+08"),
    (read_tin, "-12-3456789"),
    (read_npi, "123456789.3"),
    (read_vendor_id, "115768.6"),
    (read_ssn, "000-12-3456"),
    (read_ssn, "123-45-678"),
    (read_zip_code, "9876"),
    (read_zip_code, "12345.0"),
    (read_zip_code, "98765-43"),
    (read_mbi, "1EG4-TE5-MK7"),
    (read_mbi, "1SG4-TE5-MK73"),
    (read_aco_id, "\N{CYRILLIC CAPITAL LETTER A}4321"),
    (read_ptan, "\N{LATIN SMALL LETTER SHARP S}040071"),
    (read_npi, "1234567890"),
    (read_npi, "123456789"),
    (read_npi, "3234567893"),
    (read_npi, "12345678930"),
    (read_npi, "12345A7893"),
    (read_ccn, "99999"),
    (read_ccn, "0100071"),
    (read_ccn, "0U0007"),
    (read_ccn, "01000_"),
    (read_ptan, ""),
    (read_ptan, "X" * 16),
    (read_ptan, "AB/12"),
    (read_aco_id, "A999"),
    (read_aco_id, "A123456"),
    (read_aco_id, "B1234"),
    (read_aco_id, "V123"),
    (read_next_generation_id, "V98"),
    (read_next_generation_id, "V1234"),
    (read_next_generation_id, "A123"),
    (read_practice_site_id, "T0AR0058"),
    (read_practice_site_id, "T3AR0058"),
    (read_practice_site_id, "S1AR0058"),
    (read_practice_site_id, "T1A00058"),
    (read_practice_site_id, "T1AR00581"),
    (read_practice_site_id, "T1AR058"),
    (read_vendor_id, "115768"),
    (read_vendor_id, "11576866"),
    (read_virtual_group_id, ""),
    (read_virtual_group_id, "X" * 21),
    (read_virtual_group_id, "VG_1"),
]


@pytest.mark.parametrize(("read", "typed", "spelling"), GOOD)
def test_what_is_typed_gets_its_one_spelling(
    read: Callable[[str], str], typed: str, spelling: str
) -> None:
    assert read(typed) == spelling
    assert read(spelling) == spelling


@pytest.mark.parametrize(("read", "typed"), BAD)
def test_what_is_none_is_refused_in_a_sentence(read: Callable[[str], str], typed: str) -> None:
    with pytest.raises(ValueError, match=r"^[A-Z].*\.$") as refusal:
        read(typed)
    assert not typed or typed not in str(refusal.value)


@given(st.from_regex(r"[12][0-9]{8}", fullmatch=True))
def test_of_ten_npis_that_differ_in_the_last_digit_one_is_right(beginning: str) -> None:
    good = 0
    for last in "0123456789":
        try:
            read_npi(beginning + last)
        except ValueError:
            continue
        good += 1
    assert good == 1


def _with_check_digit(beginning: str) -> str:
    return beginning + luhn.calc_check_digit(f"80840{beginning}")


@pytest.mark.parametrize("first", "0123456789")
def test_an_npi_begins_with_1_or_2_whatever_its_check_digit(first: str) -> None:
    npi = _with_check_digit(f"{first}00000000")
    if first in "12":
        assert read_npi(npi) == npi
        return
    with pytest.raises(ValueError, match="begins with 1 or 2"):
        read_npi(npi)


@pytest.mark.parametrize("beginning", ["1000000", "100000000", "1000000000"])
def test_an_npi_has_ten_digits_whatever_its_check_digit(beginning: str) -> None:
    npi = _with_check_digit(beginning)
    if len(npi) == 10:
        assert read_npi(npi) == npi
        return
    with pytest.raises(ValueError, match="has ten digits"):
        read_npi(npi)


@given(st.text(max_size=30))
def test_whatever_is_typed_is_read_or_refused(typed: str) -> None:
    for read in {read for read, *_ in GOOD}:
        try:
            assert read(read(typed)) == read(typed)
        except ValueError:
            continue


@pytest.mark.rule("E5")
def test_a_page_shows_the_end_of_a_tin() -> None:
    assert masked_tin("123456789") == "•••••6789"
    assert masked_tin("") == ""
