"""Reminding signers and administrators of lists that are not certified (rule C2)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from acoms.once.reminders import Due, Reminder, remind
from contacts.actions import lock_aco
from contacts.models import Aco
from participants.certification import notices
from participants.certification.models import CertifiedList
from participants.certification.queries import first_day_of, year_to_certify
from participants.certification.rules import certified_in_time_until, reminder_on
from participants.lists.models import Participant
from participants.years.models import PerformanceYear


def remind_of_certification(today: date | None = None) -> int:
    """Remind signers and administrators of lists that are not certified; of how many ACOs."""
    day = today or timezone.localdate()
    year = year_to_certify(day)
    if year is None or day < year.certify_from:
        return 0
    return remind(_Uncertified(day, year))


@dataclass(frozen=True, slots=True)
class _Uncertified(Reminder[Due[Aco], Aco]):
    """Each ACO that has a list, in the year that is to be certified."""

    name = "certification"
    today: date
    year: PerformanceYear

    def places(self) -> list[Due[Aco]]:
        acos = Aco.objects.in_program(self.today)
        listed = acos.filter(pk__in=Participant.objects.values("aco"))
        certified = CertifiedList.objects.filter(performance_year=self.year)
        waiting = listed.exclude(pk__in=certified.values("aco"))
        return self.not_yet(self._due(waiting))

    def due(self, place: Due[Aco]) -> list[Due[Aco]]:
        lock_aco(place.thing)  # nobody certifies it between this look and the letter
        certified = CertifiedList.objects.filter(aco=place.thing, performance_year=self.year)
        return [] if certified.exists() else [place]

    def send(self, place: Due[Aco], due: Sequence[Due[Aco]]) -> None:
        notices.remind(place.thing, self.year)

    def _due(self, acos: Iterable[Aco]) -> Iterator[Due[Aco]]:
        for aco in acos:
            by = certified_in_time_until(self.year.certify_by, first_day_of(aco, self.year))
            step = reminder_on(self.today, self.year.certify_from, by)
            if step and aco.is_asked_by(by):
                yield Due(aco, f"{self.year.year} {step}")
