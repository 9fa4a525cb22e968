"""Change requests that wait for CMS, on the first page of CMS staff (rules C5, J1)."""

from functools import partial

from acoms.site.program_day import Counted, Part, count
from participants.changes.models import ChangeRequest, ChangeRequestQuerySet


def in_hand(cycle: int | None = None) -> ChangeRequestQuerySet:
    """Submitted and not answered: all, or those of one feedback cycle."""
    found = ChangeRequest.objects.in_hand()
    return found if cycle is None else found.filter(cycle=cycle)


def waiting_in_cycle(cycle: int) -> Counted:
    return Counted(
        title="Change requests that wait for CMS",
        model="participants_changes.ChangeRequest",
        rows=partial(in_hand, cycle),
        narrowed={"cycle__id__exact": cycle},
        since="submitted_at",
    )


def register_queues() -> None:
    waiting = Counted(
        title="Change requests",
        model="participants_changes.ChangeRequest",
        rows=in_hand,
        since="submitted_at",
    )
    count(Part.WAITING, 10, waiting)
