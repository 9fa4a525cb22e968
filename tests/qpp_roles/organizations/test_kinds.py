"""The table of organizations and roles: what each allows, and from when (rules D1, D8, D12)."""

from datetime import date
from pathlib import Path

import pytest
from django.test import Client

from demo.qpp_sandbox import pages
from qpp_roles.organizations.kinds import (
    KINDS,
    SSP_ACO,
    STORED,
    Kind,
    OrganizationType,
    Role,
    allowed_by,
    kinds_of,
    one_of_any_type,
    refusal_to_connect,
    strongest,
)
from tests.cast import make_organization

IMPORTING = Path(__file__).resolve().parents[3] / "docs" / "importing-organizations.md"
SECURITY_OFFICIAL, STAFF_USER = Role.SECURITY_OFFICIAL, Role.STAFF_USER

# Rule D8 a second time: kind, what a Staff User may do, and a Security Official besides.
TABLE = {
    "practice": (
        "view_eligibility view_claims_measures physician_compare_preview submit_data "
        "view_feedback request_targeted_review",
        "register_web_interface register_cahps approve_requests",
    ),
    "ssp_aco": ("submit_quality_data view_feedback request_targeted_review", "approve_requests"),
    "next_generation_aco": ("submit_quality_data view_feedback", "approve_requests"),
    "cpc_plus_site": ("submit_quality_data", "approve_requests"),
    "qualified_registry": ("submit_data view_preliminary_feedback", "approve_requests"),
    "qcdr": ("submit_data view_preliminary_feedback", "approve_requests"),
    "virtual_group": ("view_members submit_data view_feedback", "approve_requests"),
}


@pytest.mark.rule("D8")
@pytest.mark.parametrize("code", KINDS)
def test_what_each_role_allows(code: str) -> None:
    staff_user, besides = (set(codes.split()) for codes in TABLE[code])
    assert {one.code for one in allowed_by(STAFF_USER, KINDS[code])} == staff_user
    assert {one.code for one in allowed_by(SECURITY_OFFICIAL, KINDS[code])} == staff_user | besides


@pytest.mark.rule("D8")
def test_each_permission_is_a_sentence_of_its_own() -> None:
    for kind in KINDS.values():
        for role in Role:
            sentences = [one.sentence for one in allowed_by(role, kind)]
            assert len(set(sentences)) == len(sentences)
            assert all(one[0].isupper() and not one.endswith(".") for one in sentences)


@pytest.mark.rule("D1")
def test_there_are_four_types_and_three_models_of_apm_entities() -> None:
    by_type = {of: [kind.code for kind in kinds_of(of)] for of in OrganizationType}
    assert by_type == {
        OrganizationType.PRACTICE: ["practice"],
        OrganizationType.APM_ENTITY: ["ssp_aco", "next_generation_aco", "cpc_plus_site"],
        OrganizationType.REGISTRY: ["qualified_registry", "qcdr"],
        OrganizationType.VIRTUAL_GROUP: ["virtual_group"],
    }
    assert set(STORED) == set(KINDS) - {"ssp_aco"}
    assert {code for code, kind in KINDS.items() if kind.has_tin} == {
        "practice",
        "qualified_registry",
        "qcdr",
    }


@pytest.mark.rule("D2", "D4")
def test_an_id_that_cms_publishes_may_be_shown_and_the_others_are_proof() -> None:
    assert {code for code, kind in KINDS.items() if kind.id_is_public} == {
        "ssp_aco",
        "next_generation_aco",
        "virtual_group",
    }
    assert {code for code, kind in KINDS.items() if kind.tin_required} == {"practice"}


@pytest.mark.rule("D1")
@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_a_kind_is_known_by_an_id_or_by_its_tin_and_has_tins_to_validate_by(kind: Kind) -> None:
    assert bool(kind.id_label) == bool(kind.read_id)
    assert kind.read_id or kind.tin_required
    assert kind.has_tin or not kind.tin_required
    assert [kind.has_tin, kind.has_members, kind.code == SSP_ACO].count(True) == 1


@pytest.mark.rule("D1")
def test_every_type_has_its_words_here_in_the_guidance_and_in_the_sandbox(jo: Client) -> None:
    page = jo.get("/manage-access/connect/").content.decode()
    for one in OrganizationType:
        assert all([one.label, one.plural, one.noun, one.hint])
        assert one.hint in page
        assert f'id="for-{one.value}"' in page
    assert {one.value: one.label for one in OrganizationType} == pages.TYPES


@pytest.mark.rule("D1")
def test_a_sentence_names_one_of_any_type_and_another_where_an_aco_is_one_of_them() -> None:
    assert one_of_any_type() == "a practice, an APM Entity, a registry or a virtual group"
    besides = "a practice, another APM Entity, a registry or a virtual group"
    assert one_of_any_type(besides_acos=True) == besides


@pytest.mark.django_db
def test_pages_of_lower_rooms_call_them_as_the_table_does() -> None:
    said = f"For {one_of_any_type()}"
    for page in ("/", "/account/sign-in/"):
        assert f"{said} in the Quality Payment Program" in Client().get(page).content.decode()


@pytest.mark.parametrize("code", STORED)
def test_every_kind_with_rows_is_made_in_tests_and_told_of_to_whoever_imports(
    db: None, code: str
) -> None:
    made = make_organization(code)
    read_id = KINDS[code].read_id
    assert made.identifier == (read_id(made.identifier) if read_id else "")
    assert f"`{code}`" in IMPORTING.read_text("utf-8")


@pytest.mark.rule("B2", "D12")
def test_an_aco_could_be_connected_to_until_its_people_were_invited() -> None:
    aco = KINDS["ssp_aco"]
    assert refusal_to_connect(aco, date(2021, 8, 4)) == ""
    for day in (date(2021, 8, 5), date(2026, 1, 1)):
        assert "by invitation only" in refusal_to_connect(aco, day)
    assert refusal_to_connect(KINDS["next_generation_aco"], date(2026, 1, 1)) == ""


@pytest.mark.rule("D12")
def test_a_practice_site_can_be_connected_to_from_its_day_on() -> None:
    site = KINDS["cpc_plus_site"]
    assert "from January 2, 2019" in refusal_to_connect(site, date(2019, 1, 1))
    assert refusal_to_connect(site, date(2019, 1, 2)) == ""


def test_a_security_official_is_the_stronger_role() -> None:
    assert strongest([STAFF_USER, SECURITY_OFFICIAL]) is SECURITY_OFFICIAL
    assert strongest([STAFF_USER]) is STAFF_USER
    assert strongest([]) is None
