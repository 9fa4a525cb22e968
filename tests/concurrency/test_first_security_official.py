"""Several people connecting to one organization at the same moment."""

from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import Person
from notifications.models import Notification
from qpp_roles.connect.actions.requesting import request_role
from qpp_roles.connect.errors import NotValidated, TriesUsedUp
from qpp_roles.connect.models import ValidationTry
from qpp_roles.connect.standing import standing_of
from qpp_roles.connect.validation import TRIES_AT_PLACE, TRIES_OF_PERSON, Given
from qpp_roles.organizations.errors import Overtaken
from qpp_roles.organizations.kinds import Role
from qpp_roles.organizations.models import Organization
from qpp_roles.roles.models import HeldRole, RoleRequest
from tests.cast import make_person
from tests.concurrency.at_once import at_once, errors, successes
from tests.qpp_roles.connect.applicants import CASES

pytestmark = pytest.mark.django_db(transaction=True)

RIGHT, WRONG = CASES["practice"].given, Given()


def people(count: int) -> list[Person]:
    return [make_person(f"person_{n}") for n in range(count)]


def ask(person: Person, place: Organization, given: Given | None = RIGHT) -> Any:
    copy = Organization.objects.get(pk=place.pk)  # as another process would have
    return partial(
        request_role,
        acting_person=person,
        place=copy,
        role=Role.SECURITY_OFFICIAL,
        given=given,
    )


@pytest.mark.rule("D4", "D3")
def test_many_with_the_right_facts_make_one_first_security_official() -> None:
    place = CASES["practice"].make()
    applicants = people(6)
    outcomes = at_once(*(ask(person, place) for person in applicants))
    (made,) = successes(outcomes)
    assert all(isinstance(error, Overtaken) for error in errors(outcomes))
    assert HeldRole.objects.get().person == made.person
    assert RoleRequest.objects.count() == 1
    assert Notification.objects.count() == 1
    # The others are offered the ordinary way, and it works.
    others = [person for person in applicants if person != made.person]
    assert not errors(at_once(*(ask(person, place, given=None) for person in others)))
    assert RoleRequest.objects.pending().count() == 5


@pytest.mark.rule("D4", "E6")
def test_one_person_many_times_makes_one_request() -> None:
    place = CASES["practice"].make()
    (jo,) = people(1)
    outcomes = at_once(*(ask(jo, place) for _ in range(6)))
    refusals = {str(refused) for refused in errors(outcomes)}
    assert (len(errors(outcomes)), refusals) == (
        5,
        {"You are Security Official of this organization already."},
    )
    assert RoleRequest.objects.count() == HeldRole.objects.count() == 1


@pytest.mark.rule("D5", "E6")
def test_one_person_asking_many_times_has_one_request_that_waits() -> None:
    place = CASES["practice"].make()
    ann, jo = people(2)
    ask(ann, place)()
    outcomes = at_once(*(ask(jo, place, given=None) for _ in range(6)))
    assert not errors(outcomes)
    assert len({one.pk for one in outcomes}) == 1
    assert Notification.objects.filter(kind="role_request_waiting").count() == 1


@pytest.mark.rule("D6", "E5")
def test_guesses_at_once_get_no_more_tries_than_one_after_the_other() -> None:
    place = CASES["practice"].make()
    (jo,) = people(1)
    outcomes = at_once(*(ask(jo, place, WRONG) for _ in range(TRIES_OF_PERSON + 5)))
    assert sum(isinstance(one, NotValidated) for one in outcomes) == TRIES_OF_PERSON
    assert sum(isinstance(one, TriesUsedUp) for one in outcomes) == 5
    assert ValidationTry.objects.count() == TRIES_OF_PERSON


@pytest.mark.rule("D6", "E5")
def test_guesses_of_many_people_at_once_get_no_more_than_the_organization_allows() -> None:
    place = CASES["practice"].make()
    crowd = people(6)
    before = timezone.now() - timedelta(hours=1)
    earlier = make_person("earlier")
    ValidationTry.objects.bulk_create(
        ValidationTry(organization=place, person=earlier, tried_at=before)
        for _ in range(TRIES_AT_PLACE - 2)
    )
    outcomes = at_once(*(ask(person, place, WRONG) for person in crowd))
    assert sum(isinstance(one, NotValidated) for one in outcomes) == 2
    assert ValidationTry.objects.count() == TRIES_AT_PLACE
    assert standing_of(crowd[0], place).tries_left == 0


@pytest.mark.rule("D4", "E3")
def test_the_database_alone_takes_one_first_security_official() -> None:
    place = CASES["practice"].make()
    outcomes = at_once(
        *(
            partial(
                HeldRole.objects.create,
                organization=place,
                person=person,
                role=Role.SECURITY_OFFICIAL.value,
                source=HeldRole.Source.VALIDATED,
            )
            for person in people(6)
        )
    )
    assert len(successes(outcomes)) == 1
    assert all("held_role_first_security_official" in str(error) for error in errors(outcomes))
