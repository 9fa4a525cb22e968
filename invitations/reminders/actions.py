"""Writing reminders: each once, whoever else is at it, and none that is out of date (rule E6)."""

from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from accounts.models import Person
from contacts.attention import items_by_aco
from contacts.models import Aco, HeldType
from contacts.queries import with_filled_types
from contacts.types import ADMIN_CODES
from invitations.models import AttentionReminder, Invitation, InvitationReminder
from invitations.reminders import notices
from invitations.reminders.rules import Window, windows
from notifications.rules import weekly_due

BATCH = 500


def remind_of_invitations(now: datetime | None = None) -> int:
    """Remind the invited and their inviters of what is due by now; returns how many invitations.

    In batches, each its own transaction. Whatever was missed meanwhile is not made good: only the
    latest reminder that is due is written.
    """
    moment = now or timezone.now()
    total = 0
    for window in windows(moment):
        while True:
            claimed, reminded = _remind_batch(window, moment)
            total += reminded
            if claimed < BATCH:
                break
    return total


@transaction.atomic
def _remind_batch(window: Window, now: datetime) -> tuple[int, int]:
    """Claim invitations of one window and remind of them: how many of each."""
    due = Invitation.objects.to_remind_of(window.day, window.after, window.until, now)
    claimed = list(
        due.select_for_update(skip_locked=True).order_by("pk").values_list("pk", flat=True)[:BATCH]
    )
    # Asked again now that they are locked: whoever held them may have reminded already.
    invitations = list(due.filter(pk__in=claimed).with_people().order_by("pk"))
    InvitationReminder.objects.bulk_create(
        InvitationReminder(invitation=each, generation=each.generation, day=window.day, sent_at=now)
        for each in invitations
    )
    notices.remind_invited(invitations, window.day)
    notices.remind_inviters(invitations, window.day)
    return len(claimed), len(invitations)


def remind_administrators(now: datetime) -> int:
    """Tell each administrator once a week what needs attention in their ACOs; returns how many.

    People who were administrators when that Monday came. Those with nothing to do are noted and
    told nothing, that day and for the rest of the week.
    """
    monday = weekly_due(now)
    if monday is None:
        return 0
    total = 0
    while True:
        considered, told = _remind_administrators_batch(monday)
        total += told
        if considered < BATCH:
            return total


@transaction.atomic
def _remind_administrators_batch(monday: datetime) -> tuple[int, int]:
    administers = HeldType.objects.active().filter(type__in=ADMIN_CODES, since__lte=monday)
    noted = AttentionReminder.objects.filter(person=OuterRef("pk"), week=monday.date())
    people = list(
        Person.objects.filter(
            Exists(administers.filter(contact__person=OuterRef("pk"))),
            ~Exists(noted),
            is_active=True,
        ).order_by("pk")[:BATCH]
    )
    edited: dict[int, set[int]] = {person.pk: set() for person in people}
    for person_id, aco_id in administers.filter(contact__person__in=people).values_list(
        "contact__person_id", "aco_id"
    ):
        edited[person_id].add(aco_id)
    acos = with_filled_types(Aco.objects.filter(pk__in=set().union(*edited.values())))
    items = items_by_aco(list(acos))
    owed = {
        person: {
            aco: own
            for aco, found in items.items()
            if aco.pk in edited[person.pk] and (own := [i for i in found if i.is_for(person.pk)])
        }
        for person in people
    }
    AttentionReminder.objects.bulk_create(
        AttentionReminder(
            person=person, week=monday.date(), items=sum(len(found) for found in acos.values())
        )
        for person, acos in owed.items()
    )
    told = {person: acos for person, acos in owed.items() if acos}
    notices.remind_administrators(told, monday)
    return len(people), len(told)
