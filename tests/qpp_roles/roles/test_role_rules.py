"""Who may ask for a role, answer, end and leave one, without a database."""

from datetime import UTC, datetime, timedelta

import pytest

from qpp_roles.organizations.kinds import Role
from qpp_roles.roles.rules import (
    REMIND_AFTER,
    is_waiting_long,
    refusal_to_decide,
    refusal_to_end,
    refusal_to_give,
    refusal_to_leave,
    refusal_to_request,
    refusal_to_step_in,
)

OFFICIAL, STAFF = Role.SECURITY_OFFICIAL, Role.STAFF_USER


@pytest.mark.rule("D3")
@pytest.mark.parametrize(
    ("role", "has_official", "held", "says"),
    [
        (OFFICIAL, False, None, ""),
        (STAFF, False, None, "has no Security Official yet"),
        (STAFF, True, None, ""),
        (OFFICIAL, True, None, ""),
        (STAFF, True, STAFF, "You are Staff User of this organization already."),
        (OFFICIAL, True, STAFF, "You are Staff User of this organization. To change your role"),
    ],
)
def test_the_first_role_is_security_official_and_one_role_is_enough(
    role: Role, has_official: bool, held: Role | None, says: str
) -> None:
    found = refusal_to_request(role, has_security_official=has_official, held=held)
    assert bool(found) is bool(says)
    assert says in found
    if held is None:
        assert bool(refusal_to_give(role, has_security_official=has_official)) is bool(says)


@pytest.mark.rule("D5")
@pytest.mark.parametrize(
    ("own", "role", "says"),
    [
        (False, OFFICIAL, ""),
        (True, OFFICIAL, "Nobody answers their own request."),
        (False, STAFF, "Only a Security Official"),
        (False, None, "Only a Security Official"),
    ],
)
def test_another_security_official_answers(own: bool, role: Role | None, says: str) -> None:
    found = refusal_to_decide(decider_is_requester=own, decider_role=role)
    assert bool(found) is bool(says)
    assert says in found


@pytest.mark.rule("D9")
@pytest.mark.parametrize(
    ("role", "ender", "own", "says"),
    [
        (STAFF, OFFICIAL, False, ""),
        (STAFF, OFFICIAL, True, "not ended but given up"),
        (STAFF, STAFF, False, "Only a Security Official of this organization ends"),
        (STAFF, None, False, "Only a Security Official of this organization ends"),
        (OFFICIAL, OFFICIAL, False, "Only the Quality Payment Program ends"),
    ],
)
def test_a_security_official_ends_roles_of_staff_users(
    role: Role, ender: Role | None, own: bool, says: str
) -> None:
    found = refusal_to_end(role, ender_role=ender, own=own)
    assert bool(found) is bool(says)
    assert says in found


@pytest.mark.rule("D3")
def test_the_last_security_official_stays() -> None:
    assert refusal_to_leave(OFFICIAL, other_officials=0).startswith("You are the last")
    assert refusal_to_leave(OFFICIAL, other_officials=1) == ""
    assert refusal_to_leave(STAFF, other_officials=0) == ""


@pytest.mark.rule("D5")
def test_qpp_staff_step_in_where_nobody_answers_for_14_days() -> None:
    asked = datetime(2026, 3, 2, 9, tzinfo=UTC)
    long = asked + timedelta(days=14)
    just_before = long - timedelta(microseconds=1)
    assert is_waiting_long(asked, long)
    assert not is_waiting_long(asked, just_before)

    def refusal(has_official: bool, now: datetime) -> str:
        return refusal_to_step_in(has_security_official=has_official, requested_at=asked, now=now)

    assert refusal(True, just_before).endswith("or after 14 days.")
    assert refusal(True, long) == refusal(False, just_before) == ""
    assert [after.days for after in REMIND_AFTER] == [3, 7, 14]
