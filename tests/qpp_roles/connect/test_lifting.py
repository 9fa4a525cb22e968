"""CMS staff see the locks of first validations, and lift one with a reason (D6)."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.test import Client
from django.utils import timezone

from accounts.models import Person
from acoms.access import Refused
from qpp_roles.connect.actions.lifting import lift_lock
from qpp_roles.connect.models import ValidationTry
from qpp_roles.connect.standing import standing_of
from qpp_roles.connect.validation import COUNTED_FOR, TRIES_AT_PLACE, TRIES_OF_PERSON
from qpp_roles.organizations.errors import QppError
from qpp_roles.organizations.models import Organization
from tests.cast import Cast, make_organization, make_person
from tests.qpp_roles.connect.connecting import go_to
from tests.signing_in import sign_in

pytestmark = [pytest.mark.rule("D6"), pytest.mark.django_db]

LIST = "/admin/qpp_roles_connect/validationtry/"


@pytest.fixture
def practice() -> Organization:
    return make_organization(name="Elm Street Clinic", clinicians=[("2000000002", "ZZZ1")])


@pytest.fixture
def jo() -> Person:
    return make_person("jo_tries")


def fail(place: Organization, person: Person, times: int) -> ValidationTry:
    """So many failed tries a minute apart; the last one."""
    now = timezone.now()
    for n in range(times):
        at = now - timedelta(minutes=times - n)
        last = ValidationTry.objects.create(organization=place, person=person, tried_at=at)
    return last


def is_locked(person: Person, place: Organization) -> bool:
    return standing_of(person, place).locked_until is not None


@pytest.mark.rule("E3")
def test_a_lifted_lock_lets_that_person_try_again_and_keeps_the_tries_on_record(
    cast: Cast, practice: Organization, jo: Person
) -> None:
    kim, elsewhere = make_person("kim_tries"), make_organization(name="Oak Clinic")
    tried = fail(practice, jo, TRIES_OF_PERSON)
    fail(practice, kim, TRIES_OF_PERSON)
    fail(elsewhere, jo, TRIES_OF_PERSON)
    assert lift_lock(acting_person=cast.cms_staff, tried=tried, reason=" Called us ") == 5
    assert not is_locked(jo, practice)
    assert standing_of(jo, practice).tries_left == TRIES_OF_PERSON
    assert is_locked(kim, practice)
    assert is_locked(jo, elsewhere)
    tried.refresh_from_db()
    assert (tried.lifted_by, tried.lift_reason) == (cast.cms_staff, "Called us")
    event = (
        apps.get_model("qpp_roles_connect.ValidationTryEvent").objects.order_by("-pgh_id").first()
    )
    context = event.pgh_context.metadata
    assert (context["action"], context["reason"]) == ("lift lock of validation", "Called us")
    assert context["acting_person"] == cast.cms_staff.pk
    fail(practice, jo, TRIES_OF_PERSON)
    assert is_locked(jo, practice), "it begins anew, it does not go away"


def test_a_lock_of_everybody_is_lifted_for_everybody(
    cast: Cast, practice: Organization, jo: Person
) -> None:
    for n in range(TRIES_AT_PLACE // 4):
        tried = fail(practice, make_person(f"guesser_{n}"), 4)
    assert is_locked(jo, practice)
    lift_lock(acting_person=cast.cms_staff, tried=tried, reason="All of one practice")
    assert not is_locked(jo, practice)


def test_what_is_not_locked_is_not_lifted_and_nobody_lifts_their_own(
    cast: Cast, practice: Organization, jo: Person
) -> None:
    tried = fail(practice, jo, TRIES_OF_PERSON - 1)
    with pytest.raises(QppError, match="Nothing is locked"):
        lift_lock(acting_person=cast.cms_staff, tried=tried, reason="Called us")
    tried = fail(practice, jo, 1)
    with pytest.raises(QppError, match="reason"):
        lift_lock(acting_person=cast.cms_staff, tried=tried, reason="  ")
    own = fail(practice, cast.cms_staff, TRIES_OF_PERSON)
    with pytest.raises(QppError, match="of their own"):
        lift_lock(acting_person=cast.cms_staff, tried=own, reason="Me")
    ValidationTry.objects.update(tried_at=timezone.now() - COUNTED_FOR)
    with pytest.raises(QppError, match="Nothing is locked"):
        lift_lock(acting_person=cast.cms_staff, tried=tried, reason="Called us")


@pytest.mark.rule("D9")
def test_only_administrators_lift(cast: Cast, practice: Organization, jo: Person) -> None:
    tried = fail(practice, jo, TRIES_OF_PERSON)
    with pytest.raises(Refused):
        lift_lock(acting_person=cast.cms_analyst, tried=tried, reason="Called us")
    analyst = cast.browser("cms_analyst")
    assert "Lift this lock" not in analyst.get(f"{LIST}{tried.pk}/change/").content.decode()
    assert analyst.post(f"{LIST}{tried.pk}/lift/", {"reason": "x"}).status_code == 403
    assert is_locked(jo, practice)


def test_the_admin_shows_who_where_and_when_and_lifts(
    cast: Cast, practice: Organization, jo: Person
) -> None:
    old = fail(practice, make_person("kim_tries"), 1)
    tried = fail(practice, jo, TRIES_OF_PERSON)
    staff = cast.browser("cms_staff")
    page = staff.get(f"{LIST}?lock=locked").content.decode()
    assert page.count("Locked: this person") == TRIES_OF_PERSON
    assert "Elm Street Clinic" in page
    assert ">Counts<" in staff.get(LIST).content.decode()
    assert "Lift this lock" not in staff.get(f"{LIST}{old.pk}/change/").content.decode()
    assert "Lift this lock" in staff.get(f"{LIST}{tried.pk}/change/").content.decode()
    asked = staff.get(f"{LIST}{tried.pk}/lift/").content.decode()
    assert f"{jo.full_name} cannot be validated at Elm Street Clinic until" in asked
    empty = staff.post(f"{LIST}{tried.pk}/lift/", {"reason": ""}).content.decode()
    assert "Fill in “" in empty
    staff.post(f"{LIST}{tried.pk}/lift/", {"reason": "Called us"})
    assert not is_locked(jo, practice)
    assert "Nothing is locked here" in staff.get(f"{LIST}{tried.pk}/lift/").content.decode()
    lifted = staff.get(f"{LIST}?lock=lifted").content.decode()
    assert lifted.count("Lifted by CMS staff</td>") == TRIES_OF_PERSON
    assert "Locked:" not in staff.get(f"{LIST}?lock=locked").content.decode()


def test_the_connect_page_takes_the_next_try_then(
    cast: Cast, practice: Organization, jo: Person, client: Client
) -> None:
    tried = fail(practice, jo, TRIES_OF_PERSON)
    browser = sign_in(client, jo)
    locked = go_to(browser, practice)
    lift_lock(acting_person=cast.cms_staff, tried=tried, reason="Called us")
    assert "Too many tries" in locked
    assert "Too many tries" not in go_to(browser, practice)
