"""The contact-type table and the rules over it."""

import pytest

from acoms.text.names import as_sentence
from contacts.contact_type import in_second_person
from contacts.permissions import types_with
from contacts.rights import CHANGES, Permission
from contacts.rules import (
    family_conflict,
    in_short,
    may_grant,
    missing_required,
    refusal_to_end,
    refusal_to_grant,
)
from contacts.types import (
    ADMIN_CODES,
    ALL_CODES,
    CONTACT_TYPES,
    FAMILIES,
    REQUIRED_CODES,
    SINGLE_CODES,
    Signs,
)

# Rule A1 as the document has it: required, admin privileges, CMS correspondence, signs, single.
DOCUMENT = """
aco_executive                 yes yes yes aco one
authorized_to_sign_primary    yes yes yes aco one
authorized_to_sign_secondary  yes yes yes aco many
dua_requestor                 yes -   -   dua one
dua_custodian                 yes -   -   -   many
cms_liaison                   yes yes yes -   many
application_primary           yes yes yes -   one
application_secondary         -   yes yes -   many
it_primary                    yes -   yes -   one
it_secondary                  -   -   yes -   many
financial                     yes -   yes -   one
medical_director              yes -   -   -   one
compliance                    yes -   yes -   many
quality_primary               yes -   yes -   one
quality_secondary             yes -   yes -   many
marketing_primary             yes -   yes -   one
marketing_secondary           yes -   yes -   many
public                        yes -   yes -   many
other                         -   -   -   -   many
credential_delegate           -   -   -   -   many
qpp_security_official         yes -   -   -   many
qpp_staff_user                -   -   -   -   many
"""
# Rights that are some types' alone, whatever else these may do.
RIGHTS = {
    Permission.BENEFICIARY_DATA_EDIT: {
        "dua_requestor",
        "dua_custodian",
        "it_primary",
        "it_secondary",
    },
    Permission.QPP_REQUESTS_ANSWER: {"qpp_security_official"},
    Permission.API_CREDENTIALS_MANAGE: {"credential_delegate"},
    Permission.PUBLIC_LINE_EDIT: {"public"},
}
ROWS = [line.split() for line in DOCUMENT.strip().splitlines()]
SIGNS = {"aco": Signs.ACO_DOCUMENTS, "dua": Signs.DUA, "-": Signs.NOTHING}


@pytest.mark.rule("A1")
def test_there_are_the_22_types_of_the_document() -> None:
    assert [row[0] for row in ROWS] == list(ALL_CODES)
    assert len(ALL_CODES) == 22


@pytest.mark.rule("A1")
@pytest.mark.parametrize(("code", "required", "admin", "mail", "signs", "holders"), ROWS)
def test_each_type_is_as_the_document_has_it(
    code: str, required: str, admin: str, mail: str, signs: str, holders: str
) -> None:
    row = CONTACT_TYPES[code]
    assert row.required == (required == "yes")
    assert row.administers == (admin == "yes")
    assert row.receives_correspondence == (mail == "yes")
    assert row.signs == SIGNS[signs]
    assert row.single == (holders == "one")
    assert row.description
    assert row.privileges


@pytest.mark.rule("A1")
@pytest.mark.parametrize(("right", "codes"), RIGHTS.items())
def test_types_have_the_rights_that_are_theirs_alone_and_say_so(
    right: Permission, codes: set[str]
) -> None:
    assert set(types_with(right)) == codes
    for code, row in CONTACT_TYPES.items():
        assert (CHANGES[right] in row.privileges) == (code in codes)


@pytest.mark.rule("A3")
def test_five_families_have_a_primary_and_a_secondary() -> None:
    assert {family: len(members) for family, members in FAMILIES.items()} == dict.fromkeys(
        ("authorized_to_sign", "application", "it", "quality", "marketing"), 2
    )


@pytest.mark.rule("A3")
@pytest.mark.parametrize("members", FAMILIES.values())
def test_primary_and_secondary_of_a_family_conflict(members: tuple[str, ...]) -> None:
    assert "two different people" in family_conflict(members)
    assert not family_conflict(members[:1])
    assert not family_conflict([members[0], "other"])


@pytest.mark.rule("A5", "B1")
def test_six_types_have_admin_privileges_and_invite_to_everything_but_the_delegate() -> None:
    assert len(ADMIN_CODES) == 6
    for code in ALL_CODES:
        may = {other for other in ALL_CODES if may_grant([code], other)}
        if code not in ADMIN_CODES:
            assert may == set()
        else:
            assert may >= set(ALL_CODES) - {"credential_delegate"}


@pytest.mark.rule("A6")
@pytest.mark.parametrize("code", ALL_CODES)
def test_only_executive_and_authorized_to_sign_add_a_credential_delegate(code: str) -> None:
    may = code in {
        "aco_executive",
        "authorized_to_sign_primary",
        "authorized_to_sign_secondary",
    }
    refusal = refusal_to_grant([code], ["credential_delegate"])
    assert bool(refusal) != may
    if not may:
        assert "ACO Executive" in refusal


@pytest.mark.rule("A16")
def test_missing_are_the_required_types_that_nobody_holds() -> None:
    assert len(REQUIRED_CODES) == 17
    assert not missing_required(ALL_CODES)
    assert [row.code for row in missing_required(set(ALL_CODES) - {"financial", "other"})] == [
        "financial"
    ]


@pytest.mark.rule("A17")
def test_the_last_administrator_and_the_last_security_official_stay() -> None:
    assert "last contact with administrative" in refusal_to_end({"cms_liaison"}, ["other"])
    assert not refusal_to_end({"cms_liaison"}, ["aco_executive"])
    assert "last QPP Security Official" in refusal_to_end(
        {"qpp_security_official"}, ["qpp_staff_user", "aco_executive"]
    )
    assert not refusal_to_end({"qpp_security_official"}, ["qpp_security_official"])
    assert not refusal_to_end({"other"}, [])


@pytest.mark.rule("A4")
def test_single_types() -> None:
    assert set(SINGLE_CODES) == {row[0] for row in ROWS if row[5] == "one"}


@pytest.mark.rule("A18")
def test_statements_are_put_to_the_person_in_the_second_person() -> None:
    stated = [one for row in CONTACT_TYPES.values() for one in row.attestations]
    assert stated
    for one in stated:
        assert one.statement.startswith("The ")
        assert one.about_you == in_second_person(one.statement)
        assert one.about_you.startswith("You are ")


def test_a_name_with_a_full_stop_ends_a_sentence() -> None:
    assert as_sentence("Invited by Ann Ray, Jr.") == "Invited by Ann Ray, Jr."
    assert as_sentence("Invited by Ann Ray") == "Invited by Ann Ray."


def test_a_subject_names_one_type_and_counts_several() -> None:
    assert in_short(["cms_liaison", "other"]) == "2 contact types"
    for code in ALL_CODES:
        assert len(f"A9101: {in_short([code])} waits to be confirmed") <= 60
