"""The people and ACOs that the tests speak of, each made when a test first asks for it.

`cast.exec` is the ACO Executive of Lakeside, `cast.outsider` has an account and no ACO; a test
reads as a sentence about them.
"""

import itertools
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.test import Client
from django.utils import timezone

from accounts.models import Person
from contacts.actions import give_types
from contacts.facts import Facts, attestations_for
from contacts.models import Aco, Contact
from contacts.types import ALL_CODES, CONTACT_TYPES
from participants.lists.models import Participant, ProviderSupplier
from qpp_roles.organizations.kinds import KINDS
from qpp_roles.organizations.models import MemberPractice, Organization
from tests.signing_in import sign_in

# Role in a test: the contact types it holds in Lakeside.
ROLES: dict[str, tuple[str, ...]] = {
    "exec": ("aco_executive",),
    "signer": ("authorized_to_sign_primary",),
    "second_signer": ("authorized_to_sign_secondary",),
    "liaison": ("cms_liaison",),
    "applicant": ("application_primary",),
    "second_applicant": ("application_secondary",),
    "dua_requestor": ("dua_requestor",),
    "delegate": ("credential_delegate",),
    "security_official": ("qpp_security_official",),
    "qpp_staff": ("qpp_staff_user",),
    "it": ("it_primary",),
    "other": ("other",),
}


EVERY_FACT = Facts(
    attested=frozenset(one.code for one in attestations_for(ALL_CODES)), public_phone="410-555-0100"
)

STAFF = {"cms_staff": "administrator", "cms_analyst": "analyst", "cms_viewer": "viewer"}


def make_person(user_id: str, **fields: Any) -> Person:
    """Someone with an account, whose identity is proven."""
    first, _, last = user_id.replace("_", " ").replace(".", "-").title().partition(" ")
    defaults = {
        "first_name": first,
        "last_name": last or "Person",
        "proofed_at": timezone.now(),
        "proofed_by": "tests",
    }
    email = fields.pop("email", f"{user_id}@example.org")
    return Person.objects.create_user(user_id, email, None, **{**defaults, **fields})


def make_aco(aco_id: str = "A9101", name: str = "Lakeside Care Partners ACO", **fields: Any) -> Aco:
    return Aco.objects.create(aco_id=aco_id, name=name, **fields)


# Made-up numbers never meet one that means something: those that tests write out by hand are small,
# and the sandbox of PECOS says something else for a TIN that ends in 901 to 906.
_unused = (number for number in itertools.count(31_118) if number % 1000 < 900)
_IDS = {
    "next_generation_aco": "V{:03}",
    "cpc_plus_site": "T1AR{:04}",
    "qualified_registry": "{:07}",
    "qcdr": "{:07}",
    "virtual_group": "VG-{:04}",
}


def make_organization(
    kind: str = "practice",
    name: str = "Elm Street Family Practice",
    *,
    tin: str | None = None,
    identifier: str | None = None,
    members: Sequence[str] = (),
    clinicians: Sequence[tuple[str, str]] = (),
    site_clinicians: Sequence[tuple[str, str]] = (),
    **fields: Any,
) -> Organization:
    """An organization of QPP; a TIN and an ID are made up where its kind has them.

    `members` are the TINs of its practices, `clinicians` pairs of NPI and PTAN, `site_clinicians`
    pairs of a member's TIN and an NPI.
    """
    number = next(_unused)
    if tin is None:
        tin = f"0017{number:05}" if KINDS[kind].has_tin else ""
    if identifier is None:
        identifier = _IDS.get(kind, "").format(number % 1000)
    made = Organization(kind=kind, name=name, identifier=identifier, **fields)
    made.set_tin(tin)
    made.save()
    for npi, ptan in clinicians:
        made.clinicians.create(npi=npi, ptan=ptan)
    of_tin: dict[str, MemberPractice] = {}
    for member_tin in members:
        of_tin[member_tin] = MemberPractice(organization=made)
        of_tin[member_tin].set_tin(member_tin)
        of_tin[member_tin].save()
    for member_tin, npi in site_clinicians:
        of_tin[member_tin].clinicians.create(npi=npi)
    return made


def make_participant(
    aco: Aco,
    name: str = "Elm Street Family Practice",
    *,
    tin: str | None = None,
    since: date = date(2026, 1, 1),
    until: date | None = None,
    providers: Sequence[str] = (),
    **fields: Any,
) -> Participant:
    """A participant of an ACO's list and its providers/suppliers by NPI, on the same days.

    A TIN is made up if none is said; "" is a participant of CMS's public list, which has none.
    """
    days = {"effective_from": since, "effective_until": until}
    made = Participant(aco=aco, legal_business_name=name, **days, **fields)
    made.set_tin(f"0008{next(_unused):05}" if tin is None else tin)
    made.save()
    ProviderSupplier.objects.bulk_create(
        ProviderSupplier(participant=made, npi=npi, **days) for npi in providers
    )
    return made


def make_contact(aco: Aco, person: Person, codes: Sequence[str]) -> Contact:
    return give_types(
        acting_person=person,
        aco=aco,
        person=person,
        codes=codes,
        given_by=None,
        facts=EVERY_FACT,
    )


class Cast:
    """People by role, in one ACO called Lakeside."""

    def __init__(self) -> None:
        self.lakeside = make_aco()
        self._people: dict[str, Person] = {}

    def __getattr__(self, role: str) -> Person:
        if role.startswith("_"):
            raise AttributeError(role)
        if role not in self._people:
            person = make_person(f"the_{role}", staff_role=STAFF.get(role, ""))
            if role in ROLES:
                make_contact(self.lakeside, person, ROLES[role])
            elif role not in {"outsider", *STAFF}:
                raise AttributeError(f"{role} is not in the cast")
            self._people[role] = person
        return self._people[role]

    def holder_of(self, code: str) -> Person:
        """Someone who holds exactly one contact type in Lakeside, other people holding none."""
        if code not in CONTACT_TYPES:
            raise KeyError(code)
        person = make_person(f"holder_{code}")
        make_contact(self.lakeside, person, [code])
        return person

    def browser(self, role: str) -> Client:
        """A browser in which this person is signed in."""
        return sign_in(Client(), getattr(self, role))
