"""Reads of Connect to an Organization."""

from contacts.models import Aco, HeldType
from contacts.types import ADMIN_CODES, in_order


def administrators_of_acos_of(person_id: int) -> dict[Aco, list[str]]:
    """Who can invite someone to a QPP role, in each ACO that they belong to; one query (rule B2).

    Nobody is named to an outsider of the ACO (rule E1).
    """
    found: dict[Aco, dict[int, tuple[str, list[str]]]] = {}
    own = HeldType.objects.active().filter(contact__person_id=person_id)
    held = HeldType.objects.active().filter(type__in=ADMIN_CODES, aco__in=own.values("aco"))
    for one in held.select_related("aco", "contact__person").order_by(
        "aco__name", "contact__person__last_name", "contact__person__first_name", "pk"
    ):
        person = one.contact.person
        name = "You" if person.pk == person_id else person.full_name
        found.setdefault(one.aco, {}).setdefault(person.pk, (name, []))[1].append(one.type)
    return {
        aco: [
            f"{name} ({', '.join(row.label for row in in_order(codes))})"
            for name, codes in people.values()
        ]
        for aco, people in found.items()
    }
