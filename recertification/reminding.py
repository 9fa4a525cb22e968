"""Reminding administrators of a review that is not done, each step once for an ACO and a year."""

from datetime import date
from typing import Any

import pghistory
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import Person
from contacts.actions import lock_aco
from contacts.models import Aco
from contacts.queries import administrators_by_aco
from notifications.actions import notify
from notifications.kinds import Kind, register
from recertification.models import Recertification, Reminder
from recertification.queries import progress_in, with_progress
from recertification.rules import Season, Step, day, reminder_on
from recertification.seasons import asks, current_season

REVIEW_DUE = register(
    Kind(name="yearly_review_due", on_screen="{said}", mail="recertification/email/due")
)


def remind_administrators(today: date | None = None) -> int:
    """Remind the administrators of every ACO whose review is not done; returns of how many ACOs.

    Each ACO is its own transaction, in which the reminder's row is claimed: a second run at the
    same time, or after an accident, sends nothing twice and leaves nobody out (rule E6).
    """
    today = today or timezone.localdate()
    season = current_season(today)
    step = reminder_on(today, season)
    if step is None:
        return 0
    acos = _unreminded(season, step)
    administrators = administrators_by_aco(acos)
    return sum(_remind(aco, season, step, today, administrators[aco.pk]) for aco in acos)


def _unreminded(season: Season, step: Step) -> list[Any]:
    reminded = Reminder.objects.filter(year=season.year, step=step).values("aco")
    done = Recertification.objects.filter(year=season.year, completed_at__isnull=False)
    acos = Aco.objects.exclude(pk__in=reminded).exclude(pk__in=done.values("aco"))
    return [aco for aco in with_progress(acos, season.year) if asks(season, aco)]


@transaction.atomic
def _remind(aco: Aco, season: Season, step: Step, today: date, people: list[Person]) -> bool:
    with pghistory.context(action="remind of yearly review"):
        lock_aco(aco)  # nobody completes it between this look and the letter
        if Recertification.objects.filter(
            aco=aco, year=season.year, completed_at__isnull=False
        ).exists():
            return False
        _, claimed = Reminder.objects.get_or_create(aco=aco, year=season.year, step=step)
        if not claimed:
            return False
        for person in people:
            notify(REVIEW_DUE, person=person, data=_data(aco, season, today))
    return True


def _data(aco: Any, season: Season, today: date) -> dict[str, Any]:
    late = season.is_late(today)
    when = f"was due {day(season.due_on)}" if late else f"is due {season.due_in_words(today)}"
    return {
        "said": f"The yearly review of the contacts of {aco} {when}. "
        f"{progress_in(aco)} contacts are done.",
        "aco": str(aco),
        "year": season.year,
        "due": day(season.due_on),
        "late": late,
        "url": reverse("yearly_review", args=[aco.aco_id]),
    }
