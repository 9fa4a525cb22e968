"""Finding an organization to connect to: by name, by complete TIN, by complete ID (rule D2)."""

from collections.abc import Sequence
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from qpp_roles.organizations.kinds import KINDS, Kind
from qpp_roles.organizations.models import Organization
from qpp_roles.organizations.search import (
    MOST_FOUND,
    PER_PAGE,
    begins,
    find_page,
    suggest,
    virtual_group,
)
from tests.cast import Cast, make_aco, make_organization

pytestmark = [pytest.mark.django_db, pytest.mark.rule("D2")]

PRACTICE = [KINDS["practice"]]
REGISTRY = [KINDS["qualified_registry"], KINDS["qcdr"]]
SSP = [KINDS["ssp_aco"]]


def names(kinds: Sequence[Kind], typed: str, **how: Any) -> list[str]:
    return [one.name for one in suggest(kinds, typed, **how)]


@pytest.fixture
def practices(db: None) -> None:
    for name in ("The Elm Group", "ELM STREET FAMILY", "elm hill", "Oak Hill"):
        make_organization(name=name)


def test_names_that_begin_so_come_first_and_in_order(practices: None) -> None:
    assert names(PRACTICE, "elm") == ["elm hill", "ELM STREET FAMILY", "The Elm Group"]
    assert names(PRACTICE, "  ELM   hi ") == ["elm hill"]
    assert set(names(PRACTICE, "hill")) == {"elm hill", "Oak Hill"}


def test_two_letters_find_beginnings_and_one_finds_nothing(practices: None) -> None:
    assert names(PRACTICE, "el") == ["elm hill", "ELM STREET FAMILY"]
    for typed in ("e", "", "  ", "\0", "&"):
        assert names(PRACTICE, typed) == []


def test_as_many_come_as_are_asked_for(practices: None) -> None:
    assert names(PRACTICE, "elm", limit=2) == ["elm hill", "ELM STREET FAMILY"]


@pytest.mark.parametrize("typed", ["e%m", "e_m", "e\\m", "%%%", "___"])
def test_signs_of_a_pattern_find_nothing_of_their_own(practices: None, typed: str) -> None:
    assert names(PRACTICE, typed) == []


# Names as Medicare's lists have them, and how people type them.
AS_TYPED = {
    "AMERICA'S FAMILY CLINIC, P.C.": (
        "America’s Family",
        "America's Family",
        "Americas Family",
        "america s family",
        "family clinic americas",
        "clinic pc",
    ),
    "A&S GENERAL SURGERY": (
        "A&S General",
        "A & S Gen",
        "A and S General",
        "AS General",
        "general a s",
    ),
    "Oak Lane Pediatrics": ("oak pediatrics", "pediatrics oak", "oak ped", "oaklane", "ediatrics"),
    "BAUER & SONS MD": ("bauer and sons", "Bauer sons", "sons&bauer", "BAUER&SONS", "M.D. Bauer"),
    "NORTH SHORE-LIJ OB/GYN, PC": (
        "north shore lij",
        "obgyn",
        "Ob-Gyn North",
        "shorelij",
        "shorelij ob &",
        "ob gyn",
    ),
    "Clínica de la Niñez": ("clinica ninez", "CLÍNICA DE", "clinica de la nin\u0303ez", "niñez"),
    "St. Joseph's Hosp.": ("st josephs", "St.Joseph’s", "josephs st", "Hosp St"),
    "SHENG-KUN YAO": ("sheng kun", "shengkun", "Yao, Sheng-Kun"),
}


@pytest.mark.parametrize(
    ("name", "typed"), [(name, typed) for name, ways in AS_TYPED.items() for typed in ways]
)
def test_a_name_is_found_however_it_is_written_and_typed(db: None, name: str, typed: str) -> None:
    make_organization(name=name)
    make_organization(name="Another Place Altogether")
    assert names(PRACTICE, typed) == [name]
    assert [one.name for one in find_page(PRACTICE, typed).suggestions] == [name]
    make_aco("A9177", name)
    assert names(SSP, typed) == [name]


def test_words_are_looked_for_from_their_beginning(db: None) -> None:
    """Who types two words means words: `oak` is not in Soaking, nor `lane` in Airplanes."""
    make_organization(name="Soaking Airplanes")
    make_organization(name="Lane and Oakley")
    assert names(PRACTICE, "oak lane") == ["Lane and Oakley"]


