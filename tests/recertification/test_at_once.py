"""Two administrators at the same moment: one answer after the other, none after the end."""

from functools import partial

import pytest

from contacts.errors import ContactError
from contacts.models import Contact, HeldType
from contacts.types import ADMIN_CODES
from recertification.actions import complete_review, confirm_contacts, end_contact
from recertification.errors import ReviewError
from recertification.models import Answer, Recertification
from recertification.rules import Season
from tests.cast import Cast
from tests.concurrency.at_once import at_once, errors, successes

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_same_contact_confirmed_by_two_is_confirmed_once(cast: Cast, season: Season) -> None:
    contact = Contact.objects.get(person=cast.it)
    outcomes = at_once(
        *(
            partial(confirm_contacts, acting_person=by, aco=cast.lakeside, contact_ids=[contact.pk])
            for by in (cast.exec, cast.liaison)
        )
    )
    assert not errors(outcomes)
    assert sorted(len(answers) for answers in outcomes) == [0, 1]
    assert Answer.objects.count() == Recertification.objects.count() == 1


def test_confirmed_and_ended_at_once_ends_in_one_answer_that_is_true(
    cast: Cast, season: Season
) -> None:
    contact = Contact.objects.get(person=cast.it)
    outcomes = at_once(
        partial(
            confirm_contacts, acting_person=cast.exec, aco=cast.lakeside, contact_ids=[contact.pk]
        ),
        partial(end_contact, acting_person=cast.liaison, contact=contact, reason="Left us"),
    )
    assert not errors(outcomes)
    answer = Answer.objects.get()
    assert (answer.kept, answer.answered_by) == (False, cast.liaison)
    assert not contact.held_types.active().exists()


@pytest.mark.rule("A17")
def test_two_administrators_who_end_each_other_leave_one(cast: Cast, season: Season) -> None:
    first, second = (Contact.objects.get(person=p) for p in (cast.exec, cast.liaison))
    outcomes = at_once(
        partial(end_contact, acting_person=cast.exec, contact=second, reason="Left us"),
        partial(end_contact, acting_person=cast.liaison, contact=first, reason="Left us"),
    )
    assert len(successes(outcomes)) == 1
    assert isinstance(errors(outcomes)[0], ContactError | ReviewError)
    left = HeldType.objects.active().filter(aco=cast.lakeside, type__in=ADMIN_CODES)
    assert left.count() == 1


def test_a_review_completed_twice_at_once_is_completed_by_one(cast: Cast, season: Season) -> None:
    ids = [Contact.objects.get(person=p).pk for p in (cast.exec, cast.liaison)]
    confirm_contacts(acting_person=cast.exec, aco=cast.lakeside, contact_ids=ids)
    outcomes = at_once(
        *(
            partial(complete_review, acting_person=by, aco=cast.lakeside)
            for by in (cast.exec, cast.liaison)
        )
    )
    assert len(successes(outcomes)) == 1
    assert isinstance(errors(outcomes)[0], ReviewError)
