"""What is looked for, by what was typed (rule J2)."""

import uuid

import pytest

from search.rules import Asked, read_asked, tidied

pytestmark = pytest.mark.rule("J2")


@pytest.mark.parametrize(
    ("typed", "patterns"),
    [
        ("", ()),
        ("and", ()),
        ("or", ("% or%",)),
        ("sam", ("%sam%",)),
        ("Sam and Lee", ("%sam%", "%lee%")),
        ("sam sam", ("%sam%",)),
        ("one two six ten elm oak", ("%one%", "%two%", "%six%", "%ten%", "%elm%", "%oak%")),
        ("one two six ten elm oak ash", ("%one%", "%two%", "%six%", "%ten%", "%elm%", "%oak%")),
    ],
)
def test_words_of_three_letters_are_found_inside_and_six_words_count(
    typed: str, patterns: tuple[str, ...]
) -> None:
    assert read_asked(typed).patterns == patterns


@pytest.mark.parametrize(("typed", "kept"), [(99, 99), (100, 100), (101, 100)])
def test_a_hundred_characters_count(typed: int, kept: int) -> None:
    assert tidied("a" * typed) == "a" * kept


@pytest.mark.parametrize(
    ("asked", "anything", "number"),
    [
        (Asked(), False, False),
        (Asked(tin_hashes=(uuid.UUID(int=1),)), True, True),
        (Asked(npi="1234567893"), True, True),
        (Asked(patterns=("%sam%",)), True, False),
    ],
)
def test_a_tin_an_npi_or_words_are_enough(asked: Asked, anything: bool, number: bool) -> None:
    assert (bool(asked), asked.is_number) == (anything, number)