def test_names_stand_in_the_order_in_which_people_read_them(db: None) -> None:
    in_order = ["A & S Care", "A and T Care", "a-z care", "Á.B. Care", "ABC Care", "Abé Care"]
    for name in reversed(in_order):
        make_organization(name=name)
    assert names(PRACTICE, "ab") == in_order[3:]
    assert [one.name for one in find_page(PRACTICE, "care").suggestions] == in_order


def test_a_name_may_have_such_signs(db: None) -> None:
    make_organization(name="100% Care_Clinic \\ Northside")
    for typed in ("100% c", "care_cl", "clinic \\ n"):
        assert names(PRACTICE, typed) == ["100% Care_Clinic \\ Northside"]


def test_only_the_kinds_that_were_asked_for(cast: Cast) -> None:
    make_organization("qcdr", "Lakeside Data")
    make_organization("next_generation_aco", "Lakeside Next")
    make_organization(name="Lakeside Practice")
    assert names(REGISTRY, "lake") == ["Lakeside Data"]
    assert names(PRACTICE, "lake") == ["Lakeside Practice"]
    assert names([KINDS["next_generation_aco"]], "lake") == ["Lakeside Next"]
    assert names(SSP, "lake") == ["Lakeside Care Partners ACO"]


def test_an_aco_is_found_by_its_name_and_shows_its_public_id(cast: Cast) -> None:
    make_aco("A9102", "Great Lakes ACO")
    assert names(SSP, "great") == ["Great Lakes ACO"]
    found = suggest(SSP, "lake")
    assert [(one.identifier, one.detail) for one in found] == [
        ("A9101", "A9101"),
        ("A9102", "A9102"),
    ]
    assert found[0].place_id == cast.lakeside.pk
    assert found[0].kind.code == "ssp_aco"
    assert suggest(SSP, "A9101") == []


@pytest.mark.parametrize(
    "typed", ["001234567", "00-1234567", " 00 123 4567", "00\u20131234567", "(00)1234567."]
)
def test_a_complete_tin_finds_that_practice_however_it_is_written(db: None, typed: str) -> None:
    made = make_organization(name="Elm Hill", tin="001234567")
    make_organization(name="Another", tin="001234568")
    (found,) = suggest(PRACTICE, typed)
    assert (found.place_id, found.name, found.detail) == (made.pk, "Elm Hill", "TIN •••••4567")


@pytest.mark.parametrize("typed", ["0", "00", "00123456", "00-123456", "0012345678", "1234567"])
def test_part_of_a_tin_finds_nothing(db: None, typed: str) -> None:
    make_organization(name=f"{typed} Clinic", tin="001234567")
    assert suggest(PRACTICE, typed) == []
    assert find_page(PRACTICE, typed).suggestions == []


def test_a_registry_is_found_by_its_tin_and_an_apm_entity_is_not(db: None) -> None:
    registry = make_organization("qcdr", "Registry", tin="001234567")
    make_organization("cpc_plus_site", "Site", members=["001234567"])
    make_organization(name="Practice", tin="001234567")
    assert [one.place_id for one in suggest(REGISTRY, "00-1234567")] == [registry.pk]
    assert suggest([KINDS["cpc_plus_site"]], "001234567") == []


def test_a_name_that_begins_with_digits_is_found_with_its_first_letter(db: None) -> None:
    make_organization(name="21st Century Care")
    assert names(PRACTICE, "21") == []
    assert names(PRACTICE, "21s") == ["21st Century Care"]


def test_what_is_closed_is_not_found(db: None) -> None:
    now = timezone.now()
    make_organization(name="Elm Hill", tin="001234567", closed_at=now)
    make_organization("virtual_group", "Group", identifier="VG-1", closed_at=now)
    assert suggest(PRACTICE, "elm") == []
    assert suggest(PRACTICE, "001234567") == []
    assert virtual_group("VG-1") is None


def test_a_virtual_group_is_found_by_its_complete_id_alone(db: None) -> None:
    group = make_organization("virtual_group", "Valley Group", identifier="VG-0042")
    for typed in ("VG-0042", "vg-0042", "  Vg-0042\n"):
        assert virtual_group(typed) == group
    for typed in ("VG-004", "G-0042", "VG-00421", "Valley Group", "", "%", "VG-____"):
        assert virtual_group(typed) is None
    assert suggest([KINDS["virtual_group"]], "Valley") == []
    assert suggest([KINDS["virtual_group"]], "VG-0042") == []


