"""New files of a week, told on Mondays to those who asked for it so (rule G5)."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from acoms.once.reminders import Due, Reminder, in_batches, remind
from contacts.models import Aco
from documents.files import notices
from documents.files.actions.telling import readers
from documents.files.models import FileVersion, FileWish
from documents.files.rules import Wish
from notifications.rules import weekly_due

WEEK = timedelta(days=7)


def tell_weekly(now: datetime) -> int:
    """Tell of the files of the week before the last Monday; of how many wishes it thought."""
    monday = weekly_due(now)
    return remind(_NewFiles(monday)) if monday else 0


@dataclass(frozen=True, slots=True)
class _NewFiles(Reminder[Sequence[int], FileWish]):
    """One message for each person and ACO; where nothing is new there is none."""

    name = "new files of a week"
    monday: datetime

    def places(self) -> Iterator[Sequence[int]]:
        wishes = FileWish.objects.filter(how=Wish.WEEKLY.value, since__lte=self.monday)
        due = self.unclaimed(wishes, self._week).order_by("pk")
        return in_batches(due.values_list("pk", flat=True))

    def due(self, place: Sequence[int]) -> list[Due[FileWish]]:
        wishes = FileWish.objects.filter(pk__in=place, how=Wish.WEEKLY.value)
        locked = wishes.select_related("person", "aco").select_for_update(of=("self",))
        return [Due(wish, self._week) for wish in locked.order_by("pk")]

    def send(self, place: Sequence[int], due: Sequence[Due[FileWish]]) -> None:
        wishes: dict[Aco, list[FileWish]] = defaultdict(list)
        for one in due:
            wishes[one.thing.aco].append(one.thing)
        versions: dict[int, list[FileVersion]] = defaultdict(list)
        new = FileVersion.objects.current().filter(
            file__aco__in=wishes, shown_at__gte=self.monday - WEEK, shown_at__lt=self.monday
        )
        for version in new.select_related("file").order_by("file__name"):
            versions[version.file.aco_id or 0].append(version)
        for aco, those in wishes.items():
            people = [wish.person for wish in those]
            for person, theirs in readers(aco, people, versions[aco.pk]):
                notices.tell_files(aco, person, theirs, weekly=True)

    @property
    def _week(self) -> str:
        return self.monday.date().isoformat()
