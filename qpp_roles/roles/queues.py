"""Requests for a role that only QPP staff can help on, on their first page (rules D9, J1)."""

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from acoms.site.program_day import Counted, Part, count
from contacts.models import HeldType
from qpp_roles.organizations.kinds import Role
from qpp_roles.roles.models import HeldRole, RoleRequest
from qpp_roles.roles.rules import WAITING_LONG

_OFFICIAL_THERE = Exists(
    HeldRole.objects.active().security_officials().filter(organization=OuterRef("organization_id"))
) | Exists(
    HeldType.objects.active().filter(
        aco=OuterRef("aco_id"), type=Role.SECURITY_OFFICIAL.contact_type
    )
)


def nobody_answers(requests: QuerySet[RoleRequest] | None = None) -> QuerySet[RoleRequest]:
    """Pending where there is no Security Official."""
    return _pending(requests).exclude(_OFFICIAL_THERE)


def waiting_long(requests: QuerySet[RoleRequest] | None = None) -> QuerySet[RoleRequest]:
    return _pending(requests).filter(requested_at__lte=timezone.now() - WAITING_LONG)


def _pending(requests: QuerySet[RoleRequest] | None) -> QuerySet[RoleRequest]:
    found = RoleRequest.objects.all() if requests is None else requests
    return found.filter(decided_at=None, withdrawn_at=None)


def register_queues() -> None:
    stuck = Counted(
        title="Role requests without a Security Official",
        model="qpp_roles_roles.RoleRequest",
        rows=nobody_answers,
        narrowed={"state": "nobody"},
        since="requested_at",
    )
    long = Counted(
        title=f"Role requests pending for {WAITING_LONG.days} days or longer",
        model="qpp_roles_roles.RoleRequest",
        rows=waiting_long,
        narrowed={"state": "long"},
        since="requested_at",
    )
    count(Part.WAITING, 20, stuck)
    count(Part.WAITING, 21, long)
