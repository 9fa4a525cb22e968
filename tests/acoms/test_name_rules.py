"""How people's names are read and shown."""

import pytest

from acoms.text.names import (
    Name,
    UnreadableName,
    alike,
    alike_in_either_order,
    as_sentence,
    problem_with_name,
    read_name,
)


def test_a_name_of_one_word_is_kept_as_the_last_name() -> None:
    assert read_name(" Jo ", "Chen") == Name("Jo", "Chen")
    assert read_name("Suharto", "") == read_name("", "Suharto") == Name("", "Suharto")
    assert read_name("J", "") == Name("", "J")


def test_each_part_has_80_characters() -> None:
    longest = "x" * 80
    assert read_name(longest, longest) == Name(longest, longest)
    with pytest.raises(UnreadableName, match="has 81 characters, and 80 is the most") as refused:
        read_name("Jo", f"{longest}x")
    assert refused.value.field == "last_name"
    with pytest.raises(UnreadableName) as refused:
        read_name(f"{longest}x", "Chen")
    assert refused.value.field == "first_name"


@pytest.mark.parametrize(
    ("first", "last", "why"),
    [
        ("", " ", "Enter the name."),
        ("4", "!", "at least one letter"),
        ("", "jo@x.org", "not an e-mail address"),
        ("Jo\u200b", "Chen", "cannot be seen"),
    ],
)
def test_what_is_no_name_is_refused(first: str, last: str, why: str) -> None:
    with pytest.raises(UnreadableName, match=why):
        read_name(first, last)


def test_no_part_is_no_problem() -> None:
    assert problem_with_name("") == ""


def test_a_name_is_shown_in_full_and_as_lists_have_it() -> None:
    assert (Name("Jo", "Chen").full, Name("Jo", "Chen").listed) == ("Jo Chen", "Chen, Jo")
    assert (Name("", "Suharto").full, Name("", "Suharto").listed) == ("Suharto", "Suharto")
    assert as_sentence("Ask Ann Ray, Jr.") == as_sentence("Ask Ann Ray, Jr") == "Ask Ann Ray, Jr."
    assert as_sentence("CMS: “It is over.”") == "CMS: “It is over.”"


@pytest.mark.rule("A9")
def test_a_proven_name_may_have_its_last_name_first() -> None:
    assert alike_in_either_order(Name("Chen", "Jo"), Name("Jo", "Chen"))
    assert alike_in_either_order(Name("Jo", "Chen"), Name("Jo", "Chen"))
    assert not alike_in_either_order(Name("Jo", "Ray"), Name("Jo", "Chen"))


@pytest.mark.rule("A9")
@pytest.mark.parametrize(
    ("one", "other", "are"),
    [
        (("A B", "Lee"), ("B C", "Lee"), False),
        (("Al Bo", "Lee"), ("Bo Cy", "Lee"), True),
        (("+", "Lee"), ("+", "Lee"), True),
        (("+", "Lee"), ("-", "Lee"), False),
    ],
)
def test_a_word_that_is_shared_is_longer_than_an_initial(
    one: tuple[str, str], other: tuple[str, str], are: bool
) -> None:
    assert alike(Name(*one), Name(*other)) is are
