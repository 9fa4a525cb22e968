"""What the correction of organizations asks past every page: each fails where it is left out."""

from typing import Any

import pytest

from accounts.models import Person
from qpp_roles.organizations.actions.correcting import close_organization, save_organization
from qpp_roles.organizations.errors import QppError
from qpp_roles.organizations.importing.entries import Entry
from qpp_roles.organizations.models import Clinician, Organization, SiteClinician
from tests.cast import Cast, make_organization

pytestmark = [pytest.mark.django_db, pytest.mark.rule("D1")]

TIN, OTHER_TIN = "070000017", "080000018"
NPI, OTHER_NPI = "2000000002", "2000000010"


@pytest.fixture
def staff(cast: Cast) -> Person:
    return cast.cms_staff


def save(staff: Person, organization: Organization, **what: Any) -> Organization:
    return save_organization(acting_person=staff, organization=organization, **what)


def test_two_organizations_of_a_kind_are_not_known_by_one_tin_or_id(staff: Person) -> None:
    make_organization(name="Elm", tin=TIN)
    make_organization("qcdr", "Registry", identifier="1234567", tin="")
    with pytest.raises(QppError, match="Elm has this TIN already"):
        save(staff, Organization(kind="practice", name="Oak"), tin=TIN)
    with pytest.raises(QppError, match="Registry has this Vendor ID already"):
        save(staff, Organization(kind="qcdr", name="Other", identifier="1234567"), tin=OTHER_TIN)
    save(staff, Organization(kind="qcdr", name="Other", identifier="1234568"), tin=TIN)
    oak = save(staff, Organization(kind="practice", name="Oak"), tin=OTHER_TIN)
    oak.name = "Oak Hill"
    save(staff, oak)
    save(staff, oak, tin=OTHER_TIN)
    save(staff, Organization(kind="qualified_registry", name="R", identifier="1234567"), tin="")


def test_what_is_in_it_comes_once_and_nothing_else_goes_with_what_is_taken_out(
    staff: Person,
) -> None:
    practice = make_organization(clinicians=[(NPI, "P1"), (NPI, "P2"), (OTHER_NPI, "P1")])
    elsewhere = make_organization(name="Oak", clinicians=[(NPI, "P1")])
    for entry in (
        Entry(npi=NPI, ptan="P1"),
        Entry(npi=NPI, ptan="P3"),
        Entry(npi=OTHER_NPI, ptan="P2"),
    ):
        save(staff, practice, add=[entry])
    pairs = {(NPI, "P1"), (NPI, "P2"), (NPI, "P3"), (OTHER_NPI, "P1"), (OTHER_NPI, "P2")}
    assert set(practice.clinicians.values_list("npi", "ptan")) == pairs
    assert practice.clinicians.count() == 5
    save(staff, practice, take_out=[Entry(npi=NPI, ptan="P1")])
    assert set(practice.clinicians.values_list("npi", "ptan")) == pairs - {(NPI, "P1")}
    assert Clinician.objects.filter(practice=elsewhere).count() == 1
    with pytest.raises(QppError, match=f"NPI {NPI} with PTAN P1 is not in"):
        save(staff, practice, take_out=[Entry(npi=NPI, ptan="P1")])


def test_of_a_site_only_the_clinicians_named_come_and_go(staff: Person) -> None:
    members = [TIN, OTHER_TIN]
    there = [(TIN, NPI), (TIN, OTHER_NPI), (OTHER_TIN, NPI)]
    site = make_organization("cpc_plus_site", members=members, site_clinicians=there)
    other = make_organization("cpc_plus_site", members=[TIN], site_clinicians=[(TIN, NPI)])

    def clinicians(of: Organization) -> set[tuple[str, str]]:
        found = SiteClinician.objects.filter(member__organization=of).select_related("member")
        return {(one.member.tin, one.npi) for one in found}

    save(staff, site, add=[Entry(tin=OTHER_TIN, npi=OTHER_NPI), Entry(tin=TIN, npi=NPI)])
    assert clinicians(site) == {*there, (OTHER_TIN, OTHER_NPI)}
    save(staff, site, take_out=[Entry(tin=TIN, npi=NPI)])
    assert clinicians(site) == {(TIN, OTHER_NPI), (OTHER_TIN, NPI), (OTHER_TIN, OTHER_NPI)}
    assert clinicians(other) == {(TIN, NPI)}
    with pytest.raises(QppError, match=f"NPI {NPI} is not in"):
        save(staff, site, take_out=[Entry(tin=TIN, npi=NPI)])
    with pytest.raises(QppError, match="The practice with the TIN ending in 0019 is not in"):
        save(staff, site, take_out=[Entry(tin="070000019")])


def test_an_organization_is_closed_for_a_reason(staff: Person) -> None:
    practice = make_organization()
    with pytest.raises(QppError, match="Enter a reason"):
        close_organization(acting_person=staff, organization=practice, reason=" \n")
    practice.refresh_from_db()
    assert practice.closed_at is None
