"""Whoever searches: what they hold where, and what they may do as CMS staff."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib.postgres.aggregates import ArrayAgg

from accounts.models import Person
from accounts.staff import Duty
from contacts.models import HeldType
from contacts.permissions import Permission, decide


@dataclass(frozen=True, slots=True)
class Viewer:
    """A signed-in person, with the codes of the types they hold by the id of the ACO.

    `is_staff` says that they read the whole admin.
    """

    person: Person
    held: Mapping[int, frozenset[str]]
    is_staff: bool

    def may(self, permission: Permission, aco: int) -> bool:
        """Whether their types in the ACO with this id have a permission."""
        return bool(decide(self.held.get(aco, ()), permission))

    def acos_with(self, *permissions: Permission) -> list[int]:
        """The ids of the ACOs where their types have all of these permissions."""
        return [
            aco
            for aco, codes in self.held.items()
            if all(decide(codes, permission) for permission in permissions)
        ]


def viewer_of(person: Person) -> Viewer:
    """One query."""
    rows = HeldType.objects.active().filter(contact__person=person.pk).order_by().values("aco_id")
    held = {row["aco_id"]: frozenset(row["codes"]) for row in rows.annotate(codes=ArrayAgg("type"))}
    return Viewer(person, held, person.is_staff and person.may(Duty.READ))
