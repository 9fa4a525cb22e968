"""Reminding administrators of a review that is not done, each step once for an ACO and a year."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from acoms.once.reminders import Due, Reminder, remind
from contacts.actions import lock_aco
from contacts.models import Aco
from contacts.queries import administrators_by_aco
from notifications.actions import Telling, notify_all
from notifications.kinds import Kind, register
from recertification.models import Recertification
from recertification.queries import progress_in, with_progress
from recertification.rules import Season, Step, day, reminder_on
from recertification.seasons import asks, current_season

REVIEW_DUE = register(
    Kind(name="yearly_review_due", on_screen="{said}", mail="recertification/email/due")
)


def remind_administrators(today: date | None = None) -> int:
    """Remind the administrators of every ACO whose review is not done; returns of how many ACOs."""
    day = today or timezone.localdate()
    season = current_season(day)
    step = reminder_on(day, season)
    return remind(_Undone(day, season, step)) if step else 0


@dataclass(frozen=True, slots=True)
class _Undone(Reminder[Aco, Aco]):
    """ACOs whose review is not done, at the latest step of its season."""

    name = "yearly review"
    today: date
    season: Season
    step: Step

    def places(self) -> list[Aco]:
        """ACOs with how far their review is."""
        asked = Aco.objects.asked_by(self.season.due_on, self.today)
        acos = self.unclaimed(asked, self._claimed).exclude(pk__in=self._done().values("aco"))
        undone = with_progress(acos, self.season.year)
        return [aco for aco in undone if asks(self.season, aco)]

    def due(self, place: Aco) -> list[Due[Aco]]:
        lock_aco(place)  # nobody completes it between this look and the letter
        done = self._done().filter(aco=place).exists()
        return [] if done else [Due(place, self._claimed)]

    def send(self, place: Aco, due: Sequence[Due[Aco]]) -> None:
        data = self._data(place)
        people = administrators_by_aco([place])[place.pk]
        notify_all(REVIEW_DUE, [Telling(person=person, data=data) for person in people])

    @property
    def _claimed(self) -> str:
        return f"{self.season.year} {self.step}"

    def _done(self) -> QuerySet[Recertification]:
        return Recertification.objects.filter(year=self.season.year, completed_at__isnull=False)

    def _data(self, aco: Aco) -> dict[str, Any]:
        late = self.season.is_late(self.today)
        due_on = day(self.season.due_on)
        when = f"was due {due_on}" if late else f"is due {self.season.due_in_words(self.today)}"
        return {
            "said": f"The yearly review of the contacts of {aco} {when}. "
            f"{progress_in(aco)} contacts are done.",
            "aco": str(aco),
            "year": self.season.year,
            "due": due_on,
            "late": late,
            "url": reverse("yearly_review", args=[aco.aco_id]),
        }
