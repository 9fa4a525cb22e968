"""From where credentials may be used and when they end (rule H1)."""

from datetime import UTC, datetime, timedelta

import pytest

from api.credentials.rules import (
    Limits,
    days_left,
    is_among,
    read_network,
    read_networks,
    step_at,
)

LIMITS = Limits(timedelta(days=90), timedelta(hours=24), 8, {4: 24, 6: 48}, private=False)
pytestmark = pytest.mark.rule("H1")
NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (" 8.8.8.8 ", "8.8.8.8"),
        ("8.8.8.0/24", "8.8.8.0/24"),
        ("8.8.8.8/24", "8.8.8.0/24"),
        ("2600:1f18::7", "2600:1f18::7"),
        ("2600:1F18:1::/48", "2600:1f18:1::/48"),
    ],
)
def test_an_address_or_a_small_network_is_kept_in_one_form(typed: str, kept: str) -> None:
    assert read_network(typed, LIMITS) == kept


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("home", "is not an IP address"),
        ("8.8.8.8.8", "is not an IP address"),
        ("2600:1f18::7%eth0", "is not an IP address"),
        ("8.8.0.0/23", "too large"),
        ("2600:1f18::/47", "too large"),
        ("10.0.0.1", "not a public address"),
        ("127.0.0.1", "not a public address"),
        ("fd00::1", "not a public address"),
        ("224.0.0.1", "not a public address"),
        ("100.64.0.1", "not a public address"),
        ("169.254.169.254", "not a public address"),
    ],
)
def test_what_is_no_small_public_network_is_refused_with_what_to_do(typed: str, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        read_network(typed, LIMITS)


def test_there_are_one_to_eight_addresses_none_twice() -> None:
    eight = [f"8.8.8.{number}" for number in range(8)]
    assert read_networks([*eight, "8.8.8.0", " "], LIMITS) == eight
    with pytest.raises(ValueError, match="9 addresses are too many"):
        read_networks([*eight, "8.8.8.9"], LIMITS)
    with pytest.raises(ValueError, match="at least one"):
        read_networks([" "], LIMITS)


@pytest.mark.rule("H2")
def test_a_caller_is_among_the_addresses_or_not() -> None:
    allowed = ["8.8.8.0/28", "2600:1f18::7"]
    assert is_among("8.8.8.15", allowed)
    assert is_among("::ffff:8.8.8.15", allowed), "as a server that listens on IPv6 sees it"
    assert is_among("2600:1f18:0::7", allowed)
    assert not is_among("8.8.8.16", allowed)
    assert not is_among("2600:1f18::8", allowed)
    assert not is_among("", allowed)


@pytest.mark.parametrize(
    ("left", "step"),
    [
        (timedelta(days=14, seconds=1), None),
        (timedelta(days=14), 14),
        (timedelta(days=7, seconds=1), 14),
        (timedelta(days=7), 7),
        (timedelta(days=1, seconds=1), 7),
        (timedelta(days=1), 1),
        (timedelta(seconds=1), 1),
        (timedelta(0), None),
    ],
)
def test_reminders_come_14_7_and_1_days_before(left: timedelta, step: int | None) -> None:
    assert step_at(NOW + left, NOW) == step


def test_days_left_count_the_day_that_has_begun() -> None:
    assert days_left(NOW + timedelta(days=90), NOW) == 90
    assert days_left(NOW + timedelta(hours=1), NOW) == 1
    assert days_left(NOW, NOW) == 0
    assert days_left(NOW - timedelta(days=3), NOW) == 0
