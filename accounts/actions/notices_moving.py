"""What a person was told on screen goes with them when two accounts are merged."""

from accounts.merging import Plan, Room
from accounts.models import Person
from notifications.models import Notification


def _plan(kept: Person, gone: Person) -> Plan:
    number = Notification.objects.on_screen_for(gone.pk).count()
    return Plan([f"Notifications: {number}."] if number else [])


def _move(acting_person: Person, kept: Person, gone: Person) -> None:
    Notification.objects.on_screen_for(gone.pk).update(person=kept)


ROOM = Room(plan=_plan, move=_move)
