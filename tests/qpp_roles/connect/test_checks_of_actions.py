"""Whose facts, roles, requests and tries count: each fails where it is left out (D3-D6, E1)."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from accounts.models import Person
from contacts.models import HeldType
from qpp_roles.connect.actions.lifting import lift_lock
from qpp_roles.connect.actions.requesting import request_role
from qpp_roles.connect.errors import NotValidated
from qpp_roles.connect.locks import lock_of
from qpp_roles.connect.models import ValidationTry
from qpp_roles.connect.queries import administrators_of_acos_of
from qpp_roles.connect.standing import standing_of
from qpp_roles.connect.validation import COUNTED_FOR, TRIES_AT_PLACE, TRIES_OF_PERSON, Given
from qpp_roles.organizations.errors import QppError
from qpp_roles.organizations.kinds import Role
from qpp_roles.roles.rules import RequestState
from tests.cast import (
    Cast,
    make_aco,
    make_contact,
    make_organization,
    make_participant,
    make_person,
)
from tests.qpp_roles.connect.applicants import CASES, LAST_DAY_OF_ACOS, NPI, NPI_2, STRANGE, TIN_3

pytestmark = [pytest.mark.rule("D4", "D6", "E1"), pytest.mark.django_db]

OFFICIAL, STAFF = Role.SECURITY_OFFICIAL, Role.STAFF_USER


@pytest.fixture
def jo(db: None) -> Person:
    return make_person("jo_chen")


def first(place: Any, person: Person, given: Given) -> Any:
    return request_role(acting_person=person, place=place, role=OFFICIAL, given=given)


def _another(kind: str) -> None:
    """Another organization of the kind, of which other facts are on record."""
    if kind == "ssp_aco":
        make_participant(make_aco("A9104", "Another"), "Another's", tin=STRANGE)
        return
    facts: dict[str, dict[str, Any]] = {
        "practice": {"tin": STRANGE, "clinicians": [(NPI_2, "ZZZ1")]},
        "next_generation_aco": {"identifier": "V901", "members": [STRANGE, TIN_3]},
        "cpc_plus_site": {
            "identifier": "T1AR0059",
            "members": [STRANGE],
            "site_clinicians": [(STRANGE, NPI)],
        },
        "virtual_group": {"identifier": "VG-78", "members": [STRANGE, TIN_3]},
    }
    make_organization(kind, "Another", **facts[kind])


@pytest.mark.parametrize(
    ("kind", "theirs"),
    [
        ("practice", {"npi": NPI_2, "ptan": "ZZZ1"}),
        ("ssp_aco", {"second_tin": STRANGE}),
        ("next_generation_aco", {"second_tin": STRANGE}),
        ("cpc_plus_site", {"tin": STRANGE, "npi": NPI}),
        ("virtual_group", {"second_tin": STRANGE}),
    ],
)
def test_what_is_on_record_of_another_organization_validates_nobody_here(
    jo: Person, kind: str, theirs: dict[str, str]
) -> None:
    case = CASES[kind]
    with time_machine.travel(LAST_DAY_OF_ACOS):
        place = case.make()
        _another(kind)
        with pytest.raises(NotValidated):
            first(place, jo, replace(case, typed={**case.typed, **theirs}).given)
        assert first(place, jo, case.given).state is RequestState.APPROVED


@pytest.mark.rule("D3")
def test_in_an_aco_only_its_own_security_officials_and_types_of_qpp_count(cast: Cast) -> None:
    there = make_aco("A9104", "Another")
    make_contact(there, cast.outsider, ["qpp_security_official"])
    assert not standing_of(cast.it, cast.lakeside).has_security_official
    assert standing_of(cast.it, cast.lakeside).held is None, "an IT contact has no role at QPP"
    assert standing_of(cast.outsider, there).held is OFFICIAL
    assert standing_of(cast.outsider, cast.lakeside).held is None


@pytest.mark.rule("D5")
def test_somebody_elses_request_is_not_ones_own(jo: Person) -> None:
    practice, kim = CASES["practice"].make(), make_person("kim")
    first(practice, make_person("ann_ray"), CASES["practice"].given)
    theirs = request_role(acting_person=kim, place=practice, role=STAFF)
    assert standing_of(jo, practice).latest is None
    mine = request_role(acting_person=jo, place=practice, role=STAFF)
    assert mine != theirs
    assert standing_of(jo, practice).pending == mine


def fail(place: dict[str, Any], person: Person, minutes_ago: int = 0) -> ValidationTry:
    at = timezone.now() - timedelta(minutes=minutes_ago)
    return ValidationTry.objects.create(person=person, tried_at=at, **place)


def test_a_lock_is_of_one_aco_and_lifting_it_leaves_old_tries_as_they_are(
    cast: Cast, jo: Person
) -> None:
    there = make_aco("A9104", "Another")
    for _ in range(TRIES_OF_PERSON - 1):
        tried = fail({"aco": cast.lakeside}, jo)
    fail({"aco": there}, jo)
    assert lock_of(tried, timezone.now()) is None, "one of them was at another ACO"
    old = fail({"aco": cast.lakeside}, jo, int(COUNTED_FOR.total_seconds() // 60) + 1)
    fail({"aco": cast.lakeside}, jo)
    lifted = lift_lock(acting_person=cast.cms_staff, tried=tried, reason="Called us")
    assert lifted == TRIES_OF_PERSON
    old.refresh_from_db()
    assert old.lifted_at is None


def test_a_lock_is_everybodys_from_as_many_tries_as_are_taken_at_one_place(cast: Cast) -> None:
    for n in range(TRIES_AT_PLACE):
        tried = fail({"aco": cast.lakeside}, make_person(f"guesser_{n}"))
        lock = lock_of(tried, timezone.now())
        assert (lock is not None) == (n + 1 == TRIES_AT_PLACE)
    assert lock is not None
    assert lock.of_everybody


@pytest.mark.rule("B2")
def test_who_administers_an_aco_no_more_is_named_to_nobody(cast: Cast) -> None:
    assert "The Exec" in str(administrators_of_acos_of(make_it(cast).pk))
    HeldType.objects.filter(contact__person=cast.exec).update(
        ended_at=timezone.now(), end_reason="Left"
    )
    assert "The Exec" not in str(administrators_of_acos_of(cast.it.pk))


def make_it(cast: Cast) -> Person:
    """The IT contact, in an ACO that has an ACO Executive."""
    cast.exec  # noqa: B018 - comes to be
    return cast.it


def test_an_account_that_was_merged_is_refused_also_as_the_first(jo: Person) -> None:
    practice = CASES["practice"].make()
    Person.objects.filter(pk=jo.pk).update(merged_into=make_person("ann_ray"), is_active=False)
    with pytest.raises(QppError, match="merged"):
        first(practice, jo, CASES["practice"].given)
