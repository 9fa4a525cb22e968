"""Every write to a yearly review: an answer, its end, and the reminders.

Each action is one transaction that takes the ACO's row lock first, so that two administrators at
the same moment give one answer after the other, and none after the review is completed (E3).
"""

from collections.abc import Collection

import pghistory
from django.db import transaction
from django.utils import timezone

from accounts.models import Person
from acoms.once.shown import refusal_of_change
from contacts.access import held_now, require
from contacts.actions import end_types, lock_aco
from contacts.models import Aco, Contact
from contacts.permissions import Permission
from recertification.errors import ReviewError
from recertification.models import Answer, Recertification
from recertification.queries import (
    TODO,
    answers_of,
    in_review,
    progress_of,
    review_of,
    shown_of_contacts,
    with_types,
)
from recertification.rules import Season, day
from recertification.seasons import asks, current_season

ANSWERED = ("kept", "reason", "name", "email", "types", "answered_by", "answered_at")


@transaction.atomic
def confirm_contacts(
    *, acting_person: Person, aco: Aco, contact_ids: Collection[int], shown: str | None = None
) -> list[Answer]:
    """An administrator says that these contacts stay (rule A5).

    Only those still to do are answered, in one statement: who left meanwhile, or was confirmed by
    a colleague, keeps what is recorded. `shown` is the fingerprint of the types with which they
    were shown (`shown_of_contacts`). Returns the answers given. Raises Refused or ReviewError.
    """
    with pghistory.context(action="confirm contacts", acting_person=acting_person.pk):
        review, _ = _open_review(acting_person, aco)
        todo = with_types(in_review(review.year)).filter(TODO, aco=aco, pk__in=contact_ids)
        seen = with_types(Contact.objects.filter(aco=aco, pk__in=contact_ids))
        if todo and (changed := refusal_of_change(shown, lambda: shown_of_contacts(seen))):
            raise ReviewError(changed)
        answers = [_answer(acting_person, review, contact, contact.codes) for contact in todo]
        _record(answers)
    return answers


@transaction.atomic
def end_contact(
    *,
    acting_person: Person,
    contact: Contact,
    reason: str,
    heir: Person | None = None,
    shown: str | None = None,
) -> Answer:
    """An administrator says that a contact no longer works here: all its types end (rule A19).

    `heir` takes over the contact's open invitations, which else are withdrawn (A5). `shown` is what
    `end_types` takes. Who has ended the contact already, for this reason, gets the answer that they
    gave.

    Raises Refused, ReviewError where there is nothing left to end, and ContactError where rule A17
    or a missing reason forbids it.
    """
    with pghistory.context(action="end contact in review", acting_person=acting_person.pk):
        review, _ = _open_review(acting_person, contact.aco)
        codes = list(contact.held_types.active().values_list("type", flat=True))
        if not codes:
            given = answers_of(review).filter(contact=contact, kept=False).first()
            said = acting_person.pk, reason.strip()[:500]
            if given is not None and (given.answered_by_id, given.reason) == said:
                return given
            raise ReviewError(f"{contact.person.full_name} holds no contact type here any more.")
        end_types(
            acting_person=acting_person,
            contact=contact,
            codes=codes,
            reason=reason,
            heir=heir,
            shown=shown,
        )
        answer = _answer(acting_person, review, contact, codes, reason=reason.strip()[:500])
        _record([answer])
    return answer


def _answer(
    person: Person,
    review: Recertification,
    contact: Contact,
    codes: Collection[str],
    reason: str = "",
) -> Answer:
    return Answer(
        recertification=review,
        contact=contact,
        kept=not reason,
        reason=reason,
        name=contact.person.full_name,
        email=contact.person.email,
        types=sorted(codes),
        answered_by=person,
    )


def _record(answers: Collection[Answer]) -> None:
    """Write answers in one statement, over an earlier answer to the same contact."""
    Answer.objects.bulk_create(
        answers,
        update_conflicts=True,
        unique_fields=["recertification", "contact"],
        update_fields=ANSWERED,
    )


@transaction.atomic
def complete_review(*, acting_person: Person, aco: Aco) -> Recertification:
    """An administrator closes the review, which from now on stays as it is (rule A5).

    Raises Refused, and ReviewError while a contact is still to do. Who has completed it already
    gets it as they did.
    """
    with pghistory.context(action="complete yearly review", acting_person=acting_person.pk):
        lock_aco(aco)
        done = review_of(aco, current_season().year)
        if done is not None and done.completed_at and done.completed_by == acting_person:
            return done
        review, season = _open_review(acting_person, aco)
        todo = progress_of(aco, review.year).todo
        if todo:
            people = "1 contact is" if todo == 1 else f"{todo} contacts are"
            raise ReviewError(f"{people} still to do. Confirm or end each of them first.")
        review.due_on = season.due_on
        review.completed_at = timezone.now()
        review.completed_by = acting_person
        review.save(update_fields=["due_on", "completed_at", "completed_by"])
    return review


def _open_review(person: Person, aco: Aco) -> tuple[Recertification, Season]:
    """The ACO's review that is on now, begun if this is its first answer; the ACO stays locked."""
    lock_aco(aco)
    held = held_now(person.pk, aco.pk)
    if not held:
        raise ReviewError("You are not a contact of this ACO.")
    require(held, Permission.CONTACTS_EDIT)
    season = current_season()
    if not asks(season, aco):
        raise ReviewError("There is nothing to review now.")
    review = review_of(aco, season.year)
    if review is None:
        review = Recertification.objects.create(aco=aco, year=season.year)
    if review.completed_at and review.completed_by:
        raise ReviewError(
            f"{review.completed_by.full_name} completed this review on "
            f"{day(timezone.localdate(review.completed_at))}; it stays as it is."
        )
    return review, season
