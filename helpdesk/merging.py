"""Threads with the Helpdesk go with the account, when two of one person are merged."""

from accounts.merging import Plan, Room
from accounts.models import Person
from helpdesk.actions import move_tickets
from helpdesk.models import Ticket


def _plan(kept: Person, gone: Person) -> Plan:
    number = Ticket.objects.filter(person=gone).count()
    return Plan([f"Messages to the SSP Helpdesk: {number}."]) if number else Plan()


def _move(acting_person: Person, kept: Person, gone: Person) -> None:
    move_tickets(kept, gone)


ROOM = Room(plan=_plan, move=_move)
