"""Copies of messages when two accounts of one person are merged.

What was written stays with the account that wrote it; what was received and read moves, and stands
once where both accounts have it.
"""

from django.db.models import F
from django.db.models.functions import Greatest, Least

from accounts.merging import Plan, Room
from accounts.models import Person
from documents.correspondence.models import Copy


def _plan(kept: Person, gone: Person) -> Plan:
    plan = Plan()
    if number := Copy.objects.filter(person=gone).count():
        plan.moves.append(f"Messages from CMS, with which of them were read: {number}.")
    return plan


def _move(acting_person: Person, kept: Person, gone: Person) -> None:
    theirs = {copy.delivery_id: copy for copy in Copy.objects.filter(person=gone)}
    for own in Copy.objects.filter(person=kept, delivery__in=list(theirs)):
        other = theirs.pop(own.delivery_id)
        Copy.objects.filter(pk=own.pk).update(
            read_at=Least(F("read_at"), other.read_at) if other.read_at else F("read_at"),
            seen_at=Greatest(F("seen_at"), other.seen_at) if other.seen_at else F("seen_at"),
            received=own.received or other.received,
            told=own.told_id or other.told_id,
        )
        other.delete()
    Copy.objects.filter(pk__in=[copy.pk for copy in theirs.values()]).update(person=kept)


ROOM = Room(plan=_plan, move=_move)
