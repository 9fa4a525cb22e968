"""Subjects of mails that name a place: short, with all their own words, cut between words."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template import Context, Template
from hypothesis import given
from hypothesis import strategies as st

from notifications.kinds import _kinds
from notifications.subjects import LONGEST, shortened, subject_about

LAKESIDE = "Lakeside Care Partners ACO (A9101)"
TEMPLATES = Path(settings.BASE_DIR) / "templates"


@pytest.mark.parametrize(
    ("name", "room", "short"),
    [
        (LAKESIDE, 34, LAKESIDE),
        (LAKESIDE, 33, "Lakeside Care Partners… (A9101)"),
        (LAKESIDE, 31, "Lakeside Care Partners… (A9101)"),
        (LAKESIDE, 30, "Lakeside Care… (A9101)"),
        (LAKESIDE, 17, "Lakeside… (A9101)"),
        (LAKESIDE, 16, "A9101"),
        (LAKESIDE, 5, "A9101"),
        (LAKESIDE, 4, "Lak…"),
        ("Smith, Jones & Sons, P.C.", 24, "Smith, Jones & Sons…"),
        ("Smith, Jones & Sons, P.C.", 19, "Smith, Jones…"),
        ("Smith, Jones & Sons, P.C.", 7, "Smith…"),
        ("Elm Street (North)", 17, "Elm Street…"),
        ("Donaudampfschifffahrtsgesellschaft", 10, "Donaudamp…"),
        ("", 10, ""),
    ],
)
def test_a_name_is_shortened_by_whole_words_and_keeps_the_acos_id(
    name: str, room: int, short: str
) -> None:
    assert shortened(name, room) == short
    assert len(short) <= room


NAMES = st.text("abc DE,&.(", max_size=80) | st.builds(
    "{} (A{})".format, st.text("ab c", min_size=1), st.integers(1000, 99999)
)


@given(NAMES, st.integers(6, 60))
def test_what_is_left_fits_and_is_the_names_beginning_or_its_id(name: str, room: int) -> None:
    short = shortened(name, room)
    assert len(short) <= room
    if short != name:
        kept, cut, rest = short.partition("…")
        words = name.split()
        whole = [word.rstrip(" ,;:.&-") for word in words]
        assert not cut or rest in ("", f" {words[-1]}")
        if not cut:
            assert name.endswith(f"({short})")
        elif len(kept.split()) > 1:
            assert kept.split()[-1].rstrip(" ,;:.&-") in whole


@given(NAMES)
def test_the_words_around_a_name_are_never_lost(name: str) -> None:
    said = subject_about("Nobody at {} can answer your request now", name)
    assert said.startswith("Nobody at ")
    assert said.endswith(" can answer your request now")
    assert len(said) <= LONGEST


def test_the_tag_measures_the_words_that_its_conditions_leave() -> None:
    template = Template(
        "{% load subjects %}{% about aco %}{% if late %}Late: {% endif %}"
        "{{ n }} of {{ aco }} wait{% endabout %}"
    )

    def subject(**values: object) -> str:
        return template.render(
            Context({"aco": "A & B Care Partners of Ohio and Utah (A9101)", **values})
        )

    assert subject(n="<2>") == "<2> of A & B Care Partners of Ohio and Utah (A9101) wait"
    late = subject(n="<2>", late=True)
    assert late == "Late: <2> of A & B Care Partners of Ohio and… (A9101) wait"
    assert len(late) <= LONGEST


def test_every_subject_that_names_a_place_has_it_shortened() -> None:
    """Anywhere else a long name would push our own words out of sight, or be cut inside a word."""
    found = {kind.mail for kind in _kinds.values() if kind.mail}
    about = 0
    for stem in sorted(found):
        source = (TEMPLATES / f"{stem}.subject.txt").read_text()
        assert "truncate" not in source, stem
        named = re.search(r"{{ (aco|place|aco\.name|organization) }}", source)
        assert bool(named) == ("{% about" in source), stem
        if named:
            assert f"{{% about {named[1]} %}}" in source, stem
            about += 1
    assert about == 22