def test_the_location_tells_two_of_one_name_apart(db: None) -> None:
    make_organization(name="Elm Hill", location="Lansing, MI")
    make_organization(name="ELM HILL", location="Toledo, OH")
    assert {one.detail for one in suggest(PRACTICE, "elm")} == {"Lansing, MI", "Toledo, OH"}


def test_where_nothing_tells_them_apart_it_says_so(db: None) -> None:
    make_organization(name="Elm Hill")
    make_organization(name="ELM HILL")
    make_organization("cpc_plus_site", "Elm Hill")
    warning = "one of several with this name"
    assert {one.detail for one in suggest(PRACTICE, "elm")} == {f"{warning}; a TIN finds one"}
    assert [one.detail for one in suggest([KINDS["cpc_plus_site"]], "elm")] == [""]
    Organization.objects.filter(name="ELM HILL").update(closed_at=timezone.now())
    assert [one.detail for one in suggest(PRACTICE, "elm")] == [""]


@pytest.mark.rule("D4", "E5")
def test_what_is_asked_for_as_proof_is_not_given_away(db: None) -> None:
    for kind in ("practice", "qcdr", "qualified_registry", "cpc_plus_site"):
        made = make_organization(kind, f"Elm {kind}", location="Lansing, MI")
        (found,) = suggest([KINDS[kind]], "elm")
        shown = f"{found.identifier} {found.detail}"
        assert made.tin[-4:] not in shown or not made.tin
        assert made.identifier not in shown or not made.identifier


def test_pages_are_in_order_and_end(db: None) -> None:
    for number in range(PER_PAGE + 3):
        make_organization(name=f"Elm {number:03}")
    make_organization(name="Old Elm")
    first, second, beyond = (find_page(PRACTICE, "elm", page) for page in (1, 2, 99))
    assert [one.name for one in first.suggestions] == [f"Elm {n:03}" for n in range(PER_PAGE)]
    assert [one.name for one in second.suggestions] == ["Elm 025", "Elm 026", "Elm 027", "Old Elm"]
    assert (first.has_next, second.has_next, first.cut_off, second.cut_off) == (True, *[False] * 3)
    assert (beyond.number, beyond.suggestions) == (2, second.suggestions)
    assert find_page(PRACTICE, "elm", 0).number == 1


def test_more_than_a_page_of_pages_asks_for_more_of_the_name(db: None) -> None:
    Organization.objects.bulk_create(
        Organization(kind="cpc_plus_site", name=f"Elm {n}", identifier=f"T1AR{n:04}")
        for n in range(MOST_FOUND + 1)
    )
    last = find_page([KINDS["cpc_plus_site"]], "elm", 99)
    assert (last.number, last.has_next, last.cut_off) == (MOST_FOUND // PER_PAGE, False, True)


def test_it_takes_two_queries_however_much_there_is(
    db: None, django_assert_num_queries: Any
) -> None:
    for rows in (1, 30):
        for number in range(rows):
            make_organization(name=f"The Elm {rows} {number}")
        with django_assert_num_queries(2):
            suggest(PRACTICE, "elm")


def test_the_beginning_of_a_name_is_looked_up_in_the_index(db: None) -> None:
    """A plan is a promise for millions: no scan, and no sort.

    Few rows are cheap to sort, so that way is made dear: the index alone must give the order.
    """
    rows = Organization.objects.filter(begins("elm"), kind__in=["practice"])
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_bitmapscan = off")
        cursor.execute("SET LOCAL enable_sort = off")
        cursor.execute("SET LOCAL enable_incremental_sort = off")
    plan = rows.order_by("searched")[:10].explain()
    assert "organization_name" in plan
    assert "Index Cond" in plan
    assert "Sort" not in plan


def test_a_legal_form_that_the_name_lacks_hides_nothing(practices: None) -> None:
    for typed in ("Oak Hill, LLC", "oak hill P.L.L.C.", "Oak Hill Co", "Oak Hill PA Inc."):
        assert names(PRACTICE, typed) == ["Oak Hill"]
    make_organization(name="Oak Hill LLC")
    assert names(PRACTICE, "oak hill llc") == ["Oak Hill LLC"], "what has it comes alone"
    for typed in ("llc", "LLC Inc."):
        assert names(PRACTICE, "Elm Lane " + typed) == []
    assert names(PRACTICE, "inc co") == []
