"""CMS's answers to change requests, and the feedback letters of a cycle (rules C3, C5, C6)."""

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
from acoms.once.done import AlreadyDone, bears_repeating, reason_kept
from acoms.once.shown import refusal_of_change
from acoms.programme.dates import in_words
from contacts.actions import lock_aco, lock_acos
from contacts.models import Aco
from participants.changes.actions.applying import apply_change
from participants.changes.actions.requests import PEOPLE
from participants.changes.errors import ChangeError
from participants.changes.happened import what_happened
from participants.changes.models import ChangeRequest
from participants.changes.rules import ChangeState
from participants.deciding import notices
from participants.deciding.models import FeedbackLetter
from participants.deciding.queries import (
    letter_lines,
    letters_to_send,
    shown_of_letters,
    shown_to_answer,
)
from participants.lists.models import Participant
from participants.screening.actions.findings import let_waivers_follow
from participants.screening.queries import blocked
from participants.years.models import FeedbackCycle

LONGEST_REASON = 2_000


@contextmanager
def _answering(
    acting_person: Person,
    change: ChangeRequest,
    action: str,
    *,
    approved: bool | None = None,
    reason: str = "",
    shown: str | None = None,
) -> Iterator[ChangeRequest]:
    """The request as it is by now, in the ACO's lock, for an answer of CMS's: `approved` or not, or
    neither where it is returned. `shown` is the fingerprint of what CMS was shown of it
    (`shown_to_answer`). Raises AlreadyDone where this person has given this answer with this very
    `reason`, and ChangeError with who was first."""
    require(acting_person, Duty.DECIDE_CHANGES)
    with (
        transaction.atomic(),
        pghistory.context(action=action, acting_person=acting_person.pk),
    ):
        lock_aco(change.aco)
        changes = ChangeRequest.objects.select_related("aco", "participant", "cycle", *PEOPLE)
        now = changes.get(pk=change.pk)
        if now.state not in (ChangeState.SUBMITTED, ChangeState.SCREENED):
            if approved is None:
                own, said = last_done(now) == (action, acting_person.pk), now.return_reason
            else:
                own = now.decided_by_id == acting_person.pk and now.approved is approved
                own, said = own and not now.withdrawn_at, now.decision_reason
            if own and said == _kept(reason):
                raise AlreadyDone(now)
            raise ChangeError(
                f"This request is {now.state_in_words.lower()}; it does not wait for CMS any more. "
                f"{what_happened(now, acting_person, for_cms=True)}"
                + (f" {reason_kept(said)}" if own else "")
            )
        if changed := refusal_of_change(shown, lambda: shown_to_answer(now)):
            raise ChangeError(changed)
        yield now


def _why(reason: str) -> str:
    if not reason.strip():
        raise ChangeError("Enter a reason. The ACO will read it.", field="reason")
    return _kept(reason)


def _kept(reason: str) -> str:
    return reason.strip()[:LONGEST_REASON]


@bears_repeating
def approve_change(
    *, acting_person: Person, change: ChangeRequest, shown: str | None = None
) -> ChangeRequest:
    """CMS approves a screened request, and it is written to the ACO's list.

    Raises Refused, and ChangeError before it is screened, while a finding stands in the way, or
    where the list cannot take it any more.
    """
    answering = _answering(
        acting_person, change, "approve change request", approved=True, shown=shown
    )
    with answering as now:
        if now.state is not ChangeState.SCREENED:
            raise ChangeError("This request is not screened yet. Wait for the screening.")
        if blocked([now.pk]):
            raise ChangeError(
                "A finding of the screening stands in the way. Waive or resolve it, or return the "
                "request with its issues."
            )
        now.effective_on = apply_change(now)
        let_waivers_follow(now, _of_the_list(now, now.effective_on))
        _decide(acting_person, now, approved=True)
    return now


def _of_the_list(change: ChangeRequest, day: date) -> Participant:
    """The participant whom an approved change put on the list, or whose providers it added."""
    if change.tin_hash is None:
        assert change.participant is not None
        return change.participant
    listed = Participant.objects.filter(aco=change.aco, tin_hash=change.tin_hash)
    return listed.get(effective_from=day)


@bears_repeating
def deny_change(
    *, acting_person: Person, change: ChangeRequest, reason: str, shown: str | None = None
) -> ChangeRequest:
    """CMS denies a request, with a reason that the ACO reads. Raises Refused and ChangeError."""
    answering = _answering(
        acting_person, change, "deny change request", approved=False, reason=reason, shown=shown
    )
    with answering as now:
        now.decision_reason = _why(reason)
        _decide(acting_person, now, approved=False)
    return now


def _decide(person: Person, change: ChangeRequest, *, approved: bool) -> None:
    change.approved, change.decided_by, change.decided_at = approved, person, timezone.now()
    change.save(
        update_fields=["approved", "decided_by", "decided_at", "decision_reason", "effective_on"]
    )
    notices.tell_decided(change)


@bears_repeating
def return_change(
    *, acting_person: Person, change: ChangeRequest, reason: str, shown: str | None = None
) -> ChangeRequest:
    """CMS returns a request with its issues; the ACO corrects it and submits it again.

    Raises Refused and ChangeError.
    """
    action = "return change request"
    with _answering(acting_person, change, action, reason=reason, shown=shown) as now:
        now.return_reason, now.returned_at = _why(reason), timezone.now()
        now.save(update_fields=["return_reason", "returned_at"])
        notices.tell_returned(now)
    return now


@transaction.atomic
def send_letters(*, acting_person: Person, cycle: FeedbackCycle, shown: str | None = None) -> int:
    """Send the feedback letter of a cycle to each ACO that submitted requests in it; how many.

    All at once or none. A second run finds nothing to send. `shown` is the fingerprint of the
    letters as they were shown (`shown_of_letters`). Raises Refused, and ChangeError where they are
    others by now, or the cycle is not over.
    """
    require(acting_person, Duty.DECIDE_CHANGES)
    if cycle.closes_on >= timezone.localdate():
        raise ChangeError(
            f"ACOs submit requests in this cycle until {in_words(cycle.closes_on)}. Send its "
            "letters after that."
        )
    submitted = ChangeRequest.objects.filter(cycle=cycle, submitted_at__isnull=False)
    with pghistory.context(action="send feedback letter", acting_person=acting_person.pk):
        acos = lock_acos({change.aco_id for change in submitted.only("aco_id")})
        waiting = letters_to_send(cycle)
        if waiting and (changed := refusal_of_change(shown, shown_of_letters(waiting))):
            raise ChangeError(changed)
        have = {letter.aco_id for letter in FeedbackLetter.objects.filter(cycle=cycle)}
        for aco in acos:
            if aco.pk not in have:
                _send_letter(acting_person, cycle, aco)
    return len(waiting)


def _send_letter(person: Person, cycle: FeedbackCycle, aco: Aco) -> None:
    lines = letter_lines(aco, cycle)
    letter = FeedbackLetter.objects.create(aco=aco, cycle=cycle, sent_by=person, lines=lines)
    notices.write_of_letter(letter)
