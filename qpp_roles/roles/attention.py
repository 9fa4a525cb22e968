"""What needs a Security Official's attention: requests that wait in their organizations (D5)."""

from collections.abc import Iterable

from django.db.models import Count, F, Q, QuerySet

from acoms.text.folding import Folded
from contacts.attention import Item, Task
from contacts.models import Aco, HeldType
from qpp_roles.organizations.kinds import Role
from qpp_roles.organizations.models import Organization
from qpp_roles.roles.models import HeldRole, RoleRequest
from qpp_roles.roles.notices import name_of, url_of

ANSWER = Task("role-requests", "Answer role requests", "request")


def waiting_for(person_id: int) -> QuerySet[RoleRequest]:
    """The requests that this person may answer: others', where they are Security Official."""
    officials = HeldRole.objects.active().security_officials().filter(person=person_id)
    types = HeldType.objects.active().filter(
        contact__person=person_id, type=Role.SECURITY_OFFICIAL.contact_type
    )
    return (
        RoleRequest.objects.pending()
        .filter(
            Q(organization__in=officials.values("organization")) | Q(aco__in=types.values("aco"))
        )
        .exclude(person=person_id)
    )


def requests_to_answer(person_id: int) -> Iterable[Item]:
    """One thing to do for each place where requests wait; one query."""
    counted = (
        waiting_for(person_id)
        .order_by()
        .values("organization_id", "aco_id")
        .annotate(
            waiting=Count("pk"),
            organization_name=F("organization__name"),
            aco_name=F("aco__name"),
            public_id=F("aco__aco_id"),
        )
        .order_by(Folded("organization_name"), Folded("aco_name"))
    )
    for row in counted:
        place: Organization | Aco = (
            Aco(aco_id=row["public_id"], name=row["aco_name"])
            if row["aco_id"]
            else Organization(pk=row["organization_id"], name=row["organization_name"])
        )
        people = "1 person waits" if row["waiting"] == 1 else f"{row['waiting']} people wait"
        yield Item(
            task=ANSWER,
            aco=place if isinstance(place, Aco) else None,
            organization="" if isinstance(place, Aco) else name_of(place),
            count=row["waiting"],
            text=f"{people} for a role in {name_of(place)}",
            url=url_of(place),
        )
