"""When two names can be one person's (A9, B4)."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from acoms.text.names import Name, alike

ALIKE = [
    (("Ruth", "Abara"), ("RUTH", "abara")),
    (("José", "Núñez"), ("Jose", "Nunez")),
    (("Søren", "Łukasz-Æbelø"), ("Soren", "Lukasz Aebelo")),
    (("Sean", "O’Neil"), ("Sean", "ONeil")),  # noqa: RUF001
    (("Sean", "O'Neil"), ("Sean", "O Neil")),
    (("Mary-Ann", "Lee"), ("Maryann", "Lee")),
    (("Mary Ann", "Lee"), ("Ann", "Lee")),
    (("Ruth", "Abara-Smith"), ("Ruth", "Smith")),
    (("Dr. John", "Smith Jr."), ("John", "Smith, III, M.D.")),
    (("J.", "Smith"), ("J", "Smith")),
    (("", "Suharto"), ("Suharto", "")),
    (("", "Suharto"), ("Suharto", "Widodo")),
    (("Maria", "de la Cruz"), ("Maria", "Cruz")),
    (("Anna", "De"), ("Anna", "de")),
]
UNLIKE = [
    (("Ruth", "Abara"), ("Ruth", "Cole")),
    (("Ruth", "Abara"), ("Peggy", "Abara")),
    (("Ruth", "Abara"), ("Abara", "Ruth")),
    (("Mary A.", "Lee"), ("John A.", "Lee")),
    (("J.", "Smith"), ("John", "Smith")),
    (("John", "Smith Jr."), ("John", "Jones Jr.")),
    (("Maria", "de la Cruz"), ("Maria", "de la Torre")),
    (("", "Suharto"), ("Joko", "Widodo")),
    (("", ""), ("", "")),
    (("'", "Lee"), (".", "Lee")),
]


@pytest.mark.rule("A9", "B4")
@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_names_that_only_differ_in_how_they_are_written_are_alike(
    one: tuple[str, str], other: tuple[str, str]
) -> None:
    assert alike(Name(*one), Name(*other))
    assert alike(Name(*other), Name(*one))


@pytest.mark.rule("A9", "B4")
@pytest.mark.parametrize(("one", "other"), UNLIKE)
def test_names_without_a_first_or_a_last_name_in_common_are_not(
    one: tuple[str, str], other: tuple[str, str]
) -> None:
    assert not alike(Name(*one), Name(*other))
    assert not alike(Name(*other), Name(*one))


@pytest.mark.rule("A9")
@given(
    first=st.text(st.characters(categories=["L"]), min_size=1), last=st.text("AbcÉñ", min_size=1)
)
@example(first="ᾀ", last="A")  # its capital is two letters
def test_a_name_is_like_itself_in_capitals(first: str, last: str) -> None:
    assert alike(Name(first, last), Name(first.upper(), last.upper()))
