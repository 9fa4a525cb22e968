"""Telling administrators once a week what needs attention in their ACOs (rule A16)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef

from accounts.models import Person
from acoms.once.reminders import Due, Reminder, in_batches, remind
from contacts.attention import Item, items_by_aco
from contacts.models import Aco, HeldType, HeldTypeQuerySet
from contacts.queries import with_filled_types
from contacts.types import ADMIN_CODES
from invitations.reminders import notices
from notifications.rules import weekly_due


def remind_administrators(now: datetime) -> int:
    """Tell each administrator what needs attention in their ACOs; returns how many it looked at.

    People who were administrators when that Monday came. Those with nothing to do are claimed and
    told nothing, that day and for the rest of the week.
    """
    monday = weekly_due(now)
    return remind(_Attention(monday)) if monday else 0


@dataclass(frozen=True, slots=True)
class _Attention(Reminder[Sequence[int], Person]):
    """One message for each person, over all their ACOs; nobody's row has to be locked for it."""

    name = "what needs attention"
    monday: datetime

    def places(self) -> Iterator[Sequence[int]]:
        administers = self._administers().filter(contact__person=OuterRef("pk"))
        people = Person.objects.filter(Exists(administers), is_active=True)
        due = self.unclaimed(people, self._week).order_by("pk")
        return in_batches(due.values_list("pk", flat=True))

    def due(self, place: Sequence[int]) -> list[Due[Person]]:
        people = Person.objects.filter(pk__in=place, is_active=True)
        return [Due(person, self._week) for person in people.order_by("pk")]

    def send(self, place: Sequence[int], due: Sequence[Due[Person]]) -> None:
        owed = self._owed([one.thing for one in due])
        told = {person: acos for person, acos in owed.items() if acos}
        notices.remind_administrators(told, self.monday)

    def _owed(self, people: Sequence[Person]) -> dict[Person, dict[Aco, list[Item]]]:
        edited: dict[int, set[int]] = {person.pk: set() for person in people}
        administers = self._administers().filter(contact__person__in=people)
        for person_id, aco_id in administers.values_list("contact__person_id", "aco_id"):
            edited[person_id].add(aco_id)
        acos = with_filled_types(Aco.objects.filter(pk__in=set().union(*edited.values())))
        items = items_by_aco(list(acos)).items()
        return {
            person: {
                aco: own
                for aco, found in items
                if aco.pk in edited[person.pk]
                and (own := [one.seen_by(person.pk) for one in found if one.is_for(person.pk)])
            }
            for person in people
        }

    @property
    def _week(self) -> str:
        return self.monday.date().isoformat()

    def _administers(self) -> HeldTypeQuerySet:
        return HeldType.objects.active().filter(type__in=ADMIN_CODES, since__lte=self.monday)
