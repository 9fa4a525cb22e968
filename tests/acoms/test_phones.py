"""Phone numbers: one spelling for what people type, a reason for what is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from acoms.text.phones import UnreadablePhone, read_american_phone, read_phone

SAME = ("410-555-0100", "(410) 555-0100", "410.555.0100", "1 410 555 0100", "+1 (410) 555-0100")


@pytest.mark.parametrize("typed", SAME)
def test_one_number_has_one_spelling(typed: str) -> None:
    assert read_phone(f" {typed} ") == "410-555-0100"
    assert read_phone(f"{typed} x12") == read_phone(f"{typed}, Ext. 12") == "410-555-0100 ext. 12"


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "call me",
        "555-0100",  # no area code
        "410-555-01000",
        "110-555-0100",
        "410-155-0100",
        "410-555-01\N{SUPERSCRIPT ZERO}0",
        "410-555-0100\n410-555-0101",
        "410-555-0100 ext.",
        "+12345",
        "+1234567",
        "+1234567890123456",
        "442079460000",
    ],
)
def test_what_is_no_number_is_refused(typed: str) -> None:
    with pytest.raises(UnreadablePhone, match="phone number"):
        read_phone(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "(518) 555-0100 x4567",
        "518\u2011555\u20110100, ext. 4567",
        "\u202a518.555.0100 Ext: 4567\u202c",
        "\uff15\uff11\uff18 555 0100 #4567",
        "\u0665\u0661\u0668-\u0665\u0665\u0665-\u0660\u0661\u0660\u0660 x\u0664\u0665\u0666\u0667",
    ],
)
def test_an_extension_is_no_part_of_the_number(typed: str) -> None:
    assert read_phone(typed) == "518-555-0100 ext. 4567"
    assert read_american_phone(typed) == "5185550100"


@pytest.mark.parametrize("typed", ["+44 20 7946 0000", "5555", "518-555-0100 x"])
def test_the_bureau_gets_a_number_of_the_united_states_or_none(typed: str) -> None:
    with pytest.raises(UnreadablePhone, match="phone number"):
        read_american_phone(typed)


def test_a_zero_in_parentheses_is_never_dialed_along() -> None:
    with pytest.raises(UnreadablePhone, match="without its"):
        read_phone("+44 (0)20 7946 0000")


def test_a_number_of_another_country_begins_with_a_plus() -> None:
    assert read_phone("+44 20 7946 0000") == "+442079460000"


@given(st.text(alphabet="0123456789+-(). x#ext,\n\t٣", max_size=40))
def test_what_is_read_fits_and_reads_as_itself(typed: str) -> None:
    try:
        phone = read_phone(typed)
    except UnreadablePhone:
        return
    assert len(phone) <= 30
    assert read_phone(phone) == phone
