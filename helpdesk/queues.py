"""Messages that wait for an answer, on the first page of CMS staff (rules J1, J3)."""

from acoms.site.program_day import Counted, Part, count
from helpdesk.models import Ticket


def register_queues() -> None:
    waiting = Counted(
        title="Messages to the SSP Helpdesk",
        model="helpdesk.Ticket",
        rows=Ticket.objects.waiting,
        narrowed={"waits": "yes"},
        since="last_at",
    )
    count(Part.WAITING, 70, waiting)
