"""What somebody asked to be told of goes with them when two accounts are merged."""

from django.db.models import QuerySet

from accounts.merging import Plan, Room
from accounts.models import Person
from documents.files.models import FileWish


def _plan(kept: Person, gone: Person) -> Plan:
    number = _moving(kept, gone).count()
    return Plan([f"ACOs whose new files they are told of: {number}."] if number else [])


def _move(acting_person: Person, kept: Person, gone: Person) -> None:
    _moving(kept, gone).update(person=kept)


def _moving(kept: Person, gone: Person) -> QuerySet[FileWish]:
    theirs = FileWish.objects.filter(person=kept)
    return FileWish.objects.filter(person=gone).exclude(aco__in=theirs.values("aco"))


ROOM = Room(plan=_plan, move=_move)
