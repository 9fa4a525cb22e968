"""Organizations of every kind with what validates their first Security Official."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from acoms.programme.tins import tin_hashes
from contacts.models import Aco
from participants.lists.models import Participant
from qpp_roles.connect.validation import Given
from qpp_roles.organizations.models import Organization
from tests.cast import make_aco, make_organization

TIN, TIN_2, TIN_3, STRANGE = "001700001", "001700002", "001700003", "001700009"
NPI, NPI_2 = "2000000002", "2000000010"
PTAN = "ZZZ92818Z"
# The last day on which people connected to Shared Savings Program ACOs (rule D12), at noon.
LAST_DAY_OF_ACOS = "2021-08-04T12:00:00-04:00"


def elm_street() -> Organization:
    return make_organization("practice", tin=TIN, clinicians=[(NPI, PTAN), (NPI_2, "05-0028")])


def lakeside_with(*tins: str) -> Aco:
    """An ACO whose participants have these TINs."""
    aco = make_aco("A9103", "Brookside ACO")
    for number, tin in enumerate(tins):
        one = Participant(
            aco=aco, legal_business_name=f"Practice {number}", effective_from=date(2020, 1, 1)
        )
        one.set_tin(tin)
        one.save()
    return aco


@dataclass(frozen=True)
class Case:
    """An organization, what its form has to say, and the same as the action takes it."""

    kind: str
    make: Callable[[], Any]
    typed: dict[str, str]

    @property
    def given(self) -> Given:
        tins = [self.typed[name] for name in ("tin", "second_tin") if name in self.typed]
        return Given(
            self.typed.get("identifier", ""),
            tuple(tin_hashes(tin) for tin in tins),
            self.typed.get("npi", ""),
            self.typed.get("ptan", ""),
        )


CASES = {
    case.kind: case
    for case in (
        Case("practice", elm_street, {"tin": TIN, "npi": NPI, "ptan": PTAN}),
        Case(
            "ssp_aco",
            lambda: lakeside_with(TIN, TIN_2, TIN_3),
            {"identifier": "A9103", "tin": TIN, "second_tin": TIN_3},
        ),
        Case(
            "next_generation_aco",
            lambda: make_organization(
                "next_generation_aco", "Ridge ACO", identifier="V900", members=[TIN, TIN_2, TIN_3]
            ),
            {"identifier": "V900", "tin": TIN_2, "second_tin": TIN},
        ),
        Case(
            "cpc_plus_site",
            lambda: make_organization(
                "cpc_plus_site",
                "Harbor Primary Care",
                identifier="T1AR0058",
                members=[TIN, TIN_2],
                site_clinicians=[(TIN, NPI), (TIN_2, NPI_2)],
            ),
            {"identifier": "T1AR0058", "tin": TIN_2, "npi": NPI_2},
        ),
        Case(
            "qualified_registry",
            lambda: make_organization(
                "qualified_registry", "Clear Registry", tin=TIN, identifier="9000001"
            ),
            {"tin": TIN, "identifier": "9000001"},
        ),
        Case(
            "qcdr",
            lambda: make_organization("qcdr", "Bone QCDR", tin=TIN, identifier="9000002"),
            {"tin": TIN, "identifier": "9000002"},
        ),
        Case(
            "virtual_group",
            lambda: make_organization(
                "virtual_group", "Valley Group", identifier="VG-77", members=[TIN, TIN_2]
            ),
            {"tin": TIN, "second_tin": TIN_2},
        ),
    )
}
