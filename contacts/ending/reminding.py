"""Reminding administrators that their ACO's agreement ends (rule J4)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from acoms.once.reminders import Due, Reminder, remind
from contacts.actions import lock_aco
from contacts.agreement import REMINDED, reminder_on
from contacts.ending import notices
from contacts.models import Aco
from contacts.queries import administrators_of


def remind_of_ends(today: date | None = None) -> int:
    """Remind of ends that are near; of how many ACOs."""
    return remind(_Ahead(today or timezone.localdate()))


@dataclass(frozen=True, slots=True)
class _Ahead(Reminder[Aco, Aco]):
    """Each ACO whose agreement ends within a month."""

    name = "end of agreement"
    today: date

    def places(self) -> list[Aco]:
        near = Aco.objects.filter(
            ends_on__gt=self.today, ends_on__lte=self.today + timedelta(days=max(REMINDED))
        )
        return [one.thing for one in self.not_yet(self._due(near))]

    def due(self, place: Aco) -> list[Due[Aco]]:
        lock_aco(place)  # nobody takes it back between this look and the letter
        return list(self._due(Aco.objects.filter(pk=place.pk, ends_on__gt=self.today)))

    def send(self, place: Aco, due: Sequence[Due[Aco]]) -> None:
        for one in due:
            assert one.thing.ends_on is not None
            days = (one.thing.ends_on - self.today).days
            notices.remind(one.thing, administrators_of(one.thing), days)

    def _due(self, acos: Iterable[Aco]) -> Iterator[Due[Aco]]:
        for aco in acos:
            assert aco.ends_on is not None
            assert aco.end_recorded_at is not None
            recorded_on = timezone.localdate(aco.end_recorded_at)
            if step := reminder_on(self.today, aco.ends_on, recorded_on):
                yield Due(aco, f"{aco.ends_on} {step}")
