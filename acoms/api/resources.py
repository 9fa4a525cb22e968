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


def resource(code: str) -> Resource | None:
    """The resource of this code; None for one that is registered no more."""
    return _resources.get(code)


def resources() -> list[Resource]:
    """All of them, group by group, by name."""
    found = _resources.values()
    return sorted(found, key=lambda one: (GROUPS.index(one.group), one.name))
