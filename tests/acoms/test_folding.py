"""Names are folded in one way, here and in the database, whatever they are made of."""

import unicodedata
from html import unescape

import pytest
from django.db import connection
from hypothesis import example, given, settings
from hypothesis import strategies as st

from acoms.text.folding import folded, is_named, named, searchable
from contacts.models import Aco
from tests.cast import Cast, make_aco, make_contact, make_person


@pytest.mark.parametrize(
    ("name", "as_read"),
    [
        ("America’s Family, P.C.", "americas family pc"),
        ("AMERICA'S  FAMILY PC", "americas family pc"),
        ("A&S General", "a and s general"),
        ("A & S GENERAL", "a and s general"),
        ("OB/GYN of Saint-Étienne", "ob gyn of saint etienne"),
        ("Łódź–Straße (Ærø)", "lodz strasse aero"),
        ("O´Brien`s & Øst", "obriens and ost"),
        ("ﬁne Ｗidth №5", "fine width no5"),
        ("—“!?”", ""),
    ],
)
def test_what_is_read_alike_is_alike(name: str, as_read: str) -> None:
    assert folded(name) == as_read
    assert folded(unicodedata.normalize("NFD", name)) == as_read
    assert folded(as_read) == as_read


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("oak lane", True),
        ("lane, OAK", True),
        ("oaklane", True),
        ("aklan", True),
        ("ak lane", True),
        ("ane oak", False),
        ("oak elm", False),
        ("and", False),
        ("&!", False),
        ("", False),
    ],
)
def test_a_name_has_all_words_or_the_letters_in_one(typed: str, found: bool) -> None:
    assert is_named("Oak-Lane Pediatrics", typed) is found


# What names are typed in, and what the two could take differently. Python's table of characters is
# older than PostgreSQL's, so nothing from the far end of it.
_NAMES = st.text(
    st.characters(min_codepoint=1, max_codepoint=0x2FFF, categories=("L", "M", "N", "P", "S", "Z"))
    | st.sampled_from(" &'’.-/`´\t\x1f\xad\u200bＡﬁøŁßÞÆœİı"),
    max_size=40,
)


@pytest.mark.django_db
def test_lists_stand_in_the_order_in_which_people_read_names(cast: Cast) -> None:
    in_order = ["A & B Care", "Accountable", "Ágora", "AMITA", "O'Brien", "Obrien 2", "Zo\u00eb"]
    for number, name in enumerate(reversed(in_order)):
        make_aco(f"A98{number:02}", name)
        person = make_person(f"someone_{number}", first_name="Jo", last_name=name)
        make_contact(cast.lakeside, person, ["other"])
    assert [aco.name for aco in Aco.objects.filter(aco_id__startswith="A98")] == in_order
    for typed in ("o’brien", "OBRIEN 2", "2 obrien", "agora", "care A&B", "a & b"):
        assert Aco.objects.filter(named("name", typed)).exists(), typed
    assert not Aco.objects.filter(named("name", "agora care")).exists()
    browser = cast.browser("exec")
    staff = cast.browser("cms_staff")
    found = staff.get("/admin/contacts/aco/?q=care+a%26b").context["cl"].result_list
    assert [aco.name for aco in found] == ["A & B Care"]
    for sort, expected in (("name", in_order), ("-name", in_order[::-1])):
        page = unescape(browser.get(f"/acos/A9101/contacts/?sort={sort}").content.decode())
        assert sorted(expected, key=lambda name: page.index(f"{name}, Jo")) == expected


@pytest.mark.django_db
@settings(max_examples=200, deadline=None)
@given(_NAMES)
@example("İstanbul & Øst and and Co")
@example("a and and b&&c")
def test_the_database_folds_as_we_do(name: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT acoms_folded(%s), acoms_searchable(%s)", [name, name])
        assert cursor.fetchone() == (folded(name), searchable(name))
