"""Reminding administrators of drafts whose 30 days run out, each step once (rule C4)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from acoms.once.reminders import Due, Reminder, remind
from contacts.actions import lock_aco
from contacts.models import Aco
from participants.changes import notices
from participants.changes.models import ChangeRequest
from participants.changes.rules import WARN_FROM, Notice


def remind_of_unsubmitted(today: date | None = None) -> int:
    """Remind of drafts from day 20 and day 27 on and once they are late; returns of how many."""
    return remind(_Unsubmitted(today or timezone.localdate()))


@dataclass(frozen=True, slots=True)
class _Unsubmitted(Reminder[tuple[Aco, Sequence[int]], ChangeRequest]):
    """One message for each ACO, over all of its drafts."""

    name = "change requests"
    today: date

    def places(self) -> Iterable[tuple[Aco, Sequence[int]]]:
        waiting = defaultdict(list)
        for one in self.not_yet(self._drafts()):
            waiting[one.thing.aco].append(one.thing.pk)
        return waiting.items()

    def due(self, place: tuple[Aco, Sequence[int]]) -> list[Due[ChangeRequest]]:
        aco, ids = place
        lock_aco(aco)  # nobody submits or withdraws between this look and the letter
        found = self._drafts(pk__in=ids)
        return sorted(found, key=lambda one: one.thing.happened_on)

    def send(self, place: tuple[Aco, Sequence[int]], due: Sequence[Due[ChangeRequest]]) -> None:
        notices.remind(place[0], [(one.thing, self._notice(one.thing)) for one in due])

    def _drafts(self, **which: object) -> Iterator[Due[ChangeRequest]]:
        """Drafts with their latest step; one query."""
        drafts = (
            ChangeRequest.objects.filter(**which)
            .with_the_aco()
            .filter(first_submitted_at=None, happened_on__lte=self.today - WARN_FROM)
            .exclude(aco__ends_on__lt=self.today)  # rule J4
        )
        for change in drafts.select_related("aco", "participant"):
            notice = self._notice(change)
            if (step := notice.reminder) and change.aco.is_asked_by(notice.due_on):
                yield Due(change, step)

    def _notice(self, change: ChangeRequest) -> Notice:
        return Notice(change.happened_on, self.today)
