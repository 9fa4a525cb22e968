"""What CMS staff say to a finding: waived, or resolved, with a reason and in their name (rule C5).

A waiver lets pass what is so; "resolved" says that it is not so, as CMS has seen. If screening
still finds it after that, it is a new finding.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import pghistory
from django.db import transaction
from django.utils import timezone

from accounts.duties import require
from accounts.models import Person
from accounts.staff import Duty
from acoms.database.history import last_done
from acoms.once.done import AlreadyDone, bears_repeating
from acoms.once.shown import refusal_of_change
from acoms.programme.clock import in_words
from participants.changes.models import ChangeRequest
from participants.lists.models import Participant
from participants.screening.errors import ScreeningError
from participants.screening.models.findings import Finding
from participants.screening.rules import FindingState

LONGEST_REASON = 2000


@bears_repeating
def waive_finding(
    *,
    acting_person: Person,
    finding: Finding,
    reason: str,
    until: date | None = None,
    shown: str | None = None,
) -> None:
    """Let it pass, until a day (then it is open again) or for good.

    `shown` is the fingerprint of `Finding.parts` as they were shown. Raises Refused, and
    ScreeningError where it is resolved, the reason is missing or the day past.
    """
    with _to_settle(acting_person, finding, "waive finding", reason) as found:
        said = acting_person.pk, reason.strip(), until
        stands = found.waived_by_id, found.waiver_reason, found.waived_until
        if found.state_on(timezone.localdate()) is FindingState.WAIVED and stands == said:
            raise AlreadyDone
        _require_open(found, shown)
        if until is not None and until <= timezone.localdate():
            raise ScreeningError("The waiver must end after today.", field="until")
        found.waived_at, found.waived_by = timezone.now(), acting_person
        found.waiver_reason, found.waived_until = reason.strip(), until
        found.save()


@bears_repeating
def end_waiver(
    *, acting_person: Person, finding: Finding, reason: str, shown: str | None = None
) -> None:
    """Take a waiver back: the finding is open again; the history keeps both reasons."""
    action = "end waiver of finding"
    with _to_settle(acting_person, finding, action, reason) as found:
        if found.waived_at is None and last_done(found) == (action, acting_person.pk):
            raise AlreadyDone
        _require_open(found, shown)
        if found.state_on(timezone.localdate()) is not FindingState.WAIVED:
            raise ScreeningError("This finding is not waived.")
        found.waived_at = found.waived_by = found.waived_until = None
        found.waiver_reason = ""
        found.save()


@bears_repeating
def resolve_finding(
    *, acting_person: Person, finding: Finding, reason: str, shown: str | None = None
) -> None:
    """Say that it is not so (any more), and what shows that; who has said so says nothing new.

    Raises Refused and ScreeningError.
    """
    with _to_settle(acting_person, finding, "resolve finding", reason) as found:
        if (found.resolved_by_id, found.resolution) == (acting_person.pk, reason.strip()):
            raise AlreadyDone
        _require_open(found, shown)
        found.resolved_at, found.resolved_by = timezone.now(), acting_person
        found.resolution = reason.strip()
        found.save()


def let_waivers_follow(change: ChangeRequest, participant: Participant) -> None:
    """What CMS waived of a request stays waived of the participant whom it put on the list.

    For the same facts and as long, with the same reason and author: screening finds it there
    already. The caller holds the ACO's lock and has the transaction.
    """
    today = timezone.localdate()
    for found in Finding.objects.standing().filter(change=change, waived_at__isnull=False):
        if found.state_on(today) is FindingState.WAIVED and not found.reason_row.is_note:
            Finding.objects.get_or_create(
                change=None,
                participant=participant,
                npi=found.npi,
                reason=found.reason,
                resolved_at=None,
                defaults={name: getattr(found, name) for name in _FOLLOWS},
            )


_FOLLOWS = ("facts", "found_at", "waived_at", "waived_by", "waiver_reason", "waived_until")


@contextmanager
def _to_settle(
    acting_person: Person, finding: Finding, action: str, reason: str
) -> Iterator[Finding]:
    """The finding as it is by now, locked, in one transaction that names who does what and why."""
    require(acting_person, Duty.DECIDE_CHANGES)
    said = reason.strip()
    if not said:
        raise ScreeningError("Enter a reason.", field="reason")
    if len(said) > LONGEST_REASON:
        raise ScreeningError(f"Use at most {LONGEST_REASON:,} characters.", field="reason")
    with (
        transaction.atomic(),
        pghistory.context(action=action, acting_person=acting_person.pk, reason=said),
    ):
        found = Finding.objects.select_for_update().get(pk=finding.pk)
        yield found


def _require_open(found: Finding, shown: str | None) -> None:
    """Raise ScreeningError where it is resolved, or is another than was shown."""
    if found.resolved_at is not None:
        when = in_words(found.resolved_at)
        if found.resolved_by is None:
            raise ScreeningError(f"Screening did not find it any more on {when}.")
        who = found.resolved_by.full_name
        raise ScreeningError(f"This finding is resolved already: {who}, on {when}.")
    if changed := refusal_of_change(shown, found.parts):
        raise ScreeningError(changed)
