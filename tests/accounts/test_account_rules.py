"""The numbers of accounts, sign-in and registration, at both sides of each bound."""

from datetime import UTC, datetime, timedelta

import pytest

from accounts import rules
from accounts.registration.rules import KEPT_FOR, TRIES, VALID_FOR, State, expires, state_at
from accounts.signing_in import At, SignIn
from accounts.staff import Duty, StaffRole, duty_of, refusal, role_may, roles_with

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
MOMENT = timedelta(microseconds=1)


@pytest.mark.rule("E7")
def test_a_request_for_an_account_is_open_for_24_hours_and_five_wrong_codes() -> None:
    ends = expires(NOW)
    assert ends == NOW + timedelta(days=1) == NOW + VALID_FOR
    assert timedelta(days=7) == KEPT_FOR
    assert state_at(ends - MOMENT, expires_at=ends, wrong_codes=4) is State.OPEN
    assert state_at(ends - MOMENT, expires_at=ends, wrong_codes=5) is State.LOCKED
    assert state_at(ends, expires_at=ends, wrong_codes=TRIES) is State.EXPIRED


def test_an_account_is_dormant_when_its_last_sign_of_life_is_60_days_old() -> None:
    ago = timedelta(days=60)
    assert rules.is_dormant(NOW, NOW - ago)
    assert not rules.is_dormant(NOW, NOW - ago + MOMENT)
    assert not rules.is_dormant(NOW, NOW - 2 * ago, None, NOW - ago + MOMENT)
    assert not rules.is_dormant(NOW, None)


def test_a_code_changes_the_second_factor_for_less_than_ten_minutes() -> None:
    assert rules.is_fresh(1_000.0, 1_599.9)
    assert not rules.is_fresh(1_000.0, 1_600.0)


def test_the_fifth_wrong_code_locks_for_a_minute_and_each_further_one_for_twice_as_long() -> None:
    minutes = [rules.lock_after(n) / timedelta(minutes=1) for n in range(17)]
    assert minutes[:7] == [0, 0, 0, 0, 0, 1, 2]
    assert minutes[13:] == [256, 512, 720, 720]
    assert rules.lock_after(10_000) == timedelta(hours=12)


@pytest.mark.parametrize(("length", "taken"), [(5, False), (6, True), (60, True), (61, False)])
def test_a_user_id_has_6_to_60_characters(length: int, taken: bool) -> None:
    assert bool(rules.problem_with_user_id("a" * length, "ann@aco.example")) is not taken


def test_what_passwords_and_identity_proofing_take() -> None:
    assert rules.PASSWORD_LENGTH == (15, 60)
    assert rules.PASSWORDS_REMEMBERED == 6
    assert (5, timedelta(hours=6)) == (rules.PROOFING_TRIES, rules.PROOFING_WINDOW)


@pytest.mark.parametrize(
    ("password", "of_its_words"),
    [
        ("Medicare-Shared-Savings-abcde-2026!", True),
        ("Medicare-Shared-Savings-abcdef-2026!", False),
        # The longest word counts: no letter is left of these.
        ("Programme-Programme-Programme-1", True),
        ("AcomsAcomsAcomsAcoms", True),
    ],
)
def test_a_password_of_the_programs_words_has_six_letters_of_ones_own(
    password: str, of_its_words: bool
) -> None:
    assert rules.is_of_programmes_words(password) is of_its_words


def test_a_sign_in_begins_with_nothing_of_another() -> None:
    new = SignIn(At.CODE, epoch=3)
    assert (new.attempts, new.key, new.device, new.codes) == ((), "", "", 0)


@pytest.mark.parametrize(
    ("permission", "duty"),
    [
        ("contacts.view_aco", Duty.READ),
        ("contacts.export_aco", Duty.EXPORT),
        ("contacts.change_aco", Duty.MANAGE_ACOS),
        ("contacts.delete_aco", None),
        ("accounts.merge_person", Duty.MERGE),
    ],
)
def test_a_permission_of_djangos_is_a_duty_or_nobodys(permission: str, duty: Duty | None) -> None:
    assert duty_of(permission) is duty


def test_a_role_of_cms_staff_has_the_duties_of_the_table_and_no_role_has_none() -> None:
    assert role_may("viewer", Duty.READ)
    assert not role_may("viewer", Duty.EXPORT)
    assert not role_may("", Duty.READ)
    assert roles_with(Duty.EXPORT) == [StaffRole.ANALYST, StaffRole.ADMINISTRATOR]
    assert refusal("analyst", Duty.EXPORT) == ""
    assert refusal("viewer", Duty.EXPORT) == (
        "Only a CMS analyst or a CMS administrator can export lists as CSV."
        " Your role is CMS viewer."
    )
    assert refusal("", Duty.MERGE) == f"Only a CMS administrator can {Duty.MERGE.value}."
