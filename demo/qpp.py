"""Made-up organizations of QPP in the demo data, with a few of the cast in them."""

from accounts.models import Person
from qpp_roles.connect.actions.requesting import request_role
from qpp_roles.organizations.kinds import Role
from qpp_roles.organizations.models import Clinician, MemberPractice, Organization
from qpp_roles.roles.actions.staffing import give_role
from qpp_roles.roles.models import HeldRole, RoleRequest

ELM, OAK = "Elm Street Family Practice", "Oak Lane Pediatrics"
# Name, kind, ID, TIN, city and state.
ORGANIZATIONS = (
    (ELM, "practice", "", "001700101", "Dayton, OH"),
    (OAK, "practice", "", "001700102", "Toledo, OH"),
    ("Hill Country Primary Care", "cpc_plus_site", "T1OH0001", "", "Athens, OH"),
    ("Harbor View Next Generation ACO", "next_generation_aco", "V901", "", ""),
    ("Heartland Clinical Data Registry", "qcdr", "9000001", "001700103", ""),
    ("Two Rivers Virtual Group", "virtual_group", "VG-9001", "", ""),
)
CLINICIANS = {ELM: ("2000000002", "ELM0001"), OAK: ("2000000010", "OAK0001")}
MEMBERS = {
    "Hill Country Primary Care": ("001700101",),
    "Harbor View Next Generation ACO": ("001700101", "001700102"),
    "Two Rivers Virtual Group": ("001700101", "001700102"),
}
ROLES = (
    ("grace.ndiaye", ELM, Role.SECURITY_OFFICIAL),
    ("lee.park", ELM, Role.STAFF_USER),
    ("tessa.okafor", "Heartland Clinical Data Registry", Role.SECURITY_OFFICIAL),
    ("grace.ndiaye", "Heartland Clinical Data Registry", Role.STAFF_USER),
)
ASKS = "liam.walsh"


def put_in_organizations(people: dict[str, Person]) -> None:
    """The organizations, who has which role, and a request that waits for Grace's answer."""
    made = {name: _organization(name, *facts) for name, *facts in ORGANIZATIONS}
    for user_id, name, role in ROLES:
        if not HeldRole.objects.filter(organization=made[name], person=people[user_id]).exists():
            give_role(
                acting_person=people["casey.staff"],
                organization=made[name],
                person=people[user_id],
                role=role,
                reason="Demo data",
            )
    if not RoleRequest.objects.filter(person=people[ASKS]).exists():
        request_role(acting_person=people[ASKS], place=made[ELM], role=Role.STAFF_USER)


def _organization(name: str, kind: str, identifier: str, tin: str, location: str) -> Organization:
    found = Organization.objects.filter(kind=kind, name=name).first()
    if found is not None:
        return found
    made = Organization(kind=kind, name=name, identifier=identifier, location=location)
    made.set_tin(tin)
    made.save()
    if name in CLINICIANS:
        npi, ptan = CLINICIANS[name]
        Clinician.objects.create(practice=made, npi=npi, ptan=ptan)
    for member_tin in MEMBERS.get(name, ()):
        member = MemberPractice(organization=made)
        member.set_tin(member_tin)
        member.save()
    return made
