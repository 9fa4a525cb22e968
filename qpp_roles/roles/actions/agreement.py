"""Requests for a QPP role of an ACO when its agreement ends (rule J4). The roles themselves are
contact types, and end with those."""

from django.utils import timezone

from accounts.models import Person
from contacts.ending.registry import Ends
from contacts.models import Aco
from qpp_roles.roles import notices
from qpp_roles.roles.models import RoleRequest


def pending_in(aco: Aco) -> Ends:
    """For the preview: who waits for an answer."""
    found = RoleRequest.objects.pending().filter(aco=aco).select_related("person", "aco")
    return Ends("Requests for a QPP role", [str(one) for one in found.order_by("pk")])


def deny_pending(acting_person: Person, aco: Aco, reason: str) -> None:
    """Deny them, under the ACO's lock, with the end as the reason; whoever asked is told."""
    waiting = RoleRequest.objects.pending().filter(aco=aco).order_by("pk")
    for one in waiting.select_for_update(no_key=True, of=("self",)).select_related("person", "aco"):
        one.decided_at, one.approved, one.reason = timezone.now(), False, reason
        one.decided_by = acting_person if acting_person.pk != one.person_id else None
        one.save(update_fields=["decided_at", "approved", "reason", "decided_by"])
        notices.tell_answered(one)
