"""Reminding the invited, and whoever invited them, before an invitation ends (rule A7)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import OuterRef, TextField, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from acoms.once.lease import lock_free
from acoms.once.reminders import Due, Reminder, in_batches, remind
from invitations.models import Invitation, InvitationQuerySet
from invitations.reminders import notices
from invitations.reminders.rules import Window, windows


def remind_of_invitations(now: datetime | None = None) -> int:
    """Remind the invited and their inviters of what is due by now; returns how many invitations."""
    return remind(_Unanswered(now or timezone.now()))


@dataclass(frozen=True, slots=True)
class _Unanswered(Reminder[tuple[Window, Sequence[int]], Invitation]):
    """Once for each day and each sending: sending again counts anew."""

    name = "invitations"
    now: datetime

    def places(self) -> Iterator[tuple[Window, Sequence[int]]]:
        for window in windows(self.now):
            sending = Cast(OuterRef("generation"), TextField())
            step = Concat(sending, Value(_of_day(window)), output_field=TextField())
            due = self.unclaimed(self._within(window), step).order_by("pk")
            for batch in in_batches(due.values_list("pk", flat=True)):
                yield window, batch

    def due(self, place: tuple[Window, Sequence[int]]) -> list[Due[Invitation]]:
        window, ids = place
        due = self._within(window).filter(pk__in=ids).order_by("pk")
        locked = [each.pk for each in lock_free(due)]
        # Asked again now that they are locked: whoever held them may have answered.
        still = due.filter(pk__in=locked).with_people()
        return [Due(each, f"{each.generation}{_of_day(window)}") for each in still]

    def send(self, place: tuple[Window, Sequence[int]], due: Sequence[Due[Invitation]]) -> None:
        invitations, day = [one.thing for one in due], place[0].day
        notices.remind_invited(invitations, day)
        notices.remind_inviters(invitations, day)

    def _within(self, window: Window) -> InvitationQuerySet:
        return Invitation.objects.to_remind_of(window.after, window.until, self.now)


def _of_day(window: Window) -> str:
    return f", day {window.day}"
