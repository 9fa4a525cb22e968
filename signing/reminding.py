"""Reminding signers, then administrators too, of documents that are not signed (rule F7)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import OuterRef
from django.utils import timezone

from accounts.models import Person
from acoms.once.reminders import Due, Reminder, last_reminded, remind
from contacts.actions import lock_aco
from contacts.models import Aco
from contacts.types import ADMIN_CODES
from signing import notices
from signing.models import AcoEvent
from signing.models.events import NEEDED_TO_OPEN
from signing.queries import Standing, people_of, standings
from signing.rules import reminder_on, reminds_administrators


def remind_of_signing(today: date | None = None) -> int:
    """Remind of documents that wait for somebody; of how many ACOs' events."""
    return remind(_Unsigned(today or timezone.localdate()))


def reminded(aco_events: Iterable[AcoEvent]) -> dict[int, datetime]:
    """When the signers were last reminded of each ACO's event, where they were; one query."""
    return last_reminded(_Unsigned.name, [own.pk for own in aco_events])


@dataclass(frozen=True, slots=True)
class _Unsigned(Reminder[Due[AcoEvent], AcoEvent]):
    """Each open event of an ACO that is not complete."""

    name = "signing"
    today: date

    def places(self) -> list[Due[AcoEvent]]:
        own = AcoEvent.objects.filter(opened_at__isnull=False, event__closed_at__isnull=True)
        own = own.filter(aco__in=Aco.objects.asked_by(OuterRef("event__due_on"), self.today))
        own = own.select_related("event", "aco").order_by("pk")
        due = [Due(one, step) for one in own if (step := reminder_on(self.today, one.event.due_on))]
        waiting = self.not_yet(due)
        complete = {
            one.aco_event.pk
            for one in standings([one.thing for one in waiting], self.today)
            if one.is_complete
        }
        return [one for one in waiting if one.thing.pk not in complete]

    def due(self, place: Due[AcoEvent]) -> list[Due[AcoEvent]]:
        lock_aco(place.thing.aco)  # nobody signs between this look and the letter
        own = AcoEvent.objects.select_related("event", "aco").get(pk=place.thing.pk)
        if own.event.closed_at is not None:
            return []
        step = reminder_on(self.today, own.event.due_on)
        return [Due(own, step)] if step and not self._standing(own).is_complete else []

    def send(self, place: Due[AcoEvent], due: Sequence[Due[AcoEvent]]) -> None:
        own = due[0].thing
        standing, aco = self._standing(own), own.aco_id
        codes = set(NEEDED_TO_OPEN)
        if reminds_administrators(self.today, own.event.due_on):
            codes |= set(ADMIN_CODES)
        held = people_of([aco], codes).get(aco, {})
        people = Person.objects.in_bulk(held)
        told = {
            pk: (people[pk], mine)
            for pk, types in held.items()
            if (mine := len(standing.to_sign(pk, types))) or types & set(ADMIN_CODES)
        }
        if not reminds_administrators(self.today, own.event.due_on):
            told = {pk: one for pk, one in told.items() if one[1]}
        notices.remind(own, told)

    def _standing(self, own: AcoEvent) -> Standing:
        return standings([own], self.today)[0]
