"""What `make check` finds of words that are out, and what it leaves alone."""

import pytest
from django.apps import apps
from django.utils.text import capfirst

from tests.words import PAGE, found_in, words_out

OUT = words_out(PAGE.read_text())
FOUND = {
    ("a.html", "<p>The whole programme.</p>"): "programme",
    ("a.html", "<p>\nInvite\n  them Anew.</p>"): "anew",
    ("a.html", '{% help_link "page" "the programme itself" %}'): "programme",
    ("a.txt", "Your list\nstands\n  here."): "stands here",
    ("a.py", 'raise Refusal("Say why, in a few words.")'): "Say why",
    ("a.py", 'raise Refusal(f"{name}: invite them anew.")'): "anew",
    ("a.md", "The Aco is closed."): "Aco",
}
LEFT_ALONE = (
    ("a.html", "{# of the programme #}{% url 'programme' %}{{ programme }}<p>The program.</p>"),
    ("a.html", "<p>This ACO.</p>"),
    ("a.py", '"""The programme\'s own words."""\nimport acoms.programme\nNAME = "programme"'),
    ("a.md", "Its packages lie in `acoms/programme/`, [see](programme.md)."),
)


@pytest.mark.parametrize(("file", "words"), FOUND.items())
def test_a_word_that_is_out_is_found(file: tuple[str, str], words: str) -> None:
    (said,) = found_in(*file, OUT)
    assert f"“{words}” is out. Write: " in said


@pytest.mark.parametrize("file", LEFT_ALONE)
def test_names_of_the_code_and_comments_are_left_alone(file: tuple[str, str]) -> None:
    assert list(found_in(*file, OUT)) == []


def test_columns_are_called_by_no_words_that_are_out() -> None:
    """A field is called by its name in the code, unless it has another."""
    fields = [field for model in apps.get_models() for field in model._meta.get_fields()]
    said = {capfirst(str(getattr(field, "verbose_name", ""))): field for field in fields}
    assert not [field for name, field in said.items() if list(found_in("a.html", name, OUT))]


def test_the_line_is_said() -> None:
    (said,) = found_in("a.html", "<p>\n  one\n  programme</p>", OUT)
    assert said.startswith("a.html:3: ")
