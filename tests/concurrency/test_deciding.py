"""Security Officials at the same moment: one answer to a request (rules D5, D9)."""

from functools import partial

import pytest

from accounts.actions import merge_people
from notifications.models import Notification
from qpp_roles.organizations.errors import AlreadyAnswered
from qpp_roles.roles.actions.deciding import approve_request, deny_request, withdraw_request
from qpp_roles.roles.actions.ending import leave_role
from qpp_roles.roles.actions.reminding import remind_of_requests
from qpp_roles.roles.actions.staffing import change_role, end_role, give_role
from qpp_roles.roles.models import HeldRole
from tests.cast import Cast, make_organization, make_person
from tests.concurrency.at_once import at_once, errors, successes
from tests.qpp_roles.roles.in_roles import OFFICIAL, ElmStreet, hold, roles_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.rule("D5")
def test_two_security_officials_at_once_make_one_decision() -> None:
    elm, second = ElmStreet(), make_person("otto_official")
    hold(second, elm.practice, OFFICIAL)
    for _ in range(4):
        request = elm.ask()
        outcomes = at_once(
            partial(approve_request, acting_person=elm.official, role_request=request),
            partial(deny_request, acting_person=second, role_request=request, reason="Unknown"),
            partial(withdraw_request, acting_person=elm.asker, role_request=request),
        )
        assert len(successes(outcomes)) == 1
        assert all(isinstance(error, AlreadyAnswered) for error in errors(outcomes))
        request.refresh_from_db()
        held = HeldRole.objects.active().filter(person=elm.asker)
        assert held.exists() is bool(request.approved)
        by = {"olga_official": "Olga Official", "otto_official": "Otto Official"}
        who = by[request.decided_by.user_id] if request.decided_by else "Ann Asker"
        assert all(str(error).startswith(who) for error in errors(outcomes))
        held.delete()


@pytest.mark.rule("D5", "D9")
def test_an_answer_and_the_end_of_its_givers_role_at_once_come_one_after_the_other(
    cast: Cast,
) -> None:
    elm, staff = ElmStreet(), cast.cms_staff
    request = elm.ask()
    outcomes = at_once(
        partial(approve_request, acting_person=elm.official, role_request=request),
        partial(end_role, acting_person=staff, held=elm.held, reason="Left"),
        partial(
            give_role,
            acting_person=staff,
            organization=elm.practice,
            person=elm.asker,
            role=OFFICIAL,
            reason="Called",
        ),
    )
    refused = [str(error) for error in errors(outcomes)]
    assert len(refused) < len(outcomes), refused
    assert outcomes[1] not in errors(outcomes), "staff end a role whatever its holder is at"
    assert HeldRole.objects.active().filter(person=elm.asker).count() == 1
    request.refresh_from_db()
    assert request.decided_at is not None


@pytest.mark.rule("D9")
def test_one_role_is_changed_once(cast: Cast) -> None:
    elm, staff = ElmStreet(), cast.cms_staff
    change = partial(change_role, acting_person=staff, held=elm.held_by_staff_user, reason="x")
    outcomes = at_once(*[partial(change, role=OFFICIAL)] * 3)
    assert not errors(outcomes), "it is one person who says it three times"
    assert HeldRole.objects.filter(person=elm.staff_user).count() == 2
    assert roles_in(elm.practice)["sam_staff"] == "security_official"


@pytest.mark.rule("D3", "D9")
def test_of_two_security_officials_who_leave_at_once_one_stays() -> None:
    for turn in range(4):
        place = make_organization("cpc_plus_site", identifier=f"T1AR000{turn}")
        two = [make_person(f"{name}_{turn}") for name in ("ann", "bob")]
        leaving = [
            partial(leave_role, acting_person=one, held=hold(one, place, OFFICIAL)) for one in two
        ]
        outcomes = at_once(*leaving)
        assert len(successes(outcomes)) == 1
        (error,) = errors(outcomes)
        assert "the last Security Official" in str(error)
        assert len(roles_in(place)) == 1


@pytest.mark.rule("D9", "E7")
def test_a_role_given_up_twice_at_once_is_given_up_once() -> None:
    elm = ElmStreet()
    leave = partial(leave_role, acting_person=elm.staff_user, held=elm.held_by_staff_user)
    outcomes = at_once(*[leave] * 4)
    assert not errors(outcomes), "it is one person who says it four times"
    role = elm.held_by_staff_user
    assert role.events.filter(pgh_label="update").count() == 1  # type: ignore[attr-defined]
    told = Notification.objects.filter(kind="qpp_role_changed")
    assert sorted(told.values_list("person__user_id", flat=True)) == ["olga_official", "sam_staff"]
    assert roles_in(elm.practice) == {"olga_official": "security_official"}


@pytest.mark.rule("E6")
def test_reminders_at_once_are_written_once() -> None:
    elm = ElmStreet()
    elm.ask(days_ago=4)
    assert sum(at_once(*[remind_of_requests] * 3)) == 1
    assert Notification.objects.filter(kind="role_requests_waiting").count() == 1


def test_an_approval_during_a_merge_leaves_nothing_with_the_closed_account(cast: Cast) -> None:
    elm, staff, kept = ElmStreet(), cast.cms_staff, make_person("kept")
    request = elm.ask()
    outcomes = at_once(
        partial(merge_people, acting_person=staff, kept=kept, gone=elm.asker, reason="One"),
        partial(approve_request, acting_person=elm.official, role_request=request),
    )
    assert len(errors(outcomes)) < 2, errors(outcomes)
    elm.asker.refresh_from_db()
    active = HeldRole.objects.active().filter(person=elm.asker)
    assert not (elm.asker.merged_into_id and active.exists())
