"""Reminding administrators of drafts whose 30 days run out, each step once (rule C4)."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

import pghistory
from django.db import transaction
from django.utils import timezone

from contacts.actions import lock_aco
from contacts.models import Aco
from participants.changes import notices
from participants.models import ChangeReminder, ChangeRequest
from participants.rules import WARN_FROM, Notice, Step

Due = tuple[ChangeRequest, Notice, Step]


def remind_of_unsubmitted(today: date | None = None) -> int:
    """Remind of drafts from day 20 and day 27 on and once they are late; returns of how many.

    Each ACO is its own transaction, in which its reminders are claimed: a second run at the same
    time, or after an accident, sends nothing twice and leaves nobody out (rule E6). Of what was
    missed meanwhile only the latest step is sent.
    """
    today = today or timezone.localdate()
    waiting = defaultdict(list)
    for due in _due(ChangeRequest.objects.select_related("aco"), today):
        waiting[due[0].aco].append(due[0].pk)
    return sum(_remind(aco, ids, today) for aco, ids in waiting.items())


def _due(changes: Any, today: date) -> list[Due]:
    """Drafts whose latest step has not been reminded of; two queries."""
    drafts = changes.with_the_aco().filter(
        first_submitted_at=None, happened_on__lte=today - WARN_FROM
    )
    found = []
    for change in drafts.prefetch_related("reminders"):
        notice = Notice(change.happened_on, today)
        step = notice.reminder
        if step is not None and step not in {each.step for each in change.reminders.all()}:
            found.append((change, notice, step))
    return found


@transaction.atomic
def _remind(aco: Aco, ids: Sequence[int], today: date) -> int:
    with pghistory.context(action="remind of change requests"):
        lock_aco(aco)  # nobody submits or withdraws between this look and the letter
        changes = ChangeRequest.objects.filter(pk__in=ids).select_related("participant")
        due = sorted(_due(changes, today), key=lambda each: each[1].due_on)
        if not due:
            return 0
        ChangeReminder.objects.bulk_create(
            ChangeReminder(change=change, step=step) for change, _, step in due
        )
        notices.remind(aco, due)
    return len(due)
