"""Finding an organization to connect to (rule D2)."""

import pytest

from qpp_roles.kinds import KINDS
from qpp_roles.search import find_page, suggest, virtual_group
from tests.cast import Cast, make_organization

pytestmark = pytest.mark.django_db

PRACTICE = [KINDS["practice"]]
REGISTRIES = [KINDS["qualified_registry"], KINDS["qcdr"]]


def names(kinds: list, typed: str) -> list[str]:
    return [one.name for one in suggest(kinds, typed)]


def test_smoke(cast: Cast) -> None:
    make_organization(name="Elm Street Family Practice", location="Lansing, MI")
    make_organization(name="Elm Hill", tin="001234567")
    make_organization(name="The Elm Group")
    make_organization("qcdr", "Elm Registry")
    assert names(PRACTICE, "elm") == ["Elm Hill", "Elm Street Family Practice", "The Elm Group"]
    assert names(REGISTRIES, "elm") == ["Elm Registry"]
    assert names([KINDS["ssp_aco"]], "lake") == ["Lakeside Care Partners ACO"]
    assert names(PRACTICE, "00-1234567") == ["Elm Hill"]
    assert names(PRACTICE, "00-123456") == []
    g = make_organization("virtual_group", "VG", identifier="VG-1")
    assert virtual_group("vg-1") == g
    assert find_page(PRACTICE, "elm").suggestions
