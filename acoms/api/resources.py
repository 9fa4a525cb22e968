"""What programs may be given: resources, which each room registers in its `AppConfig.ready()`.

A Credential Delegate picks among them when making credentials (rule H1); an operation of the API
names the one that it belongs to.
"""

from dataclasses import dataclass

ACO_MS = "ACO-MS"
BCDA = "BCDA"
GROUPS = (ACO_MS, BCDA)


@dataclass(frozen=True, slots=True)
class Resource:
    """One thing that programs may be given: `says` is what it gives, a sentence.

    `group` is one of `GROUPS`; credentials are for resources of one group.
    """

    code: str
    name: str
    group: str
    says: str


_resources: dict[str, Resource] = {}


def register_resource(resource: Resource) -> None:
    """Offer it to those who make credentials. ValueError for a group that there is not."""
    if resource.group not in GROUPS:
        raise ValueError(f"{resource.group} is none of {GROUPS}")
    _resources[resource.code] = resource
