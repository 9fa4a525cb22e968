"""The organization or ACO that someone connects to, and where they stand in it."""

from contacts.actions import lock_aco
from contacts.models import Aco
from qpp_roles.organizations.actions.locking import lock_organization
from qpp_roles.organizations.kinds import (
    KINDS,
    SSP_ACO,
    Kind,
)
from qpp_roles.organizations.models import Organization

Place = Organization | Aco


def kind_of_place(place: Place) -> Kind:
    return KINDS[SSP_ACO] if isinstance(place, Aco) else place.kind_row


def at(place: Place) -> dict[str, Place]:
    """The filter and the columns of rows that are about an organization or an ACO."""
    return {"aco": place} if isinstance(place, Aco) else {"organization": place}


def open_place(code: str, place_id: int) -> Place | None:
    """The organization or ACO of this kind that one can connect to, or None."""
    if code == SSP_ACO:
        found: Place | None = Aco.objects.filter(pk=place_id).first()
    else:
        found = Organization.objects.open().filter(kind=code, pk=place_id).first()
    return found


def lock_place(place: Place) -> Place:
    """The row as it is now, locked until the transaction ends."""
    if not isinstance(place, Aco):
        return lock_organization(place)
    lock_aco(place)
    return place
