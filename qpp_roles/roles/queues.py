"""Requests for a role that only QPP staff can help on, on their first page (rules D9, J1)."""

from acoms.site.program_day import Counted, Part, count
from qpp_roles.roles.models import RoleRequest
from qpp_roles.roles.rules import WAITING_LONG


def register_queues() -> None:
    stuck = Counted(
        title="Role requests without a Security Official",
        model="qpp_roles_roles.RoleRequest",
        rows=RoleRequest.objects.nobody_answers,
        narrowed={"state": "nobody"},
        since="requested_at",
    )
    long = Counted(
        title=f"Role requests pending for {WAITING_LONG.days} days or longer",
        model="qpp_roles_roles.RoleRequest",
        rows=RoleRequest.objects.waiting_long,
        narrowed={"state": "long"},
        since="requested_at",
    )
    count(Part.WAITING, 20, stuck)
    count(Part.WAITING, 21, long)
