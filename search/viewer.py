"""Whoever searches: what they hold where, and what they may do as CMS staff.

Conditions of what somebody sees are made once for all viewers of a sort, with a `Sight`; then only
the ids of their ACOs are filled in (`acoms.database.prepared`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import F, Q

from accounts.models import Person
from accounts.staff import Duty
from acoms.database.among import Among
from contacts.models import HeldType
from contacts.permissions import PERMISSIONS, Permission, decide


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

    def acos_with(self, permission: Permission) -> list[int]:
        """The ids of the ACOs where their types have a permission."""
        return [
            aco
            for aco, codes in self.held.items()
            if any(permission in PERMISSIONS[code] for code in codes)
        ]

    def ids_of(self, name: str) -> list[int]:
        """What a `Sight` has asked for by this name."""
        return list(self.held) if name == _HELD else self.acos_with(Permission[name])


_HELD = "held"


@dataclass(frozen=True, slots=True)
class Sight:
    """What conditions know of a viewer: the ids of ACOs by the names that `Viewer.ids_of` takes.

    `asked` collects those names.
    """

    is_staff: bool
    ids: Mapping[str, list[int]] = field(default_factory=dict)
    asked: set[str] = field(default_factory=set)

    def may(self, column: str, permission: Permission) -> Among:
        """That `column` is an ACO where the viewer's types have a permission."""
        return self._among(column, permission.name)

    def held(self, column: str) -> Among:
        """That `column` is an ACO where the viewer holds a type."""
        return self._among(column, _HELD)

    def _among(self, column: str, name: str) -> Among:
        self.asked.add(name)
        return Among(F(column), self.ids.get(name, []))


def everyone(viewer: Viewer) -> bool:
    return True


def staff_only(viewer: Viewer) -> bool:
    return viewer.is_staff


def all_of_them(sight: Sight) -> Q:
    """The condition where whoever may see any may see all."""
    return Q()


def viewer_of(person: Person) -> Viewer:
    """One query. What was held when an agreement ended counts as long as the pages are read (J4):
    all that is found is for reading."""
    counts = HeldType.objects.active() | HeldType.objects.at_the_end()
    rows = counts.filter(contact__person=person.pk).order_by().values("aco_id")
    held = {row["aco_id"]: frozenset(row["codes"]) for row in rows.annotate(codes=ArrayAgg("type"))}
    return Viewer(person, held, person.is_staff and person.may(Duty.READ))
