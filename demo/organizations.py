"""More made-up organizations of QPP, to connect to as the first Security Official.

Uploaded by the import that CMS staff use. What rule D4 asks for stands in `demo.validated_by`, for
one of each kind. Two practices have one name. Nobody has a role in any of them yet.
"""

from qpp_roles.organizations.actions.importing import OrganizationFile, import_organizations
from qpp_roles.organizations.models import Organization

LIST = """\
record,kind,identifier,tin,name,location,npi,ptan
,practice,,001700201,Prairie Heart Group,"Salina, KS",,
,practice,,001700202,Lakeview Women's Health,"Flint, MI",,
,practice,,001700203,Lakeview Family Medicine,"Flint, MI",,
,practice,,001700204,Lakeview Family Medicine,"Racine, WI",,
,qualified_registry,9000002,001700205,Clearwater Quality Registry,,,
,qcdr,9000003,001700206,Joint Outcomes Data Registry,,,
,cpc_plus_site,T1MI0002,,Millbrook Practice Site,"Millbrook, MI",,
,next_generation_aco,V902,,Blue Ridge Next Generation ACO,,,
,virtual_group,VG-9002,,Great Plains Virtual Group,,,
clinician,,,001700201,,,2000000028,PRA0001
clinician,,,001700202,,,2000000036,LAK0001
clinician,,,001700203,,,2000000044,LAK0002
member,cpc_plus_site,T1MI0002,001700201,,,,
site clinician,,T1MI0002,001700201,,,2000000028,
member,next_generation_aco,V902,001700201,,,,
member,next_generation_aco,V902,001700203,,,,
member,virtual_group,VG-9002,001700201,,,,
member,virtual_group,VG-9002,001700202,,,,
"""


def load_organizations() -> None:
    """Read the list in, unless it was."""
    if not Organization.objects.filter(identifier="VG-9002").exists():
        file = OrganizationFile(name="demo data", lines=LIST.splitlines(), all_or_nothing=True)
        import_organizations(acting_person=None, file=file)
