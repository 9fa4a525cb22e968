"""Reminders before credentials end, and before an ACO's last ones do (rule H1)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from acoms.once.reminders import Due, Reminder, remind
from api.credentials import notices
from api.credentials.models import ClientId, Credentials
from api.credentials.queries import acos_answered, ends_by_aco
from api.credentials.rules import LAST_ONE, REMINDERS, step_at
from contacts.actions import lock_aco
from contacts.models import Aco


def remind_of_ends(now: datetime | None = None) -> int:
    """Remind of all that ends soon; of how many credentials and ACOs."""
    now = now or timezone.now()
    return remind(_Ending(now)) + remind(_Last(now))


@dataclass(frozen=True, slots=True)
class _Ending(Reminder[Credentials, ClientId]):
    """Credentials whose newest client ID ends within days: a rotated one reminds anew."""

    name = "API credentials end"
    now: datetime

    def places(self) -> list[Credentials]:
        soon = self.now + timedelta(days=max(REMINDERS))
        return list(Credentials.objects.open().ending(after=self.now, until=soon).order_by("pk"))

    def due(self, place: Credentials) -> list[Due[ClientId]]:
        # Nobody rotates or deletes them between this look and the letter.
        locked = Credentials.objects.open().select_for_update(no_key=True).filter(pk=place.pk)
        newest = next(iter(ClientId.objects.filter(credentials__in=list(locked))[:1]), None)
        step = newest and step_at(newest.ends_at, self.now)
        return [Due(newest, str(step))] if newest and step else []

    def send(self, place: Credentials, due: Sequence[Due[ClientId]]) -> None:
        for one in due:
            acos = acos_answered(place)
            notices.tell_ending(place, one.thing.ends_at, self.now, acos)


@dataclass(frozen=True, slots=True)
class _Last(Reminder[Aco, Aco]):
    """ACOs whose last credentials end within days: then no program of theirs gets in any more."""

    name = "last API credentials end"
    now: datetime

    def places(self) -> list[Aco]:
        ends = ends_by_aco(None, self.now)
        soon = self.now + timedelta(days=LAST_ONE)
        return list(Aco.objects.filter(pk__in=[aco for aco, at in ends.items() if max(at) <= soon]))

    def due(self, place: Aco) -> list[Due[Aco]]:
        lock_aco(place)  # nobody creates or rotates any between this look and the letter
        end = max(ends_by_aco([place], self.now).get(place.pk, []), default=None)
        soon = self.now + timedelta(days=LAST_ONE)
        return [Due(place, end.isoformat())] if end and end <= soon else []

    def send(self, place: Aco, due: Sequence[Due[Aco]]) -> None:
        for one in due:
            notices.tell_last(place, datetime.fromisoformat(one.step))
